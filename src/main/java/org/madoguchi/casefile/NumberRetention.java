package org.madoguchi.casefile;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.madoguchi.accessregister.Holds;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.Tokyo;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Deletes the My Numbers of closed cases when their time is over, except where something is open about the case. */
@Component
public class NumberRetention {

    private record Due(String number, UUID ref, Instant closedAt) {}

    private static final int BATCH = 200;

    private static final String CLOSED = """
            select c.number, a.number_ref as ref, c.closed_at
              from case_file c
              join case_applicant a on a.case_number = c.number and a.number_ref is not null
             where c.state = :state and c.closed_at < :before and (c.closed_at, c.number) > (:at, :number)
             order by c.closed_at, c.number
             limit :batch
            """;

    private final JdbcClient sql;
    private final NumberVault vault;
    private final RetentionRules rules;
    private final Holds holds;
    private final CaseFiles cases;
    private final TransactionTemplate transaction;
    private final Clock clock;

    NumberRetention(JdbcClient sql, NumberVault vault, RetentionRules rules, Holds holds, CaseFiles cases, TransactionTemplate transaction,
            Clock clock) {
        this.sql = sql;
        this.vault = vault;
        this.rules = rules;
        this.holds = holds;
        this.cases = cases;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Deletes what is due. @return how many */
    public int deleteDue() {
        return Arrays.stream(CaseState.values()).filter(CaseState::isFinal).mapToInt(this::deleteDue).sum();
    }

    private int deleteDue(CaseState ending) {
        RetentionRules.Rule rule = rules.after(ending.name());
        // kept for whole days: the day of the ending does not count
        LocalDate first = Tokyo.today(clock).minusDays(rule.days());
        Instant before = first.atStartOfDay(Tokyo.ZONE).toInstant();
        int deleted = 0;
        Due last = new Due("", null, Instant.EPOCH);
        for (List<Due> page = after(last, ending, before); !page.isEmpty(); page = after(last, ending, before)) {
            for (Due due : page) {
                deleted += Boolean.TRUE.equals(transaction.execute(status -> delete(due, rule))) ? 1 : 0;
            }
            last = page.get(page.size() - 1);
        }
        return deleted;
    }

    private List<Due> after(Due last, CaseState ending, Instant before) {
        return sql.sql(CLOSED).param("state", ending.name()).param("before", before.atOffset(ZoneOffset.UTC))
                .param("at", last.closedAt().atOffset(ZoneOffset.UTC)).param("number", last.number()).param("batch", BATCH)
                .query(Due.class).list();
    }

    private boolean delete(Due due, RetentionRules.Rule rule) {
        boolean unclaimed = sql.sql("select 1 from case_applicant where case_number = :number and number_ref = :ref for update skip locked")
                .param("number", due.number()).param("ref", due.ref()).query(Integer.class).optional().isPresent();
        if (!unclaimed || holds.on(due.number())) {
            return false;
        }
        sql.sql("update case_applicant set number_ref = null where case_number = :number").param("number", due.number()).update();
        if (!vault.delete(due.ref(), due.number(), rule)) {
            return false;
        }
        cases.record(due.number(), Event.of("NUMBER_DELETED", CurrentUser.SYSTEM).by(rule.id(), rule.version()));
        return true;
    }
}
