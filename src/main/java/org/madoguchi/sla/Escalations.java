package org.madoguchi.sla;

import java.nio.charset.StandardCharsets;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.DecisionTables;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is told of late work, and to whom. A date that passed is raised once; the process {@code sla-escalation} then climbs by
 * the table {@code escalation-ladder} from one to the next, each once, until it is settled.
 */
@Component
public class Escalations {

    /** Who is told of late work, in this order. */
    public enum Told { HOLDER, SUPERVISOR, PROGRAMME_MANAGER }

    /** How an escalation ends. */
    public enum Settled {
        /** A supervisor knows, and need not be told again. */
        ACKNOWLEDGED,
        /** A supervisor has taken the work over. */
        TAKEN_OVER,
        /** A supervisor says why it may be late. */
        CLOSED,
        /** The work is done. */
        DONE,
        /** Its target is a later one. */
        MOVED
    }

    /** Late work that nobody has settled. @param told who was told last, null where nobody yet */
    public record Escalation(long id, String taskId, String caseNumber, String taskKey, String role, String officeCode,
            Instant dueAt, Instant raisedAt, Told told) {}

    private record Raised(long id, String caseNumber) {}

    /** How many are raised in one transaction; also in one storm after an outage pages have their turn in between. */
    private static final int RAISED_AT_ONCE = 200;

    private static final String PROCESS = "sla-escalation";
    private static final String NUMBER = "escalation";

    /** An escalation belongs to a date: where the clock was moved to a later one after it, the task can be late once more. */
    private static final String RAISE = """
            with late as (
                select id from sla_clock
                 where stopped_at is null and paused_at is null and due_at <= :now and breached_at is null
                   and (cast(:case as text) is null or case_number = :case)
                 order by due_at
                 limit :rows
                   for update skip locked),
            c as (
                update sla_clock c set breached_at = :now from late where c.id = late.id
                returning c.id, c.kind, c.task_id, c.case_number, c.task_key, c.role, c.office_code, c.due_at),
            written as (
                insert into sla_entry (clock_id, at, what, due_at) select id, :now, 'BREACHED', due_at from c)
            insert into escalation (clock_id, task_id, case_number, task_key, role, office_code, due_at, raised_at)
            select id, task_id, case_number, task_key, role, office_code, due_at, :now from c where kind = 'STEP'
            on conflict do nothing
            returning id, case_number
            """;

    private static final String LEFT = """
            select count(*) from (
                select from sla_clock
                 where stopped_at is null and paused_at is null and due_at <= :now and breached_at is null
                 limit 1) late
            """;

    private static final String ONE = """
            select id, task_id, case_number, task_key, role, office_code, due_at, raised_at, told from escalation
            """;

    private static final String OPEN = """
            select count(*)
              from escalation e
              join sla_clock c on c.id = e.clock_id
             where e.office_code = any(:offices) and e.settled_at is null and c.stopped_at is null and c.due_at <= :now
            """;

    private static final String ASSIGNEE = "select assignee from work_item where task_id = :task and closed_at is null and assignee is not null";

    private static final String CLIMB = """
            with e as (update escalation set told = :told where id = :id and settled_at is null returning id)
            insert into escalation_rung (escalation_id, told, at) select id, :told, :now from e
            """;

    private static final String SETTLE = """
            update escalation set settled_at = :now, settled_by = :by, settled = :how, note = :note where id = :id and settled_at is null
            """;

