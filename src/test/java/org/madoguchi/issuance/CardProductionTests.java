package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.ConfirmCardReceiptForm.Receipt;
import org.madoguchi.issuance.ResolveProductionForm.Resolution;
import org.madoguchi.issuance.TraceShipmentForm.Trace;
import org.madoguchi.issuance.WitnessDisposalForm.Witness;
import org.madoguchi.partners.JLisClient.CancelOutcome;
import org.madoguchi.partners.JLisClient.CancelledOrder;
import org.madoguchi.partners.JLisClient.OrderedCard;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

class CardProductionTests extends IssuanceTest {

    @Autowired ResolveProductionForm resolveProduction;
    @Autowired @Qualifier("disposeOfCardForm") DisposeOfCardForm disposeOfCardForm;

    private static ConfirmCardReceiptForm.Form receipt(Receipt receipt, String seal, String note) {
        return new ConfirmCardReceiptForm.Form(receipt, seal, note);
    }

    private void isRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    // The order

    @Test
    void what_is_printed_is_what_the_register_says() {
        String number = aCase().examined();
        flow.start("card-production", number, Map.of());
        var order = order(number).order();
        assertThat(order.familyName()).isEqualTo("試驗");
        assertThat(order.validUntil()).isEqualTo(LocalDate.of(2036, 5, 1));
        assertThat(order.replaces()).isNull();
        assertThat(order.destination()).isEqualTo(MISSION);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void an_order_is_prepared_again_in_the_same_words() {
        String number = aCase().examined();
        var first = transaction.execute(status -> orderCall.prepare(number));
        clock.tick(Duration.ofDays(200));
        var second = transaction.execute(status -> orderCall.prepare(number));
        assertThat(second.card()).isEqualTo(first.card());
        assertThat(second.order()).usingRecursiveComparison().isEqualTo(first.order());
    }

    @Test
    void a_case_that_is_not_linked_gets_no_card() {
        String number = aCase().examined();
        Links.LINKED.remove(number);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> transaction.execute(status -> orderCall.prepare(number)));
        assertThat(custody.find(number)).isEmpty();
    }

    @Test
    void a_renewed_card_is_valid_a_birthday_longer_and_a_leap_day_ends_in_february() {
        String number = aCase().kind("RENEWAL", "RENEWAL").bornOn(LocalDate.of(1992, 2, 29)).examined();
        assertThat(transaction.execute(status -> orderCall.prepare(number)).order().validUntil()).isEqualTo(LocalDate.of(2037, 2, 28));
    }

    @Test
    void an_order_placed_for_a_case_that_has_ended_is_stopped_later() {
        String number = aCase().examined();
        var request = transaction.execute(status -> orderCall.prepare(number));
        assertThat(issuance.stock(number)).isEqualTo("ORDERED");
        transaction.executeWithoutResult(status -> orderCall.tooLate(number, request, new OrderedCard("JL-VAIN-" + number, clock.instant())));
        assertThat(cards.stopDue(1000)).extracting(Card::caseNumber).contains(number);
    }

    // Reports of the producer

