package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalDate;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What officers ask each other about a task. */
@MadoguchiTest
@Import(World.class)
class WorkQuestionsTests {

    private static final String B = "municipal-officer-b";
    private static final String SUPERVISOR = "municipal-supervisor-a";

    @Autowired
    World world;

    @Autowired
    WorkActions actions;

    @Autowired
    WorkQuestions questions;

    @Autowired
    Worklist worklist;

    @Autowired
    StaffNotices notices;

    @Autowired
    CaseFiles cases;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    @Autowired
    MockMvcTester http;

    private String number;
    private String task;
    private CurrentUser a;
    private CurrentUser b;
    private CurrentUser supervisor;
    private LocalDate today;

    @BeforeEach
    void a_task_that_officer_a_has_taken() {
        world.begin();
        sql.sql("delete from staff_notice").update();
        sql.sql("delete from work_question").update();
        number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        task = world.openTask(number).taskId();
        a = world.officer(Role.MUNICIPAL_OFFICER, "a");
        b = world.officer(Role.MUNICIPAL_OFFICER, "b");
        supervisor = world.officer(Role.MUNICIPAL_SUPERVISOR, "a");
        worklist.claim(task, a);
        today = Tokyo.today(clock);
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void a_task_waits_for_what_a_colleague_says_and_comes_back_with_it() {
        ask(B, "戸籍の附票も見ますか。");

        assertThat(state().heldFor()).isEqualTo(HoldReason.COLLEAGUE);
        assertThat(state().heldUntil()).isEqualTo(today.plusDays(2));
        assertThat(item().assignee()).isEqualTo(a.id());
        assertThat(last().event()).isEqualTo("TASK_COLLEAGUE_ASKED");
        assertThat(last().note()).isEqualTo("戸籍の附票も見ますか。");
        assertThat(last().shownToApplicant()).isFalse();
        assertThat(notices.unread(b)).isEqualTo(1);
        assertThat(page("/tasks/notices", b)).contains("Questions to you", "asks you", number).doesNotContain("??");
        assertThat(page("/tasks/" + task, a)).contains("戸籍の附票も見ますか。", "not answered yet").doesNotContain("??");

        long question = questions.unansweredBy(b).get(0).id();
        assertThat(page("/tasks/questions/" + question, b)).contains("戸籍の附票も見ますか。", number).doesNotContain("??");
        assertThat(post("/tasks/questions/" + question, b, "answer", "はい、住所の履歴のために見ます。")).hasRedirectedUrl("/tasks/notices");

        assertThat(state().heldUntil()).isNull();
        assertThat(last().event()).isEqualTo("TASK_COLLEAGUE_ANSWERED");
        assertThat(last().note()).isEqualTo("はい、住所の履歴のために見ます。");
        assertThat(last().officeCode()).isEqualTo(World.MUNICIPALITY);
        assertThat(notices.unread(b)).isZero();
        assertThat(notices.of(a)).extracting(StaffNotices.Notice::kind, StaffNotices.Notice::href).containsExactly(org.assertj.core.api.Assertions.tuple("ANSWERED", "/tasks/" + task));
        assertThat(page("/tasks/" + task, a)).contains("はい、住所の履歴のために見ます。").doesNotContain("not answered yet", "??");
        assertThat(page("/tasks/questions/" + question, b)).contains("Your answer").doesNotContain("<textarea");
    }

    @Test
    void whoever_may_open_the_case_can_be_asked_and_nobody_else() {
        refused("STAFF_UNKNOWN", () -> ask("consular-officer-a-of-nowhere", "x"));
        refused("STAFF_UNKNOWN", () -> ask("isa-clerk-a", "x"));
        refused("STAFF_UNKNOWN", () -> ask(a.id(), "x"));
        refused("FIELD_MISSING", () -> ask("", "x"));
        refused("FIELD_EMPTY", () -> ask(B, " "));
        refused("NUMBER_IN_TEXT", () -> ask(B, "番号は1234 5678 9018ですか"));
        refused("DAY_OUT_OF_REACH", () -> ask(B, "x", today));
        refused("FIELD_MISSING", () -> ask(B, "x", null));
        refused("TASK_TAKEN", () -> actions.act(task, question(SUPERVISOR, "x", today.plusDays(1)), b, UUID.randomUUID()));
        assertThat(questions.of(task)).isEmpty();
        assertThat(state().heldUntil()).isNull();
        MvcTestResult many = post("/tasks/bulk", a, "kind", "ASK", "task", task, "asked", "true", "assignee", B, "note", "x", "day", today.plusDays(1).toString());
        assertThat(many).hasStatus(422);
        assertThat(page("/tasks?view=ALL", a)).contains("<option value=\"HOLD\"").doesNotContain("<option value=\"ASK\"");
        ask(SUPERVISOR, "x");
        assertThat(questions.unansweredBy(supervisor)).hasSize(1);
    }

    @Test
    void only_who_was_asked_answers_and_only_once() {
        ask(B, "x");
        long question = questions.unansweredBy(b).get(0).id();
        refused("COLLEAGUE_QUESTION_UNKNOWN", () -> questions.answer(question, "y", supervisor));
        refused("COLLEAGUE_QUESTION_UNKNOWN", () -> questions.answer(question, "y", a));
        MvcTestResult empty = post("/tasks/questions/" + question, b, "answer", " ");
        assertThat(empty).hasStatus(422);
        MvcTestResult number = post("/tasks/questions/" + question, b, "answer", "1234 5678 9018");
        assertThat(number).hasStatus(422).bodyText().contains("1234 5678 9018", "aria-invalid=\"true\"");
        questions.answer(question, "y", b);
        questions.answer(question, "y", b);
        refused("COLLEAGUE_QUESTION_ANSWERED", () -> questions.answer(question, "z", b));
        assertThat(questions.of(task)).singleElement().satisfies(one -> assertThat(one.answer()).isEqualTo("y"));
        assertThat(notices.of(a)).hasSize(1);
    }

    @Test
    void of_two_questions_the_task_waits_for_both() {
        ask(B, "一つ目");
        ask(SUPERVISOR, "二つ目");
        questions.answer(questions.unansweredBy(b).get(0).id(), "答え", b);
        assertThat(state().heldUntil()).isNotNull();
        questions.answer(questions.unansweredBy(supervisor).get(0).id(), "答え", supervisor);
        assertThat(state().heldUntil()).isNull();
    }

    @Test
    void a_question_that_was_taken_back_waits_for_nobody() {
        UUID occasion = ask(B, "x");
        long question = questions.unansweredBy(b).get(0).id();
        actions.undo(task, occasion, a);
        assertThat(state().heldUntil()).isNull();
        assertThat(questions.unansweredBy(b)).isEmpty();
        assertThat(notices.unread(b)).isZero();
        refused("COLLEAGUE_QUESTION_UNKNOWN", () -> questions.answer(question, "y", b));
    }

    @Test
    void an_answer_leaves_a_task_on_hold_that_waits_for_something_else_by_now() {
        ask(B, "x");
        actions.act(task, new WorkAction(Kind.HOLD, null, null, HoldReason.DOCUMENT, today.plusDays(9)), a, UUID.randomUUID());
        questions.answer(questions.unansweredBy(b).get(0).id(), "y", b);
        assertThat(state().heldFor()).isEqualTo(HoldReason.DOCUMENT);
    }

    @Test
    void nobody_is_asked_for_an_answer_that_nobody_waits_for_any_more() {
        ask(B, "x");
        sql.sql("update work_item set closed_at = now() where task_id = :task").param("task", task).update();
        assertThat(questions.unansweredBy(b)).isEmpty();
        assertThat(notices.unread(b)).isZero();
        sql.sql("update work_item set closed_at = null where task_id = :task").param("task", task).update();
    }

    private UUID ask(String whom, String question) {
        return ask(whom, question, today.plusDays(2));
    }

    private UUID ask(String whom, String question, LocalDate until) {
        UUID occasion = UUID.randomUUID();
        actions.act(task, question(whom, question, until), a, occasion);
        return occasion;
    }

    private static WorkAction question(String whom, String question, LocalDate until) {
        return new WorkAction(Kind.ASK, whom, question, null, until);
    }

    private WorkItem item() {
        return world.openTask(number);
    }

    private WorkState state() {
        return WorkState.of(item());
    }

    private TimelineEntry last() {
        var timeline = cases.timeline(number);
        return timeline.get(timeline.size() - 1);
    }

    private static void refused(String code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private MvcTestResult post(String path, CurrentUser person, String... fields) {
        var request = http.post().uri(path).with(user(person)).with(csrf()).header("Accept-Language", "en");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }

    private String page(String path, CurrentUser reader) {
        MvcTestResult answer = http.get().uri(path).with(user(reader)).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
