package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.partners.JLisSimulator;
import org.madoguchi.demo.partners.PaymentSimulator;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.issuance.Issuance.Fee;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.OrderedCard;
import org.madoguchi.partners.PaymentClient;
import org.madoguchi.partners.PaymentClient.PaymentPage;
import org.springframework.beans.factory.annotation.Autowired;

/** What is owed after a case has gone on without it, with the simulated partners over HTTP. */
class SettlementTests extends IssuanceTest {

    @Autowired Simulators simulators;
    @Autowired JLisSimulator producer;
    @Autowired PaymentSimulator bank;
    @Autowired JLisClient jLis;
    @Autowired PaymentClient payments;

    @BeforeEach
    void nothing_else_is_owed_and_partners_behave() {
        simulators.start();
        simulators.behave();
        sql.sql("update card set stop_due = false").update();
        sql.sql("update fee_payment set state = 'REFUNDED' where state = 'REFUND_DUE'").update();
    }

    @Test
    void a_fee_that_was_paid_too_late_goes_back_once() {
        String number = aCase().examined();
        fees.setFee(new Fee(number, 1000, 1000, "LAPSED_ON_DEPARTURE_CHARGED", 1, null, clock.instant()), "test");
        var request = transaction.execute(status -> paymentCall.prepare(number));
        PaymentPage page = IdempotencyKey.during("page-" + number, () -> payments.openPage(request.page()));
        transaction.executeWithoutResult(status -> paymentCall.tooLate(number, request, page));
        report("payment", "payment.paid", number, Map.of("paymentId", page.paymentId(), "amountYen", 1000, "method", "CARD"));
        sql.sql("update simulator.payment set state = 'PAID' where payment_id = :id").param("id", page.paymentId()).update();

        assertThat(issuance.settle()).isEqualTo(1);
        assertThat(issuance.payment(number).orElseThrow().state()).isEqualTo("REFUNDED");
        assertThat(issuance.settle()).isZero();
        assertThat(bank.payment(number).orElseThrow().refundedYen()).isEqualTo(1000);
        assertThat(notices(number)).containsExactly("payment-refunded");
    }

    @Test
    void a_card_that_nobody_waits_for_is_stopped() {
        String number = aCase().examined();
        var request = transaction.execute(status -> orderCall.prepare(number));
        OrderedCard ordered = IdempotencyKey.during("order-" + number, () -> jLis.orderCard(request.order()));
        transaction.executeWithoutResult(status -> orderCall.tooLate(number, request, ordered));
        assertThat(producer.orders(number)).extracting(JLisSimulator.Order::state).containsExactly("ORDERED");

        assertThat(issuance.settle()).isEqualTo(1);
        assertThat(producer.orders(number)).extracting(JLisSimulator.Order::state).containsExactly("CANCELLED");
        assertThat(issuance.settle()).isZero();
        assertThat(issuance.custody(number)).extracting(Issuance.CustodyEvent::event).containsExactly("ORDERED", "STOPPED");
    }

    @Test
    void what_a_partner_refuses_is_tried_again_and_holds_up_no_other() {
        String refused = aCase().examined();
        fees.setFee(new Fee(refused, 1000, 1000, "LAPSED_ON_DEPARTURE_CHARGED", 1, null, clock.instant()), "test");
        transaction.executeWithoutResult(status -> paymentCall.tooLate(refused, paymentCall.prepare(refused),
                new PaymentPage("unknown-" + refused, URI.create("https://pay.example.org/z"))));
        report("payment", "payment.paid", refused, Map.of("paymentId", "unknown-" + refused, "amountYen", 1000, "method", "CARD"));
        String other = aCase().examined();
        var request = transaction.execute(status -> orderCall.prepare(other));
        OrderedCard ordered = IdempotencyKey.during("order-" + other, () -> jLis.orderCard(request.order()));
        transaction.executeWithoutResult(status -> orderCall.tooLate(other, request, ordered));

        assertThat(issuance.settle()).isEqualTo(1);
        assertThat(issuance.payment(refused).orElseThrow().state()).isEqualTo("REFUND_DUE");
        assertThat(producer.orders(other)).extracting(JLisSimulator.Order::state).containsExactly("CANCELLED");
    }
}
