package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VisitBookingPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage("card-disposal");

    @RegisterExtension
    final Walk walk = Walk.through("visit-booking", COVERAGE, "card-disposal");

    @BeforeEach
    void a_visit_is_on_day_30_with_a_reminder_on_day_27() {
        given(walk.appointments.reminderAt(any())).willReturn(day(27));
        given(walk.appointments.visitDay(any())).willReturn(day(30));
    }

    @Test
    void a_booked_visitor_is_reminded_and_expected_on_the_day() {
        walk.starts()
                .waitsAt("Task_AwaitBooking")
                .hears("visit-booked", "booking", "BOOKED")
                .waitsAt("Gateway_BeforeReminder")
                .clockReachesDay(27)
                .waitsAt("Gateway_BeforeVisit")
                .clockReachesDay(30)
                .endsAt("EndEvent_VisitDue");
        verify(walk.appointments).invite(any());
        verify(walk.appointments).remindOfVisit(any());
    }

    @Test
    void a_visitor_who_moves_the_visit_is_reminded_of_the_new_date() {
        given(walk.appointments.reminderAt(any())).willReturn(day(27), day(37));
        walk.starts()
                .hears("visit-booked", "booking", "BOOKED")
                .hears("visit-changed", "booking", "BOOKED")
                .clockReachesDay(36)
                .waitsAt("Gateway_BeforeReminder")
                .clockReachesDay(37);
        verify(walk.appointments, times(1)).remindOfVisit(any());
    }

    @Test
    void a_visitor_who_cancels_may_book_again() {
        walk.starts()
                .hears("visit-booked", "booking", "BOOKED")
                .hears("visit-changed", "booking", "CANCELLED")
                .waitsAt("Task_AwaitBooking")
                .hears("visit-booked", "booking", "BOOKED")
                .waitsAt("Gateway_BeforeReminder");
    }

    @Test
    void a_visitor_may_change_the_visit_even_after_the_reminder() {
        walk.starts()
                .hears("visit-booked", "booking", "BOOKED")
                .clockReachesDay(27)
                .hears("visit-changed", "booking", "CANCELLED")
                .waitsAt("Task_AwaitBooking");
    }

    @Test
    void a_holder_who_does_not_book_hears_a_second_time() {
        given(walk.appointments.secondNoticeAt(any())).willReturn(day(60));
        walk.starts().clockReachesDay(60).passed("EndEvent_SecondNoticeSent").waitsAt("Task_AwaitBooking");
        verify(walk.appointments).sendSecondNotice(any());
    }

    @Test
    void a_card_on_hold_goes_on_waiting_for_its_holder() {
        given(walk.appointments.collectionDeadline(any())).willReturn(day(90), day(180));
        willAnswer(sets("onHold", true)).given(walk.appointments).checkHold(any());
        walk.starts().clockReachesDay(90).waitsAt("Task_AwaitBooking").neverReached("Call_DisposeOfCard");
        verify(walk.appointments, never()).giveUp(any());
    }

    @Test
    void a_card_nobody_collects_is_disposed_of_and_the_case_closed() {
        given(walk.appointments.collectionDeadline(any())).willReturn(day(90));
        willAnswer(sets("onHold", false)).given(walk.appointments).checkHold(any());
        willAnswer(sets("booking", "UNCOLLECTED")).given(walk.appointments).giveUp(any());
        walk.starts().clockReachesDay(90).waitsAt("Call_DisposeOfCard");
        verify(walk.casefile, never()).closeUncollected(any());
        walk.childEnds("card-disposal").endsAt("EndEvent_Uncollected");
        verify(walk.casefile).closeUncollected(any());
    }
}
