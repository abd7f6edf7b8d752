package org.madoguchi.accessregister;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is kept of a case stays while something is open about it: by itself, or because the privacy officer said so. */
@Component
public class Holds {

    /** Why a privacy officer holds what is kept of a case. */
    public enum Why { COMPLAINT, OBJECTION, LAWSUIT, BREACH }

    public record Hold(UUID id, String caseNumber, Why why, Instant placedAt, String placedBy) {}

    private static final String PLACE = """
            insert into legal_hold (id, case_number, why, placed_at, placed_by) values (:id, :case, :why, :at, :by)
            """;

    private final JdbcClient sql;
    private final ObjectProvider<LegalHold> matters;
    private final Clock clock;

    Holds(JdbcClient sql, ObjectProvider<LegalHold> matters, Clock clock) {
        this.sql = sql;
        this.matters = matters;
        this.clock = clock;
    }

    /** Whether nothing of this case may be deleted now. */
    public boolean on(String caseNumber) {
        return sql.sql("select exists (select 1 from legal_hold where case_number = :case and lifted_at is null)").param("case", caseNumber)
                .query(Boolean.class).single() || matters.stream().anyMatch(each -> each.holds(caseNumber));
    }

    /** @throws Refusal CASE_UNKNOWN, HOLD_ALREADY_PLACED for the same reason */
    public void place(String caseNumber, Why why, CurrentUser officer) {
        try {
            sql.sql(PLACE).param("id", UUID.randomUUID()).param("case", caseNumber).param("why", why.name())
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", officer.id()).update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("HOLD_ALREADY_PLACED", caseNumber);
        } catch (DataIntegrityViolationException e) {
            throw Refusal.notFound("CASE_UNKNOWN", caseNumber);
        }
    }

    /** The same again changes nothing. */
    public void lift(UUID hold, CurrentUser officer) {
        sql.sql("update legal_hold set lifted_at = :at, lifted_by = :by where id = :id and lifted_at is null").param("id", hold)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", officer.id()).update();
    }

    /** Those that are in force, the latest first, at most 200. */
    public List<Hold> inForce() {
        return sql.sql("select id, case_number, why, placed_at, placed_by from legal_hold where lifted_at is null order by placed_at desc limit 200")
                .query(Hold.class).list();
    }
}
