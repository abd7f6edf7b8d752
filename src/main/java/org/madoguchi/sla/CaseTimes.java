package org.madoguchi.sla;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long a case takes, and with whom, for whoever looks at it. */
@Component
public class CaseTimes {

    /**
     * @param total since the application, every day counted
     * @param dueAt the target of the case, null where it has none
     * @param waitsFor whom its clock stands still for, null where it runs
     * @param held with whom it was, in order
     */
    public record Times(Duration total, boolean over, Instant dueAt, boolean late, String waitsFor, List<Held> held) {}

    /** @param until null where it still is; {@code share} of the longest, in hundredths */
    public record Held(String holder, Instant since, Instant until, Duration lasted, boolean late, int share) {}

    private record Row(String kind, String holder, Instant startedAt, Instant dueAt, String waitsFor, Instant breachedAt, Instant stoppedAt) {}

    private static final String OF_CASE = """
            select kind, holder, started_at, due_at, waits_for, breached_at, stopped_at
              from sla_clock
             where case_number = :case and kind <> 'STEP'
             order by started_at, id
            """;

    private final JdbcClient sql;
    private final Clock clock;

    CaseTimes(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** Empty for a case from before there were clocks. */
    public Optional<Times> of(String caseNumber) {
        Instant now = clock.instant();
        List<Row> rows = sql.sql(OF_CASE).param("case", caseNumber).query(Row.class).list();
        List<Row> holders = rows.stream().filter(row -> row.kind().equals("HOLDER")).toList();
        long longest = Math.max(1, holders.stream().mapToLong(row -> lasted(row, now).toSeconds()).max().orElse(1));
        return rows.stream().filter(row -> row.kind().equals("CASE")).findFirst().map(row -> new Times(lasted(row, now), row.stoppedAt() != null, row.dueAt(), late(row, now),
                row.waitsFor(), holders.stream().map(one -> new Held(one.holder(), one.startedAt(), one.stoppedAt(), lasted(one, now), late(one, now),
                        Math.toIntExact(100 * Math.max(0, lasted(one, now).toSeconds()) / longest))).toList()));
    }

    private static Duration lasted(Row row, Instant now) {
        return Duration.between(row.startedAt(), row.stoppedAt() == null ? now : row.stoppedAt());
    }

    private static boolean late(Row row, Instant now) {
        return row.breachedAt() != null || row.stoppedAt() == null && row.waitsFor() == null && row.dueAt() != null && !row.dueAt().isAfter(now);
    }
}
