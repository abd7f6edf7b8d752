package org.madoguchi.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.sla.ClockLedger.Entry;
import org.madoguchi.sla.ClockLedger.Standing;
import org.madoguchi.worklist.WorkAction;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.madoguchi.worklist.WorkActions;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Clocks of steps, of cases and of those who hold them, and what is told when one passes its target. */
@MadoguchiTest
@Import(World.class)
class ClocksTests {

    private record Row(long id, String kind, String holder, Instant startedAt, Instant dueAt, Instant atRiskAt, Instant pausedAt, Instant breachedAt, Instant stoppedAt) {

        Standing standing() {
            return new Standing(startedAt, dueAt, atRiskAt, pausedAt, breachedAt, stoppedAt);
        }
    }

    @Autowired
    World world;

    @Autowired
    ClockLedger ledger;

    @Autowired
    Sla sla;

    @Autowired
    Escalations escalations;

    @Autowired
    Worklist worklist;

    @Autowired
    WorkActions actions;

    @Autowired
    Staff staff;

    @Autowired
    Offices offices;

    @Autowired
    ManagementService engine;

    @Autowired
    RuntimeService processes;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void begin() {
        world.begin();
        staff.put(new CurrentUser("programme-manager-a", CurrentUser.Kind.STAFF, "統括", "Manager", Set.of(new Post(Role.PROGRAMME_MANAGER, "HQ"))));
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @ParameterizedTest
    @EnumSource(value = SamplePlan.class, names = {"HANDED_OVER_AFTER_FEE", "HANDED_OVER_AT_SECOND_VISIT", "LAPSED", "WITHDRAWN", "CARD_MISSING"})
    void every_clock_stands_as_its_entries_add_up(SamplePlan plan) {
        String number = world.walk(world.somebody(plan), plan);
        Map<Long, List<Entry>> entries = ledger.entries(number).stream().collect(Collectors.groupingBy(Entry::clockId));
        assertThat(rows(number)).isNotEmpty().allSatisfy(row -> assertThat(ClockLedger.standing(entries.get(row.id()))).isEqualTo(row.standing()));
    }

    @Test
    void a_case_is_always_in_the_hands_of_exactly_one() {
        String number = world.walk(world.somebody(SamplePlan.HANDED_OVER_AFTER_FEE), SamplePlan.HANDED_OVER_AFTER_FEE);
        List<Row> holders = rows(number).stream().filter(row -> row.kind().equals("HOLDER")).toList();
        assertThat(holders).extracting(Row::holder).containsExactly("MUNICIPALITY", "APPLICANT", "MUNICIPALITY", "APPLICANT", "JLIS", "MISSION",
                "APPLICANT", "MISSION");
        Instant at = world.file(number).receivedAt();
        for (Row one : holders) {
            assertThat(one.startedAt()).isEqualTo(at);
            at = one.stoppedAt();
        }
        assertThat(at).isEqualTo(world.file(number).closedAt());
    }

    @Test
    void the_clock_of_a_case_stands_still_while_the_applicant_is_waited_for() {
        String number = world.walk(world.somebody(SamplePlan.FEE_TO_PAY), SamplePlan.FEE_TO_PAY);
        Row waiting = ofCase(number);
        assertThat(waiting.pausedAt()).isNotNull();
        assertThat(sql.sql("select waits_for from sla_clock where id = :id").param("id", waiting.id()).query(String.class).single()).isEqualTo("APPLICANT");

        String paid = world.walk(world.somebody(SamplePlan.IN_PRODUCTION), SamplePlan.IN_PRODUCTION);
        assertThat(ofCase(paid).pausedAt()).isNull();

        String handedOver = world.walk(world.somebody(SamplePlan.HANDED_OVER_AFTER_FEE), SamplePlan.HANDED_OVER_AFTER_FEE);
        List<Entry> entries = ledger.entries(handedOver).stream().filter(one -> one.clockId() == ofCase(handedOver).id()).toList();
        var calendar = sla.calendar(offices.get(World.MISSION));
        for (int i = 1; i < entries.size(); i++) {
            if (entries.get(i).what() == ClockLedger.What.RESUMED) {
                Entry paused = entries.get(i - 1);
                assertThat(calendar.remaining(entries.get(i).at(), entries.get(i).dueAt())).isEqualTo(calendar.remaining(paused.at(), paused.dueAt()));
            }
        }
    }

    @Test
    void a_task_that_waits_for_somebody_outside_loses_no_working_time_and_its_timer_goes_along() {
        WorkItem task = examining();
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        worklist.claim(task.taskId(), officer);
        var calendar = sla.calendar(offices.get(task.officeCode()));
        LocalDate day = LocalDate.ofInstant(clock.instant(), offices.get(task.officeCode()).zone());

        actions.act(task.taskId(), new WorkAction(Kind.HOLD, null, null, HoldReason.APPLICANT, day.plusDays(10)), officer, UUID.randomUUID());
        Instant back = day.plusDays(11).atStartOfDay(offices.get(task.officeCode()).zone()).toInstant();
        Instant held = world.openTask(task.caseNumber()).dueAt();
        assertThat(held).isEqualTo(calendar.deadline(back, calendar.remaining(clock.instant(), task.dueAt())));
        assertThat(timer(task)).isEqualTo(held);

        actions.act(task.taskId(), new WorkAction(Kind.RESUME, null, null, null, null), officer, UUID.randomUUID());
        assertThat(world.openTask(task.caseNumber()).dueAt()).isEqualTo(task.dueAt());
        assertThat(timer(task)).isEqualTo(task.dueAt());

        actions.act(task.taskId(), new WorkAction(Kind.HOLD, null, null, HoldReason.PARTNER, day.plusDays(10)), officer, UUID.randomUUID());
        clock.stopAt(back.plusSeconds(60));
        assertThat(sla.resumeOver()).isPositive();
        assertThat(ledger.ofTask(task.taskId())).singleElement().satisfies(one -> {
            assertThat(one.pausedAt()).isNull();
            assertThat(one.dueAt()).isEqualTo(held);
        });
        assertThat(ledger.entries(task.caseNumber()).stream().filter(one -> one.clockId() == ledger.ofTask(task.taskId()).get(0).id()))
                .extracting(Entry::what).extracting(Enum::name).containsExactly("STARTED", "PAUSED", "RESUMED", "PAUSED", "RESUMED");
    }

    @Test
    void a_task_that_waits_for_a_colleague_goes_on_counting_and_one_that_is_late_stays_late() {
        WorkItem task = examining();
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        worklist.claim(task.taskId(), officer);
        LocalDate day = LocalDate.ofInstant(clock.instant(), offices.get(task.officeCode()).zone());
        actions.act(task.taskId(), new WorkAction(Kind.HOLD, null, "?", HoldReason.COLLEAGUE, day.plusDays(3)), officer, UUID.randomUUID());
        assertThat(world.openTask(task.caseNumber()).dueAt()).isEqualTo(task.dueAt());

        clock.stopAt(task.dueAt().plusSeconds(1));
        actions.act(task.taskId(), new WorkAction(Kind.HOLD, null, null, HoldReason.APPLICANT, LocalDate.ofInstant(clock.instant(),
                offices.get(task.officeCode()).zone()).plusDays(3)), officer, UUID.randomUUID());
        assertThat(world.openTask(task.caseNumber()).dueAt()).isEqualTo(task.dueAt());
    }

    @Test
    void a_change_of_the_calendar_keeps_the_breaks_a_clock_took_and_moves_its_timer() {
        WorkItem task = examining();
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        worklist.claim(task.taskId(), officer);
        LocalDate day = LocalDate.ofInstant(clock.instant(), offices.get(task.officeCode()).zone());
        actions.act(task.taskId(), new WorkAction(Kind.HOLD, null, null, HoldReason.APPLICANT, day.plusDays(10)), officer, UUID.randomUUID());
        Instant held = world.openTask(task.caseNumber()).dueAt();
        sla.recompute(task.officeCode());
        assertThat(sla.recompute(task.officeCode())).as("nothing has changed").isZero();
        assertThat(world.openTask(task.caseNumber()).dueAt()).isEqualTo(held);
        LocalDate last = LocalDate.ofInstant(held, offices.get(task.officeCode()).zone());
        sql.sql("insert into closed_day (office_code, day, name_ja, name_en) values (:office, :day, '停電', 'Power cut')").param("office", task.officeCode())
                .param("day", last).update();
        try {
            assertThat(sla.recompute(task.officeCode())).isPositive();
            Instant back = day.plusDays(11).atStartOfDay(offices.get(task.officeCode()).zone()).toInstant();
            var calendar = sla.calendar(offices.get(task.officeCode()));
            assertThat(world.openTask(task.caseNumber()).dueAt()).isAfter(held).isEqualTo(calendar.deadline(back, calendar.remaining(clock.instant(), task.dueAt())))
                    .isEqualTo(timer(task));
        } finally {
            sql.sql("delete from closed_day where office_code = :office and day = :day").param("office", task.officeCode()).param("day", last).update();
            sla.recompute(task.officeCode());
        }
        assertThat(world.openTask(task.caseNumber()).dueAt()).isEqualTo(held).isEqualTo(timer(task));
    }

    @Test
    void targets_are_counted_again_once_for_each_release_of_their_tables() {
        WorkItem task = examining();
        sla.followTables();
        sql.sql("update sla_clock set due_at = due_at + interval '1 day' where task_id = :task").param("task", task.taskId()).update();
        assertThat(sla.followTables()).isZero();
        sql.sql("update sla_targets set release = 'the one before'").update();
        assertThat(sla.followTables()).isPositive();
        assertThat(world.openTask(task.caseNumber()).dueAt()).isEqualTo(task.dueAt());
        assertThat(ledger.ofTask(task.taskId())).singleElement().satisfies(one -> assertThat(one.dueAt()).isEqualTo(task.dueAt()));
    }

    @Test
    void late_work_is_told_to_whoever_has_it_then_to_the_supervisor_then_to_the_programme_manager_each_once() {
        WorkItem task = examining();
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        worklist.claim(task.taskId(), officer);
        clock.stopAt(task.dueAt().plusSeconds(1));
        world.settle();
        escalations.raise();
        assertThat(told(task)).containsExactly("HOLDER");
        assertThat(notices(task, officer)).containsExactly("LATE_HOLDER");

        workingHoursPass(task, 8);
        assertThat(told(task)).containsExactly("HOLDER", "SUPERVISOR");
        assertThat(notices(task, world.officer(Role.MUNICIPAL_SUPERVISOR, "a"))).containsExactly("LATE_SUPERVISOR");
        assertThat(notices(task, world.officer(Role.MUNICIPAL_SUPERVISOR, "b"))).containsExactly("LATE_SUPERVISOR");

        workingHoursPass(task, 16);
        assertThat(told(task)).containsExactly("HOLDER", "SUPERVISOR", "PROGRAMME_MANAGER");
        assertThat(notices(task, staff.find("programme-manager-a").orElseThrow())).containsExactly("LATE_PROGRAMME_MANAGER");

        workingHoursPass(task, 100);
        assertThat(told(task)).hasSize(3);
        Escalations.Escalation late = escalations.ofTask(task.taskId()).orElseThrow();
        assertThat(running(late)).isOne();
        escalations.settle(late.id(), Escalations.Settled.CLOSED, "電気が止まった", "programme-manager-a");
        escalations.settle(late.id(), Escalations.Settled.ACKNOWLEDGED, null, "municipal-supervisor-a");
        assertThat(running(late)).isZero();
        assertThat(sql.sql("select settled || ' ' || settled_by || ' ' || note from escalation where id = :id").param("id", late.id()).query(String.class).single())
                .isEqualTo("CLOSED programme-manager-a 電気が止まった");
    }

    @Test
    void what_nobody_has_is_told_to_the_supervisor_at_once_and_to_nobody_else_when_the_supervisor_gives_it_away() {
        WorkItem task = examining();
        clock.stopAt(task.dueAt().plusSeconds(1));
        world.settle();
        assertThat(told(task)).containsExactly("SUPERVISOR");
        Escalations.Escalation late = escalations.ofTask(task.taskId()).orElseThrow();
        actions.assign(task.taskId(), "municipal-officer-b", world.officer(Role.MUNICIPAL_SUPERVISOR, "a"));
        assertThat(escalations.ofTask(task.taskId())).isEmpty();
        assertThat(running(late)).isZero();
        workingHoursPass(task, 40);
        assertThat(told(task)).containsExactly("SUPERVISOR");
    }

    @Test
    void nobody_is_told_of_work_that_is_done_or_has_a_later_target() {
        WorkItem task = examining();
        clock.stopAt(task.dueAt().plusSeconds(1));
        world.settle();
        Escalations.Escalation late = escalations.ofTask(task.taskId()).orElseThrow();
        escalations.over(ledger.move(Map.of(ledger.ofTask(task.taskId()).get(0).id(), new Sla.Target(clock.instant().plus(Duration.ofDays(9)), clock.instant())),
                "TEST", clock.instant()));
        assertThat(running(late)).isZero();
        assertThat(escalations.ofTask(task.taskId())).isEmpty();

        clock.stopAt(clock.instant().plus(Duration.ofDays(9)).plusSeconds(1));
        escalations.raise();
        Escalations.Escalation again = escalations.ofTask(task.taskId()).orElseThrow();
        assertThat(again.id()).isNotEqualTo(late.id());
        world.walkOn(task.caseNumber(), world.somebody(SamplePlan.IN_PRODUCTION), SamplePlan.IN_PRODUCTION);
        assertThat(running(again)).isZero();
        assertThat(sql.sql("select settled from escalation where task_id = :task order by id").param("task", task.taskId()).query(String.class).list())
                .containsExactly("MOVED", "DONE");
    }

    private WorkItem examining() {
        return world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING));
    }

    private void workingHoursPass(WorkItem task, int hours) {
        clock.stopAt(sla.calendar(offices.get(task.officeCode())).deadline(clock.instant(), Duration.ofHours(hours)).plusSeconds(1));
        world.settle();
    }

    private List<String> told(WorkItem task) {
        return sql.sql("select r.told from escalation_rung r join escalation e on e.id = r.escalation_id where e.task_id = :task order by r.at, r.told")
                .param("task", task.taskId()).query(String.class).list();
    }

    private List<String> notices(WorkItem task, CurrentUser person) {
        return sql.sql("select kind from staff_notice where staff_id = :staff and task_id = :task").param("staff", person.id()).param("task", task.taskId())
                .query(String.class).list();
    }

    private long running(Escalations.Escalation late) {
        return processes.createProcessInstanceQuery().processInstanceBusinessKey("escalation-" + late.id()).count();
    }

    private Instant timer(WorkItem task) {
        String execution = sql.sql("select execution_id_ from engine.act_ru_task where id_ = :task").param("task", task.taskId()).query(String.class).single();
        return engine.createJobQuery().executionId(execution).timers().list().stream().map(Job::getDuedate).map(java.util.Date::toInstant).findFirst().orElseThrow();
    }

    private Row ofCase(String number) {
        return rows(number).stream().filter(row -> row.kind().equals("CASE")).findFirst().orElseThrow();
    }

    private List<Row> rows(String number) {
        return sql.sql("select id, kind, holder, started_at, due_at, at_risk_at, paused_at, breached_at, stopped_at from sla_clock where case_number = :case order by id")
                .param("case", number).query(Row.class).list();
    }
}
