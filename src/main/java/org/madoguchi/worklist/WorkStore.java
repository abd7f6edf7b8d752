package org.madoguchi.worklist;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.OpenTasks;
import org.madoguchi.platform.TaskShape;
import org.madoguchi.sla.Sla;
import org.madoguchi.worklist.WorkItem.Lateness;
import org.madoguchi.worklist.Worklist.Order;
import org.madoguchi.worklist.Worklist.View;
import org.madoguchi.worklist.Worklist.Wanted;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the task list. */
@Component
class WorkStore implements OpenTasks {

    /** Where a page of the list ends: the next one starts after it. {@code at} is what the list is ordered by: due, opened, closed. */
    record Cursor(int priority, Instant at, String taskId) {}

    /** What a list tells of a case. */
    record CaseFacts(String number, String kind, String language, Instant receivedAt) {}

    /** What of the work is wanted, at this moment and on this day of the reader's office. */
    record Filter(Wanted wanted, Order order, Instant now, LocalDate today) {

        /** Conditions on a task {@code i}: only what is asked for is looked at. */
        String conditions() {
            List<String> all = new ArrayList<>();
            if (wanted.office() != null) {
                all.add("i.office_code = :office");
            }
            if (wanted.role() != null) {
                all.add("i.role = :role");
            }
            if (wanted.step() != null) {
                all.add("i.task_key = :step");
            }
            if (wanted.programme() != null) {
                all.add("left(i.case_number, 1) = :programme");
            }
            if (wanted.state() != null) {
                all.add(switch (wanted.state()) {
                    case LATE -> "i.due_at <= :now";
                    case AT_RISK -> "i.at_risk_at <= :now and i.due_at > :now";
                    case ON_TIME -> "i.at_risk_at > :now";
                    case DONE -> "i.closed_at is not null";
                });
            }
            if (wanted.flag() != null) {
                all.add(switch (wanted.flag()) {
                    case FOLLOW_UP -> "i.follow_up_on <= :today";
                    case HELD -> "i.held_until >= :today";
                    case HAD_BEFORE -> "i.previous_assignee is not null";
                    case REPRESENTED -> "exists (select from case_applicant a where a.case_number = i.case_number and a.representative_name is not null)";
                    case APPOINTMENT_TODAY, HARDSHIP -> "'PRIORITY_" + wanted.flag() + "' = any (i.reasons)";
                });
            }
            if (wanted.kind() != null || wanted.language() != null || wanted.days() != null) {
                all.add("exists (select from case_file f where f.number = i.case_number and (cast(:kind as text) is null or f.kind = :kind)"
                        + " and (cast(:language as text) is null or f.language = :language) and f.received_at <= :received)");
            }
            return all.isEmpty() ? "true" : String.join(" and ", all);
        }

        private JdbcClient.StatementSpec on(JdbcClient.StatementSpec statement) {
            return statement.param("office", wanted.office(), Types.VARCHAR).param("role", wanted.role(), Types.VARCHAR)
                    .param("step", wanted.step(), Types.VARCHAR).param("programme", "RESIDENCE".equals(wanted.programme()) ? "B" : "A")
                    .param("now", utc(now)).param("today", today).param("kind", wanted.kind(), Types.VARCHAR)
                    .param("language", wanted.language(), Types.VARCHAR)
                    .param("received", utc(wanted.days() == null ? now : now.minus(Duration.ofDays(wanted.days()))));
        }
    }

    private static final Instant END = Instant.parse("9999-12-31T00:00:00Z");

    private static final String INSERT = """
            insert into work_item (task_id, case_number, task_key, form_key, role, office_code, created_at, due_at,
                                   at_risk_at, priority, reasons, reprice_at, four_eyes_of)
            values (:task, :case, :key, :form, :role, :office, :at, :due, :atRisk, :priority, :reasons, :until, :fourEyesOf)
            """;

