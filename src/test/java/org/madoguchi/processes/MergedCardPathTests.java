package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MergedCardPathTests {

    private static final String[] CALLED = {"register-match", "merged-card-disposal"};

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage(CALLED);

    @RegisterExtension
    final Walk walk = Walk.through("merged-card", COVERAGE, CALLED);

    @BeforeEach
    void no_record_is_linked_yet() {
        willAnswer(sets("match", "NONE")).given(walk.linkage).recallMatch(any());
    }

    @Test
    void a_confirmed_record_is_printed_and_the_card_arrives() {
        underWay().completes("Task_ConfirmMergedReceipt", "receipt", "RECEIVED").endsAt("EndEvent_Made");
    }

    @Test
    void a_card_that_is_made_again_needs_no_second_match() {
        willAnswer(sets("match", "LINKED")).given(walk.linkage).recallMatch(any());
        walk.starts().waitsAt("Task_OrderCard").neverReached("Call_RegisterMatch");
    }

    @Test
    void without_a_record_separate_cards_come() {
        walk.starts().childEnds("register-match", "match", "NOT_LINKED").endsAt("EndEvent_Separate");
        verify(walk.residence).giveUpMerged(any());
    }

    @Test
    void who_never_confirms_the_record_gets_separate_cards_and_loses_nothing() {
        walk.starts().childEnds("register-match", "match", "LAPSED").endsAt("EndEvent_Separate");
    }

    @Test
    void a_rejected_order_is_placed_again() {
        rejected().completes("Task_ResolveMergedProduction", "resolution", "ORDER_AGAIN").waitsAt("Task_OrderCard");
    }

    @Test
    void an_overdue_order_is_waited_for_a_little_longer() {
        overdue().completes("Task_ResolveMergedProduction", "resolution", "KEEP_WAITING").waitsAt("Gateway_ProducerAnswers");
    }

    @Test
    void a_card_produced_after_all_takes_the_task_away() {
        overdue().hears("card-produced").waitsAt("Catch_CardDispatched");
    }

    @Test
    void a_card_that_cannot_be_made_is_taken_back_and_separate_cards_come() {
        rejected()
                .completes("Task_ResolveMergedProduction", "resolution", "SEPARATE")
                .waitsAt("Task_TakeBackOrder")
                .partnerAnswers("card-cancel")
                .endsAt("EndEvent_Separate");
    }

    @Test
    void an_order_rejected_for_its_photo_waits_for_a_new_one() {
        wantsAPhoto().hears("information-received").waitsAt("Task_OrderCard");
        verify(walk.casefile).askApplicant(any());
    }

    @Test
    void nobody_is_left_without_a_card_for_want_of_a_photo() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        wantsAPhoto()
                .clockReachesDay(20)
                .passed("EndEvent_ApplicantReminded")
                .waitsAt("Task_AwaitInformation")
                .clockReachesDay(40)
                .partnerAnswers("card-cancel")
                .endsAt("EndEvent_Separate");
        verify(walk.casefile).remindOfInformation(any());
    }

    @Test
    void a_card_that_arrives_damaged_is_disposed_of_and_made_again() {
        underWay()
                .completes("Task_ConfirmMergedReceipt", "receipt", "DAMAGED")
                .waitsAt("Call_DisposeOfCard")
                .childEnds("merged-card-disposal")
                .waitsAt("Task_OrderCard");
        verify(walk.issuance).recordDefect(any());
    }

    @Test
    void a_missing_card_that_is_found_is_received_again() {
        missing().completes("Task_TraceMergedShipment", "trace", "FOUND").waitsAt("Task_ConfirmMergedReceipt");
    }

    @Test
    void a_lost_card_is_stopped_and_made_again() {
        missing()
                .completes("Task_TraceMergedShipment", "trace", "LOST")
                .waitsAt("Task_StopLostCard")
                .partnerAnswers("card-cancel")
                .waitsAt("Task_OrderCard");
        verify(walk.issuance).recordLossInTransit(any());
    }

    @Test
    void a_late_receipt_is_told_to_the_supervisor() {
        underWay().isLateWith("Task_ConfirmMergedReceipt");
    }

    @Test
    void a_late_resolution_is_told_to_the_supervisor() {
        rejected().isLateWith("Task_ResolveMergedProduction");
    }

    @Test
    void a_late_trace_is_told_to_the_supervisor() {
        missing().isLateWith("Task_TraceMergedShipment");
    }

    private Walk ordered() {
        return walk.starts()
                .waitsAt("Call_RegisterMatch")
                .childEnds("register-match", "match", "LINKED")
                .waitsAt("Task_OrderCard")
                .partnerAnswers("card-order")
                .waitsAt("Gateway_ProducerAnswers");
    }

    private Walk underWay() {
        return ordered().hears("card-produced").hears("card-dispatched").waitsAt("Task_ConfirmMergedReceipt");
    }

    private Walk rejected() {
        return ordered().hears("card-rejected").waitsAt("Task_ResolveMergedProduction");
    }

    private Walk overdue() {
        given(walk.issuance.productionOverdueAt(any())).willReturn(day(21), day(42));
        return ordered().clockReachesDay(21).waitsAt("Task_ResolveMergedProduction");
    }

    private Walk wantsAPhoto() {
        return rejected()
                .completes("Task_ResolveMergedProduction", "resolution", "NEW_PHOTO")
                .waitsAt("Task_AwaitInformation");
    }

    private Walk missing() {
        return underWay()
                .completes("Task_ConfirmMergedReceipt", "receipt", "NOT_ARRIVED")
                .waitsAt("Task_TraceMergedShipment");
    }
}
