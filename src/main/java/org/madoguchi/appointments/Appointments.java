package org.madoguchi.appointments;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.appointments.AppointmentStore.Counter;
import org.madoguchi.appointments.AppointmentStore.Span;
import org.madoguchi.appointments.AppointmentStore.Taken;
import org.madoguchi.casefile.BookedVisits;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.Sla;
import org.madoguchi.sla.WorkingCalendar;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Bookable slots and booked visits. That a desk is never given twice, and a case has one live booking, is kept by the
 * table; here it becomes a sentence.
 */
@Component
public class Appointments implements BookedVisits {

    /** A bookable time in the zone of its mission; {@code free} counts the desks that are still free. */
    public record Slot(ZonedDateTime start, ZonedDateTime end, int free) {}

    public record Appointment(UUID id, String caseNumber, String officeCode, int desk, Instant start, Instant end, int persons,
            boolean walkIn, Instant bookedAt) {}

    /** The longest stretch of slots one question is answered for. */
    public static final int MOST_DAYS = 14;

    /** Nobody at the counter is sent away for want of a desk number. */
    private static final int EXTRA_DESKS = 20;

    private final AppointmentStore store;
    private final Collecting collecting;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Offices offices;
    private final Sla sla;
    private final Clock clock;

    Appointments(AppointmentStore store, Collecting collecting, CaseFiles cases, CaseFlow flow, Offices offices, Sla sla,
            Clock clock) {
        this.store = store;
        this.collecting = collecting;
        this.cases = cases;
        this.flow = flow;
        this.offices = offices;
        this.sla = sla;
        this.clock = clock;
    }

    // Slots

    /**
     * The free slots of a mission, in order; empty outside the days it takes bookings for.
     *
     * @param days how many days from {@code from} on, at most {@link #MOST_DAYS}
     * @throws Refusal OFFICE_UNKNOWN where it is not a mission
     */
    public List<Slot> freeSlots(String office, LocalDate from, int days) {
        Office mission = mission(office);
        Counter counter = counter(mission);
        LocalDate today = today(mission);
        LocalDate first = from.isBefore(today) ? today : from;
        LocalDate end = lastDay(mission, counter);
        if (first.isAfter(end)) {
            return List.of();
        }
        LocalDate last = earlier(from.plusDays(Math.min(days, MOST_DAYS) - 1L), end);
        if (last.isBefore(first)) {
            return List.of();
        }
        Instant earliest = clock.instant().plus(counter.lead());
        List<Taken> taken = store.taken(office, first.atStartOfDay(mission.zone()).toInstant(),
                last.plusDays(1).atStartOfDay(mission.zone()).toInstant());
        WorkingCalendar calendar = sla.calendar(mission);
        return first.datesUntil(last.plusDays(1)).filter(calendar::isWorkingDay)
                .flatMap(day -> slotsOf(day, mission, counter, taken).stream())
                .filter(slot -> slot.free() > 0 && !slot.start().toInstant().isBefore(earliest) && isOpen(calendar, slot)).toList();
    }

    /** The day of the first free slot, if there is one. */
    public Optional<LocalDate> firstFreeDay(String office) {
        Office mission = mission(office);
        LocalDate end = lastDay(mission, counter(mission));
        for (LocalDate from = today(mission); !from.isAfter(end); from = from.plusDays(MOST_DAYS)) {
            List<Slot> free = freeSlots(office, from, MOST_DAYS);
            if (!free.isEmpty()) {
                return Optional.of(free.get(0).start().toLocalDate());
            }
        }
        return Optional.empty();
    }

    /** The last day that can be booked today. */
    public LocalDate lastDay(String office) {
        Office mission = mission(office);
        return lastDay(mission, counter(mission));
    }

    private LocalDate lastDay(Office mission, Counter counter) {
        return today(mission).plusDays(counter.horizonDays());
    }

    private static List<Slot> slotsOf(LocalDate day, Office mission, Counter counter, List<Taken> taken) {
        List<Slot> slots = new ArrayList<>();
        for (Span span : counter.spans()) {
            for (LocalTime time = span.opens(); !time.plus(counter.slot()).isAfter(span.closes()); time = time.plus(counter.slot())) {
                ZonedDateTime start = day.atTime(time).atZone(mission.zone());
                ZonedDateTime end = start.plus(counter.slot());
                slots.add(new Slot(start, end, counter.desks() - desksTaken(taken, start.toInstant(), end.toInstant(), counter.desks())));
            }
        }
        return slots;
    }

    private static int desksTaken(List<Taken> taken, Instant start, Instant end, int desks) {
        return (int) taken.stream().filter(one -> one.desk() <= desks && one.start().isBefore(end) && one.end().isAfter(start))
                .mapToInt(Taken::desk).distinct().count();
    }

    // Bookings

    public Optional<Appointment> booked(String caseNumber) {
        return store.live(caseNumber);
    }