    /** What the order depends on, with the day of the visit in the zone of the task's office. */
    private static final String TO_REPRICE = """
            select i.task_id, i.task_key, i.office_code, f.received_at, i.created_at, i.due_at, i.at_risk_at, coalesce(r.hardship, false) as hardship,
                   (lower(a.during) at time zone o.zone)::date as visit
              from work_item i
              join case_file f on f.number = i.case_number
              join office o on o.code = i.office_code
              left join case_residence r on r.case_number = i.case_number
              left join appointment a on a.case_number = i.case_number and a.office_code = i.office_code and a.state = 'BOOKED'
             where i.closed_at is null and i.reprice_at <= :now
             order by i.reprice_at
             limit :rows
               for update of i skip locked
            """;

    private static final String REPRICE = """
            update work_item i
               set priority = p.points, reasons = string_to_array(p.reasons, ','), reprice_at = p.until
              from unnest(cast(:tasks as text[]), cast(:points as int[]), cast(:reasons as text[]), cast(:until as timestamptz[]))
                   as p (task_id, points, reasons, until)
             where i.task_id = p.task_id
            """;

    private static final String MOVE_DUE = """
            update work_item i set due_at = m.due_at, at_risk_at = m.at_risk_at, reprice_at = least(i.reprice_at, :now)
              from unnest(cast(:tasks as text[]), cast(:due as timestamptz[]), cast(:atRisk as timestamptz[])) as m (task_id, due_at, at_risk_at)
             where i.task_id = m.task_id and i.closed_at is null
            """;

    /** What somebody had noted for themselves ends with them; the day to look again passes on, but not into the queue. */
    private static final String ASSIGN = """
            update work_item i
               set assignee = :assignee, assigned_by = null, previous_assignee = coalesce(i.assignee, i.previous_assignee), held_until = null,
                   held_reason = null, follow_up_on = case when cast(:assignee as text) is not null then i.follow_up_on end, version = i.version + 1
              from work_item was
             where i.task_id = :task and was.task_id = i.task_id
            returning was.held_until is not null
            """;

    private static final String ITEM = """
            %1$s.task_id, %1$s.case_number, %1$s.task_key, %1$s.form_key, %1$s.role, %1$s.office_code, %1$s.assignee, %1$s.assigned_by, %1$s.created_at,
                   %1$s.due_at, %1$s.at_risk_at, %1$s.priority, %1$s.reasons, %1$s.four_eyes_of, %1$s.closed_at, %1$s.completed_by, %1$s.outcome,
                   %1$s.follow_up_on, %1$s.held_until, %1$s.held_reason, %1$s.previous_assignee, %1$s.version""".strip();

    private static final String COLUMNS = "select " + ITEM.formatted("w") + "\n  from work_item w\n";

    private static final Map<Order, String> AFTER = Map.of(
            Order.PRESSING, "(%1$s.priority < :priority or %1$s.priority = :priority and (%1$s.due_at, %1$s.task_id) > (:at, :task))",
            Order.DUE, "(%1$s.due_at, %1$s.task_id) > (:at, :task)",
            Order.OLDEST, "(%1$s.created_at, %1$s.task_id) > (:at, :task)");

    private static final Map<Order, String> BY = Map.of(
            Order.PRESSING, "%1$s.priority desc, %1$s.due_at, %1$s.task_id",
            Order.DUE, "%1$s.due_at, %1$s.task_id",
            Order.OLDEST, "%1$s.created_at, %1$s.task_id");

    /** What somebody has: what waits for others, or what does not. */
    private static final String MINE = "select " + ITEM.formatted("i") + """

              from work_item i
             where i.assignee = :me and i.closed_at is null and (i.held_until is not null and i.held_until >= :today) = :held
               and %1$s and %2$s
             order by %3$s
             limit :rows
            """;

    /** One index range per queue, merged; flat in the number of open tasks. */
    private static final String QUEUES = """
            select w.*
              from unnest(:queues) as mine (queue)
             cross join lateral (
                   select\s""" + ITEM.formatted("i") + """

                     from work_item i
                    where i.queue = mine.queue and i.closed_at is null and (:all or i.assignee is null)
                      and %1$s and %2$s
                    order by %3$s
                    limit :rows) w
             order by %4$s
             limit :rows
            """;

