package org.madoguchi.issuance;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Payment;
import org.madoguchi.partners.PartnerCall;
import org.madoguchi.partners.PaymentClient;
import org.madoguchi.partners.PaymentClient.PaymentPage;
import org.madoguchi.partners.PaymentClient.PaymentRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Opens the page on which the applicant pays the fee. */
@Component
class PaymentCall implements PartnerCall<PaymentCall.Request, PaymentPage> {

    record Request(UUID payment, PaymentRequest page) {}

    private final CaseFiles cases;
    private final FeeStore fees;
    private final PaymentClient payments;
    private final Clock clock;
    private final String site;

    PaymentCall(CaseFiles cases, FeeStore fees, PaymentClient payments, Clock clock,
            @Value("${madoguchi.public-url:http://localhost:8080}") String site) {
        this.cases = cases;
        this.fees = fees;
        this.payments = payments;
        this.clock = clock;
        this.site = site;
    }

    @Override
    public String topic() {
        return "payment-request";
    }

    @Override
    public Request prepare(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        int amount = fees.fee(caseNumber).orElseThrow().feeYen();
        UUID id = fees.payment(caseNumber).filter(payment -> payment.state().equals("REQUESTED")).map(Payment::id)
                .orElseGet(() -> fees.request(caseNumber, amount, clock.instant()));
        return new Request(id, new PaymentRequest(caseNumber, amount, file.language().startsWith("ja") ? "ja" : "en",
                URI.create(site + "/track/" + caseNumber)));
    }

    @Override
    public PaymentPage call(Request request) {
        return payments.openPage(request.page());
    }

    @Override
    public Map<String, Object> record(String caseNumber, Request request, PaymentPage answer) {
        fees.open(request.payment(), answer.paymentId(), answer.url().toString());
        cases.become(caseNumber, CaseState.WAITING_FOR_PAYMENT, Event.of("PAYMENT_REQUESTED", CurrentUser.SYSTEM));
        cases.tellApplicant(caseNumber, "payment-wanted", request.payment().toString());
        return Map.of();
    }

    /** Nobody is told of the page; should it be paid all the same, the money goes back. */
    @Override
    public void tooLate(String caseNumber, Request request, PaymentPage answer) {
        fees.open(request.payment(), answer.paymentId(), answer.url().toString());
    }
}
