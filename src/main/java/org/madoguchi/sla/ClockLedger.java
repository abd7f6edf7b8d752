package org.madoguchi.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The ledger of clocks. An entry is never changed; {@code sla_clock} says how each clock stands, which is what its entries
 * add up to ({@link #standing}).
 */
@Component
class ClockLedger {

    /** What a clock measures. */
    enum Kind {
        /** A human task, against {@code service-levels}. */
        STEP,
        /** A case from application to its end, against {@code case-targets}; does not run while the applicant is waited for. */
        CASE,
        /** How long a case is in the hands of one of those who work on it, against {@code case-clocks}. */
        HOLDER
    }

    enum What {
        STARTED, PAUSED, RESUMED,
        /** Another target, or another office, without the clock having stood still. */
        MOVED,
        /** The target passed. */
        BREACHED,
        /** What was measured was done by its target. */
        MET,
        /** It was done after its target, or had none. */
        ENDED,
        /** It was not done, and need not be any more. */
        DROPPED;

        boolean ends() {
            return this == MET || this == ENDED || this == DROPPED;
        }
    }

    /**
     * @param dueAt the target from this entry on, null where there is none
     * @param waitsFor whom a paused clock waits for, and {@code until} when, where that is known
     */
    record Entry(long clockId, Instant at, What what, Instant dueAt, Instant atRiskAt, String waitsFor, Instant until, String reason) {}

    /** How a clock stands. */
    record Standing(Instant startedAt, Instant dueAt, Instant atRiskAt, Instant pausedAt, Instant breachedAt, Instant stoppedAt) {}

    /**
     * A clock that has not stopped.
     *
     * @param terms of a case or its holder: the programme, and the state
     * @param remaining of a paused clock: the working time that was left
     */
    record Running(long id, Kind kind, String caseNumber, String taskId, String taskKey, String holder, String terms, String officeCode, Instant startedAt,
            Instant dueAt, Instant atRiskAt, Instant pausedAt, Instant pausedUntil, Duration remaining) {

        Sla.Target target() {
            return new Sla.Target(dueAt, atRiskAt);
        }
    }

    /** What to write of a new clock. */
    record Start(Kind kind, String caseNumber, String taskId, String taskKey, String role, String holder, String terms, String officeCode, Instant at,
            Sla.Target target) {}

    private static final String START = """
            with c as (
                insert into sla_clock (kind, case_number, task_id, task_key, role, holder, terms, office_code, started_at, due_at, at_risk_at)
                values (:kind, :case, :task, :key, :role, :holder, :terms, :office, :at, :due, :atRisk)
                returning id)
            insert into sla_entry (clock_id, at, what, due_at, at_risk_at, office_code)
            select id, :at, 'STARTED', :due, :atRisk, :office from c
            """;

    /** Ends clocks, and with that of a task what was told of its lateness; answers with the escalations that are over. */
    private static final String STOP = """
            with c as (
                update sla_clock c
                   set stopped_at = :at, breached_at = late.since,
                       outcome = case when :dropped then 'DROPPED' when late.since is not null or c.due_at is null then 'ENDED' else 'MET' end
                  from sla_clock was
                 cross join lateral (select case when was.paused_at is null and was.due_at < :at then coalesce(was.breached_at, :at) else was.breached_at end as since) late
                 where was.id = c.id and c.stopped_at is null and %s
                returning c.id, was.breached_at as before, c.breached_at as after, c.outcome),
            written as (
                insert into sla_entry (clock_id, at, what)
                select id, :at, 'BREACHED' from c where before is null and after is not null
                 union all
                select id, :at, outcome from c)
            update escalation e set settled_at = :at, settled = 'DONE' from c where e.clock_id = c.id and e.settled_at is null
            returning e.id
            """;

    private static final String STOP_TASK = STOP.formatted("c.task_id = :task");

    private static final String STOP_CLOCKS = STOP.formatted("c.id = any(:clocks)");

    private static final String PAUSE = """
            with c as (
                update sla_clock set paused_at = :at, paused_until = :until, waits_for = :for, remaining = make_interval(secs => :remaining),
                       due_at = :due, at_risk_at = :atRisk
                 where id = :clock and stopped_at is null and paused_at is null
                returning id)
            insert into sla_entry (clock_id, at, what, due_at, at_risk_at, waits_for, until, reason)
            select id, :at, 'PAUSED', :due, :atRisk, :for, :until, :reason from c
            """;

    private static final String RESUME = """
            with c as (
                update sla_clock set paused_at = null, paused_until = null, waits_for = null, remaining = null, due_at = :due, at_risk_at = :atRisk
                 where id = :clock and stopped_at is null and paused_at is not null
                returning id)
            insert into sla_entry (clock_id, at, what, due_at, at_risk_at) select id, :at, 'RESUMED', :due, :atRisk from c
            """;

    /** Pauses whose end was known have ended; what they are due at was known too. */
    private static final String RESUME_OVER = """
            with over as (
                select id, paused_until from sla_clock
                 where paused_until <= :now and stopped_at is null
                 order by paused_until
                 limit :rows
                   for update skip locked),
            c as (
                update sla_clock c set paused_at = null, paused_until = null, waits_for = null, remaining = null
                  from over where c.id = over.id
                returning c.id, over.paused_until, c.due_at, c.at_risk_at)
            insert into sla_entry (clock_id, at, what, due_at, at_risk_at) select id, paused_until, 'RESUMED', due_at, at_risk_at from c
            """;

    private static final String MOVE = """
            with c as (
                update sla_clock c
                   set due_at = m.due_at, at_risk_at = m.at_risk_at, breached_at = case when m.due_at > :at then null else c.breached_at end
                  from unnest(cast(:clocks as bigint[]), cast(:due as timestamptz[]), cast(:atRisk as timestamptz[])) as m (id, due_at, at_risk_at)
                 where c.id = m.id and c.stopped_at is null
                returning c.id, c.due_at, c.at_risk_at),
            written as (
                insert into sla_entry (clock_id, at, what, due_at, at_risk_at, reason) select id, :at, 'MOVED', due_at, at_risk_at, :reason from c)
            update escalation e set settled_at = :at, settled = 'MOVED' from c
             where e.clock_id = c.id and e.settled_at is null and e.due_at < c.due_at and c.due_at > :at
            returning e.id
            """;

    private static final String MOVE_OFFICE = """
            with c as (
                update sla_clock set office_code = :to
                 where case_number = :case and office_code = :from and stopped_at is null
                returning id, due_at, at_risk_at),
            told as (
                update escalation e set office_code = :to from c where e.clock_id = c.id and e.settled_at is null)
            insert into sla_entry (clock_id, at, what, due_at, at_risk_at, office_code, reason)
            select id, :at, 'MOVED', due_at, at_risk_at, :to, 'OFFICE' from c
            """;

    private static final String RUNNING = """
            select id, kind, case_number, task_id, task_key, holder, terms, office_code, started_at, due_at, at_risk_at, paused_at, paused_until,
                   extract(epoch from remaining)::bigint as remaining
              from sla_clock
             where stopped_at is null and %s
            """;

    private static final String OF_TASK = RUNNING.formatted("task_id = :task for update");

    private static final String OF_CASE = RUNNING.formatted("case_number = :case and kind <> 'STEP' for update");

    private static final String OF_OFFICE = RUNNING.formatted("office_code = :office and due_at is not null order by id for update");

    private static final String BREAKS = """
            select e.clock_id, e.at, e.what, e.due_at, e.at_risk_at, e.waits_for, e.until, e.reason
              from sla_entry e
             where e.clock_id = any(:clocks) and e.what in ('PAUSED', 'RESUMED')
             order by e.id
            """;

    private static final String ENTRIES = """
            select e.clock_id, e.at, e.what, e.due_at, e.at_risk_at, e.waits_for, e.until, e.reason
              from sla_entry e
              join sla_clock c on c.id = e.clock_id
             where c.case_number = :case
             order by e.id
            """;

    private final JdbcClient sql;

    ClockLedger(JdbcClient sql) {
        this.sql = sql;
    }

    void start(Start clock) {
        sql.sql(START).param("kind", clock.kind().name()).param("case", clock.caseNumber()).param("task", clock.taskId(), Types.VARCHAR)
                .param("key", clock.taskKey(), Types.VARCHAR).param("role", clock.role(), Types.VARCHAR).param("holder", clock.holder(), Types.VARCHAR)
                .param("terms", clock.terms(), Types.VARCHAR).param("office", clock.officeCode()).param("at", utc(clock.at()))
                .param("due", utc(clock.target().dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("atRisk", utc(clock.target().atRiskAt()), Types.TIMESTAMP_WITH_TIMEZONE).update();
    }

    /** @param dropped whether the task went away undone @return the escalations that are over with it */
    List<Long> stop(String taskId, boolean dropped, Instant at) {
        return sql.sql(STOP_TASK).param("task", taskId).param("dropped", dropped).param("at", utc(at)).query(Long.class).list();
    }

    void stop(Collection<Long> clocks, boolean dropped, Instant at) {
        sql.sql(STOP_CLOCKS).param("clocks", clocks.toArray(Long[]::new)).param("dropped", dropped).param("at", utc(at)).query(Long.class).list();
    }

    /** @param target what it will be due at if it waits until then; what it was due at where that is not known */
    void pause(long clock, String waitsFor, Instant until, String reason, Duration remaining, Sla.Target target, Instant at) {
        sql.sql(PAUSE).param("clock", clock).param("at", utc(at)).param("until", utc(until), Types.TIMESTAMP_WITH_TIMEZONE).param("for", waitsFor)
                .param("remaining", (double) remaining.toSeconds()).param("reason", reason, Types.VARCHAR)
                .param("due", utc(target.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE).param("atRisk", utc(target.atRiskAt()), Types.TIMESTAMP_WITH_TIMEZONE).update();
    }

    void resume(long clock, Sla.Target target, Instant at) {
        sql.sql(RESUME).param("clock", clock).param("at", utc(at)).param("due", utc(target.dueAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("atRisk", utc(target.atRiskAt()), Types.TIMESTAMP_WITH_TIMEZONE).update();
    }

    int resumeOver(Instant now, int rows) {
        return sql.sql(RESUME_OVER).param("now", utc(now)).param("rows", rows).update();
    }

    /** @return the escalations of dates that count no more */
    List<Long> move(Map<Long, Sla.Target> targets, String reason, Instant at) {
        return sql.sql(MOVE).param("clocks", targets.keySet().toArray(Long[]::new)).param("due", times(targets, Sla.Target::dueAt))
                .param("atRisk", times(targets, Sla.Target::atRiskAt)).param("reason", reason).param("at", utc(at)).query(Long.class).list();
    }

    void moveOffice(String caseNumber, String from, String to, Instant at) {
        sql.sql(MOVE_OFFICE).param("case", caseNumber).param("from", from).param("to", to).param("at", utc(at)).update();
    }

    /** Of a task, locked; empty once it is done. */
    List<Running> ofTask(String taskId) {
        return sql.sql(OF_TASK).param("task", taskId).query(ClockLedger::running).list();
    }

    /** Those of the case itself and of its holder, locked. */
    List<Running> ofCase(String caseNumber) {
        return sql.sql(OF_CASE).param("case", caseNumber).query(ClockLedger::running).list();
    }

    /** All with a target, locked. */
    List<Running> ofOffice(String officeCode) {
        return sql.sql(OF_OFFICE).param("office", officeCode).query(ClockLedger::running).list();
    }

    /** When these clocks stood still, by clock and in order. */
    Map<Long, List<Entry>> breaks(Collection<Long> clocks) {
        return sql.sql(BREAKS).param("clocks", clocks.toArray(Long[]::new)).query(Entry.class).list().stream()
                .collect(Collectors.groupingBy(Entry::clockId));
    }

    /** Everything that was written of the clocks of a case, in order. */
    List<Entry> entries(String caseNumber) {
        return sql.sql(ENTRIES).param("case", caseNumber).query(Entry.class).list();
    }

    /** What the entries of one clock, in order, add up to. */
    static Standing standing(List<Entry> entries) {
        Standing s = new Standing(null, null, null, null, null, null);
        for (Entry e : entries) {
            s = switch (e.what()) {
                case STARTED -> new Standing(e.at(), e.dueAt(), e.atRiskAt(), null, null, null);
                case PAUSED -> new Standing(s.startedAt(), e.dueAt(), e.atRiskAt(), e.at(), s.breachedAt(), null);
                case RESUMED -> new Standing(s.startedAt(), e.dueAt(), e.atRiskAt(), null, s.breachedAt(), null);
                case MOVED -> new Standing(s.startedAt(), e.dueAt(), e.atRiskAt(), s.pausedAt(),
                        e.dueAt() != null && e.dueAt().isAfter(e.at()) ? null : s.breachedAt(), null);
                case BREACHED -> new Standing(s.startedAt(), s.dueAt(), s.atRiskAt(), s.pausedAt(), e.at(), null);
                case MET, ENDED, DROPPED -> new Standing(s.startedAt(), s.dueAt(), s.atRiskAt(), s.pausedAt(), s.breachedAt(), e.at());
            };
        }
        return s;
    }

    private static Running running(ResultSet row, int n) throws SQLException {
        long remaining = row.getLong("remaining");
        return new Running(row.getLong("id"), Kind.valueOf(row.getString("kind")), row.getString("case_number"), row.getString("task_id"),
                row.getString("task_key"), row.getString("holder"), row.getString("terms"), row.getString("office_code"), instant(row, "started_at"),
                instant(row, "due_at"), instant(row, "at_risk_at"), instant(row, "paused_at"), instant(row, "paused_until"), Duration.ofSeconds(remaining));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static String[] times(Map<Long, Sla.Target> targets, Function<Sla.Target, Instant> which) {
        return targets.values().stream().map(which).map(Instant::toString).toArray(String[]::new);
    }
}