    private static final String DONE = "select " + ITEM.formatted("i") + """

              from work_item i
             where i.completed_by = :me and i.closed_at > :since and (i.closed_at, i.task_id) < (:at, :task) and %1$s
             order by i.closed_at desc, i.task_id desc
             limit :rows
            """;

    private static final String COUNTS = """
            select (select count(*) from (select from work_item where assignee = :me and closed_at is null and (held_until is null or held_until < :today)
                                           limit :most) mine) as mine,
                   (select count(*) from (select from unnest(:queues) as q (queue)
                                           cross join lateral (select from work_item i where i.queue = q.queue and i.closed_at is null
                                                                                         and i.assignee is null limit :most) one
                                           limit :most) open) as open,
                   (select count(*) from work_item where assignee = :me and closed_at is null and held_until >= :today) as waiting,
                   (select count(*) from work_item where assignee = :me and closed_at is null and follow_up_on <= :today
                                                     and (held_until is null or held_until < :today)) as follow_ups
            """;

    private static final String ARRIVED = """
            select count(*)
              from (select from unnest(:queues) as q (queue)
                     cross join lateral (select from work_item i where i.queue = q.queue and i.closed_at is null and i.created_at > :since
                                                                   and (:all or i.assignee is null) and %1$s limit :rows) one
                     limit :rows) new
            """;

    private static final String ARRIVED_MINE = """
            select count(*) from work_item i
             where i.assignee = :me and i.closed_at is null and i.created_at > :since and (i.held_until is null or i.held_until < :today) and %1$s
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
             where w.office_code = any(:offices) and w.closed_at is null and (:all or w.at_risk_at <= :now)
               and (cast(:step as text) is null or w.task_key = :step) and (w.due_at, w.task_id) > (:due, :task)
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
            returning
            """ + ITEM.formatted("w");

    private final JdbcClient sql;

    WorkStore(JdbcClient sql) {
        this.sql = sql;
    }

    void insert(String taskId, String caseNumber, TaskShape shape, String office, Instant at, Sla.Target target, WorkPriority.Price price) {
        sql.sql(INSERT).param("task", taskId).param("case", caseNumber).param("key", shape.taskKey())
                .param("form", shape.formKey()).param("role", shape.role()).param("office", office).param("at", utc(at))
                .param("due", utc(target.dueAt())).param("atRisk", utc(target.atRiskAt())).param("priority", price.points())
                .param("reasons", price.reasons().toArray(String[]::new)).param("until", utc(price.until()))
                .param("fourEyesOf", shape.fourEyesOf()).update();
    }

    /** Open tasks whose order may no longer hold, locked; those that somebody has just locked come next time. */
    List<WorkPriority.Facts> toReprice(Instant now, int rows) {
        return sql.sql(TO_REPRICE).param("now", utc(now)).param("rows", rows).query((row, n) -> new WorkPriority.Facts(row.getString("task_id"),
                row.getString("task_key"), row.getString("office_code"), row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("created_at").toInstant(), row.getTimestamp("due_at").toInstant(), row.getTimestamp("at_risk_at").toInstant(),
                row.getBoolean("hardship"), row.getObject("visit", LocalDate.class))).list();
    }

    void moveDue(Map<String, Sla.Target> targets, Instant now) {
        sql.sql(MOVE_DUE).param("tasks", targets.keySet().toArray(String[]::new)).param("now", utc(now))
                .param("due", targets.values().stream().map(target -> target.dueAt().toString()).toArray(String[]::new))
                .param("atRisk", targets.values().stream().map(target -> target.atRiskAt().toString()).toArray(String[]::new)).update();
    }

    void reprice(List<WorkPriority.Facts> tasks, List<WorkPriority.Price> prices) {
        sql.sql(REPRICE).param("tasks", tasks.stream().map(WorkPriority.Facts::taskId).toArray(String[]::new))
                .param("points", prices.stream().map(WorkPriority.Price::points).toArray(Integer[]::new))
                .param("reasons", prices.stream().map(price -> String.join(",", price.reasons())).toArray(String[]::new))
                .param("until", prices.stream().map(price -> price.until().toString()).toArray(String[]::new)).update();
    }

