package org.madoguchi.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.madoguchi.appointments.AppointmentStore.Collection;
import org.madoguchi.appointments.Appointments.Appointment;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Deadlines;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A card that waits for its holder: invitation, second notice, reminder, how long it is kept. All days are days at the
 * mission. The table is the truth; a timer that fires early looks here and waits again.
 */
@Component
public class Collecting {

    /** Why a card is kept longer than usual. */
    public enum HoldReason { HOSPITAL, TRAVEL_IMPOSSIBLE, OTHER }

    /** What a page shows of a card that waits; {@code visit} is null while none is booked, days and times are the mission's. */
    public record Kept(Office mission, LocalDate until, ZonedDateTime visit) {}

    private static final Set<CaseState> WAITING = EnumSet.of(CaseState.READY_FOR_COLLECTION, CaseState.VISIT_BOOKED, CaseState.AT_THE_COUNTER);
    private static final LocalTime NOTICE_TIME = LocalTime.of(9, 0);
    private static final int LONGEST_HOLD_DAYS = 365;

    private final AppointmentStore store;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final VisitRules rules;
    private final Offices offices;
    private final Deadlines deadlines;
    private final MessageSource messages;
    private final Clock clock;

    Collecting(AppointmentStore store, CaseFiles cases, CaseFlow flow, VisitRules rules, Offices offices, Deadlines deadlines,
            MessageSource messages, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.flow = flow;
        this.rules = rules;
        this.offices = offices;
        this.deadlines = deadlines;
        this.messages = messages;
        this.clock = clock;
    }

    // Invitations

    /** After a visit that failed the holder has been told to come again, and is not told a second time. */
    void invite(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        boolean sameCard = EnumSet.of(CaseState.AT_THE_COUNTER, CaseState.VISIT_BOOKED).contains(file.state())
                && store.collection(caseNumber).isPresent();
        if (sameCard) {
            store.newRound(caseNumber, clock.instant());
            cases.become(caseNumber, CaseState.READY_FOR_COLLECTION, Event.of("INVITED_AGAIN", CurrentUser.SYSTEM).at(file.missionCode()));
        } else {
            inviteTo(file);
        }
    }

    /** The card has arrived at another place; a booking at the old one is void. */
    void inviteAgain(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        if (store.end(caseNumber, "CANCELLED", clock.instant(), CurrentUser.SYSTEM.id())) {
            cases.record(caseNumber, Event.of("VISIT_CANCELLED", CurrentUser.SYSTEM));
        }
        inviteTo(file);
        flow.tellIfWaiting(caseNumber, "visit-changed", Map.of("booking", "CANCELLED"));
    }

    private void inviteTo(CaseFile file) {
        store.cardArrived(file.number(), clock.instant());
        cases.become(file.number(), CaseState.READY_FOR_COLLECTION,
                Event.of("INVITED_TO_VISIT", CurrentUser.SYSTEM).at(file.missionCode()));
        tell(file, "invitation", round(file.number()), mission(file).name(language(file)), lastDayIn(file), papers(file));
    }

    /** A booking was cancelled: the card waits again. */
    void waitAnew(String caseNumber) {
        store.newRound(caseNumber, clock.instant());
    }

    void tellCancelled(CaseFile file, Appointment cancelled) {
        tell(file, "visit-cancelled", cancelled.id().toString(), mission(file).name(language(file)), lastDayIn(file));
    }

    Instant secondNoticeAt(String caseNumber) {
        Collection waiting = waiting(caseNumber);
        ZoneId zone = mission(cases.get(caseNumber)).zone();
        LocalDate usual = LocalDate.ofInstant(waiting.roundBeganAt(), zone).plus(deadlines.secondNotice());
        LocalDate lastCall = lastDay(caseNumber).minus(deadlines.collectionLastCall());
        return (usual.isBefore(lastCall) ? usual : lastCall).atTime(NOTICE_TIME).atZone(zone).toInstant();
    }

    void sendSecondNotice(String caseNumber) {
        if (store.secondNotice(caseNumber)) {
            CaseFile file = cases.get(caseNumber);
            cases.record(caseNumber, Event.of("SECOND_NOTICE_SENT", CurrentUser.SYSTEM).at(file.missionCode()));
            tell(file, "second-notice", round(caseNumber), mission(file).name(language(file)), lastDayIn(file));
        }
    }

    // How long

    /** Where and until when the card of this case is kept, and when its holder comes; empty while no card waits. */
    public Optional<Kept> kept(CaseFile file) {
        if (!file.overseas() || !WAITING.contains(file.state())) {
            return Optional.empty();
        }
        Office mission = mission(file);
        return store.collection(file.number()).map(waiting -> new Kept(mission, lastDay(waiting, mission.zone()),
                store.live(file.number()).map(visit -> visit.start().atZone(mission.zone())).orElse(null)));
    }

    /**
     * The last day on which the card is kept: so long from its arrival, never at once after a visit that came to nothing,
     * and as long as a hold says.
     */
    public LocalDate lastDay(String caseNumber) {
        return lastDay(waiting(caseNumber), mission(cases.get(caseNumber)).zone());
    }

