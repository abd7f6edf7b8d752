package org.madoguchi.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.madoguchi.casefile.CaseState.READY_FOR_COLLECTION;
import static org.madoguchi.casefile.CaseState.VISIT_BOOKED;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.Appointments.Appointment;
import org.madoguchi.appointments.Appointments.Slot;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@MadoguchiTest
class AppointmentsTests {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final CurrentUser HOLDER = CurrentUser.applicant("holder");

    @Autowired
    Appointments appointments;
    @Autowired
    CaseFiles cases;
    @Autowired
    RuntimeService runtime;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private AWaitingCard aWaitingCard;

    @BeforeEach
    void it_is_monday_morning_in_tokyo(@Autowired ApplicationContext product) {
        aWaitingCard = new AWaitingCard(product);
        clock.stopAt(Instant.parse("2026-11-23T00:00:00Z"));
        sql.sql("delete from appointment").update();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    // Slots

    @Test
    void slots_are_the_counter_hours_of_the_mission_in_its_own_zone() {
        List<LocalTime> tuesday = appointments.freeSlots("US-LAX", MONDAY.plusDays(1), 1).stream()
                .map(slot -> slot.start().toLocalTime()).toList();
        assertThat(tuesday).startsWith(LocalTime.of(9, 30)).contains(LocalTime.of(11, 0), LocalTime.of(13, 15), LocalTime.of(15, 45))
                .doesNotContain(LocalTime.of(11, 30), LocalTime.of(12, 0), LocalTime.of(16, 15)).hasSize(10);
        assertThat(appointments.freeSlots("DE-MUC", MONDAY.plusDays(1), 1)).hasSize(11)
                .allSatisfy(slot -> assertThat(slot.start().getZone().getId()).isEqualTo("Europe/Berlin"));
    }

    @Test
    void in_the_week_the_clocks_change_the_counter_opens_at_the_same_local_time() {
        clock.stopAt(Instant.parse("2027-03-08T00:00:00Z"));
        List<Slot> slots = appointments.freeSlots("US-LAX", LocalDate.of(2027, 3, 12), 4).stream()
                .filter(slot -> slot.start().toLocalTime().equals(LocalTime.of(9, 30))).toList();
        assertThat(slots).extracting(slot -> slot.start().toLocalDate())
                .containsExactly(LocalDate.of(2027, 3, 12), LocalDate.of(2027, 3, 15));
        assertThat(slots).extracting(slot -> slot.start().getOffset()).containsExactly(ZoneOffset.ofHours(-8), ZoneOffset.ofHours(-7));

        clock.stopAt(Instant.parse("2028-03-20T00:00:00Z"));
        assertThat(appointments.freeSlots("DE-MUC", LocalDate.of(2028, 3, 24), 4).stream()
                .filter(slot -> slot.start().toLocalTime().equals(LocalTime.of(9, 0))))
                .extracting(slot -> slot.start().toInstant())
                .containsExactly(Instant.parse("2028-03-24T08:00:00Z"), Instant.parse("2028-03-27T07:00:00Z"));
    }

    @Test
    void cairo_works_from_sunday_to_thursday() {
        Set<DayOfWeek> days = appointments.freeSlots("EG-CAI", MONDAY.plusDays(1), 7).stream()
                .map(slot -> slot.start().getDayOfWeek()).collect(Collectors.toSet());
        assertThat(days).contains(DayOfWeek.SUNDAY, DayOfWeek.THURSDAY).doesNotContain(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
    }

    @Test
    void a_closed_day_has_no_slots() {
        LocalDate eve = LocalDate.of(2026, 12, 24);
        assertThat(appointments.freeSlots("SG-SIN", eve, 1)).isNotEmpty();
        sql.sql("insert into closed_day (office_code, day, name_ja, name_en) values ('SG-SIN', :day, '休館日', 'closed')")
                .param("day", eve).update();
        assertThat(appointments.freeSlots("SG-SIN", eve, 1)).isEmpty();
        String number = aWaitingCard.at("SG-SIN");
        assertRefused("SLOT_UNKNOWN", () -> appointments.book(number, Instant.parse("2026-12-24T01:30:00Z"), HOLDER));
    }

    @Test
    void on_a_day_with_shorter_hours_the_counter_closes_with_the_office() {
        LocalDate ramadan = LocalDate.of(2027, 2, 14);
        clock.stopAt(Instant.parse("2027-02-01T00:00:00Z"));
        sql.sql("insert into hours_period (office_code, first_day, last_day, opens_at, closes_at, note) values ('EG-CAI', :day, :day, '09:00', '14:00', 'ラマダン')")
                .param("day", ramadan).update();
        List<LocalTime> times = appointments.freeSlots("EG-CAI", ramadan, 1).stream().map(slot -> slot.start().toLocalTime()).toList();
        assertThat(times).contains(LocalTime.of(9, 30), LocalTime.of(13, 30)).doesNotContain(LocalTime.of(14, 0));
        assertThat(appointments.freeSlots("EG-CAI", ramadan.plusDays(1), 1)).extracting(slot -> slot.start().toLocalTime()).contains(LocalTime.of(14, 0));
        String number = aWaitingCard.at("EG-CAI");
        assertRefused("SLOT_UNKNOWN", () -> appointments.book(number, Instant.parse("2027-02-14T12:00:00Z"), HOLDER));
        sql.sql("delete from hours_period where office_code = 'EG-CAI'").update();
    }

    @Test
    void nobody_is_invited_on_a_holiday_of_the_mission() {
        LocalDate thanksgiving = LocalDate.of(2026, 11, 26);
        assertThat(appointments.freeSlots("US-LAX", thanksgiving, 1)).isEmpty();
        assertThat(appointments.freeSlots("GB-LON", thanksgiving, 1)).isNotEmpty();
        clock.stopAt(Instant.parse("2026-12-20T00:00:00Z"));
        for (String mission : List.of("US-LAX", "GB-LON", "EG-CAI", "NP-KTM")) {
            assertThat(appointments.freeSlots(mission, LocalDate.of(2026, 12, 29), 6)).as(mission).isEmpty();
            assertThat(appointments.freeSlots(mission, LocalDate.of(2027, 1, 4), 1)).as(mission).isNotEmpty();
        }
        assertThat(sql.sql("select count(*) from closed_day where source is null and office_code <> 'SG-SIN'").query(Long.class).single()).isZero();
    }

    @Test
    void slots_begin_after_the_shortest_notice_and_end_at_the_horizon() {
        clock.stopAt(Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(appointments.freeSlots("GB-LON", MONDAY.minusDays(5), 14).get(0).start().toInstant())
                .isEqualTo(Instant.parse("2026-11-24T10:00:00Z"));
        LocalDate last = appointments.lastDay("GB-LON");
        assertThat(last).isEqualTo(MONDAY.plusDays(90));
        assertThat(appointments.freeSlots("GB-LON", last.plusDays(1), 14)).isEmpty();
        assertThat(appointments.freeSlots("GB-LON", MONDAY, 365)).extracting(slot -> slot.start().toLocalDate())
                .allSatisfy(day -> assertThat(day).isBefore(MONDAY.plusDays(14)));
    }

    @Test
    void only_missions_have_slots() {
        assertRefused("OFFICE_UNKNOWN", () -> appointments.freeSlots("131016", MONDAY, 7));
        assertRefused("OFFICE_UNKNOWN", () -> appointments.freeSlots("XX-XXX", MONDAY, 7));
    }

    @Test
    void the_first_free_day_passes_over_days_that_are_full() {
        assertThat(appointments.firstFreeDay("FI-HEL")).contains(MONDAY.plusDays(1));
        for (Slot slot : appointments.freeSlots("FI-HEL", MONDAY.plusDays(1), 1)) {
            appointments.book(aWaitingCard.at("FI-HEL"), slot.start().toInstant(), HOLDER);
        }
        assertThat(appointments.firstFreeDay("FI-HEL")).contains(MONDAY.plusDays(2));
    }

    // Booking

    @Test
    void a_booking_takes_a_desk_tells_the_holder_and_moves_the_process_on() {
        String number = aWaitingCard.at("FI-HEL");
        Instant start = firstSlot("FI-HEL");
        Appointment booked = appointments.book(number, start, HOLDER);
        assertThat(booked.persons()).isEqualTo(1);
        assertThat(booked.desk()).isEqualTo(1);
        assertThat(cases.get(number).state()).isEqualTo(VISIT_BOOKED);
        assertThat(waitsAt(number)).containsExactly("Catch_VisitChanged");
        assertThat(notices(number)).contains("visit-booked");
        assertThat(appointments.freeSlots("FI-HEL", MONDAY.plusDays(1), 1)).extracting(slot -> slot.start().toInstant())
                .doesNotContain(start);
    }

    @Test
    void the_same_slot_again_gives_the_same_answer_and_another_is_refused() {
        String number = aWaitingCard.at("FI-HEL");
        Instant start = firstSlot("FI-HEL");
        Appointment booked = appointments.book(number, start, HOLDER);
        assertThat(appointments.book(number, start, HOLDER)).isEqualTo(booked);
        assertRefused("ALREADY_BOOKED", () -> appointments.book(number, firstSlot("FI-HEL"), HOLDER));
        assertThat(rows(number)).isEqualTo(1);
    }

    @Test
    void a_child_and_the_representative_come_together_until_the_child_is_fifteen() {
        String child = aWaitingCard.of("UNDER_15", LocalDate.of(2015, 1, 1), "NEW", "GB-LON", null);
        assertThat(appointments.book(child, firstSlot("GB-LON"), HOLDER).persons()).isEqualTo(2);
        String grown = aWaitingCard.of("UNDER_15", MONDAY.minusYears(15).plusDays(1), "NEW", "GB-LON", null);
        assertThat(appointments.book(grown, firstSlot("GB-LON"), HOLDER).persons()).isEqualTo(1);
        String ward = aWaitingCard.of("WARD", LocalDate.of(1950, 1, 1), "NEW", "GB-LON", null);
        assertThat(appointments.book(ward, firstSlot("GB-LON"), HOLDER).persons()).isEqualTo(2);
    }

    @Test
    void times_that_are_no_slots_are_refused() {
        String number = aWaitingCard.at("GB-LON");
        for (String odd : List.of("2026-11-24T09:45:00Z", "2026-11-28T09:30:00Z", "2026-11-24T13:00:00Z", "2027-06-01T09:30:00Z",
                "2026-11-23T09:30:00Z", "2020-01-06T09:30:00Z")) {
            assertRefused("SLOT_UNKNOWN", () -> appointments.book(number, Instant.parse(odd), HOLDER));
        }
        assertThat(cases.get(number).state()).isEqualTo(READY_FOR_COLLECTION);
    }

    @Test
    void a_visit_cannot_be_booked_before_the_card_is_there() {
        String onItsWay = aWaitingCard.inTransit("ADULT", LocalDate.of(1980, 4, 1), "NEW", "GB-LON", null);
        assertRefused("NOT_READY_FOR_VISIT", () -> appointments.book(onItsWay, firstSlot("GB-LON"), HOLDER));
        String elsewhere = aWaitingCard.at("GB-LON");
        cases.cardNowAt(elsewhere, "FR-PAR");
        assertRefused("NOT_READY_FOR_VISIT", () -> appointments.book(elsewhere, firstSlot("GB-LON"), HOLDER));
    }

    @Test
    void a_slot_has_as_many_visitors_as_desks() {
        Instant start = firstSlot("FR-PAR");
        assertThat(appointments.book(aWaitingCard.at("FR-PAR"), start, HOLDER).desk()).isEqualTo(1);
        assertThat(appointments.freeSlots("FR-PAR", MONDAY.plusDays(1), 1).get(0).free()).isEqualTo(1);
        assertThat(appointments.book(aWaitingCard.at("FR-PAR"), start, HOLDER).desk()).isEqualTo(2);
        String third = aWaitingCard.at("FR-PAR");
        assertRefused("SLOT_TAKEN", () -> appointments.book(third, start, HOLDER));
        assertThat(cases.get(third).state()).isEqualTo(READY_FOR_COLLECTION);
        assertThat(waitsAt(third)).containsExactly("Task_AwaitBooking");
    }

    @Test
    void of_two_who_want_the_last_desk_in_the_same_moment_one_gets_it_and_one_is_told() throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            for (Slot slot : appointments.freeSlots("FI-HEL", MONDAY.plusDays(1), 1)) {
                var together = new CyclicBarrier(2);
                List<Future<String>> answers = people.invokeAll(List.of(wants(slot, together), wants(slot, together)));
                assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder("BOOKED", "SLOT_TAKEN");
            }
        } finally {
            people.shutdown();
        }
        assertThat(sql.sql("select count(*) from appointment where office_code = 'FI-HEL' and state = 'BOOKED'").query(Long.class)
                .single()).isEqualTo(10);
    }

    private Callable<String> wants(Slot slot, CyclicBarrier together) {
        String number = aWaitingCard.at("FI-HEL");
        return () -> {
            together.await();
            try {
                appointments.book(number, slot.start().toInstant(), HOLDER);
                return "BOOKED";
            } catch (Refusal no) {
                return no.code();
            }
        };
    }

    @Test
    void one_person_in_two_windows_gets_one_booking() throws Exception {
        ExecutorService windows = Executors.newFixedThreadPool(2);
        try {
            String number = aWaitingCard.at("GB-LON");
            List<Slot> slots = appointments.freeSlots("GB-LON", MONDAY.plusDays(1), 1);
            var together = new CyclicBarrier(2);
            List<Callable<String>> clicks = List.of(0, 1).stream().map(i -> (Callable<String>) () -> {
                together.await();
                try {
                    appointments.book(number, slots.get(i).start().toInstant(), HOLDER);
                    return "BOOKED";
                } catch (Refusal no) {
                    return no.code();
                }
            }).toList();
            List<Future<String>> answers = windows.invokeAll(clicks);
            assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder("BOOKED", "ALREADY_BOOKED");
        } finally {
            windows.shutdown();
        }
    }

    @Test
    void the_table_itself_refuses_two_visitors_at_one_desk_and_two_bookings_of_one_case() {
        String number = aWaitingCard.at("GB-LON");
        Appointment booked = appointments.book(number, firstSlot("GB-LON"), HOLDER);
        String other = aWaitingCard.at("GB-LON");
        assertThatThrownBy(() -> insert(other, 1, booked.start().plusSeconds(60)))
                .isInstanceOf(DataIntegrityViolationException.class).hasMessageContaining("appointment_one_visitor_per_desk");
        assertThatThrownBy(() -> insert(number, 3, booked.start().plusSeconds(86400)))
                .isInstanceOf(DataIntegrityViolationException.class).hasMessageContaining("appointment_one_live_per_case");
        insert(other, 1, booked.end());
    }

    private void insert(String number, int desk, Instant start) {
        sql.sql("""
                insert into appointment (id, case_number, office_code, desk, during, persons, walk_in, state, booked_at, booked_by)
                values (:id, :case, 'GB-LON', :desk, tstzrange(:start, :end), 1, false, 'BOOKED', :start, 'test')
                """).param("id", UUID.randomUUID()).param("case", number).param("desk", desk)
                .param("start", start.atOffset(ZoneOffset.UTC)).param("end", start.plusSeconds(1800).atOffset(ZoneOffset.UTC)).update();
    }

    // Changing

    @Test
    void a_moved_booking_frees_the_old_slot() {
        String number = aWaitingCard.at("FI-HEL");
        Instant first = firstSlot("FI-HEL");
        appointments.book(number, first, HOLDER);
        Instant second = firstSlot("FI-HEL");
        Appointment moved = appointments.rebook(number, second, HOLDER);
        assertThat(moved.start()).isEqualTo(second);
        assertThat(appointments.rebook(number, second, HOLDER)).isEqualTo(moved);
        assertThat(firstSlot("FI-HEL")).isEqualTo(first);
        assertThat(waitsAt(number)).containsExactly("Catch_VisitChanged");
        assertThat(cases.get(number).state()).isEqualTo(VISIT_BOOKED);
    }

    @Test
    void a_move_to_a_taken_slot_leaves_the_old_booking() {
        Instant wanted = firstSlot("FI-HEL");
        appointments.book(aWaitingCard.at("FI-HEL"), wanted, HOLDER);
        String number = aWaitingCard.at("FI-HEL");
        Appointment mine = appointments.book(number, firstSlot("FI-HEL"), HOLDER);
        assertRefused("SLOT_TAKEN", () -> appointments.rebook(number, wanted, HOLDER));
        assertThat(appointments.booked(number)).contains(mine);
    }

    @Test
    void a_cancelled_visit_frees_the_desk_and_can_be_booked_again() {
        String number = aWaitingCard.at("FI-HEL");
        Instant start = firstSlot("FI-HEL");
        appointments.book(number, start, HOLDER);
        appointments.cancel(number, HOLDER);
        assertThat(cases.get(number).state()).isEqualTo(READY_FOR_COLLECTION);
        assertThat(waitsAt(number)).containsExactly("Task_AwaitBooking");
        assertThat(notices(number)).contains("visit-cancelled");
        assertThat(appointments.book(number, start, HOLDER).start()).isEqualTo(start);
        assertThat(rows(number)).isEqualTo(2);
    }

    @Test
    void nothing_can_be_changed_where_nothing_is_booked() {
        String number = aWaitingCard.at("FI-HEL");
        assertRefused("NO_BOOKING", () -> appointments.cancel(number, HOLDER));
        assertRefused("NO_BOOKING", () -> appointments.rebook(number, firstSlot("FI-HEL"), HOLDER));
    }

    @Test
    void on_the_day_of_the_visit_the_holder_can_no_longer_change_it() {
        String number = aWaitingCard.at("FI-HEL");
        Instant start = firstSlot("FI-HEL");
        appointments.book(number, start, HOLDER);
        clock.stopAt(Instant.parse("2026-11-24T06:59:00Z"));
        assertThat(appointments.visitDayBegan(appointments.booked(number).orElseThrow())).isFalse();
        assertThat(appointments.dayBegan(number)).isFalse();
        clock.stopAt(Instant.parse("2026-11-24T07:00:00Z"));
        assertThat(appointments.dayBegan(number)).isTrue();
        assertRefused("VISIT_DAY_BEGUN", () -> appointments.cancel(number, HOLDER));
        assertRefused("VISIT_DAY_BEGUN", () -> appointments.rebook(number, start.plus(Duration.ofDays(2)), HOLDER));
    }

    @Test
    void a_booking_is_cancelled_when_the_card_is_to_be_collected_elsewhere() {
        String number = aWaitingCard.at("FI-HEL");
        appointments.cancelForMove(number, HOLDER);
        appointments.book(number, firstSlot("FI-HEL"), HOLDER);
        appointments.cancelForMove(number, HOLDER);
        appointments.cancelForMove(number, HOLDER);
        assertThat(appointments.booked(number)).isEmpty();
        assertThat(notices(number)).as("the change of place is told instead").doesNotContain("visit-cancelled");
        assertThat(waitsAt(number)).containsExactly("Task_AwaitBooking");
    }

    // Walk-in

    @Test
    void somebody_at_the_counter_is_served_now_even_when_every_desk_is_taken() {
        appointments.book(aWaitingCard.at("FI-HEL"), firstSlot("FI-HEL"), HOLDER);
        clock.stopAt(Instant.parse("2026-11-24T07:45:00Z"));
        String number = aWaitingCard.at("FI-HEL");
        Appointment now = appointments.walkIn(number, clerkIn("FI-HEL"));
        assertThat(now.walkIn()).isTrue();
        assertThat(now.start()).isEqualTo(clock.instant());
        assertThat(appointments.booked(number).orElseThrow().desk()).isEqualTo(2);
        aWaitingCard.runDueTimers(number);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count()).isZero();
        assertThat(notices(number)).doesNotContain("visit-reminder", "visit-booked");
    }

