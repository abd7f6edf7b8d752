package org.madoguchi.verification;

import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.verification.Verification.Visit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of verification. */
@Component
class VerificationStore {

    /** One look at a visitor; the second is by another officer. */
    record Check(boolean second, Instant checkedAt, String checkedBy, String passportIssuer, String passportTail,
            Boolean nameAgrees, Boolean birthDateAgrees, String explanation, String face, String oldCard,
            Boolean representativePresent, List<String> findings, String decision, String reasonCode, String note) {}

    private static final String INSERT_VISIT = """
            insert into visit (id, case_number, office_code, at, number, outcome, reason_code, cause)
            values (:id, :case, :office, :at, :number, :outcome, :reason, :cause)
            """;

    private static final String VISITS = """
            select id, case_number, office_code, at, number, outcome, reason_code, cause
              from visit
             where case_number = :case
             order by number
            """;

    private static final String INSERT_CHECK = """
            insert into identity_check (id, visit_id, second, checked_at, checked_by, passport_issuer, passport_tail, name_agrees,
                                        birth_date_agrees, explanation, face, old_card, representative_present, findings,
                                        decision, reason_code, note)
            values (:id, :visit, :second, :at, :by, :issuer, :tail, :name, :birthDate, :explanation, :face, :oldCard,
                    :representative, :findings, :decision, :reason, :note)
            """;

    private static final String CHECKS = """
            select second, checked_at, checked_by, passport_issuer, passport_tail, name_agrees, birth_date_agrees, explanation,
                   face, old_card, representative_present, findings, decision, reason_code, note
              from identity_check
             where visit_id = :visit and not second
            """;

    private final JdbcClient sql;

    VerificationStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(Visit visit) {
        sql.sql(INSERT_VISIT).param("id", visit.id()).param("case", visit.caseNumber()).param("office", visit.officeCode())
                .param("at", visit.at().atOffset(ZoneOffset.UTC)).param("number", visit.number()).param("outcome", visit.outcome())
                .param("reason", visit.reasonCode()).param("cause", visit.cause()).update();
    }

    void settle(UUID visit, String outcome, String reason) {
        sql.sql("update visit set outcome = :outcome, reason_code = :reason where id = :id").param("id", visit)
                .param("outcome", outcome).param("reason", reason).update();
    }

    List<Visit> visits(String caseNumber) {
        return sql.sql(VISITS).param("case", caseNumber).query(Visit.class).list();
    }

    void insert(UUID visit, Check check) {
        sql.sql(INSERT_CHECK).param("id", UUID.randomUUID()).param("visit", visit).param("second", check.second())
                .param("at", check.checkedAt().atOffset(ZoneOffset.UTC)).param("by", check.checkedBy())
                .param("issuer", check.passportIssuer()).param("tail", check.passportTail())
                .param("name", check.nameAgrees(), Types.BOOLEAN).param("birthDate", check.birthDateAgrees(), Types.BOOLEAN)
                .param("explanation", check.explanation()).param("face", check.face()).param("oldCard", check.oldCard())
                .param("representative", check.representativePresent(), Types.BOOLEAN)
                .param("findings", check.findings().toArray(String[]::new)).param("decision", check.decision())
                .param("reason", check.reasonCode()).param("note", check.note()).update();
    }

    /** The first look at this visit. */
    Optional<Check> firstCheck(UUID visit) {
        return sql.sql(CHECKS).param("visit", visit).query((row, n) -> new Check(row.getBoolean("second"),
                row.getTimestamp("checked_at").toInstant(), row.getString("checked_by"), row.getString("passport_issuer"),
                row.getString("passport_tail"), row.getObject("name_agrees", Boolean.class),
                row.getObject("birth_date_agrees", Boolean.class), row.getString("explanation"), row.getString("face"),
                row.getString("old_card"), row.getObject("representative_present", Boolean.class),
                List.of((String[]) row.getArray("findings").getArray()), row.getString("decision"), row.getString("reason_code"),
                row.getString("note"))).optional();
    }
}
