package org.madoguchi.loss;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.casefile.CardEndListener;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.loss.Loss.State;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Cards reported lost or stolen. A card is suspended in the transaction of the report, before anything else; what follows
 * is the model {@code card-loss}. Cards are named by the case that issued them.
 */
@Component("losses")
public class Losses implements CardEndListener {

    /**
     * What is said of a loss.
     *
     * @param knownOn the day the holder knew; null for today in Tokyo
     * @param abroad the holder was outside Japan then; of a resident's card only
     */
    public record Report(What what, LocalDate knownOn, boolean abroad) {}

    /** Proof of the report to the police, abroad of theirs. */
    public record PoliceReport(String number, String station, LocalDate on) {}

    static final String PROCESS = "card-loss";

    private static final int LONGEST_NUMBER = 60;
    private static final int LONGEST_STATION = 120;

    private final LossStore store;
    private final Returns returns;
    private final CardsInForce cards;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Offices offices;
    private final LossDeadlines deadlines;
    private final Clock clock;

    Losses(LossStore store, Returns returns, CardsInForce cards, CaseFiles cases, CaseFlow flow, Offices offices,
            LossDeadlines deadlines, Clock clock) {
        this.store = store;
        this.returns = returns;
        this.cards = cards;
        this.cases = cases;
        this.flow = flow;
        this.offices = offices;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** The latest loss of the card that this case issued, open or over. */
    public Optional<Loss> of(String caseNumber) {
        return store.latest(caseNumber);
    }

    /** The card that this case issued and that is still in force, for the page of the case. */
    public Optional<CardInForce> cardOf(String caseNumber) {
        return cards.ofCase(caseNumber).filter(CardInForce::inForce);
    }

    /** The card that this case is to replace, for the page of the case. */
    public Optional<CardInForce> replacedIn(CaseFile file) {
        return Optional.ofNullable(file.renewsCard()).flatMap(cards::find);
    }

    /** The card that a loss is about, also where it has run out meanwhile. */
    CardInForce issuedCard(String caseNumber) {
        return cards.ofCase(caseNumber).orElseThrow();
    }

    /**
     * Suspends the card at once and begins what follows. The same report again changes nothing.
     *
     * @return since when the card is suspended
     * @throws Refusal CARD_NOT_IN_FORCE, LOSS_ALREADY_REPORTED where it was said otherwise before, KNOWN_IN_FUTURE,
     *     KNOWN_BEFORE_ISSUE
     */
    @Transactional
    public Instant report(String caseNumber, Report report, CurrentUser actor) {
        CardInForce card = lockedInForce(caseNumber);
        CaseFile file = cases.get(caseNumber);
        LocalDate knownOn = report.knownOn() == null ? Tokyo.today(clock) : report.knownOn();
        Optional<Loss> before = openLoss(caseNumber);
        if (before.isPresent()) {
            if (before.get().what() == report.what() && before.get().knownOn().equals(knownOn)) {
                return card.suspendedAt();
            }
            throw Refusal.conflict("LOSS_ALREADY_REPORTED");
        }
        requirePast(file, knownOn, "KNOWN_IN_FUTURE", "knownOn");
        if (knownOn.isBefore(card.issuedOn())) {
            throw Refusal.badInput("KNOWN_BEFORE_ISSUE", "knownOn");
        }
        return suspend(card, file, new Report(report.what(), knownOn, report.abroad()), null, actor);
    }

    private Instant suspend(CardInForce card, CaseFile file, Report report, String reissueCase, CurrentUser actor) {
        Instant since = cards.suspend(card.id()).orElseThrow();
        store.insert(new Loss(UUID.randomUUID(), card.id(), file.number(), report.what(), clock.instant(), report.knownOn(),
                report.abroad() && !file.overseas(), null, null, null, null, reissueCase, State.SUSPENDED, null, null), actor.id());
        cases.record(file.number(), Event.of("LOSS_REPORTED", actor).because("WAS_" + report.what()));
        flow.start(PROCESS, file.number(), Map.of("programme", file.programme(), "counter", Counter.of(file).name(), "found", false));
        return since;
    }

    /**
     * Notes the report to the police; a later one corrects an earlier one.
     *
     * @throws Refusal LOSS_UNKNOWN, POLICE_NUMBER_MISSING, POLICE_STATION_MISSING, POLICE_DAY_MISSING, POLICE_IN_FUTURE,
     *     POLICE_BEFORE_ISSUE
     */
    @Transactional
    public void police(String caseNumber, PoliceReport report, CurrentUser actor) {
        CardInForce card = lockedInForce(caseNumber);
        Loss loss = openLoss(caseNumber).orElseThrow(() -> Refusal.conflict("LOSS_UNKNOWN"));
        PoliceReport clean = new PoliceReport(text(report.number(), LONGEST_NUMBER, "POLICE_NUMBER_MISSING", "number"),
                text(report.station(), LONGEST_STATION, "POLICE_STATION_MISSING", "station"), report.on());
        if (clean.on() == null) {
            throw Refusal.badInput("POLICE_DAY_MISSING", "on");
        }
        requirePast(cases.get(caseNumber), clean.on(), "POLICE_IN_FUTURE", "on");
        if (clean.on().isBefore(card.issuedOn())) {
            throw Refusal.badInput("POLICE_BEFORE_ISSUE", "on");
        }
        if (clean.equals(new PoliceReport(loss.policeNumber(), loss.policeStation(), loss.policeOn()))) {
            return;
        }
        store.setPolice(loss.id(), clean);
        cases.record(caseNumber, Event.of("POLICE_REPORT_ENTERED", actor));
        flow.tellIfWaiting(caseNumber, "loss-details-entered", Map.of());
    }

    /**
     * A resident who was abroad has entered Japan: from this day their fourteen days run.
     *
     * @throws Refusal LOSS_UNKNOWN, ENTRY_NOT_ASKED, ENTRY_DAY_MISSING, ENTRY_IN_FUTURE, ENTRY_BEFORE_KNOWN
     */
    @Transactional
    public void entered(String caseNumber, LocalDate day, CurrentUser actor) {
        lockedInForce(caseNumber);
        Loss loss = openLoss(caseNumber).orElseThrow(() -> Refusal.conflict("LOSS_UNKNOWN"));
        if (!loss.abroad()) {
            throw Refusal.conflict("ENTRY_NOT_ASKED");
        }
        if (day == null) {
            throw Refusal.badInput("ENTRY_DAY_MISSING", "day");
        }
        requirePast(cases.get(caseNumber), day, "ENTRY_IN_FUTURE", "day");
        if (day.isBefore(loss.knownOn())) {
            throw Refusal.badInput("ENTRY_BEFORE_KNOWN", "day");
        }
        if (day.equals(loss.enteredOn())) {
            return;
        }
        store.setEntry(loss.id(), day);
        cases.record(caseNumber, Event.of("ENTRY_REPORTED", actor));
        flow.tellIfWaiting(caseNumber, "loss-details-entered", Map.of());
    }

    /**
     * The card is there again. Suspended as it is, it is to be brought to the counter; a card that was replaced meanwhile is
     * to be given back. The same again changes nothing.
     *
     * @throws Refusal LOSS_UNKNOWN, REISSUE_RUNNING with the number of the case that is to replace it
     */
    @Transactional
    public void found(String caseNumber, CurrentUser actor) {
        cards.lockOfCase(caseNumber).orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
        Loss loss = store.latest(caseNumber).orElseThrow(() -> Refusal.conflict("LOSS_UNKNOWN"));
        switch (loss.state()) {
            case SUSPENDED -> {
                if (reissueRunning(loss)) {
                    throw Refusal.conflict("REISSUE_RUNNING", loss.reissueCase());
                }
                store.setFound(loss.id(), State.FOUND, clock.instant());
                cases.record(caseNumber, Event.of("CARD_FOUND", actor));
                cases.tellApplicant(caseNumber, "card-found", clock.instant().toString());
                flow.tellIfWaiting(caseNumber, "card-found", Map.of());
            }
            case REPLACED -> {
                if (returns.of(caseNumber).isEmpty()) {
                    cases.record(caseNumber, Event.of("CARD_FOUND", actor).because("CARD_REPLACED_BEFORE"));
                    returns.begin(caseNumber, loss.cardId(), Returns.Why.FOUND, actor);
                }
            }
            case FOUND -> { }
            case LIFTED, ENDED -> throw Refusal.conflict("LOSS_UNKNOWN");
        }
    }

    /**
     * An officer has seen the holder and the card: the suspension may be lifted. Nobody can do it from afar, since a thief
     * could.
     *
     * @throws Refusal LIFT_AT_COUNTER_ONLY for anybody but staff, IDENTITY_UNCHECKED, CARD_UNSEEN
     */
    @Transactional
    public void lift(String caseNumber, boolean identityChecked, boolean cardInHand, String note, CurrentUser actor, String office) {
        if (actor.isApplicant()) {
            throw Refusal.forbidden("LIFT_AT_COUNTER_ONLY");
        }
        if (!identityChecked) {
            throw Refusal.badInput("IDENTITY_UNCHECKED", "identityChecked");
        }
        if (!cardInHand) {
            throw Refusal.badInput("CARD_UNSEEN", "cardInHand");
        }
        cases.record(caseNumber, Event.internal("LIFT_DECIDED", actor).at(office).noting(note));
    }

    /** The card that was said to be found did not come, or is another one: it stays suspended. */
    void staysSuspended(String caseNumber, String reasonCode, String note, CurrentUser actor, String office) {
        Loss loss = openLoss(caseNumber).orElseThrow();
        store.setFound(loss.id(), State.SUSPENDED, null);
        cases.record(caseNumber, Event.of("STAYS_SUSPENDED", actor).at(office).because(reasonCode));
        cases.record(caseNumber, Event.internal("LIFT_REFUSED", actor).at(office).noting(note));
    }

    /** The card of this programme that this person holds through this account, if one is in force: families share an account. */
    public Optional<CardInForce> cardOf(UUID account, String programme, CaseFile.Applicant person) {
        LocalDate today = Tokyo.today(clock);
        return cards.ofAccount(account).stream()
                .filter(card -> card.inForce() && card.programme().equals(programme) && !card.validUntil().isBefore(today))
                .filter(card -> person.samePersonAs(cases.get(card.caseNumber()).applicant())).findFirst();
    }

    /**
     * The holder of this card has applied for another one in its place. Where nobody had reported the loss, that is the
     * report, and the card is suspended now. The card ends when the new one is handed over.
     */
    @Transactional
    public void reissueApplied(String caseNumber, What what, String newCase, CurrentUser actor) {
        CardInForce card = lockedInForce(caseNumber);
        openLoss(caseNumber).ifPresentOrElse(loss -> store.setReissue(loss.id(), newCase),
                () -> suspend(card, cases.get(caseNumber), new Report(what, Tokyo.today(clock), false), newCase, actor));
        cases.record(caseNumber, Event.of("REISSUE_APPLIED", actor));
        flow.tellIfWaiting(caseNumber, "reissue-applied", Map.of());
    }

    /** Whether a case that is to replace this card is under way. */
    public boolean reissueRunning(Loss loss) {
        return loss.reissueCase() != null && cases.find(loss.reissueCase()).filter(CaseFile::open).isPresent();
    }

    /** The last day for a resident to apply to the bureau; empty abroad, and while the entry into Japan is not known. */
    public Optional<LocalDate> bureauUntil(Loss loss) {
        if (cases.get(loss.caseNumber()).overseas()) {
            return Optional.empty();
        }
        return Optional.ofNullable(loss.abroad() ? loss.enteredOn() : loss.knownOn()).map(day -> day.plusDays(deadlines.bureauDays()));
    }

    /** A card that has run out needs no revocation, and its loss ends by its own timer. */
    @Override
    public void cardEnded(CardInForce card) {
        if (card.endReason() == EndReason.EXPIRED) {
            return;
        }
        openLoss(card.caseNumber()).ifPresent(loss -> {
            store.close(loss.id(), card.endReason() == EndReason.LOST ? State.REPLACED : State.ENDED, clock.instant());
            flow.tellIfWaiting(card.caseNumber(), "card-ended", Map.of("cardEnd", card.endReason().name()));
        });
    }

    // What the model asks for

    void tellHolder(String caseNumber) {
        Loss loss = openLoss(caseNumber).orElseThrow();
        CaseFile file = cases.get(caseNumber);
        String at = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").format(loss.reportedAt().atZone(offices.get(file.counterCode()).zone()));
        String template = loss.reissueCase() != null ? "card-suspended-reissue" : file.overseas() ? "card-suspended" : "card-suspended-resident";
        cases.tellApplicant(caseNumber, template, loss.id().toString(), at);
    }

    boolean isFound(String caseNumber) {
        return openLoss(caseNumber).filter(loss -> loss.state() == State.FOUND).isPresent();
    }

    /** The first day of a reminder after today; past the card's last day where there is none. */
    LocalDate nextReminder(String caseNumber) {
        Loss loss = openLoss(caseNumber).orElseThrow();
        LocalDate today = Tokyo.today(clock);
        Optional<LocalDate> until = bureauUntil(loss);
        LocalDate reported = LocalDate.ofInstant(loss.reportedAt(), Tokyo.ZONE);
        // One more on the day after the last one: it is late, and not too late.
        Stream<LocalDate> days = until.isPresent()
                ? Stream.concat(deadlines.remindBefore().stream().map(until.get()::minusDays), Stream.of(until.get().plusDays(1)))
                : deadlines.remindAfter().stream().map(reported::plusDays);
        return days.filter(day -> day.isAfter(today)).sorted().findFirst().orElse(expired(caseNumber).plusDays(1));
    }

    void remindOfPolice(String caseNumber) {
        remind(caseNumber, "loss-reminder");
    }

    void remindOfBureau(String caseNumber) {
        Optional<LocalDate> until = openLoss(caseNumber).flatMap(this::bureauUntil);
        if (until.isEmpty()) {
            remind(caseNumber, "loss-entry");
        } else {
            remind(caseNumber, until.get().isBefore(Tokyo.today(clock)) ? "loss-bureau-late" : "loss-bureau", until.get().toString());
        }
    }

    /** Silent while a new card is on its way. */
    private void remind(String caseNumber, String template, String... args) {
        openLoss(caseNumber).filter(loss -> !reissueRunning(loss)).ifPresent(loss ->
                cases.tellApplicant(caseNumber, template, loss.id() + "/" + Tokyo.today(clock), args));
    }

    void recordLift(String caseNumber) {
        Loss loss = openLoss(caseNumber).orElseThrow();
        cards.release(loss.cardId());
        store.close(loss.id(), State.LIFTED, clock.instant());
        cases.record(caseNumber, Event.of("SUSPENSION_LIFTED", CurrentUser.SYSTEM));
        cases.tellApplicant(caseNumber, "suspension-lifted", loss.id().toString());
    }

    /** The first day on which the card is no longer valid. */
    LocalDate expired(String caseNumber) {
        return cards.ofCase(caseNumber).orElseThrow().validUntil().plusDays(1);
    }

    void recordExpiry(String caseNumber) {
        Loss loss = openLoss(caseNumber).orElseThrow();
        store.close(loss.id(), State.ENDED, clock.instant());
        cards.end(loss.cardId(), EndReason.EXPIRED);
        cases.record(caseNumber, Event.of("SUSPENDED_CARD_EXPIRED", CurrentUser.SYSTEM));
    }

    private Optional<Loss> openLoss(String caseNumber) {
        return store.latest(caseNumber).filter(Loss::open);
    }

    private CardInForce lockedInForce(String caseNumber) {
        LocalDate today = Tokyo.today(clock);
        return cards.lockOfCase(caseNumber).filter(card -> card.inForce() && !card.validUntil().isBefore(today))
                .orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
    }

    /** Not after today, in Tokyo or at the holder's counter, whichever is ahead. */
    private void requirePast(CaseFile file, LocalDate day, String code, String field) {
        LocalDate there = LocalDate.ofInstant(clock.instant(), offices.get(file.counterCode()).zone());
        if (day.isAfter(Tokyo.today(clock)) && day.isAfter(there)) {
            throw Refusal.badInput(code, field);
        }
    }

    private static String text(String given, int longest, String code, String field) {
        if (given == null || given.isBlank()) {
            throw Refusal.badInput(code, field);
        }
        if (given.strip().length() > longest) {
            throw Refusal.badInput("TEXT_TOO_LONG", field, longest);
        }
        return given.strip();
    }
}
