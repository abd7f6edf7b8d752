package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.ConfirmCardReceiptForm.Receipt;
import org.madoguchi.issuance.Issuance.Change;
import org.madoguchi.partners.JLisClient.CancelOutcome;
import org.madoguchi.partners.JLisClient.CancelledOrder;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Disposal;

class ChangeTests extends IssuanceTest {

    private static final String CONFIRM = "Task_ConfirmForwardedCard";

    private CurrentUser holder(String number) {
        return CurrentUser.applicant(cases.get(number).accountId().toString());
    }

    private boolean move(String number, String mission) {
        return issuance.requestChange(number, Change.COLLECTION_PLACE, mission, holder(number));
    }

    private void isRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private String underExamination() {
        String number = aCase().examined();
        startSpineAt(number, "Task_ExamineApplication");
        return number;
    }

    @Test
    void before_a_card_is_ordered_the_place_simply_changes() {
        String number = underExamination();
        assertThat(move(number, OTHER_MISSION)).isTrue();
        assertThat(cases.get(number).missionCode()).isEqualTo(OTHER_MISSION);
        assertThat(openTasks(number)).containsExactly("Task_ExamineApplication");
        assertThat(notices(number)).containsExactly("collection-place-changed");
    }

    @Test
    void a_telephone_number_changes_and_is_not_kept_beside_the_case() {
        String number = underExamination();
        isRefused("PHONE_MALFORMED", () -> issuance.requestChange(number, Change.CONTACT, "call me", holder(number)));
        assertThat(issuance.requestChange(number, Change.CONTACT, "+44 20 7465 6500", holder(number))).isTrue();
        assertThat(cases.get(number).applicant().phone()).isEqualTo("+44 20 7465 6500");
        assertThat(sql.sql("select phone from change_request where case_number = :number").param("number", number)
                .query((row, n) -> row.getString(1)).list()).containsOnlyNulls();
    }

    @Test
    void only_another_mission_can_be_chosen() {
        String number = underExamination();
        isRefused("SAME_PLACE", () -> move(number, MISSION));
        isRefused("OFFICE_UNKNOWN", () -> move(number, "XX-XXX"));
        isRefused("OFFICE_UNKNOWN", () -> move(number, MUNICIPALITY));
        isRefused("OFFICE_UNKNOWN", () -> move(number, null));
    }

    @Test
    void a_closed_case_and_one_at_the_counter_do_not_change() {
        String closed = aCase().examined();
        cases.become(closed, CaseState.REFUSED, Event.of("MOVED_BY_THE_TEST", CurrentUser.SYSTEM));
        isRefused("CASE_CLOSED", () -> move(closed, OTHER_MISSION));
        String atTheCounter = aCase().atTheCounter();
        isRefused("TOO_LATE_TO_CHANGE", () -> move(atTheCounter, OTHER_MISSION));
        assertThat(cases.get(atTheCounter).missionCode()).isEqualTo(MISSION);
    }