    /**
     * Books a slot of the case's mission. The same slot again gives the same answer.
     *
     * @throws Refusal SLOT_TAKEN, SLOT_UNKNOWN, NOT_READY_FOR_VISIT, ALREADY_BOOKED
     */
    @Transactional
    public Appointment book(String caseNumber, Instant start, CurrentUser actor) {
        CaseFile file = cases.get(caseNumber);
        Optional<Appointment> live = store.live(caseNumber);
        if (live.isPresent()) {
            return same(live.get(), file, start).orElseThrow(() -> Refusal.conflict("ALREADY_BOOKED"));
        }
        requireReady(file);
        Appointment booked = take(file, slotAt(file.missionCode(), start), actor);
        cases.become(caseNumber, CaseState.VISIT_BOOKED, Event.of("VISIT_BOOKED", actor).at(file.missionCode()));
        collecting.tellBooked(file, booked);
        flow.tell(caseNumber, "visit-booked", Map.of("booking", "BOOKED"));
        return booked;
    }

    /** Moves a booking to another slot, or leaves everything as it was. @throws Refusal as book, NO_BOOKING, VISIT_DAY_BEGUN */
    @Transactional
    public Appointment rebook(String caseNumber, Instant start, CurrentUser actor) {
        CaseFile file = cases.get(caseNumber);
        Appointment live = store.lockLive(caseNumber).orElseThrow(() -> Refusal.conflict("NO_BOOKING"));
        Optional<Appointment> same = same(live, file, start);
        if (same.isPresent()) {
            return same.get();
        }
        requireCardThere(file);
        requireBeforeVisitDay(live);
        store.end(caseNumber, "CHANGED", clock.instant(), actor.id());
        Appointment booked = take(file, slotAt(file.missionCode(), start), actor);
        cases.record(caseNumber, Event.of("VISIT_CHANGED", actor).at(file.missionCode()));
        collecting.tellBooked(file, booked);
        flow.tell(caseNumber, "visit-changed", Map.of("booking", "BOOKED"));
        return booked;
    }

    /** @throws Refusal NO_BOOKING, VISIT_DAY_BEGUN */
    @Transactional
    public void cancel(String caseNumber, CurrentUser actor) {
        Appointment live = store.lockLive(caseNumber).orElseThrow(() -> Refusal.conflict("NO_BOOKING"));
        requireBeforeVisitDay(live);
        collecting.tellCancelled(cases.get(caseNumber), release(caseNumber, actor));
        flow.tell(caseNumber, "visit-changed", Map.of("booking", "CANCELLED"));
    }

    @Override
    @Transactional
    public void cancelForMove(String caseNumber, CurrentUser actor) {
        if (store.lockLive(caseNumber).isPresent()) {
            release(caseNumber, actor);
            flow.tellIfWaiting(caseNumber, "visit-changed", Map.of("booking", "CANCELLED"));
        }
    }

    private Appointment release(String caseNumber, CurrentUser actor) {
        Appointment live = store.live(caseNumber).orElseThrow();
        store.end(caseNumber, "CANCELLED", clock.instant(), actor.id());
        cases.become(caseNumber, CaseState.READY_FOR_COLLECTION, Event.of("VISIT_CANCELLED", actor).at(live.officeCode()));
        collecting.waitAnew(caseNumber);
        return live;
    }

    /**
     * Books "now" for somebody who stands at the counter, instead of a later booking if there is one. Always finds a desk.
     *
     * @throws Refusal NOT_AT_THIS_MISSION, NOT_READY_FOR_VISIT
     */
    @Transactional
    public Appointment walkIn(String caseNumber, CurrentUser officer) {
        CaseFile file = cases.get(caseNumber);
        requireAtMission(file, officer);
        Optional<Appointment> live = store.lockLive(caseNumber);
        if (live.isPresent() && visitDayBegan(live.get())) {
            return live.get();
        }
        if (live.isPresent()) {
            requireCardThere(file);
            store.end(caseNumber, "CHANGED", clock.instant(), officer.id());
        } else {
            requireReady(file);
        }
        Counter counter = counter(mission(file.missionCode()));
        Instant now = clock.instant();
        Appointment booked = appointment(file, now, now.plus(counter.slot()), true);
        insert(booked, counter.desks() + EXTRA_DESKS, officer);
        cases.become(caseNumber, CaseState.VISIT_BOOKED, Event.of("VISITOR_WALKED_IN", officer).at(file.missionCode()));
        flow.tell(caseNumber, live.isPresent() ? "visit-changed" : "visit-booked", Map.of("booking", "BOOKED"));
        return booked;
    }

    /** Who is booked at this office on this day there, in the order in which they come. */
    public List<Appointment> ofDay(Office office, LocalDate day) {
        return store.booked(office.code(), day.atStartOfDay(office.zone()).toInstant(), day.plusDays(1).atStartOfDay(office.zone()).toInstant());
    }

    @Override
    public Optional<BookedVisit> of(String caseNumber) {
        return store.live(caseNumber).map(one -> new BookedVisit(one.officeCode(), one.start(), one.end(), one.persons(), one.walkIn()));
    }

    @Override
    public boolean dayBegan(String caseNumber) {
        return store.live(caseNumber).filter(this::visitDayBegan).isPresent();
    }