    @Test
    void a_card_travels_straight_to_the_mission() {
        String number = aCase().ordered();
        produced(number);
        assertThat(state(number)).isEqualTo(State.PRODUCED);
        dispatched(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_TRANSIT);
        assertThat(notices(number)).containsExactly("card-dispatched");
        assertThat(openTasks(number)).containsExactly("Task_ConfirmCardReceipt");
        isRefused("REFERENCE_WANTED", () -> complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.RECEIVED, " ", null)));
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.RECEIVED, "SEAL-9", null));
        assertThat(state(number)).isEqualTo(State.RECEIVED);
        assertThat(cases.get(number).cardOfficeCode()).isEqualTo(MISSION);
        assertThat(flow.running(number)).isFalse();
        assertThat(issuance.custody(number)).extracting(Issuance.CustodyEvent::event)
                .containsExactly("ORDERED", "PRODUCED", "DISPATCHED", "RECEIVED");
        assertThat(issuance.custody(number)).extracting(Issuance.CustodyEvent::reference).contains("POUCH-7", "SEAL-9");
        assertThat(issuance.custody(number)).filteredOn(event -> event.event().equals("DISPATCHED"))
                .extracting(Issuance.CustodyEvent::officeCode).containsExactly(cards.latest(number).orElseThrow().destination());
    }

    @Test
    void a_card_travels_through_the_municipality_where_the_mission_says_so() {
        String number = aCase().at(FAR_MISSION).ordered();
        produced(number);
        dispatched(number);
        assertThat(openTasks(number)).containsExactly("Task_PassOnCard");
        complete(number, "Task_PassOnCard", "municipal-officer", new PassOnCardForm.Form("POUCH-12", null, null));
        assertThat(state(number)).isEqualTo(State.FORWARDED);
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + FAR_MISSION, receipt(Receipt.RECEIVED, "SEAL-2", null));
        assertThat(state(number)).isEqualTo(State.RECEIVED);
    }

    @Test
    void a_seal_that_is_not_the_one_that_was_sent_needs_a_word() {
        String number = aCase().at(FAR_MISSION).ordered();
        produced(number);
        dispatched(number);
        complete(number, "Task_PassOnCard", "municipal-officer", new PassOnCardForm.Form("POUCH-12", "SEAL 77-1", null));
        String clerk = "clerk-" + FAR_MISSION;
        isRefused("SEAL_DIFFERS", () -> complete(number, "Task_ConfirmCardReceipt", clerk, receipt(Receipt.RECEIVED, "SEAL-772", null)));
        complete(number, "Task_ConfirmCardReceipt", clerk, receipt(Receipt.RECEIVED, "SEAL-772", "Resealed by the carrier"));
        assertThat(issuance.custody(number)).extracting(Issuance.CustodyEvent::event)
                .containsSubsequence("SEALED", "FORWARDED", "SEAL_DIFFERS", "RECEIVED");
        assertThat(state(number)).isEqualTo(State.RECEIVED);
    }

    @Test
    void a_seal_is_the_same_however_it_is_typed() {
        String number = aCase().at(FAR_MISSION).ordered();
        produced(number);
        dispatched(number);
        complete(number, "Task_PassOnCard", "municipal-officer", new PassOnCardForm.Form("POUCH-12", "SEAL 77-1", null));
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + FAR_MISSION, receipt(Receipt.RECEIVED, "seal771", null));
        assertThat(issuance.custody(number)).extracting(Issuance.CustodyEvent::event).doesNotContain("SEAL_DIFFERS");
    }

    @Test
    void a_report_that_comes_twice_changes_nothing() {
        String number = aCase().ordered();
        produced(number);
        produced(number);
        dispatched(number);
        produced(number);
        dispatched(number);
        assertThat(issuance.custody(number)).hasSize(3);
        assertThat(notices(number)).hasSize(1);
    }

    @Test
    void a_dispatch_before_its_production_is_refused_and_heard_later() {
        String number = aCase().ordered();
        isRefused("CARD_NOT_PRODUCED", () -> dispatched(number));
        assertThat(state(number)).isEqualTo(State.ORDERED);
        produced(number);
        dispatched(number);
        assertThat(state(number)).isEqualTo(State.DISPATCHED);
    }

    @Test
    void a_report_of_another_order_is_refused() {
        String number = aCase().ordered();
        isRefused("ORDER_UNKNOWN", () -> report("j-lis", "card.produced", number,
                Map.of("orderNumber", "JL-99999999", "cardNumber", "MNC-1", "validUntil", "2036-05-01")));
        String other = aCase().ordered();
        isRefused("ORDER_UNKNOWN", () -> report("j-lis", "card.produced", number,
                Map.of("orderNumber", orderNumber(other), "cardNumber", "MNC-1", "validUntil", "2036-05-01")));
        assertThat(state(number)).isEqualTo(State.ORDERED);
    }

    // What goes wrong in production

    @Test
    void a_rejected_order_waits_in_vain_and_is_ordered_again() {
        String number = aCase().ordered();
        String first = orderNumber(number);
        rejected(number, "PRODUCTION_FAULT");
        assertThat(state(number)).isEqualTo(State.CANCELLED);
        assertThat(resolveProduction.page(cases.get(number)).rejection()).isEqualTo("PRODUCTION_FAULT");
        isRefused("WAITING_IN_VAIN", () -> complete(number, "Task_ResolveProduction", "municipal-officer",
                new ResolveProductionForm.Form(Resolution.KEEP_WAITING, null, null)));
        complete(number, "Task_ResolveProduction", "municipal-officer", new ResolveProductionForm.Form(Resolution.ORDER_AGAIN, null, null));
        assertThat(order(number).order().replaces()).isEqualTo(first);
        assertThat(custody.find(number).orElseThrow().orderSeq()).isEqualTo(2);

        report("j-lis", "card.produced", number, Map.of("orderNumber", first, "cardNumber", "MNC-LATE-" + number, "validUntil", "2036-05-01"));
        assertThat(state(number)).as("a late report of the first order").isEqualTo(State.ORDERED);
    }

    @Test
    void an_unsuitable_photo_is_asked_for_again() {
        String number = aCase().ordered();
        rejected(number, "PHOTO_UNSUITABLE");
        isRefused("QUESTION_WANTED", () -> complete(number, "Task_ResolveProduction", "municipal-officer",
                new ResolveProductionForm.Form(Resolution.NEW_PHOTO, null, null)));
        complete(number, "Task_ResolveProduction", "municipal-officer",
                new ResolveProductionForm.Form(Resolution.NEW_PHOTO, null, "The photo is out of focus."));
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        clock.tick(Duration.ofDays(1));
        cases.addDocument(number, "PHOTO", "image/jpeg", new byte[] {4, 5, 6, 7}, CurrentUser.SYSTEM);
        cases.answer(number, null, CurrentUser.SYSTEM);
        flow.tell(number, "information-received", Map.of());
        assertThat(order(number).order().photo()).containsExactly(4, 5, 6, 7);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void an_application_whose_new_photo_never_comes_lapses_and_its_order_is_stopped() {
        String number = aCase().examined();
        startSpineAt(number, "Call_CardProduction");
        order(number);
        clock.tick(Duration.ofDays(22));
        runDueTimers(number);
        complete(number, "Task_ResolveProduction", "municipal-officer",
                new ResolveProductionForm.Form(Resolution.NEW_PHOTO, "J-LIS rang", "The photo is out of focus."));
        clock.tick(Duration.ofDays(61));
        runDueTimers(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.LAPSED);
        assertThat(notices(number)).contains("information-reminder", "lapsed");
        assertThat(cards.stopDue(1000)).extracting(Card::caseNumber).contains(number);
        assertThat(flow.running(number)).isFalse();
    }

    @Test
    void an_overdue_order_is_looked_at_and_may_still_come() {
        String number = aCase().ordered();
        clock.tick(Duration.ofDays(22));
        runDueTimers(number);
        assertThat(openTasks(number)).containsExactly("Task_ResolveProduction");
        complete(number, "Task_ResolveProduction", "municipal-officer", new ResolveProductionForm.Form(Resolution.KEEP_WAITING, "They called", null));
        produced(number);
        assertThat(state(number)).isEqualTo(State.PRODUCED);
    }

    @Test
    void an_order_is_overdue_only_after_the_last_day_in_Tokyo() {
        String number = aCase().ordered();
        clock.stopAt(java.time.Instant.parse("2026-12-13T14:59:59Z"));
        runDueTimers(number);
        assertThat(openTasks(number)).isEmpty();
        clock.stopAt(java.time.Instant.parse("2026-12-13T15:00:00Z"));
        runDueTimers(number);
        assertThat(openTasks(number)).containsExactly("Task_ResolveProduction");
    }

    @Test
    void a_card_that_comes_while_the_officer_thinks_takes_the_task_away() {
        String number = aCase().ordered();
        clock.tick(Duration.ofDays(22));
        runDueTimers(number);
        produced(number);
        assertThat(openTasks(number)).isEmpty();
        dispatched(number);
        assertThat(openTasks(number)).containsExactly("Task_ConfirmCardReceipt");
    }

    @Test
    void a_rejection_that_comes_while_the_officer_thinks_is_shown_to_them() {
        String number = aCase().ordered();
        clock.tick(Duration.ofDays(22));
        runDueTimers(number);
        rejected(number, "NAME_NOT_PRINTABLE");
        assertThat(resolveProduction.page(cases.get(number)).rejection()).isEqualTo("NAME_NOT_PRINTABLE");
        isRefused("WAITING_IN_VAIN", () -> complete(number, "Task_ResolveProduction", "municipal-officer",
                new ResolveProductionForm.Form(Resolution.KEEP_WAITING, null, null)));
    }

    // What goes wrong on the way

    @Test
    void a_damaged_card_is_destroyed_by_two_people_and_made_again() {
        String number = aCase().ordered();
        String first = orderNumber(number);
        produced(number);
        dispatched(number);
        isRefused("REASON_WANTED", () -> complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.DAMAGED, null, null)));
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.DAMAGED, null, "Bent"));
        assertThat(state(number)).isEqualTo(State.DEFECTIVE);
        assertThat(notices(number)).contains("card-remade");

        assertThat(disposeOfCardForm.page(cases.get(number)).usual()).isEqualTo(Disposal.DESTROY);
        isRefused("REFERENCE_WANTED", () -> complete(number, "Task_DisposeOfCard", "clerk-" + MISSION, new DisposeOfCardForm.Form(Disposal.RETURN, "", "Why")));
        isRefused("REASON_WANTED", () -> complete(number, "Task_DisposeOfCard", "clerk-" + MISSION, new DisposeOfCardForm.Form(Disposal.RETURN, "P-1", null)));
        complete(number, "Task_DisposeOfCard", "clerk-" + MISSION, new DisposeOfCardForm.Form(Disposal.DESTROY, null, null));
        assertThat(state(number)).as("one person is not enough").isEqualTo(State.DEFECTIVE);

        isRefused("REASON_WANTED", () -> complete(number, "Task_WitnessDisposal", "officer-" + MISSION, new WitnessDisposalForm.Form(Witness.REJECTED, null)));
        complete(number, "Task_WitnessDisposal", "officer-" + MISSION, new WitnessDisposalForm.Form(Witness.REJECTED, "The chip is whole"));
        complete(number, "Task_DisposeOfCard", "clerk-" + MISSION, new DisposeOfCardForm.Form(Disposal.DESTROY, null, null));
        complete(number, "Task_WitnessDisposal", "officer-" + MISSION, new WitnessDisposalForm.Form(Witness.CONFIRMED, null));
        assertThat(state(number)).isEqualTo(State.DESTROYED);
        assertThat(cases.get(number).cardOfficeCode()).isNull();

        assertThat(order(number).order().replaces()).isEqualTo(first);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void a_lost_card_is_stopped_and_made_again() {
        String number = aCase().ordered();
        String first = orderNumber(number);
        produced(number);
        dispatched(number);
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.NOT_ARRIVED, null, "Not in the pouch"));
        complete(number, "Task_TraceShipment", "municipal-officer", new TraceShipmentForm.Form(Trace.LOST, "Carrier has no trace"));
        assertThat(state(number)).isEqualTo(State.LOST);
        var cancellation = work(number, cancelCall, new CancelledOrder(CancelOutcome.STOPPED));
        assertThat(cancellation.orderNumber()).isEqualTo(first);
        assertThat(cancellation.reason()).isEqualTo("LOST_IN_TRANSIT");
        assertThat(state(number)).isEqualTo(State.LOST);
        assertThat(order(number).order().replaces()).isEqualTo(first);
    }

    @Test
    void a_card_that_is_found_is_received_after_all() {
        String number = aCase().ordered();
        produced(number);
        dispatched(number);
        isRefused("REASON_WANTED", () -> complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.NOT_ARRIVED, null, null)));
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.NOT_ARRIVED, null, "Not in the pouch"));
        complete(number, "Task_TraceShipment", "municipal-officer", new TraceShipmentForm.Form(Trace.FOUND, "In the next pouch"));
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.RECEIVED, "SEAL-3", null));
        assertThat(state(number)).isEqualTo(State.RECEIVED);
    }

    // When the case ends

    @Test
    void a_card_that_has_not_left_the_municipality_is_destroyed_there_by_two_people() {
        String number = aCase().at(FAR_MISSION).examined();
        startSpineAt(number, "Call_CardProduction");
        order(number);
        produced(number);
        dispatched(number);
        flow.tell(number, "case-ended", Map.of("ending", "WITHDRAWN"));
        assertThat(openTasks(number)).containsExactly("Task_DisposeAtMunicipality");
        assertThat(openTask(number, "Task_DisposeAtMunicipality").officeCode()).isEqualTo(MUNICIPALITY);
        complete(number, "Task_DisposeAtMunicipality", "municipal-officer", new DisposeOfCardForm.Form(Disposal.DESTROY, null, null));
        complete(number, "Task_WitnessAtMunicipality", "municipal-supervisor", new WitnessDisposalForm.Form(Witness.CONFIRMED, null));
        assertThat(state(number)).isEqualTo(State.DESTROYED);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WITHDRAWN);
    }

    @Test
    void stock_tells_what_must_be_undone() {
        String number = aCase().examined();
        assertThat(issuance.stock(number)).isEqualTo("NONE");
        flow.start("card-production", number, Map.of());
        order(number);
        assertThat(issuance.stock(number)).isEqualTo("ORDERED");
        produced(number);
        assertThat(issuance.stock(number)).isEqualTo("ORDERED");
        dispatched(number);
        assertThat(issuance.stock(number)).isEqualTo("MADE");
        complete(number, "Task_ConfirmCardReceipt", "clerk-" + MISSION, receipt(Receipt.RECEIVED, "S", null));
        assertThat(issuance.stock(number)).isEqualTo("MADE");
    }

    @Test
    void an_order_that_is_taken_back_is_cancelled_whatever_its_number() {
        String number = aCase().ordered();
        transaction.executeWithoutResult(status -> {
            var request = cancelCall.prepare(number);
            assertThat(request.orderNumber()).isNull();
            cancelCall.record(number, request, new CancelledOrder(CancelOutcome.CANCELLED));
        });
        assertThat(state(number)).isEqualTo(State.CANCELLED);
        produced(number);
        assertThat(state(number)).as("a report that crossed the cancellation").isEqualTo(State.CANCELLED);
    }
}
