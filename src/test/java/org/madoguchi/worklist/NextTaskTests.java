package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
import org.madoguchi.worklist.Worklist.View;
import org.madoguchi.worklist.Worklist.Wanted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Taking the next task, narrowing the list, and coming back to where one was. */
@MadoguchiTest
@Import(World.class)
class NextTaskTests {

    @Autowired
    World world;
    @Autowired
    Worklist worklist;
    @Autowired
    WorkActions actions;
    @Autowired
    Staff staff;
    @Autowired
    MovableClock clock;
    @Autowired
    MockMvcTester http;

    @Autowired
    JdbcClient sql;

    private CurrentUser officer;

    @BeforeEach
    void nobody_has_anything_to_do() {
        world.begin();
        officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        CurrentUser newcomer = hired(50);
        while (worklist.next(newcomer, Wanted.ALL).isPresent()) {
            // what other tests left is taken by somebody whom four eyes bar from none of it, and given away
        }
        worklist.list(newcomer, View.MINE, null).items().forEach(item -> world.stop(item.caseNumber()));
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    private String toReview() {
        return world.walk(world.somebody(SamplePlan.FACTS_CONFLICT), SamplePlan.FACTS_CONFLICT);
    }

    private CurrentUser hired(int number) {
        var person = new CurrentUser("next-" + number, CurrentUser.Kind.STAFF, "担当", "Officer " + number,
                Set.of(new Post(Role.MUNICIPAL_OFFICER, World.MUNICIPALITY)));
        staff.put(person);
        return person;
    }

    @Test
    void the_next_task_is_the_first_of_the_list_that_nobody_has() {
        toReview();
        world.pass(Duration.ofDays(31));
        String second = toReview();
        List<WorkItem> announced = worklist.list(officer, View.OPEN, null).items();
        assertThat(announced).hasSizeGreaterThanOrEqualTo(2).isSortedAccordingTo(Comparator.comparingInt((WorkItem item) -> -item.priority())
                .thenComparing(WorkItem::dueAt).thenComparing(WorkItem::taskId));
        for (WorkItem expected : announced) {
            WorkItem taken = worklist.next(officer, Wanted.ALL).orElseThrow();
            assertThat(taken.taskId()).isEqualTo(expected.taskId());
            assertThat(worklist.see(taken.taskId(), officer).assignee()).isEqualTo(officer.id());
        }
        assertThat(worklist.next(officer, Wanted.ALL)).isEmpty();
        assertThat(world.openTasks(second)).isNotEmpty();
    }

    @Test
    void what_four_eyes_bar_somebody_from_is_passed_over() {
        String number = world.walk(world.somebody(SamplePlan.VARIANT_SECOND), SamplePlan.VARIANT_SECOND);
        WorkItem second = world.openTask(number);
        CurrentUser first = staff.find(worklist.ofCase(number).stream().filter(item -> item.taskKey().equals("Task_ReviewMatch")).findFirst()
                .orElseThrow().completedBy()).orElseThrow();
        assertThat(worklist.barred(second, first)).isPresent();
        assertThat(worklist.next(first, Wanted.ALL)).isEmpty();
        assertThat(worklist.next(hired(99), Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(second.taskId());
    }

    @Test
    void of_twenty_who_ask_at_once_nobody_gets_anothers_and_the_first_twenty_are_taken() throws Exception {
        for (int i = 0; i < 23; i++) {
            toReview();
        }
        List<String> announced = worklist.list(officer, View.OPEN, null).items().stream().map(WorkItem::taskId).toList();
        var start = new CyclicBarrier(20);
        ExecutorService people = Executors.newFixedThreadPool(20);
        var pressing = new ArrayList<Callable<Optional<WorkItem>>>();
        for (int i = 0; i < 20; i++) {
            CurrentUser person = hired(i);
            pressing.add(() -> {
                start.await();
                return worklist.next(person, Wanted.ALL);
            });
        }
        var taken = new ArrayList<String>();
        for (Future<Optional<WorkItem>> each : people.invokeAll(pressing)) {
            taken.add(each.get().orElseThrow().taskId());
        }
        people.shutdown();
        assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(announced.subList(0, 20));
    }

    @Test
    void twenty_work_at_once_through_ten_thousand_in_the_announced_order() throws Exception {
        copies(world.openTask(toReview()), 10_000);
        List<String> announced = sql.sql("select task_id from work_item where task_id like 'copy-%' order by priority desc, due_at, task_id")
                .query(String.class).list();
        int each = 15;
        var start = new CyclicBarrier(20);
        ExecutorService people = Executors.newFixedThreadPool(20);
        var working = new ArrayList<Callable<List<String>>>();
        for (int i = 0; i < 20; i++) {
            CurrentUser person = hired(i);
            working.add(() -> {
                start.await();
                var taken = new ArrayList<String>();
                for (int n = 0; n < each; n++) {
                    taken.add(worklist.next(person, Wanted.ALL).orElseThrow().taskId());
                }
                return taken;
            });
        }
        var taken = new ArrayList<String>();
        for (Future<List<String>> one : people.invokeAll(working)) {
            List<String> own = one.get();
            assertThat(own).isSortedAccordingTo(Comparator.comparingInt(announced::indexOf));
            taken.addAll(own);
        }
        people.shutdown();
        assertThat(taken).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(announced.subList(0, 20 * each));
        for (int i = 0; i < 20; i++) {
            assertThat(worklist.list(hired(i), View.MINE, null).items()).hasSize(each);
        }
    }

    /** The same task again and again, ahead of all others, with priorities and dates of their own. */
    private void copies(WorkItem task, int copies) {
        for (String table : List.of("act_ru_task", "act_hi_taskinst")) {
            sql.sql("""
                    insert into engine.%1$s
                    select (jsonb_populate_record(null::engine.%1$s, to_jsonb(t) || jsonb_build_object('id_', 'copy-' || n))).*
                      from engine.%1$s t, generate_series(1, :copies) n where t.id_ = :task
                    """.formatted(table)).param("copies", copies).param("task", task.taskId()).update();
        }
        sql.sql("""
                insert into work_item (task_id, case_number, task_key, form_key, role, office_code, created_at, due_at, at_risk_at, priority)
                select 'copy-' || n, case_number, task_key, form_key, role, office_code, created_at,
                       due_at + (n * 7919 % 20000) * interval '1 minute', at_risk_at, 1000 + n * 31 % 4 * 10
                  from work_item, generate_series(1, :copies) n where task_id = :task
                """).param("copies", copies).param("task", task.taskId()).update();
    }

    @AfterEach
    void forget_the_copies() {
        for (String row : List.of("engine.act_ru_task where id_", "engine.act_hi_taskinst where id_", "work_item where task_id")) {
            sql.sql("delete from " + row + " like 'copy-%'").update();
        }
    }

    @Test
    void a_list_is_narrowed_to_an_office_a_step_and_a_state() {
        String number = toReview();
        String matched = world.walk(world.somebody(SamplePlan.VARIANT_NAME), SamplePlan.VARIANT_NAME);
        assertThat(cases(office(World.MUNICIPALITY))).contains(number, matched);
        assertThat(cases(office("131041"))).isEmpty();
        assertThat(worklist.next(officer, office("131041"))).isEmpty();
        assertThat(worklist.next(hired(98), step("Task_ReviewMatch"))).get().extracting(WorkItem::caseNumber).isEqualTo(matched);
        actions.release(world.openTask(matched).taskId(), hired(98));
        assertThat(cases(step("Task_ReviewEligibility"))).contains(number).doesNotContain(matched);
        assertThat(worklist.steps(officer)).contains("Task_ReviewEligibility", "Task_ReviewMatch");
        WorkItem item = world.openTask(number);
        for (WorkItem.Lateness state : List.of(WorkItem.Lateness.ON_TIME, WorkItem.Lateness.AT_RISK, WorkItem.Lateness.LATE)) {
            clock.stopAt(switch (state) {
                case ON_TIME -> item.atRiskAt().minusSeconds(1);
                case AT_RISK -> item.atRiskAt();
                default -> item.dueAt();
            });
            for (WorkItem.Lateness wanted : List.of(WorkItem.Lateness.ON_TIME, WorkItem.Lateness.AT_RISK, WorkItem.Lateness.LATE)) {
                assertThat(cases(new Wanted(null, null, null, wanted, null, null, null, null, null)).contains(number)).as(state + " under " + wanted).isEqualTo(state == wanted);
            }
        }
    }

    private static Wanted office(String office) {
        return new Wanted(office, null, null, null, null, null, null, null, null);
    }

    private static Wanted step(String step) {
        return new Wanted(null, null, step, null, null, null, null, null, null);
    }

    private List<String> cases(Wanted wanted) {
        return worklist.list(officer, View.OPEN, wanted, Worklist.Order.PRESSING, null).items().stream().map(WorkItem::caseNumber).toList();
    }

    @Test
    void whoever_opens_a_task_comes_back_to_where_they_were() {
        String number = toReview();
        String task = world.openTask(number).taskId();
        String here = "view=OPEN&step=Task_ReviewEligibility";
        String list = page("/tasks?" + here);
        assertThat(list).contains("/tasks/" + task + "?list=view%3DOPEN%26step%3DTask_ReviewEligibility", "Take the next task").doesNotContain("??");
        assertThat(page("/tasks/" + task + "?list=view%3DOPEN%26step%3DTask_ReviewEligibility")).contains("href=\"/tasks?view=OPEN&amp;step=Task_ReviewEligibility#task-" + task + "\"")
                .doesNotContain("??");
        assertThat(page("/tasks/" + task + "?list=%22%3E%3Cscript%3E")).doesNotContain("<script>").contains("href=\"/tasks#task-" + task + "\"");
        assertThat(post("/tasks/next", "list", here)).hasRedirectedUrl("/tasks/" + task + "?list=view%3DOPEN%26step%3DTask_ReviewEligibility");
        assertThat(post("/tasks/" + task + "/actions", "kind", "RELEASE", "list", here)).hasRedirectedUrl("/tasks?" + here);
        assertThat(post("/tasks/next", "list", here)).hasStatus3xxRedirection();
        assertThat(post("/tasks/" + task + "/actions", "kind", "RELEASE", "list", "//elsewhere.example")).hasRedirectedUrl("/tasks");
    }

    @Test
    void completing_leads_to_the_next_and_what_was_done_is_found_again() {
        officer = hired(97);
        String one = toReview();
        String other = toReview();
        String first = worklist.list(officer, View.OPEN, null).items().get(0).taskId();
        String second = worklist.list(officer, View.OPEN, null).items().get(1).taskId();
        MvcTestResult answer = post("/tasks/" + first + "/complete", "andNext", "true", "outcome", "MORE_INFORMATION", "question", "When did you leave?",
                "reason", "The dates differ.");
        assertThat(answer).hasRedirectedUrl("/tasks/" + second);
        assertThat(page("/tasks?view=DONE")).contains("Done by me").containsAnyOf(one, other).doesNotContain("??");
        assertThat(worklist.list(officer, View.DONE, null).items()).extracting(WorkItem::taskId).contains(first).doesNotContain(second);
        clock.tick(Duration.ofDays(31));
        assertThat(worklist.list(officer, View.DONE, null).items()).extracting(WorkItem::taskId).doesNotContain(first);
    }

    @Test
    void where_nothing_is_left_the_list_says_so() {
        MvcTestResult answer = post("/tasks/next");
        assertThat(answer).hasRedirectedUrl("/tasks");
        assertThat(answer.getMvcResult().getFlashMap().get("nothing")).isEqualTo("tasks.take.nothing");
        assertThat(http.post().uri("/api/v1/tasks/next").with(user(officer)).exchange()).hasStatus(204);
        toReview();
        assertThat(http.post().uri("/api/v1/tasks/next").with(user(officer)).exchange()).hasStatusOk();
    }

    private String page(String path) {
        MvcTestResult answer = http.get().uri(java.net.URI.create(path)).with(user(officer)).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatusOk();
        return text(answer);
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult post(String path, String... fields) {
        var request = http.post().uri(path).with(user(officer)).with(csrf()).header("Accept-Language", "en");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
