package org.madoguchi.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.sla.Escalations;
import org.madoguchi.supervision.Figures.Period;
import org.madoguchi.supervision.Figures.Sheet;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What a supervisor sees of the work of an office, each figure counted a second time from the ledger. */
@MadoguchiTest
@Import(World.class)
class FiguresTests {

    /** What happened to each clock of a step at an office, as its entries tell, whatever the clock itself says. */
    private static final String FROM_THE_LEDGER = """
            with office as (
                select distinct on (e.clock_id) e.clock_id, e.office_code from sla_entry e
                 where e.office_code is not null order by e.clock_id, e.id desc),
            target as (
                select distinct on (e.clock_id) e.clock_id, e.due_at, e.at_risk_at, e.what = 'PAUSED' as paused from sla_entry e
                 where e.what in ('STARTED', 'PAUSED', 'RESUMED', 'MOVED') order by e.clock_id, e.id desc),
            told as (
                select e.clock_id, min(e.at) filter (where e.what = 'STARTED') as started, max(e.at) filter (where e.what in ('MET', 'ENDED', 'DROPPED')) as stopped,
                       max(e.what) filter (where e.what in ('MET', 'ENDED', 'DROPPED')) as outcome
                  from sla_entry e group by e.clock_id)
            select %s
              from told
              join office using (clock_id)
              join target using (clock_id)
              join sla_clock c on c.id = told.clock_id and c.kind = 'STEP'
             where office.office_code = :office
            """;

    @Autowired
    World world;

    @Autowired
    Figures figures;

    @Autowired
    Heat heat;

    @Autowired
    Escalations escalations;

    @Autowired
    Staff staff;

    @Autowired
    MockMvcTester pages;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    private Instant now;
    private Period period;

