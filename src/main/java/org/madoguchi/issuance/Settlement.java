package org.madoguchi.issuance;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Payment;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.CardCancellation;
import org.madoguchi.partners.PartnerRefused;
import org.madoguchi.partners.PartnerUnavailable;
import org.madoguchi.partners.PaymentClient;
import org.madoguchi.partners.PaymentClient.RefundRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What no case waits for any more and is owed all the same. The row is the order to do it and its id the idempotency key,
 * so it is done once, however often and on however many nodes this runs.
 */
@Component
class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);
    private static final int BATCH = 20;

    private final FeeStore fees;
    private final CardStore cards;
    private final CaseFiles cases;
    private final PaymentClient payments;
    private final JLisClient jLis;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Settlement(FeeStore fees, CardStore cards, CaseFiles cases, PaymentClient payments, JLisClient jLis,
            TransactionTemplate transaction, Clock clock) {
        this.fees = fees;
        this.cards = cards;
        this.cases = cases;
        this.payments = payments;
        this.jLis = jLis;
        this.transaction = transaction;
        this.clock = clock;
    }

    int settle() {
        return each(fees.refundDue(BATCH), this::refund) + each(cards.stopDue(BATCH), this::stop);
    }

    /** One that fails is tried again next time and does not hold up the others. */
    private static <T> int each(List<T> due, Consumer<T> work) {
        int done = 0;
        for (T one : due) {
            try {
                work.accept(one);
                done++;
            } catch (PartnerUnavailable | PartnerRefused e) {
                log.warn("Not settled: {}", e.getMessage());
            }
        }
        return done;
    }

    private void refund(Payment payment) {
        var refund = IdempotencyKey.during("refund-" + payment.id(), () -> payments.refund(new RefundRequest(payment.caseNumber(),
                payment.paymentId(), payment.amountYen(), "PAID_TOO_LATE")));
        transaction.executeWithoutResult(status -> {
            if (fees.refunded(payment.id(), refund.refundId(), refund.refundedAt())) {
                cases.record(payment.caseNumber(), Event.of("PAYMENT_REFUNDED", CurrentUser.SYSTEM));
                cases.tellApplicant(payment.caseNumber(), "payment-refunded", payment.id().toString());
            }
        });
    }

    private void stop(Card card) {
        IdempotencyKey.during("stop-" + card.id(), () -> jLis.cancelOrder(
                new CardCancellation(card.caseNumber(), card.orderNumber(), "NOT_TO_BE_USED")));
        transaction.executeWithoutResult(status -> {
            if (cards.setStopDue(card.id(), false)) {
                cards.append(card.id(), "STOPPED", null, CurrentUser.SYSTEM.id(), null, null, clock.instant());
            }
        });
    }
}