    private final JdbcClient sql;
    private final DecisionTables tables;
    private final Calendars calendars;
    private final Offices offices;
    private final Staff staff;
    private final CaseFlow flow;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Escalations(JdbcClient sql, DecisionTables tables, Calendars calendars, Offices offices, Staff staff, CaseFlow flow,
            ApplicationEventPublisher events, Clock clock) {
        this.sql = sql;
        this.tables = tables;
        this.calendars = calendars;
        this.offices = offices;
        this.staff = staff;
        this.flow = flow;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Notes every clock of the case that is past its target, once for each date, and starts to tell of late work. The timer
     * that calls this only says "look".
     */
    @Transactional
    public void raise(String caseNumber) {
        raised(caseNumber);
    }

    /**
     * The same for some of all cases, those late for longest first. A timer is used up once it has fired; where the ledger gave
     * more time after that, or the timer came too early, nothing else would look again. Safe on several nodes and to repeat.
     *
     * @return whether there is more to raise
     */
    @Transactional
    public boolean raise() {
        raised(null);
        return sql.sql(LEFT).param("now", now()).query(Integer.class).single() > 0;
    }

    private void raised(String caseNumber) {
        List<Raised> late = sql.sql(RAISE).param("case", caseNumber, Types.VARCHAR).param("now", now()).param("rows", RAISED_AT_ONCE).query(Raised.class).list();
        late.forEach(one -> flow.start(PROCESS, key(one.id()), Map.of(NUMBER, one.id())));
    }

    /**
     * Tells whoever comes next by {@code escalation-ladder}.
     *
     * @return the working hours until the one after is told; empty where nobody comes after
     */
    Optional<Integer> tellNext(long id) {
        Escalation late = one(id);
        String holder = sql.sql(ASSIGNEE).param("task", late.taskId()).query(String.class).optional().orElse(null);
        Map<String, Object> rung = tables.single("escalation-ladder", Map.of("told", late.told() == null ? "NOBODY" : late.told().name(),
                "held", holder != null));
        Told told = Told.valueOf((String) rung.get("next"));
        if (sql.sql(CLIMB).param("id", id).param("told", told.name()).param("now", now()).update() > 0) {
            events.publishEvent(new LateWork(told, late.taskId(), late.caseNumber(), listeners(told, late, holder), occasion(told, late)));
        }
        return Optional.ofNullable((Number) rung.get("afterWorkingHours")).map(Number::intValue);
    }

    /** When the one after is told, in the working time of the office. */
    Instant nextAt(long id, int workingHours) {
        return calendars.of(offices.get(one(id).officeCode())).deadline(clock.instant(), Duration.ofHours(workingHours));
    }

    private List<String> listeners(Told told, Escalation late, String holder) {
        return switch (told) {
            case HOLDER -> List.of(holder);
            case SUPERVISOR -> staff.inQueue(Sla.supervisorOf(late.role()), late.officeCode()).stream().map(CurrentUser::id).toList();
            case PROGRAMME_MANAGER -> staff.inQueue(Role.PROGRAMME_MANAGER, "HQ").stream().map(CurrentUser::id).toList();
        };
    }

    /** Supervisors hear of much late work: what comes within an hour is one notice. */
    private UUID occasion(Told told, Escalation late) {
        String what = told == Told.HOLDER ? "late " + late.id() : "late " + told + ' ' + late.officeCode() + ' ' + clock.instant().truncatedTo(ChronoUnit.HOURS);
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8));
    }

    private Escalation one(long id) {
        return find(id).orElseThrow();
    }

    /** How many of these offices nobody has settled. */
    public long open(Set<String> officeCodes) {
        return sql.sql(OPEN).param("offices", officeCodes.toArray(String[]::new)).param("now", now()).query(Long.class).single();
    }

    public Optional<Escalation> find(long id) {
        return sql.sql(ONE + " where id = :id").param("id", id).query(Escalation.class).optional();
    }

    /** What nobody has settled of a task. */
    public Optional<Escalation> ofTask(String taskId) {
        return Optional.ofNullable(ofTasks(List.of(taskId)).get(taskId));
    }

    /** What nobody has settled of these tasks, by task. */
    public Map<String, Escalation> ofTasks(Collection<String> taskIds) {
        return sql.sql(ONE + " where task_id = any(:tasks) and settled_at is null").param("tasks", taskIds.toArray(String[]::new)).query(Escalation.class).list().stream()
                .collect(Collectors.toMap(Escalation::taskId, one -> one));
    }

    /** Ends an escalation, for a reason or without; nobody else is told. Safe to repeat: who was first has settled it. */
    @Transactional
    public void settle(long id, Settled how, String note, String by) {
        int settled = sql.sql(SETTLE).param("id", id).param("how", how.name()).param("note", note, Types.VARCHAR).param("by", by).param("now", now()).update();
        if (settled > 0) {
            over(List.of(id));
        }
    }

    /** These are settled: their processes end. */
    void over(List<Long> ids) {
        ids.forEach(id -> flow.tellIfWaiting(key(id), "escalation-settled", Map.of()));
    }

    private static String key(long id) {
        return "escalation-" + id;
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