    @BeforeEach
    void some_weeks_of_work() {
        world.begin();
        for (SamplePlan plan : List.of(SamplePlan.HANDED_OVER, SamplePlan.HANDED_OVER_AT_SECOND_VISIT, SamplePlan.EXAMINING, SamplePlan.REFUSED, SamplePlan.AT_THE_COUNTER)) {
            world.walk(world.somebody(plan), plan);
        }
        WorkItem late = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING));
        clock.stopAt(late.dueAt().plusSeconds(3600));
        world.settle();
        while (escalations.raise()) {
            // all of it
        }
        now = clock.instant();
        period = new Period(now.minus(Duration.ofDays(7L * Figures.WEEKS)), now);
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void every_count_of_steps_is_what_the_ledger_adds_up_to() {
        for (String office : List.of(World.MUNICIPALITY, World.MISSION)) {
            Sheet sheet = figures.of(Set.of(office), null, period, true, now);
            assertThat(disagreeing(office)).as("clocks of which the ledger tells something else").isEmpty();
            assertThat(sheet.now().open()).isEqualTo(recount("stopped is null", office)).isEqualTo(sheet.steps().stream().mapToLong(Figures.Step::open).sum());
            assertThat(sheet.now().late()).isEqualTo(recount("stopped is null and not paused and target.due_at <= :now", office));
            assertThat(sheet.now().atRisk()).isEqualTo(recount("stopped is null and not paused and target.at_risk_at <= :now and target.due_at > :now", office));
            assertThat(sheet.done().done()).isEqualTo(recount("stopped >= :from and stopped < :now and told.outcome in ('MET', 'ENDED')", office))
                    .isEqualTo(sheet.steps().stream().mapToLong(Figures.Step::done).sum());
            assertThat(sheet.done().inTime()).isEqualTo(recount("stopped >= :from and stopped < :now and told.outcome = 'MET'", office));
            assertThat(sheet.weeks()).hasSize(Figures.WEEKS);
            // others of these tests have lived in times to come
            assertThat(sheet.weeks().get(Figures.WEEKS - 1).open()).isEqualTo(recount("started <= :now and (stopped is null or stopped > :now)", office));
            assertThat(sheet.weeks().stream().mapToLong(Figures.Week::done).sum()).isEqualTo(sheet.done().done());
        }
    }

    @Test
    void cases_are_counted_with_their_visits_and_with_every_day() {
        Sheet sheet = figures.of(Set.of(World.MISSION), "overseas", new Period(now.minus(Duration.ofDays(364)), now), true, now);
        record Recount(long ended, long handedOver, long visits) {}
        Recount recount = sql.sql("""
                select count(*) as ended, count(*) filter (where f.state = 'HANDED_OVER') as handed_over,
                       coalesce(sum((select count(*) from appointment a where a.case_number = f.number and a.state = 'KEPT')) filter (where f.state = 'HANDED_OVER'), 0)::bigint as visits
                  from case_file f where f.mission_code = :office and f.closed_at < :now and f.closed_at >= :from and f.programme = 'OVERSEAS'
                """).param("office", World.MISSION).param("now", now.atOffset(java.time.ZoneOffset.UTC)).param("from", now.minus(Duration.ofDays(364)).atOffset(java.time.ZoneOffset.UTC))
                .query(Recount.class).single();
        assertThat(sheet.cases().ended()).isEqualTo(recount.ended());
        assertThat(sheet.cases().handedOver()).isEqualTo(recount.handedOver()).isPositive();
        assertThat(sheet.cases().visits()).isEqualTo(recount.visits()).isGreaterThanOrEqualTo(sheet.cases().oneVisit());
        assertThat(sheet.cases().medianSeconds()).isPositive();
        assertThat(sheet.visits().missed()).isPositive();
        assertThat(sheet.holders()).extracting(Figures.Holder::holder).contains("MUNICIPALITY", "APPLICANT");
        assertThat(figures.of(Set.of(World.MISSION), "residence", period, true, now).cases().ended()).isZero();
    }

    @Test
    void a_supervisor_sees_the_own_office_with_its_people_and_takes_it_along() {
        CurrentUser supervisor = world.officer(Role.MUNICIPAL_SUPERVISOR, "a");
        assertThat(pages.get().uri("/supervision/figures?weeks=13&lang=en").with(user(supervisor))).hasStatusOk().bodyText()
                .contains("How the work goes", "Examine the application", "By person", "In whose hands cases are").doesNotContain("By office");
        assertThat(pages.get().uri("/supervision/figures.csv?weeks=13&lang=en").with(user(supervisor))).hasStatusOk().bodyText()
                .contains("\"Task_ExamineApplication\",\"Examine the application\"");
        assertThat(pages.get().uri("/supervision?all=true&step=Task_ExamineApplication&lang=en").with(user(supervisor))).hasStatusOk().bodyText()
                .contains("Only: All open work · Examine the application");
    }

    @Test
    void the_model_shows_where_cases_stay_how_often_and_how_late() {
        List<Heat.Place> places = heat.of("overseas-card-application", null, Set.of(World.MUNICIPALITY), period.from().minus(Duration.ofDays(60)), now);
        Heat.Place examination = places.stream().filter(one -> one.activityId().equals("Task_ExamineApplication")).findFirst().orElseThrow();
        assertThat(examination.times()).isEqualTo(steps("")).isPositive();
        assertThat(examination.running()).isEqualTo(steps("and c.stopped_at is null")).isPositive();
        assertThat(examination.late()).isEqualTo(steps("and exists (select from sla_entry e where e.clock_id = c.id and e.what = 'BREACHED')")).isPositive();
        assertThat(examination.medianSeconds()).isPositive();
        assertThat(heat.of("overseas-card-application", 99, Set.of(World.MUNICIPALITY), period.from(), now)).isEmpty();
        assertThat(heat.of("overseas-card-application", null, Set.of("011002"), period.from(), now)).noneMatch(one -> one.times() > examination.times());

        CurrentUser supervisor = world.officer(Role.MUNICIPAL_SUPERVISOR, "a");
        assertThat(pages.get().uri("/supervision/heat?lang=en&measure=LATE").with(user(supervisor))).hasStatusOk().bodyText()
                .contains("Where cases stay", "Task_ExamineApplication,5,");
        assertThat(pages.get().uri("/supervision/heat?measure=BEAUTY").with(user(supervisor))).hasStatus(422);
        assertThat(pages.get().uri("/supervision/heat?process=nothing").with(user(supervisor))).hasStatus(404);
    }

    /** Examinations of cases of the municipality that began in the time, by the clocks. */
    private long steps(String also) {
        return sql.sql("select count(*) from sla_clock c join case_file f on f.number = c.case_number where f.municipality_code = :office "
                + "and c.task_key = 'Task_ExamineApplication' and f.received_at >= :from and f.received_at < :now " + also)
                .param("office", World.MUNICIPALITY).param("from", period.from().minus(Duration.ofDays(60)).atOffset(java.time.ZoneOffset.UTC))
                .param("now", now.atOffset(java.time.ZoneOffset.UTC)).query(Long.class).single();
    }

    @Test
    void a_programme_manager_sees_all_offices_and_nobodys_name() {
        CurrentUser manager = new CurrentUser("programme-manager-a", CurrentUser.Kind.STAFF, "統括", "Manager", Set.of(new Post(Role.PROGRAMME_MANAGER, "HQ")));
        staff.put(manager);
        assertThat(pages.get().uri("/supervision/figures?lang=en").with(user(manager))).hasStatusOk().bodyText().contains("By office").doesNotContain("By person");
    }

    @Test
    void what_makes_no_sense_or_belongs_to_others_is_refused() {
        CurrentUser supervisor = world.officer(Role.MUNICIPAL_SUPERVISOR, "a");
        assertThat(pages.get().uri("/supervision/figures?office=" + World.MISSION).with(user(supervisor))).hasStatus(404);
        assertThat(pages.get().uri("/supervision/figures?weeks=3").with(user(supervisor))).hasStatus(422);
        assertThat(pages.get().uri("/supervision/figures?programme=other").with(user(supervisor))).hasStatus(422);
        assertThat(pages.get().uri("/supervision?office=" + World.MISSION).with(user(supervisor))).hasStatus(404);
        long foreign = sql.sql("select id from escalation where office_code = :office and settled_at is null limit 1").param("office", World.MISSION).query(Long.class).single();
        assertThat(pages.post().uri("/supervision/escalations/" + foreign + "/settle").with(user(supervisor)).with(csrf())).hasStatus(404);
    }

    private List<String> disagreeing(String office) {
        return sql.sql("""
                select concat_ws(' ', c.case_number, c.task_key, c.office_code, c.outcome, c.stopped_at, 'told:', told.outcome, told.stopped, told.office)
                  from sla_clock c
                 cross join lateral (
                       select max(e.what) filter (where e.what in ('MET', 'ENDED', 'DROPPED')) as outcome, max(e.at) filter (where e.what in ('MET', 'ENDED', 'DROPPED')) as stopped,
                              (array_agg(e.office_code order by e.id desc) filter (where e.office_code is not null))[1] as office
                         from sla_entry e where e.clock_id = c.id) told
                 where c.kind = 'STEP' and (c.office_code = :office or told.office = :office)
                   and (c.outcome, c.stopped_at, c.office_code) is distinct from (told.outcome, told.stopped, told.office)
                 limit 5
                """).param("office", office).query(String.class).list();
    }

    private long recount(String which, String office) {
        String query = FROM_THE_LEDGER.formatted("count(*) filter (where " + which + ")");
        return sql.sql(query).param("office", office).param("now", now.atOffset(java.time.ZoneOffset.UTC)).param("from", period.from().atOffset(java.time.ZoneOffset.UTC))
                .query(Long.class).single();
    }
}
