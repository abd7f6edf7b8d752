package org.madoguchi.issuance;

import java.util.Map;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Payment;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.madoguchi.partners.PaymentClient;
import org.madoguchi.partners.PaymentClient.PaymentFailed;
import org.madoguchi.partners.PaymentClient.PaymentPaid;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** What the payment service reports. */
class PaymentEvents {

    private PaymentEvents() {}

    /** Paid: the case goes on. Where it has ended in the meantime the money is owed back. */
    @Component
    static class Paid implements PartnerEventHandler {

        private final CaseFiles cases;
        private final CaseFlow flow;
        private final FeeStore fees;

        Paid(CaseFiles cases, CaseFlow flow, FeeStore fees) {
            this.cases = cases;
            this.flow = flow;
            this.fees = fees;
        }

        @Override
        public String partner() {
            return PaymentClient.PARTNER;
        }

        @Override
        public String type() {
            return "payment.paid";
        }

        @Override
        public void handle(PartnerEvent event) {
            PaymentPaid paid = event.dataAs(PaymentPaid.class);
            Payment payment = known(fees, event, paid.paymentId());
            if (!payment.payable()) {
                return;
            }
            if (payment.amountYen() != paid.amountYen()) {
                throw Refusal.conflict("PAYMENT_AMOUNT_DIFFERS");
            }
            boolean waitedFor = flow.tellIfWaiting(event.caseNumber(), "payment-received", Map.of());
            fees.paid(payment.id(), waitedFor ? "PAID" : "REFUND_DUE", paid.method(), event.occurredAt());
            cases.record(event.caseNumber(), Event.of(waitedFor ? "PAYMENT_RECEIVED" : "PAYMENT_TOO_LATE", CurrentUser.SYSTEM));
        }
    }

    /** An attempt failed; the page stays open for another. */
    @Component
    static class Failed implements PartnerEventHandler {

        private final CaseFiles cases;
        private final FeeStore fees;

        Failed(CaseFiles cases, FeeStore fees) {
            this.cases = cases;
            this.fees = fees;
        }

        @Override
        public String partner() {
            return PaymentClient.PARTNER;
        }

        @Override
        public String type() {
            return "payment.failed";
        }

        @Override
        public void handle(PartnerEvent event) {
            PaymentFailed failed = event.dataAs(PaymentFailed.class);
            Payment payment = known(fees, event, failed.paymentId());
            if (payment.payable()) {
                fees.setFailure(payment.id(), failed.reason().name());
                cases.record(event.caseNumber(), Event.of("PAYMENT_FAILED", CurrentUser.SYSTEM).because("PAYMENT_" + failed.reason()));
            }
        }
    }

    /** Not known may mean not yet known: the answer to our request may still be on its way, and the partner asks again. */
    private static Payment known(FeeStore fees, PartnerEvent event, String paymentId) {
        return fees.lock(event.caseNumber(), paymentId).orElseThrow(() -> Refusal.conflict("PAYMENT_UNKNOWN"));
    }
}
