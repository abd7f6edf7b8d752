package org.madoguchi.renewal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.CardEndListener;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.RenewalCalendar;
import org.madoguchi.programme.RenewalCalendar.Notice;
import org.madoguchi.programme.RenewalCalendar.Reminder;
import org.madoguchi.programme.RenewalCalendar.Subject;
import org.madoguchi.programme.Tokyo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The renewals: opened when a window opens, answered by the holder. */
@Component
public class Renewals implements CardEndListener {

    public enum State { OPEN, APPLIED, DECLINED, EXPIRED, SUPERSEDED }

    public enum Answer { APPLIED, DECLINED }

    /** {@code period} is the last day of the card that runs out. */
    public record Renewal(String number, UUID cardId, LocalDate period, UUID accountId, State state) {

        public boolean open() {
            return state == State.OPEN;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(Renewals.class);

    private static final int BATCH = 200;
    private static final String PROCESS = "card-renewal";
    private static final String RESIDENCE = "RESIDENCE";
    private static final List<String> PROGRAMMES = List.of("OVERSEAS", RESIDENCE);
    /** No window opens earlier. */
    private static final int EARLIEST_MONTHS = 12;
    /** A notice that was missed still goes out for so many days. */
    private static final int CATCHING_UP = 7;
    private static final int SIXTEEN = 16;
    private static final int SHORT_STAY = 6;

    private final RenewalStore store;
    private final CardsInForce cards;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final RenewalCalendar calendar;
    private final Notifications notifications;
    private final ApplicantAccounts accounts;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Renewals(RenewalStore store, CardsInForce cards, CaseFiles cases, CaseFlow flow, RenewalCalendar calendar, Notifications notifications,
            ApplicantAccounts accounts, TransactionTemplate transaction, Clock clock) {
        this.store = store;
        this.cards = cards;
        this.cases = cases;
        this.flow = flow;
        this.calendar = calendar;
        this.notifications = notifications;
        this.accounts = accounts;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Opens the renewal of every card whose window is open on this day and was not opened before. Safe on several nodes
     * and to repeat; each card in a transaction of its own, so that one that fails holds up no other.
     *
     * @return how many were opened
     */
    public int openDue(LocalDate today) {
        cards.endExpired(today);
        // Months differ in length: a few days more are read than a window can hold, and each card is counted exactly.
        LocalDate horizon = today.plusMonths(EARLIEST_MONTHS).plusDays(3);
        int opened = 0;
        for (String programme : PROGRAMMES) {
            CardInForce last = null;
            List<CardInForce> page;
            do {
                page = cards.runningOut(programme, today, horizon, last, BATCH);
                for (CardInForce card : store.withoutRenewal(page)) {
                    if (due(card, today) && open(card)) {
                        opened++;
                    }
                }
                last = page.isEmpty() ? null : page.get(page.size() - 1);
            } while (page.size() == BATCH);
        }
        return opened;
    }

    /** Where the window is wider than the schedule of notices, the first of these says when to invite. */
    private boolean due(CardInForce card, LocalDate today) {
        Subject subject = subject(card);
        return calendar.window(card.programme(), subject).open(card.validUntil(), today)
                && calendar.reminders(card.programme(), scheduled(subject), false).stream().filter(one -> one.notice() == Notice.INVITE)
                        .allMatch(one -> !one.on(card.validUntil()).isAfter(today));
    }

    /** What ends with a card: abroad the card alone; a resident's card mostly ends with the stay. */
    private Subject subject(CardInForce card) {
        if (!card.programme().equals(RESIDENCE)) {
            return Subject.CARD;
        }
        CaseFile file = cases.get(card.caseNumber());
        Residence stay = file.residence();
        LocalDate stayEnds = stay.grantedUntil() != null ? stay.grantedUntil() : stay.periodUntil();
        if (stayEnds != null && !stay.baseProcedure().equals("PERMANENT_RESIDENCE") && !card.validUntil().isBefore(stayEnds)) {
            Integer months = stay.grantedMonths() != null ? stay.grantedMonths() : stay.periodMonths();
            return months != null && months < SHORT_STAY ? Subject.SHORT_PERIOD_OF_STAY : Subject.PERIOD_OF_STAY;
        }
        LocalDate sixteenth = file.applicant().birthDate().plusYears(SIXTEEN);
        boolean toSixteenth = card.validUntil().equals(sixteenth) || card.validUntil().equals(sixteenth.minusDays(1));
        return toSixteenth ? Subject.CARD_TO_16TH_BIRTHDAY : Subject.CARD;
    }

    /** The schedule of notices knows what ends, not how early one may ask. */
    private static Subject scheduled(Subject subject) {
        return switch (subject) {
            case SHORT_PERIOD_OF_STAY -> Subject.PERIOD_OF_STAY;
            case CARD_TO_16TH_BIRTHDAY -> Subject.CARD;
            default -> subject;
        };
    }

    /**
     * Tells the holders of cards of both programmes whose certificates of five years end before the card does. Safe to
     * repeat: each notice goes out once.
     *
     * @return how many cards were looked at
     */
    public int remindOfCertificates(LocalDate today) {
        int seen = 0;
        for (String programme : PROGRAMMES) {
            for (Reminder reminder : calendar.reminders(programme, Subject.CERTIFICATE, false)) {
                LocalDate ends = today.plusDays(reminder.daysBefore());
                CardInForce last = null;
                List<CardInForce> page;
                do {
                    page = cards.certificatesRunningOut(ends.minusDays(CATCHING_UP), ends, last, BATCH);
                    page.stream().filter(card -> card.programme().equals(programme)).forEach(card -> tellOfCertificates(card, reminder));
                    seen += page.size();
                    last = page.isEmpty() ? null : page.get(page.size() - 1);
                } while (page.size() == BATCH);
            }
        }
        return seen;
    }

    private void tellOfCertificates(CardInForce card, Reminder reminder) {
        notifications.send(card.accountId(), accounts.get(card.accountId()).language(), card.caseNumber(), "certificates-end",
                card.certificatesUntil() + "/" + reminder.daysBefore(), card.certificatesUntil().toString());
    }

    private boolean open(CardInForce card) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                String number = CaseNumber.ofRenewal(Tokyo.today(clock).getYear());
                boolean first = store.open(new Renewal(number, card.id(), card.validUntil(), card.accountId(), State.OPEN), clock.instant());
                if (first) {
                    flow.start(PROCESS, number, Map.of());
                }
                return first;
            }));
        } catch (RuntimeException fault) {
            log.error("The renewal of card {} could not be opened", card.id(), fault);
            return false;
        }
    }

    /** Renewals this holder has not answered. */
    public List<Renewal> waitingFor(UUID account) {
        return store.open(account);
    }

    public Optional<Renewal> find(String number) {
        return store.find(number);
    }

    /**
     * The holder applies or declines; neither needs a reason. The same answer again changes nothing.
     *
     * @throws Refusal RENEWAL_UNKNOWN for anybody else's, RENEWAL_ANSWERED where it is no longer open, NOT_WAITING before
     *     the invitation has gone out
     */
    @Transactional
    public void answered(String number, Answer answer, CurrentUser holder) {
        Renewal renewal = store.lock(number).filter(one -> one.accountId().toString().equals(holder.id()))
                .orElseThrow(() -> Refusal.notFound("RENEWAL_UNKNOWN"));
        if (renewal.state().name().equals(answer.name())) {
            return;
        }
        if (!renewal.open()) {
            throw Refusal.conflict("RENEWAL_ANSWERED");
        }
        store.close(number, State.valueOf(answer.name()), clock.instant());
        flow.tell(number, "renewal-answered", Map.of("renewalAnswer", answer.name()));
    }

    /** A card that has ended is not renewed. That of one which runs out ends by its own timer. */
    @Override
    public void cardEnded(CardInForce card) {
        if (card.endReason() == EndReason.EXPIRED) {
            return;
        }
        store.openOf(card.id()).ifPresent(renewal -> {
            store.close(renewal.number(), State.SUPERSEDED, null);
            flow.tellIfWaiting(renewal.number(), "renewal-answered", Map.of("renewalAnswer", State.SUPERSEDED.name()));
        });
    }

    // What the model asks for

    /** Invites, unless the card has ended before the invitation could go out. */
    void invite(String number) {
        if (get(number).open()) {
            notify(number, "renewal-invitation", "once");
        }
    }

    /** Reminds, unless the card has ended in the meantime. */
    void remind(String number) {
        if (inForce(get(number))) {
            notify(number, "renewal-reminder", Tokyo.today(clock).toString());
        }
    }

    /** The first day of a notice after today, or the day after the card has run out, when nobody waits any more. */
    LocalDate nextNotice(String number) {
        LocalDate today = Tokyo.today(clock);
        CardInForce card = cardOf(get(number));
        LocalDate until = card.validUntil();
        return calendar.reminders(card.programme(), scheduled(subject(card)), false).stream().filter(one -> one.notice() != Notice.ENDED)
                .map(one -> one.on(until)).filter(day -> day.isAfter(today)).findFirst().orElse(until.plusDays(2));
    }

    /** The day on which the card is no longer valid. */
    LocalDate expired(String number) {
        return get(number).period().plusDays(1);
    }

    void recordExpiry(String number) {
        Renewal renewal = get(number);
        cards.end(renewal.cardId(), EndReason.EXPIRED);
        boolean ranOut = cards.find(renewal.cardId()).orElseThrow().endReason() == EndReason.EXPIRED;
        store.close(number, ranOut ? State.EXPIRED : State.SUPERSEDED, null);
        if (ranOut) {
            notify(number, "card-expired", "once");
        }
    }

    void recordDecline(String number) {
        notify(number, "renewal-declined", "once");
    }

    private Renewal get(String number) {
        return store.find(number).orElseThrow();
    }

    private boolean inForce(Renewal renewal) {
        return cardOf(renewal).inForce();
    }

    private CardInForce cardOf(Renewal renewal) {
        return cards.find(renewal.cardId()).orElseThrow();
    }

    /** Residents read of their own procedures, and whoever holds a merged card that it must be asked for anew. */
    private void notify(String number, String template, String occasion) {
        Renewal renewal = get(number);
        CardInForce card = cardOf(renewal);
        String words = !card.programme().equals(RESIDENCE) ? template : template + (card.merged() ? "-merged" : "-resident");
        notifications.send(renewal.accountId(), accounts.get(renewal.accountId()).language(), number, words, occasion,
                card.validUntil().toString());
    }
}
