package org.madoguchi.appointments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.appointments.AppointmentsTests.assertRefused;
import static org.madoguchi.casefile.CaseState.IN_TRANSIT;
import static org.madoguchi.casefile.CaseState.READY_FOR_COLLECTION;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.Collecting.HoldReason;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A card that waits, walked through the model {@code visit-booking}. */
@MadoguchiTest
class CollectingTests {

    private static final CurrentUser HOLDER = CurrentUser.applicant("holder");
    private static final CurrentUser CLERK = new CurrentUser("clerk", CurrentUser.Kind.STAFF, "書記", "Clerk",
            Set.of(new Post(Role.CONSULAR_CLERK, "FR-PAR")));

    @Autowired
    Appointments appointments;
    @Autowired
    Collecting collecting;
    @Autowired
    CaseFiles cases;
    @Autowired
    RuntimeService runtime;
    @Autowired
    ManagementService management;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private AWaitingCard aWaitingCard;
    private String number;

    @BeforeEach
    void a_card_arrives_in_paris_on_monday_the_23rd(@Autowired ApplicationContext product) {
        aWaitingCard = new AWaitingCard(product);
        clock.stopAt(Instant.parse("2026-11-23T08:00:00Z"));
        sql.sql("delete from appointment").update();
        number = aWaitingCard.at("FR-PAR");
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void the_holder_is_invited_once_and_told_until_when() {
        assertThat(cases.get(number).state()).isEqualTo(READY_FOR_COLLECTION);
        assertThat(notices()).containsExactly("invitation");
        assertThat(collecting.lastDay(number)).isEqualTo(LocalDate.of(2027, 4, 22));
        assertThat(args("invitation")).contains("Embassy of Japan in France", "Thursday 22 April", "Passport");
    }

    @Test
    void the_second_notice_comes_once_after_sixty_days_at_nine_in_the_morning() {
        assertThat(collecting.secondNoticeAt(number)).isEqualTo(Instant.parse("2027-01-22T08:00:00Z"));
        at("2027-01-22T07:59:59Z");
        assertThat(notices()).doesNotContain("second-notice");
        at("2027-01-22T08:00:00Z");
        at("2027-02-01T08:00:00Z");
        assertThat(notices()).containsOnlyOnce("second-notice");
        assertThat(waitsAt()).containsExactly("Task_AwaitBooking");
    }

    @Test
    void who_books_after_the_second_notice_and_cancels_is_not_given_up_at_once() {
        at("2027-04-15T08:00:00Z");
        appointments.book(number, Instant.parse("2027-05-10T07:30:00Z"), HOLDER);
        at("2027-05-01T08:00:00Z");
        appointments.cancel(number, HOLDER);
        aWaitingCard.runDueTimers(number);
        assertThat(waitsAt()).containsExactly("Task_AwaitBooking");
        assertThat(collecting.lastDay(number)).as("thirty days to book again").isEqualTo(LocalDate.of(2027, 5, 31));
        at("2027-05-17T07:00:00Z");
        assertThat(notices()).as("a last call of its own").filteredOn("second-notice"::equals).hasSize(2);
        at("2027-05-31T22:00:00Z");
        assertThat(waitsAt()).isEmpty();
    }

    @Test
    void a_card_nobody_collects_is_disposed_of_after_the_last_day() {
        at("2027-04-22T21:59:59Z");
        assertThat(waitsAt()).containsExactly("Task_AwaitBooking");
        at("2027-04-22T22:00:00Z");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).processDefinitionKey("card-disposal").count())
                .isEqualTo(1);
        assertThat(runtime.createVariableInstanceQuery().variableName("booking").processInstanceIdIn(instance()).singleResult()
                .getValue()).isEqualTo("UNCOLLECTED");
        assertRefused("NOT_READY_FOR_VISIT", () -> appointments.book(number, Instant.parse("2027-05-10T07:30:00Z"), HOLDER));
        assertRefused("NOT_WAITING_FOR_COLLECTION", () -> collecting.hold(number, LocalDate.of(2027, 6, 1), HoldReason.OTHER, "", CLERK));
    }

    @Test
    void a_hold_keeps_the_card_although_the_timer_was_set_for_an_earlier_day() {
        collecting.hold(number, LocalDate.of(2027, 6, 30), HoldReason.HOSPITAL, "letter of the hospital seen", CLERK);
        at("2027-04-22T22:00:00Z");
        assertThat(waitsAt()).containsExactly("Task_AwaitBooking");
        at("2027-06-30T21:59:00Z");
        assertThat(waitsAt()).containsExactly("Task_AwaitBooking");
        at("2027-06-30T22:00:00Z");
        assertThat(waitsAt()).isEmpty();
    }

    @Test
    void a_hold_needs_a_day_in_reach_and_staff_of_the_mission() {
        assertRefused("HOLD_DATE", () -> collecting.hold(number, LocalDate.of(2026, 11, 23), HoldReason.OTHER, "", CLERK));
        assertRefused("HOLD_DATE", () -> collecting.hold(number, LocalDate.of(2027, 11, 24), HoldReason.OTHER, "", CLERK));
        assertRefused("HOLD_DATE", () -> collecting.hold(number, null, HoldReason.OTHER, "", CLERK));
        assertRefused("NOT_AT_THIS_MISSION", () -> collecting.hold(number, LocalDate.of(2027, 6, 1), HoldReason.OTHER, "", HOLDER));
    }

    @Test
    void the_reminder_comes_the_day_before_at_nine_and_the_visit_begins_when_the_office_opens() {
        appointments.book(number, Instant.parse("2026-12-03T12:30:00Z"), HOLDER);
        at("2026-12-02T07:59:59Z");
        assertThat(notices()).doesNotContain("visit-reminder");
        at("2026-12-02T08:00:00Z");
        assertThat(notices()).containsOnlyOnce("visit-reminder");
        assertThat(args("visit-reminder")).contains("Thursday 3 December 2026, 13:30");
        at("2026-12-03T07:59:59Z");
        assertThat(waitsAt()).containsExactly("Catch_VisitChangedLate");
        at("2026-12-03T08:00:00Z");
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count()).isZero();
    }

    @Test
    void a_booking_after_the_time_of_its_reminder_is_not_reminded_of_but_waits_for_its_day() {
        at("2026-11-30T09:00:00Z");
        appointments.book(number, Instant.parse("2026-12-01T12:30:00Z"), HOLDER);
        aWaitingCard.runDueTimers(number);
        assertThat(notices()).contains("visit-booked").doesNotContain("visit-reminder");
        assertThat(waitsAt()).containsExactly("Catch_VisitChangedLate");
    }

    @Test
    void a_visit_moved_after_its_reminder_gets_a_reminder_of_its_own() {
        appointments.book(number, Instant.parse("2026-12-03T12:30:00Z"), HOLDER);
        at("2026-12-02T08:00:00Z");
        appointments.rebook(number, Instant.parse("2026-12-10T12:30:00Z"), HOLDER);
        assertThat(waitsAt()).containsExactly("Catch_VisitChanged");
        at("2026-12-09T08:00:00Z");
        assertThat(notices()).filteredOn("visit-reminder"::equals).hasSize(2);
    }

    @Test
    void a_card_that_arrives_elsewhere_voids_the_booking_and_invites_again() {
        appointments.book(number, Instant.parse("2026-12-03T12:30:00Z"), HOLDER);
        cases.moveCollection(number, "GB-LON", HOLDER);
        cases.become(number, IN_TRANSIT, Event.internal("TEST", CurrentUser.SYSTEM));
        cases.cardNowAt(number, "GB-LON");
        clock.tick(Duration.ofDays(5));
        collecting.inviteAgain(number);
        assertThat(appointments.booked(number)).isEmpty();
        assertThat(waitsAt()).containsExactly("Task_AwaitBooking");
        assertThat(notices()).filteredOn("invitation"::equals).hasSize(2);
        assertThat(collecting.lastDay(number)).isEqualTo(LocalDate.of(2027, 4, 27));
        appointments.book(number, Instant.parse("2026-12-03T10:00:00Z"), HOLDER);
    }

    private void at(String instant) {
        clock.stopAt(Instant.parse(instant));
        aWaitingCard.runDueTimers(number);
    }

    private String instance() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).processDefinitionKey("visit-booking")
                .singleResult().getId();
    }

    private List<String> waitsAt() {
        return runtime.createEventSubscriptionQuery().processInstanceId(instance()).list().stream()
                .map(waiting -> waiting.getActivityId()).toList();
    }

    private List<String> notices() {
        return sql.sql("select template from notification where case_number = :case order by queued_at").param("case", number)
                .query(String.class).list();
    }

    private String args(String template) {
        return sql.sql("select args::text from notification where case_number = :case and template = :template")
                .param("case", number).param("template", template).query(String.class).single();
    }
}
