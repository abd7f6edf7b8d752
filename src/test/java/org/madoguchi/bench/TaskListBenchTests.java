package org.madoguchi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.worklist.TaskListQuery;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * The first page of the task list beside the engine's own task query, on the same tasks in the same run, each person
 * asked for by one way right after the other.
 */
@BenchTest
class TaskListBenchTests {

    private static final int TASKS = Integer.getInteger("madoguchi.bench.tasks", 10_000);
    private static final int OFFICES = 200;
    private static final List<Role> ROLES = List.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR,
            Role.MUNICIPAL_OFFICER, Role.MUNICIPAL_SUPERVISOR, Role.LINKAGE_OFFICER, Role.PROGRAMME_MANAGER);
    private static final int WARM_UP = 100;
    private static final int MEASURED = 400;

    private static final String OFFICE_ROWS = """
            insert into office (code, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at)
            select 'BENCH-' || n, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at
              from office, generate_series(0, :offices - 1) n
             where code = 'US-LAX'
            """;

    private static final String OUR_ROWS = """
            insert into work_item (task_id, case_number, task_key, form_key, role, office_code, assignee, created_at, due_at, at_risk_at, priority)
            select 'bench-' || n, 'A26-' || lpad(n::text, 8, '0'), 'Task_ExamineApplication', 'issuance/examine-application',
                   (cast(:roles as text[]))[1 + n / :offices % 7], 'BENCH-' || n % :offices, case when n % 5 = 0 then 'sato' end,
                   now() - n * interval '1 second', now() + (n * 7919 % 20000 - 5000) * interval '1 minute',
                   now() + (n * 7919 % 20000 - 8000) * interval '1 minute', n * 31 % 4 * 10
              from generate_series(0, :tasks - 1) n
            """;

    private static final String ENGINE_TASKS = """
            insert into engine.act_ru_task (id_, rev_, name_, task_def_key_, assignee_, priority_, create_time_, due_date_, suspension_state_)
            select task_id, 1, 'Examine application', task_key, assignee, priority, created_at, due_at, 1
              from work_item where task_id like 'bench-%'
            """;

    private static final String ENGINE_GROUPS = """
            insert into engine.act_ru_identitylink (id_, rev_, type_, group_id_, task_id_)
            select 'link-' || task_id, 1, 'candidate', queue, task_id from work_item where task_id like 'bench-%'
            """;

    @Autowired
    JdbcClient sql;

    @Autowired
    Worklist worklist;

    @Autowired
    TaskService engine;

    @Autowired
    Staff staff;

    @Autowired
    Offices offices;

    @Autowired
    MockMvcTester pages;

    @Autowired
    ApplicationContext product;

    @Value("${local.server.port}")
    int port;

    @Test
    void the_first_page_beside_the_engines_own_query() throws Exception {
        fill();
        var ours = new Timings("our query alone");
        var list = new Timings("our list: query, and the reading written to the log (a durable commit)");
        var api = new Timings("`GET /api/v1/tasks`, over a socket, with Basic sign-in");
        var page = new Timings("`GET /tasks`, the whole page rendered (no socket)");
        var candidates = new Timings("engine: `taskCandidateGroupIn`, by due date, first 25");
        var candidatesCount = new Timings("engine: the count of it");
        var mineOrGroups = new Timings("engine: \"mine or my groups\", by due date, first 25");
        var mineOrGroupsCount = new Timings("engine: the count of it");
        List<Timings> all = List.of(ours, list, api, page, candidates, candidatesCount, mineOrGroups, mineOrGroupsCount);
        var query = new TaskListQuery(product);
        var http = HttpClient.newHttpClient();
        var random = new Random(7);
        for (int n = -WARM_UP; n < MEASURED; n++) {
            CurrentUser person = person(random.nextInt(OFFICES));
            List<String> queues = List.copyOf(person.queues());
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/tasks?view=ALL")).header("Authorization",
                    "Basic " + Base64.getEncoder().encodeToString((person.id() + ":demo").getBytes(StandardCharsets.UTF_8))).build();
            var signedIn = SecurityMockMvcRequestPostProcessors.authentication(
                    UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
            boolean counts = n >= 0;
            time(counts, ours, () -> assertThat(query.firstPage(queues)).isPositive());
            time(counts, candidates, () -> assertThat(engine.createTaskQuery().taskCandidateGroupIn(queues).includeAssignedTasks().orderByDueDate().asc()
                    .listPage(0, 25)).isNotEmpty());
            time(counts, candidatesCount, () -> engine.createTaskQuery().taskCandidateGroupIn(queues).includeAssignedTasks().count());
            time(counts, list, () -> assertThat(worklist.list(person, Worklist.View.ALL, null).items()).isNotEmpty());
            time(counts, mineOrGroups, () -> engine.createTaskQuery().or().taskAssignee(person.id()).taskCandidateGroupIn(queues)
                    .endOr().orderByDueDate().asc().listPage(0, 25));
            time(counts, mineOrGroupsCount, () -> engine.createTaskQuery().or().taskAssignee(person.id()).taskCandidateGroupIn(queues).endOr().count());
            time(counts, api, () -> assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200));
            time(counts, page, () -> assertThat(pages.get().uri("/tasks?view=ALL").with(signedIn)).hasStatusOk());
        }
        System.out.printf("%n%,d open tasks, %d queues, %d persons asked for, ms%n| What | Median | 95th percentile |%n|---|---|---|%n",
                TASKS, OFFICES * ROLES.size(), MEASURED);
        all.forEach(System.out::println);
        List<String> plan = query.explain(person(3).queues());
        plan.forEach(System.out::println);
        assertThat(String.join("\n", plan)).contains("work_item_queue").doesNotContain("Seq Scan");
        assertThat(ours.millis(0.5)).isLessThan(candidates.millis(0.5));
    }

    private static void time(boolean counts, Timings timings, Timings.Doing doing) throws Exception {
        if (counts) {
            timings.time(doing);
        } else {
            doing.once();
        }
    }

    /** Somebody with three roles in one office. */
    private static CurrentUser person(int office) {
        Set<Post> posts = IntStream.range(0, 3).mapToObj(n -> new Post(ROLES.get((office + n) % 5), "BENCH-" + office)).collect(Collectors.toSet());
        return new CurrentUser("bench-" + office, CurrentUser.Kind.STAFF, "測定", "Bench", posts);
    }

    private void fill() {
        sql.sql(OFFICE_ROWS).param("offices", OFFICES).update();
        sql.sql(OUR_ROWS).param("roles", ROLES.stream().map(Role::id).toArray(String[]::new)).param("offices", OFFICES).param("tasks", TASKS).update();
        sql.sql(ENGINE_TASKS).update();
        sql.sql(ENGINE_GROUPS).update();
        sql.sql("analyze").update();
        // Offices are read once; these are new.
        ReflectionTestUtils.setField(offices, "byCode", null);
        IntStream.range(0, OFFICES).forEach(office -> staff.put(person(office)));
    }
}