    private LocalDate lastDay(Collection waiting, ZoneId zone) {
        return Stream.of(LocalDate.ofInstant(waiting.arrivedAt(), zone).plus(deadlines.collection()),
                        LocalDate.ofInstant(waiting.roundBeganAt(), zone).plus(deadlines.collectionGrace()),
                        Optional.ofNullable(waiting.holdUntil()).orElse(LocalDate.MIN))
                .max(LocalDate::compareTo).orElseThrow();
    }

    /** The end of the last day. */
    Instant collectionDeadline(String caseNumber) {
        return lastDay(caseNumber).plusDays(1).atStartOfDay(mission(cases.get(caseNumber)).zone()).toInstant();
    }

    boolean onHold(String caseNumber) {
        return clock.instant().isBefore(collectionDeadline(caseNumber));
    }

    /**
     * Keeps the card until this day; an earlier hold is replaced.
     *
     * @throws Refusal NOT_AT_THIS_MISSION, HOLD_DATE, NOT_WAITING_FOR_COLLECTION
     */
    @Transactional
    public void hold(String caseNumber, LocalDate until, HoldReason reason, String note, CurrentUser officer) {
        CaseFile file = cases.get(caseNumber);
        Appointments.requireAtMission(file, officer);
        LocalDate today = LocalDate.ofInstant(clock.instant(), mission(file).zone());
        if (until == null || !until.isAfter(today) || until.isAfter(today.plusDays(LONGEST_HOLD_DAYS))) {
            throw Refusal.badInput("HOLD_DATE", "until", LONGEST_HOLD_DAYS);
        }
        if (file.state().isFinal() || !store.hold(caseNumber, until, reason.name())) {
            throw Refusal.conflict("NOT_WAITING_FOR_COLLECTION");
        }
        cases.record(caseNumber, Event.of("CARD_HELD", officer).at(file.missionCode()).because("HOLD_" + reason).noting(note));
    }

    void giveUp(String caseNumber) {
        store.giveUp(caseNumber, clock.instant());
        cases.record(caseNumber, Event.of("COLLECTION_GIVEN_UP", CurrentUser.SYSTEM).because("NOT_COLLECTED_IN_TIME"));
    }

    boolean givenUp(String caseNumber) {
        return store.collection(caseNumber).map(Collection::givenUpAt).isPresent();
    }

    // The visit

    /** The day before at nine; at once where the booking came later than that. */
    Instant reminderAt(String caseNumber) {
        return notPast(reminderMoment(store.live(caseNumber).orElseThrow()));
    }

    /** Who booked after that moment has just been told. */
    void remindOfVisit(String caseNumber) {
        Appointment live = store.live(caseNumber).orElseThrow();
        if (live.bookedAt().isBefore(reminderMoment(live))) {
            CaseFile file = cases.get(caseNumber);
            tell(file, "visit-reminder", live.id().toString(), mission(file).name(language(file)), time(file, live), papers(file));
        }
    }

    private Instant reminderMoment(Appointment live) {
        ZoneId zone = offices.get(live.officeCode()).zone();
        return LocalDate.ofInstant(live.start(), zone).minusDays(1).atTime(NOTICE_TIME).atZone(zone).toInstant();
    }

    /** When the office opens on the day of the visit, or now if it has. */
    Instant visitDay(String caseNumber) {
        return notPast(openingOn(store.live(caseNumber).orElseThrow()));
    }

    Instant openingOn(Appointment visit) {
        Office office = offices.get(visit.officeCode());
        Instant opening = LocalDate.ofInstant(visit.start(), office.zone()).atTime(office.opensAt()).atZone(office.zone()).toInstant();
        return opening.isBefore(visit.start()) ? opening : visit.start();
    }

    private Instant notPast(Instant instant) {
        Instant now = clock.instant();
        return instant.isBefore(now) ? now : instant;
    }

    void tellBooked(CaseFile file, Appointment booked) {
        tell(file, "visit-booked", booked.id().toString(), mission(file).name(language(file)), time(file, booked), papers(file));
    }

    // Words of notices, in the applicant's language and the mission's time

    private void tell(CaseFile file, String template, String occasion, String... args) {
        cases.tellApplicant(file.number(), template, occasion, args);
    }

    private String round(String caseNumber) {
        return "round-" + waiting(caseNumber).round();
    }

    private String time(CaseFile file, Appointment visit) {
        return text(file, "visit.time", visit.start().atZone(offices.get(visit.officeCode()).zone()));
    }

    private String lastDayIn(CaseFile file) {
        return text(file, "visit.date", lastDay(file.number()));
    }

    private String text(CaseFile file, String pattern, java.time.temporal.TemporalAccessor when) {
        Locale language = language(file);
        return DateTimeFormatter.ofPattern(messages.getMessage(pattern, null, language), language).format(when);
    }

    private String papers(CaseFile file) {
        return rules.paperLines(file, language(file));
    }

    private static Locale language(CaseFile file) {
        return Languages.nearest(Locale.forLanguageTag(file.language()));
    }

    private Office mission(CaseFile file) {
        return offices.get(file.missionCode());
    }

    private Collection waiting(String caseNumber) {
        return store.collection(caseNumber).orElseThrow(() -> new IllegalStateException("No card waits for case " + caseNumber));
    }
}
