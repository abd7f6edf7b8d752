package org.madoguchi.sla;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What offices did in a span, counted from the clocks of human tasks. */
@Component
public class WorkDone {

    /** Tasks of one kind that were done in a span. */
    public record Done(String officeCode, String programme, String taskKey, long done, long inTime) {}

    /** What came and was done in a span, and what lies there now. */
    public record Load(String officeCode, String role, long came, long done, long open, long atRisk, long late) {}

    private static final String DONE = """
            select k.office_code, c.programme, k.task_key, count(*) as done, count(*) filter (where k.outcome = 'MET') as in_time
              from sla_clock k
              join case_file c on c.number = k.case_number
             where k.kind = 'STEP' and k.office_code = any(:offices) and k.stopped_at >= :from and k.stopped_at < :until and k.outcome in ('MET', 'ENDED')
             group by k.office_code, c.programme, k.task_key
             order by k.office_code, c.programme, k.task_key
            """;

    private static final String LOAD = """
            select office_code, role, count(*) filter (where started_at >= :from and started_at < :until) as came,
                   count(*) filter (where stopped_at >= :from and stopped_at < :until and outcome in ('MET', 'ENDED')) as done,
                   count(*) filter (where stopped_at is null) as open,
                   count(*) filter (where stopped_at is null and paused_at is null and at_risk_at <= :now and due_at > :now) as at_risk,
                   count(*) filter (where stopped_at is null and paused_at is null and due_at <= :now) as late
              from sla_clock
             where kind = 'STEP' and office_code = any(:offices) and (stopped_at is null or stopped_at >= :from or started_at >= :from)
             group by office_code, role
             order by office_code, role
            """;

    private final JdbcClient sql;
    private final Clock clock;

    WorkDone(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** What these offices did in a span, by programme and task. */
    public List<Done> done(Set<String> officeCodes, Instant from, Instant until) {
        return asked(DONE, officeCodes, from, until).query(Done.class).list();
    }

    /** What came to these offices and was done in a span, and what lies there now, by role. */
    public List<Load> load(Set<String> officeCodes, Instant from, Instant until) {
        return asked(LOAD, officeCodes, from, until).param("now", clock.instant().atOffset(ZoneOffset.UTC)).query(Load.class).list();
    }

    private JdbcClient.StatementSpec asked(String query, Set<String> officeCodes, Instant from, Instant until) {
        return sql.sql(query).param("offices", officeCodes.toArray(String[]::new)).param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC));
    }
}
