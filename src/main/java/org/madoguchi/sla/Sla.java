package org.madoguchi.sla;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.DecisionTables;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Deadlines of human tasks, and what happens when one passes. */
@Component
public class Sla {

    /** When a task is due, and from when on it counts as at risk. */
    public record Target(Instant dueAt, Instant atRiskAt) {}

    /** Tasks of one kind that were done in a span; gone counts as done. */
    public record Done(String officeCode, String programme, String taskKey, long done, long inTime) {}

    /** What came and was done in a span, and what lies there now. */
    public record Load(String officeCode, String role, long came, long done, long open, long atRisk, long late) {}

    /** Late work that a supervisor has been told of. */
    public record Escalation(long id, String taskId, String caseNumber, String taskKey, String role, String officeCode,
            Instant dueAt, Instant raisedAt, Instant acknowledgedAt, String acknowledgedBy) {}

    /** The row of {@code service-levels} for a task. */
    private record Level(int targetDays, int atRiskDays) {}

    private record Running(String taskId, String taskKey, Instant startedAt, Instant dueAt, Instant atRiskAt) {}

    private static final String RUNNING = """
            select task_id, task_key, started_at, due_at, at_risk_at from sla_clock where office_code = :office and stopped_at is null
            """;

    private static final String MOVE = """
            update sla_clock c set due_at = m.due_at, at_risk_at = m.at_risk_at
              from unnest(cast(:tasks as text[]), cast(:due as timestamptz[]), cast(:atRisk as timestamptz[])) as m (task_id, due_at, at_risk_at)
             where c.task_id = m.task_id and c.stopped_at is null
            """;

    private static final String START = """
            insert into sla_clock (task_id, case_number, task_key, role, office_code, started_at, due_at, at_risk_at)
            values (:task, :case, :key, :role, :office, :at, :due, :atRisk)
            """;

    /** An escalation belongs to a date: where the clock was moved to a later one after it, the task can be late once more. */
    private static final String ESCALATE = """
            with late as (
                update sla_clock set escalated_at = :now
                 where stopped_at is null and due_at <= :now and (escalated_at is null or escalated_at < due_at)
                   and (cast(:case as text) is null or case_number = :case)
                returning *)
            insert into escalation (task_id, case_number, task_key, role, office_code, raised_at)
            select task_id, case_number, task_key, role, office_code, :now from late
            on conflict (task_id) do update
               set raised_at = excluded.raised_at, acknowledged_at = null, acknowledged_by = null
            """;

    private static final String OPEN = """
            select e.id, e.task_id, e.case_number, e.task_key, e.role, e.office_code, c.due_at, e.raised_at,
                   e.acknowledged_at, e.acknowledged_by
              from escalation e
              join sla_clock c on c.task_id = e.task_id
             where e.office_code = any(:offices) and e.acknowledged_at is null and c.stopped_at is null and c.due_at <= :now
             order by c.due_at
             limit 100
            """;

    private static final String HAND_OVER_CLOCKS = """
            update sla_clock set office_code = :to where case_number = :case and office_code = :from and stopped_at is null
            """;

    private static final String HAND_OVER_ESCALATIONS = """
            update escalation set office_code = :to where case_number = :case and office_code = :from and acknowledged_at is null
            """;

    private static final String DONE = """
            select k.office_code, c.programme, k.task_key, count(*) as done, count(*) filter (where k.stopped_at <= k.due_at) as in_time
              from sla_clock k join case_file c on c.number = k.case_number
             where k.office_code = any(:offices) and k.stopped_at >= :from and k.stopped_at < :until
             group by k.office_code, c.programme, k.task_key
             order by k.office_code, c.programme, k.task_key
            """;

    private static final String LOAD = """
            select office_code, role, count(*) filter (where started_at >= :from and started_at < :until) as came,
                   count(*) filter (where stopped_at >= :from and stopped_at < :until) as done,
                   count(*) filter (where stopped_at is null) as open,
                   count(*) filter (where stopped_at is null and at_risk_at <= :now and due_at > :now) as at_risk,
                   count(*) filter (where stopped_at is null and due_at <= :now) as late
              from sla_clock
             where office_code = any(:offices) and (stopped_at is null or stopped_at >= :from or started_at >= :from)
             group by office_code, role
             order by office_code, role
            """;

    private final JdbcClient sql;
    private final Offices offices;
    private final DecisionTables tables;
    private final Calendars calendars;
    private final ObjectProvider<DueDates> dueDates;
    private final Clock clock;

    Sla(JdbcClient sql, Offices offices, DecisionTables tables, Calendars calendars, ObjectProvider<DueDates> dueDates, Clock clock) {
        this.sql = sql;
        this.offices = offices;
        this.tables = tables;
        this.calendars = calendars;
        this.dueDates = dueDates;
        this.clock = clock;
    }

    /** The target of a task that starts now in this office, by {@code service-levels} and the office's calendar. */
    public Target target(String taskKey, String officeCode) {
        return target(level(taskKey), calendar(offices.get(officeCode)), clock.instant());
    }