    @Test
    void a_later_booking_gives_way_to_a_visit_without_booking() {
        String number = aWaitingCard.at("FI-HEL");
        appointments.book(number, firstSlot("FI-HEL"), HOLDER);
        Appointment now = appointments.walkIn(number, clerkIn("FI-HEL"));
        assertThat(appointments.booked(number)).map(Appointment::start).contains(now.start());
        aWaitingCard.runDueTimers(number);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count()).isZero();
        assertThat(appointments.walkIn(number, clerkIn("FI-HEL")).id()).as("safe to repeat").isEqualTo(now.id());
    }

    @Test
    void only_staff_of_the_mission_accept_a_visitor() {
        String number = aWaitingCard.at("FI-HEL");
        assertRefused("NOT_AT_THIS_MISSION", () -> appointments.walkIn(number, clerkIn("FR-PAR")));
        assertRefused("NOT_AT_THIS_MISSION", () -> appointments.walkIn(number, HOLDER));
    }

    @Test
    void the_end_of_a_case_frees_the_desk() {
        String number = aWaitingCard.at("FI-HEL");
        Instant start = firstSlot("FI-HEL");
        appointments.book(number, start, HOLDER);
        appointments.cancelForEnding(number);
        appointments.cancelForEnding(number);
        assertThat(firstSlot("FI-HEL")).isEqualTo(start);
    }

    @Test
    void a_missed_visit_frees_the_desk() {
        String number = aWaitingCard.at("FI-HEL");
        Instant start = firstSlot("FI-HEL");
        appointments.book(number, start, HOLDER);
        assertThat(appointments.of(number)).map(visit -> visit.start()).contains(start);
        appointments.missed(number, CurrentUser.SYSTEM);
        assertThat(appointments.of(number)).isEmpty();
        assertThat(firstSlot("FI-HEL")).isEqualTo(start);
    }

    private Instant firstSlot(String mission) {
        return appointments.freeSlots(mission, MONDAY, 14).get(0).start().toInstant();
    }

    private static CurrentUser clerkIn(String office) {
        return new CurrentUser("clerk", CurrentUser.Kind.STAFF, "書記", "Clerk", Set.of(new Post(Role.CONSULAR_CLERK, office)));
    }

    private List<String> waitsAt(String number) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                .flatMap(instance -> runtime.createEventSubscriptionQuery().processInstanceId(instance.getId()).list().stream())
                .map(waiting -> waiting.getActivityId()).toList();
    }

    private List<String> notices(String number) {
        return sql.sql("select template from notification where case_number = :case").param("case", number).query(String.class).list();
    }

    private long rows(String number) {
        return sql.sql("select count(*) from appointment where case_number = :case").param("case", number).query(Long.class).single();
    }

    static void assertRefused(String code, ThrowingCallable verb) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(verb).satisfies(no -> assertThat(no.code()).isEqualTo(code));
    }
}
