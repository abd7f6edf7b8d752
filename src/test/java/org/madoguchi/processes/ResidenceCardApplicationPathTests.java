package org.madoguchi.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResidenceCardApplicationPathTests {

    private static final String[] CALLED = {"merged-card", "merged-card-disposal", "change-of-name"};

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage(CALLED);

    @RegisterExtension
    final Walk walk = Walk.through("residence-card-application", COVERAGE, CALLED);

    @BeforeEach
    void nothing_is_accepted_or_matched_yet() {
        willAnswer(call -> {
                    sets("acceptance", "NONE").answer(call);
                    return sets("matchOutcome", "NONE").answer(call);
                })
                .given(walk.casefile)
                .confirmReceipt(any());
    }

    @Test
    void in_silence_a_residence_card_is_issued_at_the_counter() {
        decided("SEPARATE", "STAMPS")
                .waitsAt("Task_TakeRevenueStamps")
                .completes("Task_TakeRevenueStamps")
                .waitsAt("Task_IssueResidenceCard")
                .completes("Task_IssueResidenceCard")
                .endsAt("EndEvent_CardHandedOver")
                .neverReached("Call_MergedCard");
        verify(walk.casefile).confirmReceipt(any());
        verify(walk.issuance).completeCase(any());
    }

    @Test
    void who_asked_gets_the_merged_card_at_the_bureau() {
        mergedCardIsMade()
                .waitsAt("Task_HandOverAtBureau")
                .completes("Task_HandOverAtBureau", "handover", "HANDED_OVER")
                .endsAt("EndEvent_CardHandedOver");
        verify(walk.residence).inviteToCollect(any());
    }

    @Test
    void who_is_not_verified_at_the_counter_is_invited_again() {
        mergedCardIsMade()
                .completes("Task_HandOverAtBureau", "handover", "NOT_VERIFIED")
                .waitsAt("Task_HandOverAtBureau");
    }

    @Test
    void a_card_found_defective_at_the_counter_is_disposed_of_and_made_again() {
        mergedCardIsMade()
                .completes("Task_HandOverAtBureau", "handover", "DEFECTIVE")
                .waitsAt("Call_DisposeOfDefect")
                .childEnds("merged-card-disposal")
                .waitsAt("Call_MergedCard");
        verify(walk.issuance).recordDefect(any());
    }

    @Test
    void an_address_is_written_on_the_card_and_nothing_is_examined() {
        decides("NO_NEW_CARD", "NONE");
        walk.starts("counter", "MUNICIPALITY")
                .waitsAt("Task_AcceptAtMunicipality")
                .completes("Task_AcceptAtMunicipality", "acceptance", "ACCEPTED", "examinationDue", false)
                .endsAt("EndEvent_NothingToIssue")
                .neverReached("Task_ExamineBaseProcedure");
        verify(walk.residence).completeWithoutCard(any());
    }

    @Test
    void a_merged_card_asked_for_at_the_municipality_is_handed_over_there() {
        decides("MERGED", "NONE");
        walk.starts("counter", "MUNICIPALITY")
                .completes("Task_AcceptAtMunicipality", "acceptance", "ACCEPTED", "examinationDue", false)
                .childEnds("merged-card", "merged", "MADE")
                .waitsAt("Task_ForwardToMunicipality")
                .completes("Task_ForwardToMunicipality")
                .waitsAt("Task_ConfirmAtMunicipality")
                .completes("Task_ConfirmAtMunicipality")
                .waitsAt("Task_HandOverAtMunicipality")
                .completes("Task_HandOverAtMunicipality", "handover", "HANDED_OVER")
                .endsAt("EndEvent_CardHandedOver");
    }

    @Test
    void a_certificate_of_a_special_permanent_resident_is_sent_to_the_municipality() {
        decides("SEPARATE", "NONE");
        walk.starts("counter", "MUNICIPALITY")
                .completes("Task_AcceptAtMunicipality", "acceptance", "ACCEPTED", "examinationDue", true)
                .completes("Task_ExamineBaseProcedure", "baseDecision", "GRANTED")
                .completes("Task_IssueResidenceCard")
                .waitsAt("Task_ForwardToMunicipality");
    }

    @Test
    void what_is_missing_is_asked_for_before_it_is_accepted() {
        asked().hears("information-received").waitsAt("Task_AcceptAtBureau");
        verify(walk.casefile).askApplicant(any());
    }

    @Test
    void who_does_not_bring_what_is_missing_is_reminded_and_the_application_then_lapses() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        asked().clockReachesDay(20)
                .passed("EndEvent_ApplicantReminded")
                .waitsAt("Task_AwaitInformation")
                .clockReachesDay(40)
                .endsAt("EndEvent_ApplicationLapsed");
    }

    @Test
    void the_examiner_asks_and_examines_again_with_the_answer() {
        askedByTheExaminer().hears("information-received").waitsAt("Task_ExamineBaseProcedure");
    }

    @Test
    void who_does_not_answer_the_examiner_is_reminded_and_the_application_then_lapses() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        askedByTheExaminer()
                .clockReachesDay(20)
                .passed("EndEvent_ExaminedReminded")
                .clockReachesDay(40)
                .endsAt("EndEvent_ApplicationLapsed");
        verify(walk.casefile).recordLapse(any());
    }

    @Test
    void a_second_person_confirms_a_refusal() {
        refused().completes("Task_ConfirmBaseRefusal", "refusal", "CONFIRMED").endsAt("EndEvent_BaseRefused");
        verify(walk.casefile).tellRefusal(any());
    }

    @Test
    void an_overturned_refusal_is_examined_again() {
        refused().completes("Task_ConfirmBaseRefusal", "refusal", "OVERTURNED").waitsAt("Task_ExamineBaseProcedure");
        verify(walk.casefile, never()).tellRefusal(any());
    }

    @Test
    void an_online_fee_is_paid_before_a_card_comes() {
        decided("SEPARATE", "ONLINE")
                .waitsAt("Task_RequestPayment")
                .partnerAnswers("payment-request")
                .waitsAt("Task_AwaitPayment")
                .hears("payment-received")
                .waitsAt("Task_IssueResidenceCard");
    }

    @Test
    void a_fee_not_paid_is_reminded_of_and_the_application_then_lapses() {
        given(walk.issuance.paymentReminderAt(any())).willReturn(day(20));
        given(walk.issuance.paymentDeadline(any())).willReturn(day(40));
        decided("SEPARATE", "ONLINE")
                .partnerAnswers("payment-request")
                .clockReachesDay(20)
                .passed("EndEvent_PaymentReminded")
                .clockReachesDay(40)
                .endsAt("EndEvent_ApplicationLapsed");
        verify(walk.issuance).remindOfPayment(any());
    }

    @Test
    void a_merged_card_that_cannot_be_made_is_replaced_by_separate_cards() {
        fallsBackTo("SEPARATE");
        mergedCardIsWanted().childEnds("merged-card", "merged", "SEPARATE").waitsAt("Task_IssueResidenceCard");
    }

    @Test
    void a_change_of_mind_takes_the_order_back_and_gives_separate_cards_at_once() {
        fallsBackTo("SEPARATE");
        stockIs(false, "ORDERED");
        mergedCardIsWanted()
                .hears("wish-revoked")
                .waitsAt("Task_CancelMergedOrder")
                .partnerAnswers("card-cancel")
                .waitsAt("Task_IssueResidenceCard");
        assertThat(walk.childIsRunning("merged-card")).isFalse();
    }

    @Test
    void a_change_of_mind_while_the_fee_is_due_gives_separate_cards_once_it_is_paid() {
        willAnswer(sets("cardOutcome", "SEPARATE")).given(walk.residence).recallWish(any());
        decided("MERGED", "STAMPS")
                .completes("Task_TakeRevenueStamps")
                .waitsAt("Task_IssueResidenceCard")
                .neverReached("Call_MergedCard");
    }

    @Test
    void a_change_of_mind_before_the_order_has_nothing_to_take_back() {
        fallsBackTo("NO_NEW_CARD");
        stockIs(false, "NONE");
        mergedCardIsWanted().hears("wish-revoked").endsAt("EndEvent_NothingToIssue").neverReached("Task_CancelMergedOrder");
    }

    @Test
    void an_application_withdrawn_before_anything_was_paid_or_made_owes_nothing() {
        stockIs(false, "NONE");
        underExamination().hears("case-ended", "ending", "WITHDRAWN").endsAt("EndEvent_CaseEnded");
        verify(walk.casefile).tellEnding(any());
    }

    @Test
    void the_order_is_recalled_and_the_fee_refunded_when_the_holder_leaves_for_good() {
        stockIs(true, "ORDERED");
        mergedCardIsWanted()
                .hears("case-ended", "ending", "DEPARTED")
                .waitsAt("Task_RefundFee")
                .partnerAnswers("payment-refund")
                .waitsAt("Task_CancelOrder")
                .partnerAnswers("card-cancel")
                .endsAt("EndEvent_CaseEnded");
        assertThat(walk.childIsRunning("merged-card")).isFalse();
    }

    @Test
    void a_card_that_waits_for_its_holder_is_disposed_of_when_the_holder_dies() {
        stockIs(false, "MADE");
        mergedCardIsMade()
                .hears("case-ended", "ending", "DEATH")
                .waitsAt("Call_DisposeOfCard")
                .childEnds("merged-card-disposal")
                .endsAt("EndEvent_CaseEnded")
                .neverReached("Task_RefundFee");
    }

    @Test
    void a_change_is_noted_while_the_case_goes_on() {
        underExamination()
                .hears("case-changed", "change", "CONTACT")
                .waitsAt("Task_ExamineBaseProcedure")
                .passed("EndEvent_ChangeApplied");
        verify(walk.issuance).applyChange(any());
    }

    @Test
    void a_pending_filing_is_reminded_that_the_my_number_function_does_not_wait() {
        given(walk.residence.specialPeriodReminderAt(any())).willReturn(day(30));
        underExamination().clockReachesDay(30).waitsAt("Task_ExamineBaseProcedure").passed("EndEvent_SpecialPeriodTold");
        verify(walk.residence).remindOfSpecialPeriod(any());
    }

    @Test
    void a_late_acceptance_at_the_bureau_is_told_to_the_supervisor() {
        walk.starts("counter", "BUREAU").isLateWith("Task_AcceptAtBureau");
    }

    @Test
    void a_late_acceptance_at_the_municipality_is_told_to_the_supervisor() {
        walk.starts("counter", "MUNICIPALITY").isLateWith("Task_AcceptAtMunicipality");
    }

    @Test
    void a_late_examination_is_told_to_the_supervisor() {
        underExamination().isLateWith("Task_ExamineBaseProcedure");
    }

    @Test
    void a_late_confirmation_of_a_refusal_is_told_to_the_supervisor() {
        refused().isLateWith("Task_ConfirmBaseRefusal");
    }

    @Test
    void stamps_that_are_not_brought_are_told_to_the_supervisor() {
        decided("SEPARATE", "STAMPS").isLateWith("Task_TakeRevenueStamps");
    }

    @Test
    void a_late_issue_is_told_to_the_supervisor() {
        decided("SEPARATE", "NONE").isLateWith("Task_IssueResidenceCard");
    }

    @Test
    void a_late_forwarding_is_told_to_the_supervisor() {
        madeForTheMunicipality().isLateWith("Task_ForwardToMunicipality");
    }

    @Test
    void a_late_arrival_at_the_municipality_is_told_to_the_supervisor() {
        madeForTheMunicipality().completes("Task_ForwardToMunicipality").isLateWith("Task_ConfirmAtMunicipality");
    }

    @Test
    void a_late_hand_over_at_the_bureau_is_told_to_the_supervisor() {
        mergedCardIsMade().isLateWith("Task_HandOverAtBureau");
    }

    @Test
    void a_late_hand_over_at_the_municipality_is_told_to_the_supervisor() {
        madeForTheMunicipality()
                .completes("Task_ForwardToMunicipality")
                .completes("Task_ConfirmAtMunicipality")
                .isLateWith("Task_HandOverAtMunicipality");
    }

    @Test
    void a_link_corrected_before_the_order_is_matched_again() {
        stockIs(false, "NONE");
        mergedCardIsWanted().hears("link-corrected").waitsAt("Call_MergedCard");
        verify(walk.linkage).returnToMatch(any());
    }

    @Test
    void an_order_on_a_wrong_link_is_recalled_before_the_match() {
        stockIs(false, "ORDERED");
        mergedCardIsWanted()
                .hears("link-corrected")
                .waitsAt("Task_CancelWrongOrder")
                .partnerAnswers("card-cancel")
                .waitsAt("Call_MergedCard");
    }

    @Test
    void a_card_made_on_a_wrong_link_is_disposed_of_and_never_handed_over() {
        stockIs(false, "MADE");
        mergedCardIsMade()
                .hears("link-corrected")
                .waitsAt("Call_DisposeOfWrongCard")
                .childEnds("merged-card-disposal")
                .waitsAt("Call_MergedCard");
    }

    @Test
    void a_name_that_changes_before_a_card_was_decided_holds_nothing_up() {
        walk.starts("counter", "BUREAU")
                .hears("name-changed")
                .waitsAt("Task_AcceptAtBureau", "Call_ChangeOfName")
                .childEnds("change-of-name", "nameDecision", "CORRECT")
                .waitsAt("Task_AcceptAtBureau")
                .passed("EndEvent_ToBeDoneOver");
    }

    @Test
    void a_name_that_has_not_changed_leaves_everything_as_it_is() {
        mergedCardIsWanted()
                .hears("name-changed")
                .childEnds("change-of-name", "nameDecision", "NOT_A_CHANGE")
                .waitsAt("Call_MergedCard")
                .passed("EndEvent_NameSettled");
    }

    @Test
    void a_merged_card_ordered_in_the_old_name_is_taken_back() {
        stockIs(false, "ORDERED");
        nameHasChanged(mergedCardIsWanted())
                .waitsAt("Task_CancelWrongOrder")
                .partnerAnswers("card-cancel")
                .waitsAt("Call_MergedCard")
                .passed("Task_GiveUpLink");
    }

    @Test
    void a_merged_card_made_in_the_old_name_is_disposed_of_and_made_again() {
        stockIs(false, "MADE");
        nameHasChanged(mergedCardIsMade())
                .waitsAt("Call_DisposeOfWrongCard")
                .childEnds("merged-card-disposal")
                .waitsAt("Call_MergedCard");
    }

    /** The bureau finds that the name has changed. */
    private Walk nameHasChanged(Walk before) {
        willAnswer(walk.tells("name-corrected")).given(walk.names).doOver(any());
        return before.hears("name-changed").childEnds("change-of-name", "nameDecision", "CORRECT");
    }

    private Walk underExamination() {
        return walk.starts("counter", "BUREAU")
                .waitsAt("Task_AcceptAtBureau")
                .completes("Task_AcceptAtBureau", "acceptance", "ACCEPTED", "examinationDue", true)
                .waitsAt("Task_ExamineBaseProcedure");
    }

    private Walk asked() {
        return walk.starts("counter", "BUREAU")
                .completes("Task_AcceptAtBureau", "acceptance", "ASK", "examinationDue", false)
                .waitsAt("Task_AwaitInformation");
    }

    private Walk askedByTheExaminer() {
        return underExamination().completes("Task_ExamineBaseProcedure", "baseDecision", "ASK").waitsAt("Task_AwaitExamined");
    }

    private Walk refused() {
        return underExamination()
                .completes("Task_ExamineBaseProcedure", "baseDecision", "REFUSED")
                .waitsAt("Task_ConfirmBaseRefusal");
    }

    private Walk decided(String cardOutcome, String fee) {
        decides(cardOutcome, fee);
        return underExamination().completes("Task_ExamineBaseProcedure", "baseDecision", "GRANTED");
    }

    private Walk mergedCardIsWanted() {
        return decided("MERGED", "NONE").waitsAt("Call_MergedCard");
    }

    private Walk mergedCardIsMade() {
        return mergedCardIsWanted().childEnds("merged-card", "merged", "MADE").waitsAt("Task_HandOverAtBureau");
    }

    private Walk madeForTheMunicipality() {
        decides("MERGED", "NONE");
        return walk.starts("counter", "MUNICIPALITY")
                .completes("Task_AcceptAtMunicipality", "acceptance", "ACCEPTED", "examinationDue", false)
                .childEnds("merged-card", "merged", "MADE")
                .waitsAt("Task_ForwardToMunicipality");
    }

    private void decides(String cardOutcome, String fee) {
        willAnswer(call -> {
                    sets("cardOutcome", cardOutcome).answer(call);
                    return sets("fee", fee).answer(call);
                })
                .given(walk.residence)
                .decideCard(any());
    }

    private void fallsBackTo(String cardOutcome) {
        willAnswer(sets("cardOutcome", cardOutcome)).given(walk.residence).fallBackToSeparate(any());
    }

    private void stockIs(boolean feePaid, String cardStock) {
        willAnswer(call -> {
                    sets("feePaid", feePaid).answer(call);
                    return sets("cardStock", cardStock).answer(call);
                })
                .given(walk.issuance)
                .takeStock(any());
    }
}
