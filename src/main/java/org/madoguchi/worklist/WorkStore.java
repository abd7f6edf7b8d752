package org.madoguchi.worklist;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.accessregister.OpenTasks;
import org.madoguchi.platform.TaskShape;
import org.madoguchi.sla.Sla;
import org.madoguchi.worklist.WorkItem.Lateness;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the task list. */
@Component
class WorkStore implements OpenTasks {

    /** Where a page of the list ends: the next one starts after it. */
    record Cursor(int priority, Instant dueAt, String taskId) {}

    /** What of the queues is wanted; null is everything. */
    record Filter(String step, Lateness state, Instant now) {

        static final Filter NONE = new Filter(null, null, Instant.EPOCH);

        private static final Instant BEGIN = Instant.EPOCH;
        private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

        /** Due dates that the state means. */
        Instant dueFrom() {
            return state == Lateness.AT_RISK ? after() : BEGIN;
        }

        Instant dueUntil() {
            return state == Lateness.LATE ? now : END;
        }

        Instant riskFrom() {
            return state == Lateness.ON_TIME ? after() : BEGIN;
        }

        Instant riskUntil() {
            return state == Lateness.AT_RISK ? now : END;
        }

        /** The first moment that is not reached yet, to the microsecond of the database. */
        private Instant after() {
            return now.plus(1, ChronoUnit.MICROS);
        }
    }

    private static final String INSERT = """
            insert into work_item (task_id, case_number, task_key, form_key, role, office_code, created_at, due_at,
                                   at_risk_at, priority, reasons, four_eyes_of)
            values (:task, :case, :key, :form, :role, :office, :at, :due, :atRisk, :priority, :reasons, :fourEyesOf)
            """;

    /** What somebody had noted for themselves ends with them; the day to look again passes on, but not into the queue. */
    private static final String ASSIGN = """
            update work_item
               set assignee = :assignee, assigned_by = null, previous_assignee = coalesce(assignee, previous_assignee), held_until = null,
                   held_reason = null, follow_up_on = case when cast(:assignee as text) is not null then follow_up_on end, version = version + 1
             where task_id = :task
            """;

    private static final String COLUMNS = """
            select w.task_id, w.case_number, w.task_key, w.form_key, w.role, w.office_code, w.assignee, w.assigned_by, w.created_at, w.due_at,
                   w.at_risk_at, w.priority, w.reasons, w.four_eyes_of, w.closed_at, w.completed_by, w.outcome
              from work_item w
            """;

    private static final String MINE = COLUMNS + """
             where w.assignee = :me and w.closed_at is null
               and (w.priority < :priority or w.priority = :priority and (w.due_at, w.task_id) > (:due, :task))
             order by w.priority desc, w.due_at, w.task_id
             limit :rows
            """;

    /** One index range per queue, merged; flat in the number of open tasks. */
    static final String QUEUES = """
            select w.*
              from unnest(:queues) as mine (queue)
             cross join lateral (
                   select task_id, case_number, task_key, form_key, role, office_code, assignee, assigned_by, created_at, due_at,
                          at_risk_at, priority, reasons, four_eyes_of, closed_at, completed_by, outcome
                     from work_item i
                    where i.queue = mine.queue and i.closed_at is null and (:all or i.assignee is null)
                      and (:step = '' or i.task_key = :step)
                      and i.due_at between :dueFrom and :dueUntil and i.at_risk_at between :riskFrom and :riskUntil
                      and (i.priority < :priority or i.priority = :priority and (i.due_at, i.task_id) > (:due, :task))
                    order by i.priority desc, i.due_at, i.task_id
                    limit :rows) w
             order by w.priority desc, w.due_at, w.task_id
             limit :rows
            """;

    private static final String DONE = COLUMNS + """
             where w.completed_by = :me and w.closed_at > :since and (w.closed_at, w.task_id) < (:at, :task)
             order by w.closed_at desc, w.task_id desc
             limit :rows
            """;

    /** One step after the other by their index, however many tasks each has. */
    private static final String STEPS = """
            with recursive step (queue, key) as (
                select mine.queue, (select min(task_key) from work_item where queue = mine.queue and closed_at is null)
                  from unnest(:queues) as mine (queue)
                union all
                select step.queue, (select min(task_key) from work_item where queue = step.queue and closed_at is null and task_key > step.key)
                  from step
                 where step.key is not null)
            select distinct key from step where key is not null
            """;

