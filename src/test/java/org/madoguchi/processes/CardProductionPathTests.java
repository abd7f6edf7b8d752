package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardProductionPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage("card-disposal");

    @RegisterExtension
    final Walk walk = Walk.through("card-production", COVERAGE, "card-disposal");

    @Test
    void a_card_sent_straight_to_the_mission_arrives() {
        cardIsUnderWay("DIRECT")
                .waitsAt("Task_ConfirmCardReceipt")
                .completes("Task_ConfirmCardReceipt", "receipt", "RECEIVED")
                .endsAt("EndEvent_CardReceived")
                .neverReached("Task_PassOnCard");
    }

    @Test
    void a_municipality_passes_on_the_card_that_goes_through_its_hands() {
        cardIsUnderWay("VIA_MUNICIPALITY")
                .waitsAt("Task_PassOnCard")
                .completes("Task_PassOnCard")
                .completes("Task_ConfirmCardReceipt", "receipt", "RECEIVED")
                .endsAt("EndEvent_CardReceived");
    }

    @Test
    void a_rejected_order_is_placed_again() {
        orderIsRejected()
                .completes("Task_ResolveProduction", "resolution", "ORDER_AGAIN")
                .waitsAt("Task_OrderCard");
    }

    @Test
    void an_order_rejected_for_its_photo_waits_for_a_new_one() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        orderIsRejected()
                .completes("Task_ResolveProduction", "resolution", "NEW_PHOTO")
                .waitsAt("Task_AwaitInformation")
                .clockReachesDay(20)
                .passed("EndEvent_ApplicantReminded")
                .hears("information-received")
                .waitsAt("Task_OrderCard");
        verify(walk.casefile).askApplicant(any());
        verify(walk.casefile).remindOfInformation(any());
    }

    @Test
    void a_photo_that_does_not_come_in_time_ends_the_production() {
        given(walk.casefile.informationDeadline(any())).willReturn(day(60));
        orderIsRejected()
                .completes("Task_ResolveProduction", "resolution", "NEW_PHOTO")
                .clockReachesDay(60)
                .endsAt("EndEvent_PhotoLapsed");
        verify(walk.issuance).giveUpOnPhoto(any());
    }

    @Test
    void an_overdue_order_may_be_waited_for() {
        productionIsOverdue()
                .completes("Task_ResolveProduction", "resolution", "KEEP_WAITING")
                .waitsAt("Gateway_ProducerAnswers")
                .hears("card-produced")
                .waitsAt("Catch_CardDispatched");
    }

    @Test
    void an_overdue_card_that_is_produced_after_all_needs_nobody_to_resolve_it() {
        productionIsOverdue().hears("card-produced").waitsAt("Catch_CardDispatched");
    }

    @Test
    void a_damaged_card_is_disposed_of_and_made_again() {
        cardIsUnderWay("DIRECT")
                .completes("Task_ConfirmCardReceipt", "receipt", "DAMAGED")
                .waitsAt("Call_DisposeOfCard")
                .childEnds("card-disposal")
                .waitsAt("Task_OrderCard");
        verify(walk.issuance).recordDefect(any());
    }

    @Test
    void a_missing_shipment_that_is_found_arrives_later() {
        cardIsUnderWay("DIRECT")
                .completes("Task_ConfirmCardReceipt", "receipt", "NOT_ARRIVED")
                .waitsAt("Task_TraceShipment")
                .completes("Task_TraceShipment", "trace", "FOUND")
                .waitsAt("Task_ConfirmCardReceipt");
    }

    @Test
    void a_card_lost_on_the_way_is_stopped_before_another_is_ordered() {
        cardIsUnderWay("DIRECT")
                .completes("Task_ConfirmCardReceipt", "receipt", "NOT_ARRIVED")
                .completes("Task_TraceShipment", "trace", "LOST")
                .waitsAt("Task_StopLostCard")
                .partnerAnswers("card-cancel")
                .waitsAt("Task_OrderCard");
        verify(walk.issuance).recordLossInTransit(any());
    }

    @Test
    void a_late_resolution_is_told_to_the_supervisor_and_stays_open() {
        orderIsRejected().isLateWith("Task_ResolveProduction").waitsAt("Task_ResolveProduction");
    }

    @Test
    void a_late_municipality_is_told_to_its_supervisor_and_stays_in_charge() {
        cardIsUnderWay("VIA_MUNICIPALITY").isLateWith("Task_PassOnCard").waitsAt("Task_PassOnCard");
    }

    @Test
    void a_late_receipt_is_told_to_the_supervisor_and_stays_open() {
        cardIsUnderWay("DIRECT").isLateWith("Task_ConfirmCardReceipt").waitsAt("Task_ConfirmCardReceipt");
    }

    @Test
    void a_late_trace_is_told_to_the_supervisor_and_stays_open() {
        cardIsUnderWay("DIRECT")
                .completes("Task_ConfirmCardReceipt", "receipt", "NOT_ARRIVED")
                .isLateWith("Task_TraceShipment")
                .waitsAt("Task_TraceShipment");
    }

    private Walk cardIsUnderWay(String route) {
        return walk.starts()
                .waitsAt("Task_OrderCard")
                .partnerAnswers("card-order", "route", route)
                .waitsAt("Gateway_ProducerAnswers")
                .hears("card-produced")
                .waitsAt("Catch_CardDispatched")
                .hears("card-dispatched");
    }

    private Walk orderIsRejected() {
        return walk.starts()
                .partnerAnswers("card-order", "route", "DIRECT")
                .hears("card-rejected")
                .waitsAt("Task_ResolveProduction");
    }

    private Walk productionIsOverdue() {
        given(walk.issuance.productionOverdueAt(any())).willReturn(day(21), day(35));
        return walk.starts()
                .partnerAnswers("card-order", "route", "DIRECT")
                .clockReachesDay(21)
                .waitsAt("Task_ResolveProduction");
    }
}