    @Override
    public void kept(String caseNumber, CurrentUser actor) {
        store.end(caseNumber, "KEPT", clock.instant(), actor.id());
    }

    @Override
    public void missed(String caseNumber, CurrentUser actor) {
        store.end(caseNumber, "MISSED", clock.instant(), actor.id());
    }

    /** The case has ended, or is matched again; the process knows already. */
    void cancelForEnding(String caseNumber) {
        if (store.end(caseNumber, "CANCELLED", clock.instant(), CurrentUser.SYSTEM.id())) {
            cases.record(caseNumber, Event.of("VISIT_CANCELLED", CurrentUser.SYSTEM));
        }
    }

    private static Optional<Appointment> same(Appointment live, CaseFile file, Instant start) {
        return Optional.of(live).filter(one -> one.start().equals(start) && one.officeCode().equals(file.missionCode()));
    }

    private Slot slotAt(String office, Instant start) {
        Office mission = mission(office);
        Counter counter = counter(mission);
        LocalDate day = LocalDate.ofInstant(start, mission.zone());
        WorkingCalendar calendar = sla.calendar(mission);
        boolean bookable = !start.isBefore(clock.instant().plus(counter.lead())) && !day.isAfter(lastDay(mission, counter));
        return slotsOf(day, mission, counter, List.of()).stream()
                .filter(slot -> bookable && slot.start().toInstant().equals(start) && isOpen(calendar, slot)).findFirst()
                .orElseThrow(() -> Refusal.badInput("SLOT_UNKNOWN", "start"));
    }

    /** The counter serves only while the office is open: in Ramadan, or on a make-up day, for a part of its usual hours. */
    private static boolean isOpen(WorkingCalendar calendar, Slot slot) {
        return calendar.isOpen(slot.start().toInstant(), slot.end().toInstant());
    }

    private Appointment take(CaseFile file, Slot slot, CurrentUser actor) {
        Appointment wanted = appointment(file, slot.start().toInstant(), slot.end().toInstant(), false);
        insert(wanted, counter(mission(file.missionCode())).desks(), actor);
        return store.live(file.number()).orElseThrow();
    }

    private Appointment appointment(CaseFile file, Instant start, Instant end, boolean walkIn) {
        LocalDate day = LocalDate.ofInstant(start, mission(file.missionCode()).zone());
        int persons = VisitRules.represented(file, day) ? 2 : 1;
        return new Appointment(UUID.randomUUID(), file.number(), file.missionCode(), 0, start, end, persons, walkIn, clock.instant());
    }

    /** Somebody may take the desk we saw free in the same moment; then the next free one is tried, while there is one. */
    private void insert(Appointment wanted, int desks, CurrentUser actor) {
        while (!store.book(wanted, desks, actor.id())) {
            if (store.live(wanted.caseNumber()).isPresent()) {
                throw Refusal.conflict("ALREADY_BOOKED");
            }
            List<Taken> taken = store.taken(wanted.officeCode(), wanted.start(), wanted.end());
            if (desksTaken(taken, wanted.start(), wanted.end(), desks) >= desks) {
                throw Refusal.conflict("SLOT_TAKEN");
            }
        }
    }

    private void requireReady(CaseFile file) {
        if (file.state() != CaseState.READY_FOR_COLLECTION || collecting.givenUp(file.number())) {
            throw Refusal.conflict("NOT_READY_FOR_VISIT");
        }
        requireCardThere(file);
    }

    private static void requireCardThere(CaseFile file) {
        if (!file.overseas() || !file.missionCode().equals(file.cardOfficeCode())) {
            throw Refusal.conflict("NOT_READY_FOR_VISIT");
        }
    }

    /** From the morning of the visit on, the officers wait for the visitor. */
    private void requireBeforeVisitDay(Appointment live) {
        if (visitDayBegan(live)) {
            throw Refusal.conflict("VISIT_DAY_BEGUN");
        }
    }

    /** Whether the holder may still change or cancel on their own. */
    public boolean visitDayBegan(Appointment live) {
        return !clock.instant().isBefore(collecting.openingOn(live));
    }

    static void requireAtMission(CaseFile file, CurrentUser officer) {
        if (!(officer.has(Role.CONSULAR_CLERK, file.missionCode()) || officer.has(Role.CONSULAR_OFFICER, file.missionCode())
                || officer.has(Role.CONSULAR_SUPERVISOR, file.missionCode()))) {
            throw Refusal.forbidden("NOT_AT_THIS_MISSION");
        }
    }

    private Office mission(String code) {
        Office office = offices.get(code);
        if (office.kind() != Office.Kind.MISSION) {
            throw Refusal.notFound("OFFICE_UNKNOWN", code);
        }
        return office;
    }

    private Counter counter(Office mission) {
        return store.counter(mission.code()).orElseThrow(() -> new IllegalStateException("No counter hours for " + mission.code()));
    }

    private LocalDate today(Office mission) {
        return LocalDate.ofInstant(clock.instant(), mission.zone());
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