    private static final String LATE = COLUMNS + """
             where w.office_code = any(:offices) and w.closed_at is null and w.at_risk_at <= :now
               and (w.due_at, w.task_id) > (:due, :task)
             order by w.due_at, w.task_id
             limit :rows
            """;

    private static final String DID = """
            select count(*)
              from work_item
             where case_number = :case and task_key = :key and completed_by = :person and outcome = 'COMPLETED'
            """;

    private static final String MOVE_OPEN = """
            update work_item w
               set office_code = :to, version = version + 1
             where w.case_number = :case and w.office_code = :from and w.closed_at is null
            returning w.task_id, w.case_number, w.task_key, w.form_key, w.role, w.office_code, w.assignee, w.assigned_by, w.created_at, w.due_at,
                      w.at_risk_at, w.priority, w.reasons, w.four_eyes_of, w.closed_at, w.completed_by, w.outcome
            """;

    private final JdbcClient sql;

    WorkStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(String taskId, String caseNumber, TaskShape shape, String office, Instant at, Sla.Target target, int priority,
            List<String> reasons) {
        sql.sql(INSERT).param("task", taskId).param("case", caseNumber).param("key", shape.taskKey())
                .param("form", shape.formKey()).param("role", shape.role()).param("office", office)
                .param("at", at.atOffset(ZoneOffset.UTC)).param("due", target.dueAt().atOffset(ZoneOffset.UTC))
                .param("atRisk", target.atRiskAt().atOffset(ZoneOffset.UTC)).param("priority", priority)
                .param("reasons", reasons.toArray(String[]::new)).param("fourEyesOf", shape.fourEyesOf()).update();
    }

    void assign(String taskId, String assignee) {
        sql.sql(ASSIGN).param("assignee", assignee, Types.VARCHAR).param("task", taskId).update();
    }

    void assignedBy(String taskId, String supervisor) {
        sql.sql("update work_item set assigned_by = :supervisor where task_id = :task").param("supervisor", supervisor)
                .param("task", taskId).update();
    }

    /** The open tasks of this case at one office lie at another from now on; returns them. */
    List<WorkItem> moveOpen(String caseNumber, String fromOffice, String toOffice) {
        return sql.sql(MOVE_OPEN).param("case", caseNumber).param("from", fromOffice).param("to", toOffice).query(WorkStore::item).list();
    }

    void completedBy(String taskId, String person) {
        sql.sql("update work_item set completed_by = :person where task_id = :task").param("person", person)
                .param("task", taskId).update();
    }

    void close(String taskId, String outcome, Instant at) {
        sql.sql("update work_item set closed_at = :at, outcome = :outcome, version = version + 1 "
                        + "where task_id = :task and closed_at is null")
                .param("at", at.atOffset(ZoneOffset.UTC)).param("outcome", outcome).param("task", taskId).update();
    }

    Optional<WorkItem> find(String taskId) {
        return sql.sql(COLUMNS + " where w.task_id = :task").param("task", taskId).query(WorkStore::item).optional();
    }

    /** Locks the row, so that of two people the second waits and then sees what the first has done. */
    Optional<WorkItem> lock(String taskId) {
        return sql.sql(COLUMNS + " where w.task_id = :task for update").param("task", taskId).query(WorkStore::item).optional();
    }

    List<WorkItem> mine(String person, Cursor after, int rows) {
        return after(sql.sql(MINE), after).param("me", person).param("rows", rows).query(WorkStore::item).list();
    }

    List<WorkItem> inQueues(Collection<String> queues, boolean all, Filter wanted, Cursor after, int rows) {
        return after(sql.sql(QUEUES), after).params(params(wanted)).param("queues", queues.toArray(String[]::new)).param("all", all)
                .param("rows", rows).query(WorkStore::item).list();
    }

