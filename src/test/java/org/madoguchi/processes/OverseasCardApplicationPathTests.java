package org.madoguchi.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OverseasCardApplicationPathTests {

    private static final String[] CALLED = {
        "eligibility-check",
        "register-match",
        "card-production",
        "visit-booking",
        "identity-verification",
        "card-handover",
        "card-disposal",
        "change-of-name"
    };

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage(CALLED);

    @RegisterExtension
    final Walk walk = Walk.through("overseas-card-application", COVERAGE, CALLED);

    @BeforeEach
    void nothing_is_checked_or_matched_and_nothing_paid_yet() {
        willAnswer(call -> {
                    sets("eligibilityOutcome", "NONE").answer(call);
                    return sets("matchOutcome", "NONE").answer(call);
                })
                .given(walk.casefile)
                .confirmReceipt(any());
        stockIs(false, "NONE");
    }

    @Test
    void a_paid_card_is_made_collected_and_handed_over() {
        cardIsMade()
                .childEnds("visit-booking", "booking", "BOOKED")
                .waitsAt("Call_IdentityVerification")
                .childEnds("identity-verification", "verification", "VERIFIED")
                .waitsAt("Call_CardHandover")
                .childEnds("card-handover", "handover", "HANDED_OVER")
                .endsAt("EndEvent_CardHandedOver");
        verify(walk.casefile).confirmReceipt(any());
        verify(walk.issuance).completeCase(any());
    }

    @Test
    void a_card_without_a_fee_is_ordered_at_once() {
        underExamination()
                .completes("Task_ExamineApplication", "examination", "ISSUE", "feeDue", false)
                .waitsAt("Call_CardProduction")
                .neverReached("Task_RequestPayment");
    }

    @Test
    void a_fee_not_paid_is_reminded_of_and_the_application_then_lapses() {
        given(walk.issuance.paymentReminderAt(any())).willReturn(day(20));
        given(walk.issuance.paymentDeadline(any())).willReturn(day(40));
        awaitsPayment()
                .clockReachesDay(20)
                .passed("EndEvent_PaymentReminded")
                .waitsAt("Task_AwaitPayment")
                .clockReachesDay(40)
                .endsAt("EndEvent_ApplicationLapsed");
        verify(walk.issuance).remindOfPayment(any());
        verify(walk.casefile).recordLapse(any());
    }

    @Test
    void an_applicant_who_never_tells_the_missing_facts_lets_the_application_lapse() {
        walk.starts()
                .waitsAt("Call_EligibilityCheck")
                .childEnds("eligibility-check", "eligibility", "LAPSED")
                .endsAt("EndEvent_ApplicationLapsed");
    }

    @Test
    void a_holder_who_never_confirms_the_record_lets_the_application_lapse() {
        eligible().childEnds("register-match", "match", "LAPSED").endsAt("EndEvent_ApplicationLapsed");
    }

    @Test
    void a_supervisor_confirms_that_an_applicant_is_not_eligible() {
        walk.starts()
                .childEnds("eligibility-check", "eligibility", "NOT_ELIGIBLE")
                .waitsAt("Task_ConfirmRefusal")
                .completes("Task_ConfirmRefusal", "refusal", "CONFIRMED")
                .endsAt("EndEvent_ApplicationRefused")
                .neverReached("Call_RegisterMatch");
        verify(walk.casefile).tellRefusal(any());
    }

    @Test
    void an_overturned_refusal_is_matched_when_it_was_not_before() {
        walk.starts()
                .childEnds("eligibility-check", "eligibility", "NOT_ELIGIBLE")
                .completes("Task_ConfirmRefusal", "refusal", "OVERTURNED")
                .waitsAt("Call_RegisterMatch");
        verify(walk.casefile, never()).tellRefusal(any());
    }

    @Test
    void a_record_that_is_not_linked_comes_before_the_supervisor() {
        eligible()
                .childEnds("register-match", "match", "NOT_LINKED")
                .waitsAt("Task_ConfirmRefusal")
                .completes("Task_ConfirmRefusal", "refusal", "OVERTURNED")
                .waitsAt("Call_RegisterMatch")
                .childEnds("register-match", "match", "LINKED")
                .waitsAt("Task_ExamineApplication");
    }

    @Test
    void a_refusal_overturned_after_the_match_is_examined_again() {
        underExamination()
                .completes("Task_ExamineApplication", "examination", "REFUSE", "feeDue", false)
                .waitsAt("Task_ConfirmRefusal")
                .completes("Task_ConfirmRefusal", "refusal", "OVERTURNED")
                .waitsAt("Task_ExamineApplication");
    }

    @Test
    void an_officer_asks_and_examines_again_with_the_answer() {
        askedByTheOfficer().hears("information-received").waitsAt("Task_ExamineApplication");
        verify(walk.casefile).askApplicant(any());
    }

    @Test
    void a_silent_applicant_is_reminded_and_the_application_then_lapses() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        askedByTheOfficer()
                .clockReachesDay(20)
                .passed("EndEvent_ApplicantReminded")
                .waitsAt("Task_AwaitInformation")
                .clockReachesDay(40)
                .endsAt("EndEvent_ApplicationLapsed");
        verify(walk.casefile).remindOfInformation(any());
    }

    @Test
    void an_uncollected_card_ends_the_case() {
        cardIsMade().childEnds("visit-booking", "booking", "UNCOLLECTED").endsAt("EndEvent_CardUncollected");
    }

    @Test
    void a_holder_who_was_not_verified_books_another_visit() {
        cardIsMade()
                .childEnds("visit-booking", "booking", "BOOKED")
                .childEnds("identity-verification", "verification", "NO_SHOW")
                .waitsAt("Call_VisitBooking");
    }

    @Test
    void a_card_that_is_defective_at_the_counter_is_made_again() {
        cardIsMade()
                .childEnds("visit-booking", "booking", "BOOKED")
                .childEnds("identity-verification", "verification", "VERIFIED")
                .childEnds("card-handover", "handover", "DEFECTIVE")
                .waitsAt("Call_CardProduction");
    }

    @Test
    void a_late_examination_is_told_to_the_supervisor_and_stays_open() {
        underExamination().isLateWith("Task_ExamineApplication").waitsAt("Task_ExamineApplication");
    }

    @Test
    void a_late_refusal_is_told_to_the_supervisor_and_stays_open() {
        walk.starts()
                .childEnds("eligibility-check", "eligibility", "NOT_ELIGIBLE")
                .isLateWith("Task_ConfirmRefusal")
                .waitsAt("Task_ConfirmRefusal");
    }

    @Test
    void an_applicant_who_withdraws_before_paying_owes_nothing() {
        stockIs(false, "NONE");
        awaitsPayment().hears("case-ended", "ending", "WITHDRAWN").endsAt("EndEvent_CaseEnded");
        verify(walk.appointments).cancelForEnding(any());
        verify(walk.casefile).tellEnding(any());
    }

    @Test
    void an_application_withdrawn_during_the_first_check_leaves_no_called_model_behind() {
        stockIs(false, "NONE");
        walk.starts().hears("case-ended", "ending", "WITHDRAWN").endsAt("EndEvent_CaseEnded");
        assertThat(walk.childIsRunning("eligibility-check")).isFalse();
    }

    @Test
    void an_order_is_cancelled_and_the_fee_refunded_when_the_card_is_being_made() {
        stockIs(true, "ORDERED");
        paid().hears("case-ended", "ending", "RETURNED")
                .waitsAt("Task_RefundFee")
                .partnerAnswers("payment-refund")
                .waitsAt("Task_CancelOrder")
                .partnerAnswers("card-cancel")
                .endsAt("EndEvent_CaseEnded");
        assertThat(walk.childIsRunning("card-production")).isFalse();
    }

    @Test
    void a_card_already_made_is_disposed_of_when_its_holder_dies() {
        stockIs(false, "MADE");
        cardIsMade()
                .hears("case-ended", "ending", "DEATH")
                .waitsAt("Call_DisposeOfCard")
                .childEnds("card-disposal")
                .endsAt("EndEvent_CaseEnded")
                .neverReached("Task_RefundFee");
        assertThat(walk.childIsRunning("visit-booking")).isFalse();
    }

    @Test
    void an_ended_case_hears_of_no_further_change() {
        stockIs(true, "NONE");
        paid().hears("case-ended", "ending", "NATIONALITY_LOST").waitsAt("Task_RefundFee");
        assertThatThrownBy(() -> walk.hears("case-changed", "change", "CONTACT"))
                .isInstanceOf(MismatchingMessageCorrelationException.class);
    }

    @Test
    void a_new_address_is_noted_while_the_case_goes_on() {
        willAnswer(sets("cardToForward", false)).given(walk.issuance).applyChange(any());
        underExamination()
                .hears("case-changed", "change", "CONTACT")
                .waitsAt("Task_ExamineApplication")
                .passed("EndEvent_ChangeApplied");
    }

    @Test
    void a_card_follows_its_holder_to_another_mission() {
        willAnswer(sets("cardToForward", true)).given(walk.issuance).applyChange(any());
        cardIsMade()
                .hears("case-changed", "change", "COLLECTION_PLACE")
                .waitsAt("Call_VisitBooking", "Task_ForwardToNewPlace")
                .completes("Task_ForwardToNewPlace")
                .waitsAt("Call_VisitBooking", "Task_ConfirmForwardedCard")
                .completes("Task_ConfirmForwardedCard", "receipt", "RECEIVED")
                .waitsAt("Call_VisitBooking");
        verify(walk.appointments).inviteAgain(any());
    }

    @Test
    void a_forwarded_card_that_arrives_damaged_is_disposed_of_and_made_again() {
        remakesOnRequest();
        forwarded().completes("Task_ConfirmForwardedCard", "receipt", "DAMAGED")
                .waitsAt("Call_VisitBooking", "Call_DisposeOfForwarded")
                .childEnds("card-disposal")
                .waitsAt("Call_CardProduction")
                .passed("EndEvent_CardToBeRemade");
        verify(walk.issuance).recordDefect(any());
        assertThat(walk.childIsRunning("visit-booking")).isFalse();
    }

    @Test
    void a_forwarded_card_that_is_lost_is_stopped_and_made_again() {
        remakesOnRequest();
        forwarded().completes("Task_ConfirmForwardedCard", "receipt", "NOT_ARRIVED")
                .waitsAt("Call_VisitBooking", "Task_TraceForwardedCard")
                .completes("Task_TraceForwardedCard", "trace", "FOUND")
                .completes("Task_ConfirmForwardedCard", "receipt", "NOT_ARRIVED")
                .completes("Task_TraceForwardedCard", "trace", "LOST")
                .waitsAt("Call_VisitBooking", "Task_StopForwardedCard")
                .partnerAnswers("card-cancel")
                .waitsAt("Call_CardProduction");
        verify(walk.issuance).recordLossInTransit(any());
    }

    @Test
    void a_late_trace_of_a_forwarded_card_is_told_to_the_supervisor_and_stays_open() {
        forwarded().completes("Task_ConfirmForwardedCard", "receipt", "NOT_ARRIVED")
                .isLateWith("Task_TraceForwardedCard")
                .waitsAt("Call_VisitBooking", "Task_TraceForwardedCard");
    }

    @Test
    void a_paid_application_whose_photo_never_came_lapses_and_the_fee_goes_back() {
        stockIs(true, "NONE");
        paid().childEnds("card-production", "production", "LAPSED")
                .waitsAt("Task_RefundLapsedFee")
                .partnerAnswers("payment-refund")
                .endsAt("EndEvent_ApplicationLapsed");
        verify(walk.casefile).recordLapse(any());
    }

    @Test
    void a_free_application_whose_photo_never_came_lapses() {
        stockIs(false, "NONE");
        paid().childEnds("card-production", "production", "LAPSED").endsAt("EndEvent_ApplicationLapsed");
    }

    @Test
    void a_second_change_is_heard_while_the_first_is_under_way() {
        willAnswer(sets("cardToForward", true))
                .willAnswer(sets("cardToForward", false))
                .given(walk.issuance)
                .applyChange(any());
        cardIsMade()
                .hears("case-changed", "change", "COLLECTION_PLACE")
                .hears("case-changed", "change", "CONTACT")
                .waitsAt("Call_VisitBooking", "Task_ForwardToNewPlace");
    }

    @Test
    void a_withdrawal_stops_a_card_on_its_way_to_another_mission() {
        willAnswer(sets("cardToForward", true)).given(walk.issuance).applyChange(any());
        stockIs(false, "MADE");
        cardIsMade()
                .hears("case-changed", "change", "COLLECTION_PLACE")
                .hears("case-ended", "ending", "WITHDRAWN")
                .waitsAt("Call_DisposeOfCard");
    }

    @Test
    void a_late_forwarding_is_told_to_the_supervisor_and_stays_open() {
        willAnswer(sets("cardToForward", true)).given(walk.issuance).applyChange(any());
        cardIsMade()
                .hears("case-changed", "change", "COLLECTION_PLACE")
                .isLateWith("Task_ForwardToNewPlace")
                .waitsAt("Call_VisitBooking", "Task_ForwardToNewPlace");
    }

    @Test
    void a_late_receipt_of_a_forwarded_card_is_told_to_the_supervisor_and_stays_open() {
        willAnswer(sets("cardToForward", true)).given(walk.issuance).applyChange(any());
        cardIsMade()
                .hears("case-changed", "change", "COLLECTION_PLACE")
                .completes("Task_ForwardToNewPlace")
                .isLateWith("Task_ConfirmForwardedCard")
                .waitsAt("Call_VisitBooking", "Task_ConfirmForwardedCard");
    }

    @Test
    void a_link_corrected_before_anything_was_ordered_is_matched_again_without_a_second_check() {
        stockIs(false, "NONE");
        linkCorrected(underExamination())
                .waitsAt("Call_RegisterMatch")
                .childEnds("register-match", "match", "LINKED")
                .waitsAt("Task_ExamineApplication");
        verify(walk.appointments).cancelForEnding(any());
        assertThat(walk.childIsRunning("eligibility-check")).isFalse();
    }

    @Test
    void an_order_on_a_wrong_link_is_recalled_before_the_match() {
        stockIs(true, "ORDERED");
        linkCorrected(paid())
                .waitsAt("Task_CancelWrongOrder")
                .partnerAnswers("card-cancel")
                .waitsAt("Call_RegisterMatch");
        assertThat(walk.childIsRunning("card-production")).isFalse();
    }

    @Test
    void a_card_made_on_a_wrong_link_is_disposed_of_before_the_match() {
        stockIs(true, "MADE");
        linkCorrected(cardIsMade())
                .waitsAt("Call_DisposeOfWrongCard")
                .childEnds("card-disposal")
                .waitsAt("Call_RegisterMatch")
                .neverReached("Task_RefundFee");
        assertThat(walk.childIsRunning("visit-booking")).isFalse();
    }

    @Test
    void a_wrong_card_on_its_way_to_another_mission_is_forwarded_no_further() {
        willAnswer(sets("cardToForward", true)).given(walk.issuance).applyChange(any());
        stockIs(true, "MADE");
        linkCorrected(cardIsMade().hears("case-changed", "change", "COLLECTION_PLACE")).waitsAt("Call_DisposeOfWrongCard");
    }

    @Test
    void a_case_may_end_while_a_wrong_card_is_disposed_of() {
        stockIs(true, "MADE");
        linkCorrected(cardIsMade()).hears("case-ended", "ending", "WITHDRAWN").waitsAt("Task_RefundFee");
    }

    @Test
    void who_has_paid_and_is_then_not_linked_gets_the_fee_back_with_the_refusal() {
        stockIs(true, "NONE");
        linkCorrected(paid())
                .childEnds("register-match", "match", "NOT_LINKED")
                .completes("Task_ConfirmRefusal", "refusal", "CONFIRMED")
                .waitsAt("Task_RefundRefusedFee")
                .partnerAnswers("payment-refund")
                .endsAt("EndEvent_ApplicationRefused");
    }

    private Walk linkCorrected(Walk somewhere) {
        willAnswer(sets("matchOutcome", "UNDONE")).given(walk.linkage).returnToMatch(any());
        return somewhere.hears("link-corrected").passed("Task_ReturnToMatch");
    }

    @Test
    void whose_name_has_changed_is_matched_and_examined_again() {
        nameHasChanged(awaitsPayment())
                .waitsAt("Call_RegisterMatch")
                .childEnds("register-match", "match", "LINKED")
                .waitsAt("Task_ExamineApplication")
                .passed("Task_GiveUpLink", "EndEvent_ToBeDoneOver");
    }

    @Test
    void a_name_that_changes_while_the_record_is_matched_is_matched_at_once() {
        nameHasChanged(eligible()).waitsAt("Call_RegisterMatch");
    }

    @Test
    void a_refusal_for_other_reasons_than_the_name_waits_on_for_the_supervisor() {
        walk.starts()
                .childEnds("eligibility-check", "eligibility", "NOT_ELIGIBLE")
                .hears("name-changed")
                .childEnds("change-of-name", "nameDecision", "CORRECT")
                .waitsAt("Task_ConfirmRefusal")
                .neverReached("Task_DoOver");
    }

    @Test
    void a_name_that_changes_before_anything_was_matched_holds_nothing_up() {
        walk.starts()
                .hears("name-changed")
                .waitsAt("Call_EligibilityCheck", "Call_ChangeOfName")
                .childEnds("change-of-name", "nameDecision", "CORRECT")
                .waitsAt("Call_EligibilityCheck")
                .passed("EndEvent_NameSettled")
                .neverReached("Task_DoOver");
    }

    @Test
    void a_name_that_has_not_changed_leaves_everything_as_it_is() {
        underExamination()
                .hears("name-changed")
                .childEnds("change-of-name", "nameDecision", "NOT_A_CHANGE")
                .waitsAt("Task_ExamineApplication");
    }

    @Test
    void a_card_in_the_old_name_is_disposed_of_and_another_one_made() {
        stockIs(true, "MADE");
        nameHasChanged(cardIsMade())
                .waitsAt("Call_DisposeOfWrongCard")
                .childEnds("card-disposal")
                .childEnds("register-match", "match", "LINKED")
                .completes("Task_ExamineApplication", "examination", "ISSUE", "feeDue", false)
                .waitsAt("Call_CardProduction");
        verify(walk.appointments).cancelForEnding(any());
    }

    @Test
    void a_withdrawal_ends_the_look_at_the_name_too() {
        underExamination().hears("name-changed").hears("case-ended", "ending", "WITHDRAWN").endsAt("EndEvent_CaseEnded");
        assertThat(walk.childIsRunning("change-of-name")).isFalse();
    }

    /** The office finds that the name has changed. */
    private Walk nameHasChanged(Walk before) {
        willAnswer(sets("matchOutcome", "UNDONE")).given(walk.linkage).giveUpLink(any());
        willAnswer(walk.tells("name-corrected")).given(walk.names).doOver(any());
        return before.hears("name-changed").childEnds("change-of-name", "nameDecision", "CORRECT");
    }

    private Walk eligible() {
        return walk.starts()
                .childEnds("eligibility-check", "eligibility", "ELIGIBLE")
                .waitsAt("Call_RegisterMatch");
    }

    private Walk underExamination() {
        return eligible().childEnds("register-match", "match", "LINKED").waitsAt("Task_ExamineApplication");
    }

    private Walk askedByTheOfficer() {
        return underExamination()
                .completes("Task_ExamineApplication", "examination", "ASK", "feeDue", false)
                .waitsAt("Task_AwaitInformation");
    }

    private Walk awaitsPayment() {
        return underExamination()
                .completes("Task_ExamineApplication", "examination", "ISSUE", "feeDue", true)
                .waitsAt("Task_RequestPayment")
                .partnerAnswers("payment-request")
                .waitsAt("Task_AwaitPayment");
    }

    private Walk paid() {
        return awaitsPayment().hears("payment-received").waitsAt("Call_CardProduction");
    }

    private Walk cardIsMade() {
        return paid().childEnds("card-production").waitsAt("Call_VisitBooking");
    }

    private Walk forwarded() {
        willAnswer(sets("cardToForward", true)).given(walk.issuance).applyChange(any());
        return cardIsMade()
                .hears("case-changed", "change", "COLLECTION_PLACE")
                .completes("Task_ForwardToNewPlace")
                .waitsAt("Call_VisitBooking", "Task_ConfirmForwardedCard");
    }

    private void remakesOnRequest() {
        willAnswer(walk.tells("card-gone")).given(walk.issuance).remakeCard(any());
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
