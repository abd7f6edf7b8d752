package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.issuance.ExamineApplicationForm.Examination;
import org.madoguchi.issuance.Issuance.Payment;
import org.madoguchi.partners.PaymentClient.PaymentPage;
import org.madoguchi.partners.PaymentClient.Refund;
import org.madoguchi.platform.Refusal;

class PaymentTests extends IssuanceTest {

    /** The fee is set at 1,000 yen and the page to pay it is open. */
    private String awaitingPayment() {
        String number = toBePaid();
        work(number, paymentCall, new PaymentPage("pay-" + number, URI.create("https://pay.example.org/" + number)));
        return number;
    }

    private String toBePaid() {
        String number = aCase().answering(Map.of("card", Map.of("held", true, "state", "LAPSED_ON_DEPARTURE"))).examined();
        startSpineAt(number, "Task_ExamineApplication");
        complete(number, "Task_ExamineApplication", "municipal-officer",
                new ExamineApplicationForm.Form(Examination.ISSUE, null, null, null, null, null, null));
        return number;
    }

    private void paid(String number, int yen) {
        report("payment", "payment.paid", number, Map.of("paymentId", "pay-" + number, "amountYen", yen, "method", "CARD"));
    }

    private Payment payment(String number) {
        return issuance.payment(number).orElseThrow();
    }

    private boolean cardOrdered(String number) {
        return externalTasks.createExternalTaskQuery().topicName("card-order").list().stream().anyMatch(task -> number.equals(task.getBusinessKey()));
    }

    @Test
    void the_applicant_is_asked_to_pay_the_fee_the_municipality_set() {
        String number = toBePaid();
        var request = work(number, paymentCall, new PaymentPage("pay-" + number, URI.create("https://pay.example.org/x")));
        assertThat(request.page().amountYen()).isEqualTo(1000);
        assertThat(request.page().language()).isEqualTo("en");
        assertThat(request.page().returnUrl().getPath()).isEqualTo("/track/" + number);
        assertThat(payment(number).payable()).isTrue();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WAITING_FOR_PAYMENT);
        assertThat(notices(number)).containsExactly("payment-wanted");
    }

    @Test
    void a_paid_fee_lets_the_case_go_on_once() {
        String number = awaitingPayment();
        paid(number, 1000);
        assertThat(payment(number).state()).isEqualTo("PAID");
        assertThat(issuance.feePaid(number)).isTrue();
        assertThat(cardOrdered(number)).isTrue();
        paid(number, 1000);
        assertThat(payment(number).state()).isEqualTo("PAID");
    }

    @Test
    void another_amount_is_refused_and_changes_nothing() {
        String number = awaitingPayment();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> paid(number, 1))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("PAYMENT_AMOUNT_DIFFERS"));
        assertThat(payment(number).state()).isEqualTo("OPEN");
        assertThat(cardOrdered(number)).isFalse();
    }

    @Test
    void a_payment_nobody_knows_is_refused() {
        String number = toBePaid();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> paid(number, 1000))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("PAYMENT_UNKNOWN"));
    }

    @Test
    void a_failed_attempt_leaves_the_page_open() {
        String number = awaitingPayment();
        report("payment", "payment.failed", number, Map.of("paymentId", "pay-" + number, "reason", "DECLINED"));
        assertThat(payment(number).failure()).isEqualTo("DECLINED");
        assertThat(payment(number).payable()).isTrue();
        paid(number, 1000);
        assertThat(payment(number).failure()).isNull();
        report("payment", "payment.failed", number, Map.of("paymentId", "pay-" + number, "reason", "DECLINED"));
        assertThat(payment(number).state()).isEqualTo("PAID");
    }

    @Test
    void whoever_does_not_pay_is_reminded_and_then_the_case_lapses() {
        String number = awaitingPayment();
        clock.stopAt(Instant.parse("2026-11-29T15:00:00Z"));
        runDueTimers(number);
        assertThat(notices(number)).containsExactly("payment-wanted", "payment-reminder");
        clock.stopAt(Instant.parse("2026-12-22T14:59:59Z"));
        runDueTimers(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WAITING_FOR_PAYMENT);
        clock.stopAt(Instant.parse("2026-12-22T15:00:00Z"));
        runDueTimers(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.LAPSED);
    }

    @Test
    void money_that_comes_after_the_case_has_lapsed_is_owed_back() {
        String number = awaitingPayment();
        clock.stopAt(Instant.parse("2026-12-22T15:00:00Z"));
        runDueTimers(number);
        paid(number, 1000);
        assertThat(payment(number).state()).isEqualTo("REFUND_DUE");
        assertThat(issuance.feePaid(number)).as("the model refunds only what it knows").isFalse();
        assertThat(fees.refundDue(1000)).extracting(Payment::caseNumber).contains(number);
    }

    @Test
    void a_fee_is_refunded_once() {
        String number = awaitingPayment();
        paid(number, 1000);
        var request = transaction.execute(status -> refundCall.prepare(number));
        assertThat(request.refund().amountYen()).isEqualTo(1000);
        assertThat(request.refund().paymentId()).isEqualTo("pay-" + number);
        Refund refund = new Refund("refund-" + number, clock.instant());
        transaction.executeWithoutResult(status -> refundCall.record(number, request, refund));
        transaction.executeWithoutResult(status -> refundCall.record(number, request, refund));
        assertThat(payment(number).state()).isEqualTo("REFUNDED");
        assertThat(notices(number)).filteredOn("payment-refunded"::equals).hasSize(1);
        assertThat(cases.timeline(number)).filteredOn(entry -> entry.event().equals("PAYMENT_REFUNDED")).hasSize(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> transaction.execute(status -> refundCall.prepare(number)));
    }

    @Test
    void a_page_that_was_opened_too_late_is_known_should_it_be_paid() {
        String number = toBePaid();
        var request = transaction.execute(status -> paymentCall.prepare(number));
        transaction.executeWithoutResult(status ->
                paymentCall.tooLate(number, request, new PaymentPage("pay-" + number, URI.create("https://pay.example.org/y"))));
        paid(number, 1000);
        assertThat(payment(number).state()).isEqualTo("REFUND_DUE");
        assertThat(notices(number)).isEmpty();
    }
}
