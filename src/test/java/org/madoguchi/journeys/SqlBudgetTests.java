package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.FollowToken;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many statements each step may send to the database. The budgets are what was measured and a little more, so that
 * somebody who adds a query for each row, or asks twice what was known, hears of it. Numbers: src/docs/performance.md.
 */
@MadoguchiTest
@Import(World.class)
class SqlBudgetTests {

    @TestConfiguration(proxyBeanMethods = false)
    static class Counting {

        @Bean
        static SqlCounter sqlCounter() {
            return new SqlCounter();
        }
    }

    private static final Map<String, Integer> BUDGETS = new LinkedHashMap<>();

    static {
        BUDGETS.put("submit an application", 36);
        BUDGETS.put("first page of /tasks", 6);
        BUDGETS.put("claim a task", 14);
        BUDGETS.put("open the page of a task", 18);
        BUDGETS.put("complete Task_ExamineApplication", 43);
        BUDGETS.put("open the page of a case", 29);
        BUDGETS.put("book a slot", 44);
        // the task is late in this test: what was told of it ends too
        BUDGETS.put("complete Task_HandOverCard", 84);
    }

    @Autowired
    World world;

    @Autowired
    MockMvcTester http;

    @Autowired
    FollowToken followToken;

    @Autowired
    Appointments appointments;

    @Autowired
    JdbcClient sql;

    @Autowired
    JsonMapper json;

    @Autowired
    MovableClock clock;

    private final Map<String, List<String>> measured = new LinkedHashMap<>();

    @BeforeEach
    void begin() {
        world.begin();
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void each_step_stays_within_its_budget_of_statements() {
        CurrentUser municipal = world.officer(Role.MUNICIPAL_OFFICER, "a");
        CurrentUser consular = world.officer(Role.CONSULAR_OFFICER, "a");
        // Whatever is read once per JVM has been read: tables and models.
        get("/cases/" + world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER), municipal);
        get("/cases/" + world.walk(world.somebody(SamplePlan.ABOUT_TO_HAND_OVER), SamplePlan.ABOUT_TO_HAND_OVER), consular);
        get("/tasks/" + world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).taskId(), municipal);
        String waiting = world.walk(world.somebody(SamplePlan.INVITED), SamplePlan.INVITED);
        String atTheEnd = world.walk(world.somebody(SamplePlan.ABOUT_TO_HAND_OVER), SamplePlan.ABOUT_TO_HAND_OVER);
        String examined = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);

        SamplePerson somebody = world.somebody(SamplePlan.EXAMINING);
        measure("submit an application", () -> assertThat(http.post().uri("/api/v1/applications").header("Idempotency-Key", "budget")
                .contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(ApiApplication.of(somebody, somebody.email(), true))))
                .hasStatus(201));

        WorkItem examination = world.openTask(examined);
        crowd(examination, 20);
        measure("first page of /tasks", () -> assertThat(get("/tasks?view=ALL", municipal)).hasStatusOk().bodyText().contains(examined));
        measure("claim a task", () -> assertThat(post("/api/v1/tasks/" + examination.taskId() + "/claim", "", municipal)).hasStatus(204));
        measure("open the page of a task", () -> assertThat(get("/tasks/" + examination.taskId(), municipal)).hasStatusOk());
        measure("complete Task_ExamineApplication", () -> assertThat(post("/api/v1/tasks/" + examination.taskId() + "/complete",
                "{\"examination\": \"ISSUE\"}", municipal)).hasStatus(204));

        OffsetDateTime slot = appointments.freeSlots(World.MISSION, LocalDate.ofInstant(clock.instant(), Tokyo.ZONE).plusDays(3), 14).stream()
                .filter(one -> one.free() > 0).findFirst().orElseThrow().start().toOffsetDateTime();
        measure("book a slot", () -> assertThat(http.post().uri("/api/v1/appointments").contentType(MediaType.APPLICATION_JSON)
                .header("Authorization", "Bearer " + followToken.forCase(waiting))
                .content("{\"caseNumber\": \"%s\", \"start\": \"%s\"}".formatted(waiting, slot))).hasStatus(201));

        WorkItem handover = world.openTask(atTheEnd);
        measure("open the page of a case", () -> assertThat(get("/cases/" + atTheEnd, consular)).hasStatusOk());
        measure("complete Task_HandOverCard", () -> assertThat(post("/api/v1/tasks/" + handover.taskId() + "/complete",
                "{\"handover\": \"HANDED_OVER\", \"signatureTaken\": true, \"servicesShown\": true}", consular)).hasStatus(204));
        assertThat(world.file(atTheEnd).state()).isEqualTo(CaseState.HANDED_OVER);

        report();
    }

    @Test
    void the_task_list_sends_as_many_statements_for_25_rows_as_for_one() {
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        int few = SqlCounter.during(() -> get("/tasks?view=ALL", officer)).size();
        crowd(world.openTask(caseNumber), 30);
        assertThat(SqlCounter.during(() -> get("/tasks?view=ALL", officer))).hasSize(few);
    }

    /** So many more rows on the list, each with another person. */
    private void crowd(WorkItem like, int rows) {
        for (int n = 0; n < rows; n++) {
            sql.sql("insert into staff (id, name_ja, name_en) values (:id, '担当', 'Officer') on conflict do nothing")
                    .param("id", "crowd-" + n).update();
            sql.sql("""
                    insert into work_item (task_id, case_number, task_key, form_key, role, office_code, assignee, created_at, due_at, at_risk_at, priority)
                    select :id, case_number, task_key, form_key, role, office_code, :who, created_at, due_at, at_risk_at, priority
                      from work_item where task_id = :like
                    """).param("id", like.taskId() + "-" + n).param("who", "crowd-" + n).param("like", like.taskId()).update();
        }
    }

    private void measure(String step, SqlCounter.Step what) {
        measured.put(step, SqlCounter.during(what));
    }

    private void report() {
        var softly = new SoftAssertions();
        var table = new StringBuilder("%n%-36s %10s %6s%n".formatted("Step", "Statements", "Budget"));
        measured.forEach((step, sent) -> {
            table.append("%-36s %10d %6d%n".formatted(step, sent.size(), BUDGETS.get(step)));
            softly.assertThat(sent.size()).as("statements of: %s%n%s", step, tally(sent)).isLessThanOrEqualTo(BUDGETS.get(step));
        });
        System.out.println(table);
        if (Boolean.getBoolean("madoguchi.sql.show")) {
            measured.forEach((step, sent) -> System.out.println("== " + step + "\n" + tally(sent)));
        }
        softly.assertAll();
    }

    /** The statements, the most repeated first. */
    private static String tally(List<String> sent) {
        return sent.stream().collect(Collectors.groupingBy(Function.identity(), LinkedHashMap::new, Collectors.counting())).entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
                .map(one -> "%4d  %s".formatted(one.getValue(), one.getKey().substring(0, Math.min(220, one.getKey().length()))))
                .collect(Collectors.joining("\n"));
    }

    private MvcTestResult get(String path, CurrentUser person) {
        return http.get().uri(path).with(as(person)).exchange();
    }

    private MvcTestResult post(String path, String body, CurrentUser person) {
        return http.post().uri(path).with(as(person)).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private static RequestPostProcessor as(CurrentUser person) {
        return SecurityMockMvcRequestPostProcessors.authentication(
                UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
    }
}