    /** @return whether it was held until then */
    boolean assign(String taskId, String assignee) {
        return sql.sql(ASSIGN).param("assignee", assignee, Types.VARCHAR).param("task", taskId).query(Boolean.class).optional().orElse(false);
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

    /** @param held what waits for others until a day, or everything else */
    List<WorkItem> mine(String person, boolean held, Filter wanted, Cursor after, int rows) {
        return wanted.on(after(sql.sql(statement(MINE, wanted)), after)).param("me", person).param("held", held).param("rows", rows)
                .query(WorkStore::item).list();
    }

    List<WorkItem> inQueues(Collection<String> queues, boolean all, Filter wanted, Cursor after, int rows) {
        return inQueues(statement(QUEUES, wanted), queues, all, wanted, after, rows).query(WorkStore::item).list();
    }

    /** How the database finds a page, for those who measure. */
    List<String> explain(Collection<String> queues, boolean all, Filter wanted, int rows) {
        return inQueues("explain (analyze, buffers, costs off) " + statement(QUEUES, wanted), queues, all, wanted, null, rows).query(String.class).list();
    }

    private JdbcClient.StatementSpec inQueues(String statement, Collection<String> queues, boolean all, Filter wanted, Cursor after, int rows) {
        return wanted.on(after(sql.sql(statement), after)).param("queues", queues.toArray(String[]::new)).param("all", all).param("rows", rows);
    }

    private static String statement(String list, Filter wanted) {
        String by = BY.get(wanted.order());
        return list.formatted(wanted.conditions(), AFTER.get(wanted.order()).formatted("i"), by.formatted("i"), by.formatted("w"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** What this person did since then, newest first. */
    List<WorkItem> doneBy(String person, Instant since, Filter wanted, Cursor before, int rows) {
        return wanted.on(sql.sql(DONE.formatted(wanted.conditions()))).param("me", person).param("since", utc(since))
                .param("at", utc(before == null ? END : before.at())).param("task", before == null ? "" : before.taskId()).param("rows", rows)
                .query(WorkStore::item).list();
    }

    Worklist.Counts counts(String person, Collection<String> queues, LocalDate today, int most) {
        return sql.sql(COUNTS).param("me", person).param("queues", queues.toArray(String[]::new)).param("today", today).param("most", most)
                .query(Worklist.Counts.class).single();
    }

    int arrived(String person, Collection<String> queues, View view, Filter wanted, Instant since, int rows) {
        String statement = view == View.MINE ? ARRIVED_MINE : ARRIVED;
        return wanted.on(sql.sql(statement.formatted(wanted.conditions()))).param("me", person).param("queues", queues.toArray(String[]::new))
                .param("all", view == View.ALL).param("since", utc(since)).param("rows", rows).query(Integer.class).single();
    }

    Map<String, CaseFacts> facts(Collection<String> cases) {
        return sql.sql("select number, kind, language, received_at from case_file where number = any(:cases)").param("cases", cases.toArray(String[]::new))
                .query(CaseFacts.class).list().stream().collect(Collectors.toMap(CaseFacts::number, Function.identity()));
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

    List<WorkItem> late(Collection<String> offices, boolean all, String step, Instant now, Cursor after, int rows) {
        return sql.sql(LATE).param("all", all).param("step", step, Types.VARCHAR).param("offices", offices.toArray(String[]::new)).param("now", now.atOffset(ZoneOffset.UTC))
                .param("due", after == null ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : after.at().atOffset(ZoneOffset.UTC))
                .param("task", after == null ? "" : after.taskId()).param("rows", rows).query(WorkStore::item).list();
    }

    private static JdbcClient.StatementSpec after(JdbcClient.StatementSpec statement, Cursor cursor) {
        Cursor from = cursor != null ? cursor : new Cursor(Integer.MAX_VALUE, Instant.EPOCH, "");
        return statement.param("priority", from.priority()).param("at", utc(from.at())).param("task", from.taskId());
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
                row.getString("completed_by"), row.getString("outcome"), row.getObject("follow_up_on", LocalDate.class),
                row.getObject("held_until", LocalDate.class), row.getString("held_reason"), row.getString("previous_assignee"),
                row.getInt("version"));
    }
}
