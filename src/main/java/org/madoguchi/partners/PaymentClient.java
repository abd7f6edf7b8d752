package org.madoguchi.partners;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** The payment service: the applicant pays on its own page, so that no card or account data ever come here. */
@Component
public class PaymentClient {

    public static final String PARTNER = "payment";

    private final PartnerHttp http;

    PaymentClient(PartnerHttp http) {
        this.http = http;
    }

    /** Makes a page on which the applicant can pay until it is paid or refunded; a failed attempt does not close it. */
    public PaymentPage openPage(PaymentRequest request) {
        return http.post(PARTNER, "/payment-pages", request, PaymentPage.class, "PaymentPageRefused");
    }

    public Refund refund(RefundRequest request) {
        return http.post(PARTNER, "/payments/{paymentId}/refunds", request, Refund.class, "RefundRefused", request.paymentId());
    }

    /** {@code language} is ja or en; {@code returnUrl} is where the applicant comes back to, paid or not. */
    public record PaymentRequest(String caseNumber, int amountYen, String language, URI returnUrl) {}

    public record PaymentPage(@NotBlank String paymentId, @NotNull URI url) {}

    public record RefundRequest(String caseNumber, String paymentId, int amountYen, String reason) {}

    public record Refund(@NotBlank String refundId, @NotNull Instant refundedAt) {}

    /** Data of {@code payment.paid}. */
    public record PaymentPaid(@NotBlank String paymentId, @Positive int amountYen, @NotBlank String method) {}

    /** Data of {@code payment.failed}; the page stays open for another attempt. */
    public record PaymentFailed(@NotBlank String paymentId, @NotNull FailureReason reason) {}

    public enum FailureReason { CANCELLED_BY_PAYER, DECLINED }
}
