package org.madoguchi.issuance;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.issuance.Issuance.Fee;
import org.madoguchi.issuance.Issuance.Payment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of fees and payments. */
@Component
class FeeStore {

    private static final String SET_FEE = """
            insert into fee (case_number, fee_yen, indicative_yen, reason_code, rule_version, note, set_at, set_by)
            values (:case, :fee, :indicative, :reason, :version, :note, :at, :by)
            on conflict (case_number) do update
               set fee_yen = excluded.fee_yen, indicative_yen = excluded.indicative_yen, reason_code = excluded.reason_code,
                   rule_version = excluded.rule_version, note = excluded.note, set_at = excluded.set_at, set_by = excluded.set_by
            """;

    private static final String REQUEST = """
            insert into fee_payment (id, case_number, amount_yen, state, requested_at)
            values (:id, :case, :amount, 'REQUESTED', :at)
            """;

    private static final String LATEST = "select * from fee_payment where case_number = :case order by requested_at desc limit 1";

    private static final String OPEN = """
            update fee_payment set state = 'OPEN', payment_id = :payment, page_url = :url where id = :id and state = 'REQUESTED'
            """;

    private static final String PAID = """
            update fee_payment set state = :state, paid_at = :at, method = :method, failure = null
             where id = :id and state in ('REQUESTED', 'OPEN')
            """;

    private static final String REFUNDED = """
            update fee_payment set state = 'REFUNDED', refund_id = :refund, refunded_at = :at
             where id = :id and state in ('PAID', 'REFUND_DUE')
            """;

    private static final String REFUND_DUE = "select * from fee_payment where state = 'REFUND_DUE' order by paid_at limit :limit";

    private final JdbcClient sql;

    FeeStore(JdbcClient sql) {
        this.sql = sql;
    }

    void setFee(Fee fee, String by) {
        sql.sql(SET_FEE).param("case", fee.caseNumber()).param("fee", fee.feeYen()).param("indicative", fee.indicativeYen())
                .param("reason", fee.reasonCode()).param("version", fee.ruleVersion()).param("note", fee.note())
                .param("at", fee.setAt().atOffset(ZoneOffset.UTC)).param("by", by).update();
    }

    Optional<Fee> fee(String caseNumber) {
        return sql.sql("select * from fee where case_number = :case").param("case", caseNumber).query(Fee.class).optional();
    }

    UUID request(String caseNumber, int amountYen, Instant at) {
        UUID id = UUID.randomUUID();
        sql.sql(REQUEST).param("id", id).param("case", caseNumber).param("amount", amountYen)
                .param("at", at.atOffset(ZoneOffset.UTC)).update();
        return id;
    }

    Optional<Payment> payment(String caseNumber) {
        return sql.sql(LATEST).param("case", caseNumber).query(Payment.class).optional();
    }

    Optional<Payment> lock(String caseNumber, String paymentId) {
        return sql.sql("select * from fee_payment where case_number = :case and payment_id = :payment for update")
                .param("case", caseNumber).param("payment", paymentId).query(Payment.class).optional();
    }

    boolean open(UUID id, String paymentId, String url) {
        return sql.sql(OPEN).param("payment", paymentId).param("url", url).param("id", id).update() > 0;
    }

    void setFailure(UUID id, String reason) {
        sql.sql("update fee_payment set failure = :reason where id = :id").param("reason", reason).param("id", id).update();
    }

    /** {@code state} is PAID or REFUND_DUE. */
    void paid(UUID id, String state, String method, Instant at) {
        sql.sql(PAID).param("state", state).param("method", method).param("at", at.atOffset(ZoneOffset.UTC)).param("id", id)
                .update();
    }

    boolean refunded(UUID id, String refundId, Instant at) {
        return sql.sql(REFUNDED).param("refund", refundId).param("at", at.atOffset(ZoneOffset.UTC)).param("id", id).update() > 0;
    }

    List<Payment> refundDue(int limit) {
        return sql.sql(REFUND_DUE).param("limit", limit).query(Payment.class).list();
    }
}