    static Map<String, Object> params(Filter wanted) {
        return Map.of("step", wanted.step() == null ? "" : wanted.step(), "dueFrom", utc(wanted.dueFrom()), "dueUntil", utc(wanted.dueUntil()),
                "riskFrom", utc(wanted.riskFrom()), "riskUntil", utc(wanted.riskUntil()));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** What this person did since then, newest first; {@code before}: its due date is when the task was closed. */
    List<WorkItem> doneBy(String person, Instant since, Cursor before, int rows) {
        return sql.sql(DONE).param("me", person).param("since", utc(since)).param("at", utc(before == null ? Filter.END : before.dueAt()))
                .param("task", before == null ? "" : before.taskId()).param("rows", rows).query(WorkStore::item).list();
    }

    /** The steps at which anything is open in these queues. */
    Set<String> steps(Collection<String> queues) {
        return sql.sql(STEPS).param("queues", queues.toArray(String[]::new)).query(String.class).set();
    }

    /** Locks a task that nobody has; not where somebody is just taking it. */
    boolean lockFree(String taskId) {
        return sql.sql("select 1 from work_item where task_id = :task and assignee is null and closed_at is null for update skip locked")
                .param("task", taskId).query(Integer.class).optional().isPresent();
    }

    List<WorkItem> late(Collection<String> offices, Instant now, Cursor after, int rows) {
        return sql.sql(LATE).param("offices", offices.toArray(String[]::new)).param("now", now.atOffset(ZoneOffset.UTC))
                .param("due", after == null ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : after.dueAt().atOffset(ZoneOffset.UTC))
                .param("task", after == null ? "" : after.taskId()).param("rows", rows).query(WorkStore::item).list();
    }

    private static JdbcClient.StatementSpec after(JdbcClient.StatementSpec statement, Cursor cursor) {
        Cursor from = cursor != null ? cursor : new Cursor(Integer.MAX_VALUE, Instant.EPOCH, "");
        return statement.param("priority", from.priority()).param("due", from.dueAt().atOffset(ZoneOffset.UTC))
                .param("task", from.taskId());
    }

    @Override
    public Set<String> casesWithTask(String officeCode, Collection<String> caseNumbers, Instant from, Instant until) {
        return sql.sql("""
                select distinct case_number
                  from work_item
                 where case_number = any(:cases) and office_code = :office and created_at < :until
                   and (closed_at is null or closed_at >= :from)
                """).param("cases", caseNumbers.toArray(String[]::new)).param("office", officeCode)
                .param("from", from.atOffset(ZoneOffset.UTC)).param("until", until.atOffset(ZoneOffset.UTC)).query(String.class).set();
    }

    long openOf(String person) {
        return sql.sql("select count(*) from work_item where assignee = :me and closed_at is null").param("me", person)
                .query(Long.class).single();
    }

    List<WorkItem> ofCase(String caseNumber) {
        return sql.sql(COLUMNS + " where w.case_number = :case order by w.created_at, w.task_id").param("case", caseNumber)
                .query(WorkStore::item).list();
    }

    /** What this person has taken and not done, locked. */
    List<WorkItem> takenBy(String person) {
        return sql.sql(COLUMNS + " where w.assignee = :me and w.closed_at is null order by w.task_id for update").param("me", person)
                .query(WorkStore::item).list();
    }

    boolean did(String person, String caseNumber, String taskKey) {
        return sql.sql(DID).param("case", caseNumber).param("key", taskKey).param("person", person).query(Long.class).single() > 0;
    }

    /** The open task of this key in this case, for partners who know a task by its name. */
    Optional<WorkItem> openTask(String caseNumber, String taskKey) {
        return sql.sql(COLUMNS + " where w.case_number = :case and w.task_key = :key and w.closed_at is null")
                .param("case", caseNumber).param("key", taskKey).query(WorkStore::item).optional();
    }

    private static WorkItem item(ResultSet row, int n) throws SQLException {
        Array reasons = row.getArray("reasons");
        return new WorkItem(row.getString("task_id"), row.getString("case_number"), row.getString("task_key"),
                row.getString("form_key"), row.getString("role"), row.getString("office_code"), row.getString("assignee"), row.getString("assigned_by"),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("at_risk_at").toInstant(), row.getInt("priority"), List.of((String[]) reasons.getArray()),
                row.getString("four_eyes_of"), row.getTimestamp("closed_at") == null ? null : row.getTimestamp("closed_at").toInstant(),
                row.getString("completed_by"), row.getString("outcome"));
    }
}