    private Level level(String taskKey) {
        Map<String, Object> row = tables.single("service-levels", Map.of("taskKey", taskKey));
        return new Level(((Number) row.get("targetWorkingDays")).intValue(), ((Number) row.get("atRiskWorkingDays")).intValue());
    }

    private static Target target(Level level, WorkingCalendar calendar, Instant start) {
        Instant due = calendar.deadline(start, level.targetDays());
        Instant atRisk = calendar.deadline(start, level.atRiskDays());
        return new Target(due, atRisk.isBefore(due) ? atRisk : due);
    }

    /** When an office works, by the calendar it keeps. */
    public WorkingCalendar calendar(Office office) {
        return calendars.of(office);
    }

    /**
     * Counts the targets of everything open in an office again from where its clocks started, after its calendar changed: in
     * the ledger and wherever else due dates are kept. A timer that has been set only says "look" and stays; the look at the
     * whole ledger once a minute finds what is late earlier than its timer thought.
     *
     * @return how many targets moved
     */
    @Transactional
    public int recompute(String officeCode) {
        WorkingCalendar calendar = calendar(offices.get(officeCode));
        Map<String, Level> levels = new HashMap<>();
        Map<String, Target> moved = new TreeMap<>();
        for (Running clock : sql.sql(RUNNING).param("office", officeCode).query(Running.class).list()) {
            Target target = target(levels.computeIfAbsent(clock.taskKey(), this::level), calendar, clock.startedAt());
            if (!target.equals(new Target(clock.dueAt(), clock.atRiskAt()))) {
                moved.put(clock.taskId(), target);
            }
        }
        if (!moved.isEmpty()) {
            dueDates.forEach(kept -> kept.move(moved));
            sql.sql(MOVE).param("tasks", moved.keySet().toArray(String[]::new)).param("due", times(moved, Target::dueAt))
                    .param("atRisk", times(moved, Target::atRiskAt)).update();
        }
        return moved.size();
    }

    private static String[] times(Map<String, Target> targets, Function<Target, Instant> which) {
        return targets.values().stream().map(which).map(Instant::toString).toArray(String[]::new);
    }

    /** Starts the clock of a task. */
    public void start(String taskId, String caseNumber, String taskKey, String role, String office, Target target) {
        sql.sql(START).param("task", taskId).param("case", caseNumber).param("key", taskKey).param("role", role)
                .param("office", office).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("due", target.dueAt().atOffset(ZoneOffset.UTC))
                .param("atRisk", target.atRiskAt().atOffset(ZoneOffset.UTC)).update();
    }

    /** The task is done or gone. */
    public void stop(String taskId) {
        sql.sql("update sla_clock set stopped_at = :at where task_id = :task and stopped_at is null")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("task", taskId).update();
    }

    /** Another office is in charge of what is open: its clocks run on there, and its escalations go to its supervisor. */
    public void handOver(String caseNumber, String fromOffice, String toOffice) {
        for (String statement : List.of(HAND_OVER_CLOCKS, HAND_OVER_ESCALATIONS)) {
            sql.sql(statement).param("case", caseNumber).param("from", fromOffice).param("to", toOffice).update();
        }
    }

    /**
     * Raises every task of the case that is late by the ledger, once for each date. The timer that calls this only says
     * "look".
     *
     * @return how many were raised
     */
    @Transactional
    public int escalateLate(String caseNumber) {
        return escalate(caseNumber);
    }

    /**
     * The same for all cases. A timer is used up once it has fired; where the ledger gave more time after that, or the
     * timer came too early, nothing else would look again. Safe on several nodes and to repeat.
     */
    @Transactional
    public int escalateLate() {
        return escalate(null);
    }

    private int escalate(String caseNumber) {
        return sql.sql(ESCALATE).param("case", caseNumber).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Unacknowledged escalations of these offices, the longest overdue first. */
    public List<Escalation> escalations(Set<String> officeCodes) {
        return sql.sql(OPEN).param("offices", officeCodes.toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).query(Escalation.class).list();
    }

    /** What these offices did in a span, by programme and task. */
    public List<Done> done(Set<String> officeCodes, Instant from, Instant until) {
        return sql.sql(DONE).param("offices", officeCodes.toArray(String[]::new)).param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC)).query(Done.class).list();
    }

    /** What came to these offices and was done in a span, and what lies there now, by role. */
    public List<Load> load(Set<String> officeCodes, Instant from, Instant until) {
        return sql.sql(LOAD).param("offices", officeCodes.toArray(String[]::new)).param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC)).param("now", clock.instant().atOffset(ZoneOffset.UTC)).query(Load.class).list();
    }

    /** A supervisor has seen it. Safe to repeat. */
    public void acknowledge(long escalation, String by) {
        sql.sql("update escalation set acknowledged_at = :at, acknowledged_by = :by where id = :id and acknowledged_at is null")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", by).param("id", escalation).update();
    }

    /** The supervisor of that role, in the same office. */
    public static Role supervisorOf(String role) {
        return Role.ofId(role).orElseThrow().supervisor();
    }
}