    @Test
    void a_card_that_has_arrived_is_forwarded_by_the_mission_that_has_it() {
        String number = aCase().arrived();
        startSpineAt(number, "Task_AwaitPayment");
        assertThat(move(number, OTHER_MISSION)).isTrue();
        assertThat(openTask(number, "Task_ForwardToNewPlace").officeCode()).isEqualTo(MISSION);
        complete(number, "Task_ForwardToNewPlace", "clerk-" + MISSION, new ForwardCardForm.Form("POUCH-3", null, null));
        assertThat(state(number)).isEqualTo(State.FORWARDED);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_TRANSIT);
        assertThat(openTask(number, "Task_ConfirmForwardedCard").officeCode()).isEqualTo(OTHER_MISSION);
    }

    @Test
    void a_forwarded_card_that_arrives_damaged_is_disposed_of_where_it_is_and_made_again() {
        String number = forwarded("Call_VisitBooking");
        complete(number, CONFIRM, "clerk-" + OTHER_MISSION, new ConfirmCardReceiptForm.Form(Receipt.DAMAGED, null, "Bent"));
        assertThat(openTask(number, "Task_DisposeOfCard").officeCode()).isEqualTo(OTHER_MISSION);
        complete(number, "Task_DisposeOfCard", "clerk-" + OTHER_MISSION, new DisposeOfCardForm.Form(Disposal.DESTROY, null, null));
        complete(number, "Task_WitnessDisposal", "officer-" + OTHER_MISSION,
                new WitnessDisposalForm.Form(WitnessDisposalForm.Witness.CONFIRMED, null));
        assertThat(order(number).order().destination()).isEqualTo(OTHER_MISSION);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void a_forwarded_card_that_is_lost_is_stopped_and_made_again() {
        String number = forwarded("Call_VisitBooking");
        complete(number, CONFIRM, "clerk-" + OTHER_MISSION, new ConfirmCardReceiptForm.Form(Receipt.NOT_ARRIVED, null, "Not in the pouch"));
        complete(number, "Task_TraceForwardedCard", "clerk-" + OTHER_MISSION,
                new TraceShipmentForm.Form(TraceShipmentForm.Trace.LOST, "The carrier has no trace"));
        assertThat(state(number)).isEqualTo(State.LOST);
        work(number, cancelCall, new CancelledOrder(CancelOutcome.STOPPED));
        order(number);
        assertThat(custody.find(number).orElseThrow().orderSeq()).isEqualTo(2);
    }

    @Test
    void a_case_that_cannot_have_its_card_made_again_keeps_the_task_open() {
        String number = forwarded("Task_AwaitPayment");
        isRefused("NOT_WAITING", () -> complete(number, CONFIRM, "clerk-" + OTHER_MISSION,
                new ConfirmCardReceiptForm.Form(Receipt.DAMAGED, null, "Bent")));
        assertThat(openTasks(number)).contains(CONFIRM);
    }

    private String forwarded(String activity) {
        String number = aCase().arrived();
        startSpineAt(number, activity);
        assertThat(move(number, OTHER_MISSION)).isTrue();
        complete(number, "Task_ForwardToNewPlace", "clerk-" + MISSION, new ForwardCardForm.Form("POUCH-3", null, null));
        return number;
    }

    @Test
    void a_change_waits_for_a_card_that_is_on_its_way() {
        String number = aCase().ordered();
        startSpineAt(number, "Task_AwaitPayment");
        assertThat(move(number, OTHER_MISSION)).isFalse();
        assertThat(cases.get(number).missionCode()).isEqualTo(MISSION);
        produced(number);
        dispatched(number);
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION,
                new ConfirmCardReceiptForm.Form(ConfirmCardReceiptForm.Receipt.RECEIVED, "SEAL", null));
        assertThat(cases.get(number).missionCode()).isEqualTo(OTHER_MISSION);
        assertThat(openTask(number, "Task_ForwardToNewPlace").officeCode()).isEqualTo(MISSION);
    }

    @Test
    void a_municipality_sends_the_card_where_the_case_now_says() {
        String number = aCase().at(FAR_MISSION).ordered();
        startSpineAt(number, "Task_AwaitPayment");
        produced(number);
        dispatched(number);
        assertThat(move(number, OTHER_MISSION)).isTrue();
        complete(number, "Task_PassOnCard", "municipal-officer", new PassOnCardForm.Form("POUCH", null, null));
        assertThat(openTask(number, "Task_ConfirmCardReceipt").officeCode()).isEqualTo(OTHER_MISSION);
        assertThat(openTasks(number)).doesNotContain("Task_ForwardToNewPlace");
    }

    @Test
    void of_two_wishes_that_wait_the_later_counts() {
        String number = aCase().ordered();
        startSpineAt(number, "Task_AwaitPayment");
        move(number, OTHER_MISSION);
        move(number, FAR_MISSION);
        assertThat(sql.sql("select mission_code from change_request where case_number = :number and applied_at is null").param("number", number)
                .query(String.class).list()).containsExactly(FAR_MISSION);
    }
}
