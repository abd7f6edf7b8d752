package org.madoguchi.residence;

import static java.sql.Types.VARCHAR;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.madoguchi.residence.Residences.Acceptance;
import org.madoguchi.residence.Wish.Asked;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the wish and of what was taken at the counter. */
@Component
class ResidenceStore {

    private static final String ASK = """
            insert into merged_wish (case_number, asked_at, asked_by, explained_by, explained_in)
            values (:case, :at, :by, :explainedBy, :explainedIn)
            on conflict (case_number) where revoked_at is null do nothing
            """;

    private static final String WISH = """
            select case_number, asked_at, asked_by, explained_by, explained_in, revoked_at, revoked_by
              from merged_wish
             where case_number = :case
             order by id desc
             limit 1
            """;

    private static final String REVOKE = """
            update merged_wish set revoked_at = :at, revoked_by = :by where case_number = :case and revoked_at is null
            """;

    private static final String ACCEPT = """
            insert into acceptance (case_number, accepted_at, accepted_by, office_code, appearing, proof, documents)
            values (:case, :at, :by, :office, :appearing, :proof, :documents)
            """;

    private static final String ACCEPTANCE = """
            select case_number, accepted_at, accepted_by, office_code, appearing, proof, documents
              from acceptance
             where case_number = :case
             order by id desc
             limit 1
            """;

    private final JdbcClient sql;

    ResidenceStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** False where a wish stands already. */
    boolean ask(String caseNumber, Wish.By by, String explainedBy, String explainedIn, Instant at) {
        return sql.sql(ASK).param("case", caseNumber).param("at", at.atOffset(ZoneOffset.UTC)).param("by", by.name())
                .param("explainedBy", explainedBy).param("explainedIn", explainedIn).update() > 0;
    }

    /** Asking, taking back and deciding about it come one after the other, until the end of the transaction. */
    void lockWish(String caseNumber) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('wish ' || :case, 0))").param("case", caseNumber).query((row, n) -> 0)
                .single();
    }

    Optional<Asked> wish(String caseNumber) {
        return sql.sql(WISH).param("case", caseNumber).query(Asked.class).optional();
    }

    /** False where none stands. */
    boolean revoke(String caseNumber, String by, Instant at) {
        return sql.sql(REVOKE).param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).param("case", caseNumber).update() > 0;
    }

    void accept(Acceptance taken) {
        sql.sql(ACCEPT).param("case", taken.caseNumber()).param("at", taken.acceptedAt().atOffset(ZoneOffset.UTC))
                .param("by", taken.acceptedBy()).param("office", taken.officeCode()).param("appearing", taken.appearing().name())
                .param("proof", taken.proof(), VARCHAR).param("documents", taken.documents().toArray(String[]::new)).update();
    }

    Optional<Acceptance> acceptance(String caseNumber) {
        return sql.sql(ACCEPTANCE).param("case", caseNumber).query((row, n) -> new Acceptance(row.getString("case_number"),
                row.getTimestamp("accepted_at").toInstant(), row.getString("accepted_by"), row.getString("office_code"),
                Residences.Appearing.valueOf(row.getString("appearing")), row.getString("proof"),
                List.of((String[]) row.getArray("documents").getArray()))).optional();
    }
}
