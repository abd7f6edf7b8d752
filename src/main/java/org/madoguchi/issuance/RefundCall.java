package org.madoguchi.issuance;

import java.util.Map;
import java.util.UUID;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Payment;
import org.madoguchi.partners.PartnerCall;
import org.madoguchi.partners.PaymentClient;
import org.madoguchi.partners.PaymentClient.Refund;
import org.madoguchi.partners.PaymentClient.RefundRequest;
import org.springframework.stereotype.Component;

/** Gives the fee back when a case ends before its card is handed over. */
@Component
class RefundCall implements PartnerCall<RefundCall.Request, Refund> {

    record Request(UUID payment, RefundRequest refund) {}

    private final CaseFiles cases;
    private final FeeStore fees;
    private final PaymentClient payments;

    RefundCall(CaseFiles cases, FeeStore fees, PaymentClient payments) {
        this.cases = cases;
        this.fees = fees;
        this.payments = payments;
    }

    @Override
    public String topic() {
        return "payment-refund";
    }

    @Override
    public Request prepare(String caseNumber) {
        Payment payment = fees.payment(caseNumber).filter(one -> one.state().equals("PAID"))
                .orElseThrow(() -> new IllegalStateException("Nothing is paid that could be refunded"));
        return new Request(payment.id(), new RefundRequest(caseNumber, payment.paymentId(), payment.amountYen(), "CASE_ENDED"));
    }

    @Override
    public Refund call(Request request) {
        return payments.refund(request.refund());
    }

    @Override
    public Map<String, Object> record(String caseNumber, Request request, Refund answer) {
        if (fees.refunded(request.payment(), answer.refundId(), answer.refundedAt())) {
            cases.record(caseNumber, Event.of("PAYMENT_REFUNDED", CurrentUser.SYSTEM));
            cases.tellApplicant(caseNumber, "payment-refunded", request.payment().toString());
        }
        return Map.of();
    }

    @Override
    public void tooLate(String caseNumber, Request request, Refund answer) {
        record(caseNumber, request, answer);
    }
}
