package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.WorkDistribution.Rules;
import org.madoguchi.worklist.Worklist.Flag;
import org.madoguchi.worklist.Worklist.Order;
import org.madoguchi.worklist.Worklist.View;
import org.madoguchi.worklist.Worklist.Wanted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the list shows, in which order, what is kept of it, and by which rules the next task is handed out. */
@MadoguchiTest
@Import(World.class)
class TaskListTests {

    private static final String OFFICE = World.MUNICIPALITY;

    @Autowired
    World world;
    @Autowired
    Worklist worklist;
    @Autowired
    WorkActions actions;
    @Autowired
    WorkPriority priority;
    @Autowired
    WorkDistribution distribution;
    @Autowired
    WorkViews views;
    @Autowired
    Staff staff;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;
    @Autowired
    MockMvcTester http;

    private CurrentUser officer;
    private CurrentUser supervisor;

    @BeforeEach
    void nobody_has_anything_to_do_and_no_rules_are_chosen() {
        world.begin();
        sql.sql("delete from work_distribution").update();
        sql.sql("delete from work_skill").update();
        sql.sql("delete from work_view").update();
        officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        supervisor = hired("list-supervisor", Role.MUNICIPAL_SUPERVISOR);
        while (worklist.next(officer, Wanted.ALL).isPresent()) {
            // what other tests left is taken, and given away
        }
        worklist.list(officer, View.MINE, null).items().forEach(item -> world.stop(item.caseNumber()));
        worklist.list(officer, View.WAITING, null).items().forEach(item -> world.stop(item.caseNumber()));
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    private CurrentUser hired(String id, Role role) {
        var person = new CurrentUser(id, CurrentUser.Kind.STAFF, "担当", id, Set.of(new Post(role, OFFICE)));
        staff.put(person);
        return person;
    }

    private void can(CurrentUser person, String... skills) {
        sql.sql("update staff set skills = :skills where id = :id").param("skills", skills).param("id", person.id()).update();
    }

    private WorkItem toReview() {
        return world.openTask(world.walk(world.somebody(SamplePlan.FACTS_CONFLICT), SamplePlan.FACTS_CONFLICT));
    }

    private WorkItem now(WorkItem item) {
        return worklist.see(item.taskId(), officer);
    }

    private void renew() {
        while (priority.renew() > 0) {
            // until nothing is left to look at
        }
    }

    // The order

    @Test
    void what_becomes_late_rises_in_the_list_and_says_why() {
        WorkItem early = toReview();
        WorkItem late = toReview();
        sql.sql("update work_item set due_at = due_at + interval '20 days', at_risk_at = at_risk_at + interval '20 days' where task_id = :task")
                .param("task", early.taskId()).update();
        renew();
        assertThat(now(late).reasons()).doesNotContain("PRIORITY_SLA_AT_RISK", "PRIORITY_SLA_BREACHED");
        clock.stopAt(late.atRiskAt());
        renew();
        assertThat(now(late).reasons()).contains("PRIORITY_SLA_AT_RISK").doesNotContain("PRIORITY_SLA_BREACHED");
        clock.stopAt(late.dueAt());
        renew();
        assertThat(now(late).reasons()).contains("PRIORITY_SLA_BREACHED").doesNotContain("PRIORITY_SLA_AT_RISK");
        assertThat(now(late).priority()).isGreaterThan(now(early).priority());
        assertThat(ids(View.OPEN, Wanted.ALL, Order.PRESSING)).containsSubsequence(late.taskId(), early.taskId());
        assertThat(page("/tasks?view=OPEN")).contains("Past its target.").doesNotContain("??");
    }

    @Test
    void an_old_case_rises_when_its_day_comes_and_nothing_is_looked_at_before() {
        WorkItem item = toReview();
        renew();
        assertThat(priority.renew()).isZero();
        clock.tick(Duration.ofDays(60));
        renew();
        assertThat(now(item).reasons()).contains("PRIORITY_OLDER_60_DAYS");
    }

    @Test
    void who_comes_today_is_pressing_today_and_not_tomorrow() {
        WorkItem item = toReview();
        ZoneId zone = ZoneId.of("Asia/Tokyo");
        Instant noon = LocalDate.ofInstant(clock.instant(), zone).plusDays(1).atTime(12, 0).atZone(zone).toInstant();
        book(item, noon);
        renew();
        assertThat(now(item).reasons()).doesNotContain("PRIORITY_APPOINTMENT_TODAY");
        clock.stopAt(noon.minus(Duration.ofHours(3)));
        renew();
        assertThat(now(item).reasons()).contains("PRIORITY_APPOINTMENT_TODAY");
        assertThat(ids(View.OPEN, flag(Flag.APPOINTMENT_TODAY), Order.PRESSING)).containsExactly(item.taskId());
        clock.stopAt(noon.plus(Duration.ofDays(1)));
        renew();
        assertThat(now(item).reasons()).doesNotContain("PRIORITY_APPOINTMENT_TODAY");
    }

    private void book(WorkItem item, Instant at) {
        sql.sql("""
                insert into appointment (id, case_number, office_code, desk, during, persons, walk_in, state, booked_at, booked_by)
                values (:id, :case, :office, 1, tstzrange(:at, :at + interval '15 minutes'), 1, false, 'BOOKED', :at, 'test')
                """).param("id", UUID.randomUUID()).param("case", item.caseNumber()).param("office", item.officeCode())
                .param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    @ParameterizedTest
    @EnumSource(Order.class)
    void a_list_goes_on_where_its_page_ended_in_every_order(Order order) {
        for (int i = 0; i < 27; i++) {
            toReview();
        }
        Worklist.Page first = worklist.list(officer, View.OPEN, Wanted.ALL, order, null);
        Worklist.Page second = worklist.list(officer, View.OPEN, Wanted.ALL, order, first.next());
        assertThat(first.items()).hasSize(25);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        Comparator<WorkItem> by = switch (order) {
            case PRESSING -> Comparator.comparing((WorkItem item) -> -item.priority()).thenComparing(WorkItem::dueAt);
            case DUE -> Comparator.comparing(WorkItem::dueAt);
            case OLDEST -> Comparator.comparing(WorkItem::createdAt);
        };
        var both = new java.util.ArrayList<>(first.items());
        both.addAll(second.items());
        assertThat(both).isSortedAccordingTo(by.thenComparing(WorkItem::taskId)).extracting(WorkItem::taskId).doesNotHaveDuplicates();
    }

    // What the list is narrowed to

    @Test
    void a_list_is_narrowed_by_what_the_case_is() {
        WorkItem item = toReview();
        sql.sql("update case_file set language = 'ko', kind = 'RENEWAL' where number = :number").param("number", item.caseNumber()).update();
        WorkItem other = toReview();
        assertThat(ids(View.OPEN, new Wanted(null, null, null, null, null, null, "ko", null, null), Order.PRESSING)).containsExactly(item.taskId());
        assertThat(ids(View.OPEN, new Wanted(null, null, null, null, null, "RENEWAL", null, null, null), Order.PRESSING)).containsExactly(item.taskId());
        assertThat(ids(View.OPEN, new Wanted(null, null, null, null, "RESIDENCE", null, null, null, null), Order.PRESSING)).isEmpty();
        assertThat(ids(View.OPEN, new Wanted(null, null, null, null, "OVERSEAS", null, null, null, null), Order.PRESSING)).contains(item.taskId(), other.taskId());
        assertThat(ids(View.OPEN, new Wanted(null, "municipal-officer", null, null, null, null, null, null, null), Order.PRESSING)).contains(other.taskId());
        assertThat(ids(View.OPEN, new Wanted(null, "consular-clerk", null, null, null, null, null, null, null), Order.PRESSING)).isEmpty();
        assertThat(ids(View.OPEN, new Wanted(null, null, null, null, null, null, null, null, 3), Order.PRESSING)).isEmpty();
        clock.tick(Duration.ofDays(3));
        assertThat(ids(View.OPEN, new Wanted(null, null, null, null, null, null, null, null, 3), Order.PRESSING)).contains(item.taskId(), other.taskId());
    }

    @Test
    void what_the_list_can_be_narrowed_by_is_made_when_somebody_asks_for_it() {
        toReview();
        assertThat(page("/tasks?view=OPEN")).contains("/tasks?view=OPEN&amp;narrow=true").doesNotContain("name=\"step\"");
        assertThat(page("/tasks?view=OPEN&narrow=true")).contains("name=\"step\"", "<details open").doesNotContain("??");
        assertThat(page("/tasks?view=OPEN&state=LATE")).contains("name=\"step\"", "<details open").doesNotContain("??");
    }

    @Test
    void a_list_is_narrowed_by_what_is_peculiar_to_the_task() {
        WorkItem item = toReview();
        toReview();
        assertThat(ids(View.ALL, flag(Flag.REPRESENTED), Order.PRESSING)).isEmpty();
        sql.sql("update case_applicant set representative_name = '山田' where case_number = :number").param("number", item.caseNumber()).update();
        assertThat(ids(View.ALL, flag(Flag.REPRESENTED), Order.PRESSING)).containsExactly(item.taskId());
        worklist.claim(item.taskId(), officer);
        LocalDate today = actions.today(item);
        actions.act(item.taskId(), new WorkAction(WorkAction.Kind.FOLLOW_UP, null, null, null, today.plusDays(2)), officer, UUID.randomUUID());
        assertThat(ids(View.MINE, flag(Flag.FOLLOW_UP), Order.PRESSING)).isEmpty();
        clock.tick(Duration.ofDays(2));
        assertThat(ids(View.MINE, flag(Flag.FOLLOW_UP), Order.PRESSING)).containsExactly(item.taskId());
        assertThat(page("/tasks?view=MINE")).contains("Look again today");
        actions.release(item.taskId(), officer);
        assertThat(ids(View.OPEN, flag(Flag.HAD_BEFORE), Order.PRESSING)).containsExactly(item.taskId());
        sql.sql("update work_item set reasons = '{PRIORITY_HARDSHIP}' where task_id = :task").param("task", item.taskId()).update();
        assertThat(ids(View.OPEN, flag(Flag.HARDSHIP), Order.PRESSING)).containsExactly(item.taskId());
    }

    @Test
    void what_waits_for_others_stands_in_a_view_of_its_own_until_its_day() {
        WorkItem item = toReview();
        worklist.claim(item.taskId(), officer);
        actions.act(item.taskId(), new WorkAction(WorkAction.Kind.HOLD, null, null, WorkAction.HoldReason.PARTNER, actions.today(item).plusDays(2)), officer,
                UUID.randomUUID());
        assertThat(ids(View.MINE, Wanted.ALL, Order.PRESSING)).isEmpty();
        assertThat(ids(View.WAITING, Wanted.ALL, Order.PRESSING)).containsExactly(item.taskId());
        assertThat(worklist.counts(officer)).isEqualTo(new Worklist.Counts(0, worklist.counts(officer).open(), 1, 0));
        clock.tick(Duration.ofDays(3));
        assertThat(ids(View.MINE, Wanted.ALL, Order.PRESSING)).containsExactly(item.taskId());
        assertThat(ids(View.WAITING, Wanted.ALL, Order.PRESSING)).isEmpty();
    }

    @Test
    void what_was_asked_of_an_applicant_stands_with_what_waits() {
        WorkItem item = toReview();
        assertThat(post("/tasks/" + item.taskId() + "/complete", "outcome", "MORE_INFORMATION", "question", "When did you leave?", "reason",
                "The dates differ.")).hasStatus3xxRedirection();
        assertThat(page("/tasks?view=WAITING")).contains("waiting for the applicant", item.caseNumber()).doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"view=EVERYTHING", "state=SOON", "flag=NICE", "order=RANDOM", "columns=NAME", "days=-1", "days=x"})
    void what_no_list_can_be_narrowed_to_is_refused(String query) {
        for (String path : List.of("/tasks?", "/api/v1/tasks?")) {
            MvcTestResult answer = http.get().uri(URI.create(path + query)).with(user(officer)).header("Accept-Language", "en").exchange();
            assertThat(answer).hasStatus(422);
            assertThat(text(answer)).contains("FILTER_UNKNOWN");
        }
    }

    @Test
    void an_address_says_the_whole_list_and_only_what_differs_from_the_usual() {
        String address = "view=OPEN&office=131016&step=Task_ReviewEligibility&state=LATE&language=zh-Hans&flag=HAD_BEFORE&days=30&order=DUE&columns=CASE,LANGUAGE";
        assertThat(ListAddress.ofQuery(address).query()).isEqualTo(address);
        assertThat(ListAddress.ofQuery("view=OPEN&order=PRESSING&columns=CASE,OFFICE,DUE,WHY,ASSIGNEE&office=").query()).isEqualTo("view=OPEN");
        assertThat(ListAddress.ofQuery("cursor=made-up&view=OPEN").query()).isEmpty();
        assertThat(ListAddress.ofQuery("%zz").query()).isEmpty();
    }

    @Test
    void the_columns_are_those_that_were_chosen() {
        WorkItem item = toReview();
        String list = page("/tasks?view=OPEN&columns=LANGUAGE&columns=KIND&columns=RECEIVED");
        assertThat(list).contains("Applicant’s language</th>", "Kind</th>", "Received</th>").doesNotContain("Why it stands here</th>", "??");
        assertThat(list).contains(item.taskId());
    }

    // What comes while one works

    @Test
    void the_list_tells_what_has_come_since_it_was_opened() {
        toReview();
        Instant opened = clock.instant();
        clock.tick(Duration.ofSeconds(1));
        assertThat(arrivals("view=OPEN", opened)).doesNotContain("new.").contains("count-OPEN", "hx-swap-oob");
        toReview();
        assertThat(arrivals("view=OPEN", opened)).contains("1 new.", "href=\"/tasks?view=OPEN\"");
        assertThat(arrivals("view=OPEN&step=Task_ReviewMatch", opened)).doesNotContain("new.");
        assertThat(arrivals("view=MINE", opened)).doesNotContain("new.");
        assertThat(arrivals("view=DONE", opened)).doesNotContain("new.");
        assertThat(http.get().uri("/tasks/arrivals?since=+1000000000-12-31T23:59:59Z").with(user(officer)).exchange()).hasStatus(422);
    }

    private String arrivals(String list, Instant since) {
        return page("/tasks/arrivals?list=" + java.net.URLEncoder.encode(list, StandardCharsets.UTF_8) + "&since=" + since);
    }

    // Lists that are kept

    @Test
    void a_list_is_kept_for_oneself_or_for_an_office() {
        CurrentUser colleague = hired("list-colleague", Role.MUNICIPAL_OFFICER);
        assertThat(post("/tasks/views", "list", "view=OPEN&state=LATE&cursor=", "name", "Late ones")).hasRedirectedUrl("/tasks?view=OPEN&state=LATE");
        assertThat(page("/tasks")).contains("Late ones", "/tasks?view=OPEN&amp;state=LATE");
        assertThat(views.of(colleague)).isEmpty();
        post("/tasks/views", "list", "view=OPEN&state=LATE&order=DUE", "name", "Late ones", "office", OFFICE);
        assertThat(views.of(colleague)).singleElement().satisfies(view -> assertThat(view.query()).isEqualTo("view=OPEN&state=LATE&order=DUE"));
        UUID id = views.of(officer).get(0).id();
        views.drop(id, colleague);
        assertThat(views.of(officer)).hasSize(1);
        assertThat(post("/tasks/views/" + id + "/drop")).hasStatus3xxRedirection();
        assertThat(post("/tasks/views/" + id + "/drop")).hasStatus3xxRedirection();
        assertThat(views.of(officer)).isEmpty();
    }

    @Test
    void a_list_is_not_kept_without_a_name_for_an_office_of_others_or_beyond_thirty() {
        ListAddress list = ListAddress.ofQuery("view=OPEN");
        refused("FIELD_MISSING", () -> views.keep(list, " ", null, officer));
        refused("TEXT_TOO_LONG", () -> views.keep(list, "x".repeat(41), null, officer));
        refused("OFFICE_NOT_YOURS", () -> views.keep(list, "Theirs", "131041", officer));
        for (int i = 0; i < WorkViews.MOST; i++) {
            views.keep(list, "List " + i, null, officer);
        }
        refused("VIEWS_TOO_MANY", () -> views.keep(list, "One more", null, officer));
        views.keep(ListAddress.ofQuery("view=ALL"), "List 3", null, officer);
        assertThat(views.of(officer)).hasSize(WorkViews.MOST).filteredOn(view -> view.name().equals("List 3")).singleElement()
                .satisfies(view -> assertThat(view.query()).isEqualTo("view=ALL"));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    // The rules of the next task

    @Test
    void among_equals_whoever_worked_on_a_case_gets_it_first_but_nothing_more_pressing_is_passed_over() {
        toReview();
        WorkItem known = toReview();
        WorkItem pressing = toReview();
        CurrentUser before = hired("list-before", Role.MUNICIPAL_OFFICER);
        sql.sql("""
                insert into work_item (task_id, case_number, task_key, form_key, role, office_code, created_at, due_at, at_risk_at, priority, reasons,
                                       closed_at, completed_by, outcome)
                select 'done-' || task_id, case_number, 'Task_Earlier', form_key, role, office_code, created_at, due_at, at_risk_at, priority, reasons,
                       created_at, 'list-before', 'COMPLETED'
                  from work_item where task_id = :task
                """).param("task", known.taskId()).update();
        assertThat(worklist.next(before, Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(known.taskId());
        actions.release(known.taskId(), before);
        sql.sql("update work_item set priority = 500 where task_id = :task").param("task", pressing.taskId()).update();
        assertThat(worklist.next(before, Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(pressing.taskId());
        distribution.change(new Rules(OFFICE, false, false, 0), supervisor);
        List<String> announced = ids(View.OPEN, Wanted.ALL, Order.PRESSING);
        assertThat(announced).contains(known.taskId());
        assertThat(worklist.next(before, Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(announced.get(0));
    }

    @Test
    void among_equals_whoever_knows_the_language_gets_it_first_and_the_others_last() {
        WorkItem korean = toReview();
        WorkItem english = toReview();
        sql.sql("update case_file set language = 'ko' where number = :number").param("number", korean.caseNumber()).update();
        CurrentUser speaks = hired("list-speaks", Role.MUNICIPAL_OFFICER);
        CurrentUser does_not = hired("list-silent", Role.MUNICIPAL_OFFICER);
        can(speaks, "ko");
        assertThat(worklist.next(does_not, Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(english.taskId());
        actions.release(english.taskId(), does_not);
        assertThat(worklist.next(speaks, Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(korean.taskId());
    }

    @Test
    void a_step_that_needs_a_skill_is_handed_only_to_those_who_have_it() {
        WorkItem item = toReview();
        distribution.need(OFFICE, "Task_ReviewEligibility", "registers", supervisor);
        CurrentUser can = hired("list-can", Role.MUNICIPAL_OFFICER);
        can(can, "registers");
        assertThat(worklist.next(officer, Wanted.ALL)).isEmpty();
        assertThat(worklist.next(can, Wanted.ALL)).get().extracting(WorkItem::taskId).isEqualTo(item.taskId());
        actions.release(item.taskId(), can);
        distribution.need(OFFICE, "Task_ReviewEligibility", null, supervisor);
        assertThat(worklist.next(officer, Wanted.ALL)).isPresent();
    }

    @Test
    void whoever_has_as_much_as_the_office_gives_to_one_is_handed_no_more() {
        toReview();
        toReview();
        distribution.change(new Rules(OFFICE, true, true, 1), supervisor);
        assertThat(worklist.next(officer, Wanted.ALL)).isPresent();
        refused("WORK_ENOUGH", () -> worklist.next(officer, Wanted.ALL));
        assertThat(post("/tasks/next").getMvcResult().getFlashMap().get("nothing")).isEqualTo("refusal.WORK_ENOUGH");
        assertThat(http.post().uri("/api/v1/tasks/next").with(user(officer)).exchange()).hasStatus(409);
    }

    @Test
    void the_rules_stand_in_words_for_everybody_and_are_changed_by_supervisors_only() {
        assertThat(page("/tasks/distribution")).contains("Nothing more pressing is ever passed over", "There is no limit").doesNotContain("Change the rules", "??");
        assertThat(post("/tasks/distribution", "office", OFFICE, "most", "3")).hasStatus(403);
        assertThat(post(supervisor, "/tasks/distribution", "office", OFFICE, "continuity", "true", "most", "3")).hasRedirectedUrl("/tasks/distribution");
        assertThat(distribution.of(OFFICE)).isEqualTo(new Rules(OFFICE, true, false, 3));
        assertThat(post(supervisor, "/tasks/distribution", "office", "131041", "most", "3")).hasStatus(403);
        assertThat(post(supervisor, "/tasks/distribution", "office", OFFICE, "most", "501")).hasStatus(422);
        assertThat(post(supervisor, "/tasks/distribution", "office", "nowhere", "most", "3")).hasStatus(422);
        assertThat(post(supervisor, "/tasks/distribution/skills", "office", OFFICE, "task", "Task_ReviewMatch", "skill", "registers")).hasStatus3xxRedirection();
        assertThat(post(supervisor, "/tasks/distribution/skills", "office", OFFICE, "task", "Task_Nothing", "skill", "registers")).hasStatus(422);
        assertThat(post("/tasks/distribution/skills", "office", OFFICE, "task", "Task_ReviewMatch")).hasStatus(403);
        assertThat(page("/tasks/distribution")).contains("registers", "Not recorded for you", "3 open tasks").doesNotContain("??");
    }

    private static Wanted flag(Flag flag) {
        return new Wanted(null, null, null, null, null, null, null, flag, null);
    }

    private List<String> ids(View view, Wanted wanted, Order order) {
        return worklist.list(officer, view, wanted, order, null).items().stream().map(WorkItem::taskId).toList();
    }

    private String page(String path) {
        MvcTestResult answer = http.get().uri(URI.create(path)).with(user(officer)).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatusOk();
        return text(answer);
    }

    private static String text(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult post(String path, String... fields) {
        return post(officer, path, fields);
    }

    private MvcTestResult post(CurrentUser person, String path, String... fields) {
        var request = http.post().uri(path).with(user(person)).with(csrf()).header("Accept-Language", "en");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
