package org.madoguchi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.madoguchi.identity.ApplicantAccounts;
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
    private static final List<String> ON_STAGE = List.of("sato", "suzuki", "takahashi", "tanaka", "ito", "watanabe", "yamamoto", "nakamura", "kobayashi", "kato",
            "yoshida", "yamada", "sasaki", "matsumoto", "inoue", "hayashi", "shimizu", "mori", "ogawa", "okada");
    private static final int MEASURED = Integer.getInteger("madoguchi.bench.persons", 400);
    private static final int WARM_UP = MEASURED / 4;
    private static final int WARM_UP_AT_ONCE = 4_000;
    private static final int MEASURED_AT_ONCE = 4_000;

    private static final String OFFICE_ROWS = """
            insert into office (code, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at)
            select 'BENCH-' || n, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at
              from office, generate_series(0, :offices - 1) n
             where code = 'US-LAX'
            """;

    private static final String OUR_ROWS = """
            insert into work_item (task_id, case_number, task_key, form_key, role, office_code, assignee, created_at, due_at, at_risk_at, priority)
            select 'bench-' || n, 'A26-' || lpad(n::text, 8, '0'), 'Task_ExamineApplication', 'issuance/examine-application',
                   (cast(:roles as text[]))[1 + n / :offices % 7], 'BENCH-' || n % :offices, case when abs(hashint4(n)) % 5 = 0 then 'sato' end,
                   now() - n * interval '1 second', now() + (cast(n as bigint) * 7919 % 20000 - 5000) * interval '1 minute',
                   now() + (cast(n as bigint) * 7919 % 20000 - 8000) * interval '1 minute', n * 31 % 4 * 10
              from generate_series(0, :tasks - 1) n
            """;

    private static final String CASES = """
            insert into case_file (number, programme, kind, purpose, channel, state, state_since, account_id, language, municipality_code, mission_code,
                                   person_key, received_at)
            select case_number, 'OVERSEAS', 'NEW', 'NEW', 'ONLINE', 'EXAMINING', created_at, :account, (array['ja', 'en', 'pt'])[1 + length(task_id) % 3],
                   '131016', office_code, task_id, created_at
              from work_item where task_id like 'bench-%'
            """;

    /** One execution for all: the engine asks for it when a task is taken. */
    private static final String ENGINE_EXECUTION = """
            insert into engine.act_ru_execution (id_, rev_, proc_inst_id_, business_key_, proc_def_id_, act_id_, act_inst_id_, is_active_, is_concurrent_,
                   is_scope_, is_event_scope_, suspension_state_, cached_ent_state_, sequence_counter_)
            select 'bench', 1, 'bench', 'A26-00000000', id_, 'Task_ExamineApplication', 'Task_ExamineApplication:bench', true, false, true, false, 1, 0, 1
              from engine.act_re_procdef where key_ = 'overseas-card-application' order by version_ desc limit 1
            """;

    private static final String ENGINE_TASKS = """
            insert into engine.act_ru_task (id_, rev_, execution_id_, proc_inst_id_, proc_def_id_, name_, task_def_key_, assignee_, priority_, create_time_,
                   due_date_, suspension_state_)
            select i.task_id, 1, e.id_, e.proc_inst_id_, e.proc_def_id_, 'Examine application', i.task_key, i.assignee, i.priority, i.created_at, i.due_at, 1
              from work_item i, engine.act_ru_execution e
             where i.task_id like 'bench-%' and e.id_ = 'bench'
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
    ApplicantAccounts accounts;

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
        var tenth = new Timings("our tenth page");
        var counts = new Timings("our counts of all views");
        var next = new Timings("the next task, by the rules of the office: found, locked and taken");
        var mineOrGroupsTenth = new Timings("engine: \"mine or my groups\", its tenth page");
        List<Timings> all = List.of(ours, tenth, counts, next, list, api, page, candidates, candidatesCount, mineOrGroups, mineOrGroupsTenth, mineOrGroupsCount);
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
            boolean measured = n >= 0;
            time(measured, ours, () -> assertThat(query.firstPage(queues)).isPositive());
            String afterNine = pageAfter(person, 9);
            if (afterNine != null) {
                time(measured, tenth, () -> worklist.list(person, Worklist.View.ALL, afterNine));
            }
            time(measured, counts, () -> query.counts(person));
            time(measured, next, () -> assertThat(worklist.next(person, Worklist.Wanted.ALL)).isPresent());
            time(measured, candidates, () -> assertThat(engine.createTaskQuery().taskCandidateGroupIn(queues).includeAssignedTasks().orderByDueDate().asc()
                    .listPage(0, 25)).isNotEmpty());
            time(measured, candidatesCount, () -> engine.createTaskQuery().taskCandidateGroupIn(queues).includeAssignedTasks().count());
            time(measured, list, () -> assertThat(worklist.list(person, Worklist.View.ALL, null).items()).isNotEmpty());
            time(measured, mineOrGroups, () -> engine.createTaskQuery().or().taskAssignee(person.id()).taskCandidateGroupIn(queues)
                    .endOr().orderByDueDate().asc().listPage(0, 25));
            time(measured, mineOrGroupsTenth, () -> engine.createTaskQuery().or().taskAssignee(person.id()).taskCandidateGroupIn(queues)
                    .endOr().orderByDueDate().asc().listPage(225, 25));
            time(measured, mineOrGroupsCount, () -> engine.createTaskQuery().or().taskAssignee(person.id()).taskCandidateGroupIn(queues).endOr().count());
            time(measured, api, () -> assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200));
            time(measured, page, () -> assertThat(pages.get().uri("/tasks?view=ALL").with(signedIn)).hasStatusOk());
        }
        System.out.printf("%n%,d open tasks, %d queues, %d persons asked for, ms%n| What | Median | 95th percentile |%n|---|---|---|%n",
                TASKS, OFFICES * ROLES.size(), MEASURED);
        all.forEach(System.out::println);
        for (int people : List.of(4, 20)) {
            atOnce(people).forEach(System.out::println);
        }
        List<String> plan = query.explain(person(3).queues());
        plan.forEach(System.out::println);
        assertThat(String.join("\n", plan)).contains("Index").doesNotContain("Seq Scan");
        assertThat(ours.millis(0.5)).isLessThan(candidates.millis(0.5));
    }

    /** Where the page after so many begins; null where there are not so many. */
    private String pageAfter(CurrentUser person, int pages) {
        String cursor = null;
        for (int i = 0; i < pages; i++) {
            cursor = worklist.list(person, Worklist.View.ALL, cursor).next();
            if (cursor == null) {
                return null;
            }
        }
        return cursor;
    }

    /** So many people with a session each, who ask for the first page of their list again and again, and for the one after it. */
    private List<Timings> atOnce(int people) throws Exception {
        var first = new Timings("`GET /tasks` over a socket, %d signed-in people at once".formatted(people));
        var second = new Timings("its next page, the same");
        ExecutorService threads = Executors.newFixedThreadPool(people);
        try {
            List<Callable<Void>> asking = IntStream.range(0, people).<Callable<Void>>mapToObj(n -> () -> {
                HttpClient client = signedIn(n);
                for (int i = -WARM_UP_AT_ONCE / people; i < MEASURED_AT_ONCE / people; i++) {
                    String[] body = new String[1];
                    time(i >= 0, first, () -> body[0] = get(client, "/tasks?view=ALL"));
                    Matcher next = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(body[0]);
                    if (next.find()) {
                        String address = next.group(1).replace("&amp;", "&");
                        time(i >= 0, second, () -> get(client, address));
                    }
                }
                return null;
            }).toList();
            for (Future<Void> one : threads.invokeAll(asking)) {
                one.get();
            }
        } finally {
            threads.shutdown();
        }
        return List.of(first, second);
    }

    /** One of those who stand on the sign-in page of the demonstration, moved to an office of the measurement. */
    private HttpClient signedIn(int n) throws Exception {
        CurrentUser person = person(n);
        staff.put(new CurrentUser(ON_STAGE.get(n), CurrentUser.Kind.STAFF, "測定", "Bench", person.posts()));
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(get(client, "/sign-in"));
        assertThat(token.find()).isTrue();
        var signIn = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sign-in/demo")).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("staffId=" + ON_STAGE.get(n) + "&_csrf=" + token.group(1))).build();
        assertThat(client.send(signIn, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(302);
        return client;
    }

    private String get(HttpClient client, String path) throws Exception {
        var answer = client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    private static void time(boolean measured, Timings timings, Timings.Doing doing) throws Exception {
        if (measured) {
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
        sql.sql(CASES).param("account", accounts.findOrCreate("bench@madoguchi.example", "ja")).update();
        sql.sql(ENGINE_EXECUTION).update();
        sql.sql(ENGINE_TASKS).update();
        sql.sql(ENGINE_GROUPS).update();
        sql.sql("vacuum analyze").update();
        // Offices are read once; these are new.
        ReflectionTestUtils.setField(offices, "byCode", null);
        IntStream.range(0, OFFICES).forEach(office -> staff.put(person(office)));
    }
}
