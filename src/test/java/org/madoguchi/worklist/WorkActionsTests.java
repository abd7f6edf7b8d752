package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.madoguchi.worklist.WorkAction.Kind.ASSIGN;
import static org.madoguchi.worklist.WorkAction.Kind.FOLLOW_UP;
import static org.madoguchi.worklist.WorkAction.Kind.GIVE_BACK;
import static org.madoguchi.worklist.WorkAction.Kind.HAND_OVER;
import static org.madoguchi.worklist.WorkAction.Kind.HOLD;
import static org.madoguchi.worklist.WorkAction.Kind.RELEASE;
import static org.madoguchi.worklist.WorkAction.Kind.RESUME;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.sla.Sla;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** What people do with tasks besides doing them. */
@MadoguchiTest
@Import(World.class)
class WorkActionsTests {

    private static final String A = "municipal-officer-a";
    private static final String B = "municipal-officer-b";

    @Autowired
    World world;

    @Autowired
    WorkActions actions;

    @Autowired
    WorkBulk bulk;

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
    Sla sla;

    @Autowired
    Offices offices;

    @Autowired
    JsonMapper json;

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
        sql.sql("delete from staff_absence").update();
        sql.sql("delete from staff_notice").update();
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
    void a_task_is_handed_over_with_a_note_and_the_colleague_hears_of_it() {
        act(handOver(B, "電話で話した件です。"), a);

        assertThat(item().assignee()).isEqualTo(B);
        assertThat(item().assignedBy()).isEqualTo(A);
        assertThat(last().event()).isEqualTo("TASK_HANDED_OVER");
        assertThat(last().note()).isEqualTo("電話で話した件です。");
        assertThat(last().shownToApplicant()).isFalse();
        assertThat(notices.of(b)).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo("HAND_OVER");
            assertThat(one.caseNumber()).isEqualTo(number);
        });
        assertThat(notices.unread(b)).isEqualTo(1);
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_hand_over_wants_a_note_and_somebody_who_may_have_the_task() {
        refused("FIELD_EMPTY", () -> act(handOver(B, " "), a));
        refused("NUMBER_IN_TEXT", () -> act(handOver(B, "番号は1234 5678 9018です"), a));
        refused("TEXT_TOO_LONG", () -> act(handOver(B, "長".repeat(1001)), a));
        refused("FIELD_MISSING", () -> act(handOver("", "x"), a));
        refused("STAFF_UNKNOWN", () -> act(handOver("consular-officer-a", "x"), a));
        refused("STAFF_UNKNOWN", () -> act(handOver("nobody-at-all", "x"), a));
        refused("TASK_TAKEN", () -> act(handOver(B, "x"), b));
        refused("TASK_UNKNOWN", () -> act(handOver(B, "x"), world.officer(Role.CONSULAR_OFFICER, "a")));
        sql.sql("insert into staff_absence (staff_id, first_day, last_day) values (?, ?, ?)").params(B, today, today).update();
        refused("STAFF_AWAY", () -> act(handOver(B, "x"), a));
        assertThat(item().assignee()).isEqualTo(A);
        actions.release(task, a);
        refused("TASK_NOBODYS", () -> act(handOver(B, "x"), a));
    }

    @Test
    void nobody_is_given_a_task_that_four_eyes_keep_from_them() {
        String doubtful = world.walk(world.somebody(SamplePlan.FACE_IN_DOUBT), SamplePlan.FACE_IN_DOUBT);
        WorkItem second = world.openTask(doubtful);
        String first = worklist.ofCase(doubtful).stream().filter(one -> one.taskKey().equals(second.fourEyesOf())).findFirst().orElseThrow().completedBy();
        refused("STAFF_BARRED", () -> actions.act(second.taskId(), assign(first), world.officer(Role.CONSULAR_SUPERVISOR, "a"), UUID.randomUUID()));
    }

    @Test
    void a_task_returns_to_the_officer_who_had_it_before() {
        refused("NOBODY_BEFORE", () -> act(new WorkAction(GIVE_BACK, null, "x", null, null), a));
        act(handOver(B, "お願いします。"), a);
        refused("FIELD_EMPTY", () -> act(new WorkAction(GIVE_BACK, null, null, null, null), b));
        act(new WorkAction(GIVE_BACK, null, "担当が違います。", null, null), b);

        assertThat(item().assignee()).isEqualTo(A);
        assertThat(item().assignedBy()).isEqualTo(B);
        assertThat(last().event()).isEqualTo("TASK_GIVEN_BACK");
        assertThat(notices.of(a)).extracting(StaffNotices.Notice::kind).containsExactly("GIVE_BACK");
    }

    @Test
    void a_held_task_says_why_and_until_when_and_waits_no_longer_than_that() {
        LocalDate until = today.plusDays(3);
        act(hold(HoldReason.DOCUMENT, until, null), a);

        assertThat(state().heldFor()).isEqualTo(HoldReason.DOCUMENT);
        assertThat(state().heldOn(until)).isTrue();
        assertThat(state().heldOn(until.plusDays(1))).isFalse();
        assertThat(last().event()).isEqualTo("TASK_HELD");
        assertThat(last().reasonCode()).isEqualTo("WAITS_FOR_DOCUMENT");
        assertThat(page("/tasks/" + task, a)).contains("On hold until", "Waiting for a document to arrive.", "End the hold").doesNotContain("??");

        act(new WorkAction(RESUME, null, null, null, null), a);
        assertThat(state().heldUntil()).isNull();
        assertThat(last().event()).isEqualTo("TASK_RESUMED");
    }

    @Test
    void a_hold_has_a_reason_and_an_end_within_reach() {
        refused("FIELD_MISSING", () -> act(hold(null, today.plusDays(1), null), a));
        refused("FIELD_MISSING", () -> act(hold(HoldReason.PARTNER, null, null), a));
        refused("FIELD_EMPTY", () -> act(hold(HoldReason.OTHER, today.plusDays(1), null), a));
        refused("DAY_OUT_OF_REACH", () -> act(hold(HoldReason.PARTNER, today, null), a));
        refused("DAY_OUT_OF_REACH", () -> act(hold(HoldReason.PARTNER, today.plusDays(31), null), a));
        refused("TASK_TAKEN", () -> act(hold(HoldReason.PARTNER, today.plusDays(1), null), b));
        act(hold(HoldReason.PARTNER, today.plusDays(30), null), a);
    }

    @Test
    void a_change_of_the_calendar_moves_the_task_in_the_list_and_its_clock_alike() {
        var item = item();
        Office office = offices.get(item.officeCode());
        LocalDate last = LocalDate.ofInstant(item.dueAt(), office.zone());
        sql.sql("insert into closed_day (office_code, day, name_ja, name_en) values (:office, :day, '停電', 'Power cut')").param("office", office.code())
                .param("day", last).update();
        try {
            assertThat(sla.recompute(office.code())).isPositive();
            assertThat(item().dueAt()).isEqualTo(sla.calendar(office).deadline(item.dueAt(), 1)).isAfter(item.dueAt());
            assertThat(sql.sql("select count(*) from sla_clock c join work_item w using (task_id) where w.closed_at is null and w.task_id = :task "
                    + "and (c.due_at, c.at_risk_at) = (w.due_at, w.at_risk_at) and w.reprice_at <= :now").param("task", task)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC)).query(Integer.class).single()).isOne();
        } finally {
            sql.sql("delete from closed_day where office_code = :office and day = :day").param("office", office.code()).param("day", last).update();
            sla.recompute(office.code());
        }
        assertThat(item().dueAt()).isEqualTo(item.dueAt());
    }

    @Test
    void a_hold_ends_when_somebody_else_gets_the_task_and_stops_the_clock_only_for_somebody_outside() {
        var due = item().dueAt();
        act(hold(HoldReason.OTHER, today.plusDays(5), "x"), a);
        assertThat(item().dueAt()).isEqualTo(due);
        act(handOver(B, "x"), a);
        assertThat(state().heldUntil()).isNull();
        act(hold(HoldReason.PARTNER, today.plusDays(5), null), b);
        assertThat(item().dueAt()).isAfter(due);
        act(handOver(A, "x"), b);
        assertThat(state().heldUntil()).isNull();
        assertThat(item().dueAt()).isEqualTo(due);
    }

    @Test
    void a_day_to_look_again_passes_on_to_a_colleague_but_not_into_the_queue() {
        refused("DAY_OUT_OF_REACH", () -> act(followUp(today), a));
        act(followUp(today.plusDays(7)), a);
        assertThat(last().event()).isEqualTo("TASK_FOLLOW_UP_SET");
        act(handOver(B, "x"), a);
        assertThat(state().followUpOn()).isEqualTo(today.plusDays(7));
        act(followUp(null), b);
        assertThat(last().event()).isEqualTo("TASK_FOLLOW_UP_REMOVED");
        act(followUp(today.plusDays(7)), b);
        actions.release(task, b);
        assertThat(state().followUpOn()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RELEASE", "HAND_OVER", "HOLD", "FOLLOW_UP"})
    void what_was_done_is_taken_back_while_nothing_else_has_happened(Kind kind) {
        act(followUp(today.plusDays(2)), a);
        WorkState before = state();
        UUID occasion = act(some(kind), a);
        actions.undo(task, occasion, a);

        assertThat(state()).usingRecursiveComparison().ignoringFields("version").isEqualTo(before);
        assertThat(item().assignee()).isEqualTo(A);
        assertThat(last().event()).isEqualTo("TASK_ACTION_UNDONE");
        assertThat(notices.of(b)).isEmpty();
        refused("UNDO_UNKNOWN", () -> actions.undo(task, occasion, a));
        world.taskListEqualsTheEngine();
    }

    @Test
    void what_others_have_built_upon_is_not_taken_back_nor_after_a_while_nor_by_others() {
        UUID late = act(followUp(today.plusDays(2)), a);
        refused("UNDO_UNKNOWN", () -> actions.undo(task, late, supervisor));
        clock.tick(Duration.ofMinutes(10));
        refused("UNDO_TOO_LATE", () -> actions.undo(task, late, a));

        UUID released = act(some(RELEASE), a);
        worklist.claim(task, b);
        refused("UNDO_OVERTAKEN", () -> actions.undo(task, released, a));
        assertThat(item().assignee()).isEqualTo(B);
    }

    @Test
    void a_supervisor_moves_what_somebody_else_has_and_both_hear_of_it() {
        actions.assign(task, B, supervisor);
        assertThat(item().assignee()).isEqualTo(B);
        assertThat(notices.of(b)).extracting(StaffNotices.Notice::kind).containsExactly("ASSIGN");
        assertThat(notices.of(a)).extracting(StaffNotices.Notice::kind).containsExactly("TAKEN_AWAY");
        refused("NOT_SUPERVISOR", () -> actions.assign(task, A, a));
        long before = timeline().size();
        actions.assign(task, B, supervisor);
        assertThat(timeline()).hasSize((int) before);
    }

    @Test
    void many_are_done_each_for_itself_and_the_preview_says_beforehand_what_comes_of_each() {
        String second = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).taskId();
        String others = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).taskId();
        worklist.claim(second, a);
        worklist.claim(others, b);
        List<String> chosen = List.of(task, others, "no-such-task", second, task);
        List<String> foreseen = bulk.preview(chosen, handOver(B, "休みのため。"), a).stream().map(WorkBulk.Row::code).toList();
        assertThat(foreseen).containsExactly(null, "TASK_TAKEN", "TASK_UNKNOWN", null);
        assertThat(item().assignee()).isEqualTo(A);

        UUID occasion = UUID.randomUUID();
        assertThat(bulk.act(chosen, handOver(B, "休みのため。"), a, occasion).stream().map(WorkBulk.Row::code)).containsExactlyElementsOf(foreseen);
        assertThat(item().assignee()).isEqualTo(B);
        assertThat(notices.of(b)).singleElement().extracting(StaffNotices.Notice::times).isEqualTo(2);

        worklist.complete(second, json.valueToTree(Map.of("examination", "ISSUE")), b);
        assertThat(bulk.undo(occasion, a).stream().map(WorkBulk.Row::code)).containsExactly(null, "TASK_DONE");
        assertThat(item().assignee()).isEqualTo(A);
    }

    @Test
    void pages_ask_show_do_and_undo_many_at_once() {
        String others = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).taskId();
        worklist.claim(others, b);
        assertThat(page("/tasks?view=MINE", a)).contains("name=\"task\"", task, "Look at the chosen ones").doesNotContain("??");
        assertThat(post("/tasks/bulk", a, "kind", "RELEASE")).hasRedirectedUrl("/tasks");
        assertThat(body(post("/tasks/bulk", a, "kind", "HAND_OVER", "task", task, "task", others))).contains("Who gets it", "Show what will come of each")
                .doesNotContain("Do it to", "field--invalid", "??");
        MvcTestResult wrong = post("/tasks/bulk", a, "kind", "HAND_OVER", "task", task, "asked", "true", "assignee", B, "note", "");
        assertThat(wrong).hasStatus(422);
        assertThat(body(wrong)).contains("HAND_OVER-note-error").doesNotContain("Do it to", "??");
        String ready = body(post("/tasks/bulk", a, "kind", "HAND_OVER", "task", task, "task", others, "asked", "true", "assignee", B, "note", "x"));
        assertThat(ready).contains("done to 1, and not to 1", "Is handed over to " + b.nameEn(), "Somebody else has this task.", "Do it to 1").doesNotContain("??");
        assertThat(item().assignee()).isEqualTo(A);

        String occasion = UUID.randomUUID().toString();
        MvcTestResult done = post("/tasks/bulk/do", a, "kind", "HAND_OVER", "task", task, "task", others, "assignee", B, "note", "x", "reason", "", "day", "",
                "occasion", occasion);
        assertThat(done).hasRedirectedUrl("/tasks/bulk");
        assertThat(body(http.get().uri("/tasks/bulk").with(user(a)).header("Accept-Language", "en").flashAttrs(done.getMvcResult().getFlashMap()).exchange()))
                .contains("done to 1, not to 1", "Undo all of it", "Not this one:").doesNotContain("??");
        assertThat(http.get().uri("/tasks/bulk").with(user(a))).hasRedirectedUrl("/tasks");
        assertThat(item().assignee()).isEqualTo(B);
        assertThat(page("/tasks/notices", b)).contains("handed a task over to you", "unread").doesNotContain("??");
        assertThat(page("/tasks/notices/count", b)).contains("1");
        post("/tasks/notices/read", b, "upTo", String.valueOf(notices.of(b).get(0).id()));
        assertThat(notices.unread(b)).isZero();
        assertThat(post("/tasks/bulk/undo", a, "occasion", occasion)).hasRedirectedUrl("/tasks/bulk");
        assertThat(item().assignee()).isEqualTo(A);
    }

    @ParameterizedTest
    @CsvSource({"0,BULK_SIZE", "201,BULK_SIZE"})
    void neither_none_nor_too_many_are_done_at_once(int tasks, String code) {
        List<String> chosen = java.util.stream.IntStream.range(0, tasks).mapToObj(i -> "task-" + i).toList();
        refused(code, () -> bulk.preview(chosen, WorkAction.release(), a));
    }

    @Test
    void the_page_of_a_task_offers_what_can_be_done_and_tells_of_it_with_the_way_back() {
        assertThat(page("/tasks/" + task, a)).contains("Hand it over to a colleague", "Put it on hold", "Set a day to look again", "Put it back")
                .doesNotContain("Return it to the officer before", "Give it to somebody", "??");
        assertThat(page("/tasks/" + task, b)).doesNotContain("Put it on hold");
        assertThat(page("/tasks/" + task, supervisor)).contains("Give it to somebody");

        MvcTestResult empty = post("/tasks/" + task + "/actions", a, "kind", "HAND_OVER", "assignee", B, "note", "");
        assertThat(empty).hasRedirectedUrl("/tasks/" + task);
        assertThat(empty.getMvcResult().getFlashMap().get("problem")).isInstanceOf(WorkActionPages.Problem.class);
        assertThat(body(http.get().uri("/tasks/" + task).with(user(a)).header("Accept-Language", "en")
                .flashAttrs(empty.getMvcResult().getFlashMap()).exchange())).contains("HAND_OVER-note-error", "Please fill this in.").doesNotContain("??");

        MvcTestResult done = post("/tasks/" + task + "/actions", a, "kind", "HOLD", "reason", "PARTNER", "day", today.plusDays(2).toString());
        assertThat(done).hasRedirectedUrl("/tasks");
        assertThat(body(http.get().uri("/tasks").with(user(a)).header("Accept-Language", "en").flashAttrs(done.getMvcResult().getFlashMap()).exchange()))
                .contains("is on hold", "/undo").doesNotContain("??");
        assertThat(page("/tasks/" + task, a)).contains("Undo: Put it on hold", "Possible until");
        UUID occasion = ((WorkActionPages.Told) done.getMvcResult().getFlashMap().get("told")).occasion();
        assertThat(post("/tasks/" + task + "/actions/" + occasion + "/undo", a)).hasRedirectedUrl("/tasks/" + task);
        assertThat(state().heldUntil()).isNull();
    }

    private WorkAction some(Kind kind) {
        return switch (kind) {
            case HAND_OVER -> handOver(B, "x");
            case HOLD -> hold(HoldReason.PARTNER, today.plusDays(3), null);
            case FOLLOW_UP -> followUp(today.plusDays(9));
            default -> new WorkAction(kind, null, null, null, null);
        };
    }

    private static WorkAction handOver(String to, String note) {
        return new WorkAction(HAND_OVER, to, note, null, null);
    }

    private static WorkAction assign(String to) {
        return new WorkAction(ASSIGN, to, null, null, null);
    }

    private static WorkAction hold(HoldReason reason, LocalDate until, String note) {
        return new WorkAction(HOLD, null, note, reason, until);
    }

    private static WorkAction followUp(LocalDate day) {
        return new WorkAction(FOLLOW_UP, null, null, null, day);
    }

    private UUID act(WorkAction action, CurrentUser person) {
        UUID occasion = UUID.randomUUID();
        actions.act(task, action, person, occasion);
        return occasion;
    }

    private static void refused(String code, ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private WorkItem item() {
        return world.openTask(number);
    }

    private WorkState state() {
        return WorkState.of(item());
    }

    private List<TimelineEntry> timeline() {
        return cases.timeline(number);
    }

    private TimelineEntry last() {
        return timeline().get(timeline().size() - 1);
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
        return body(answer);
    }

    private static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
