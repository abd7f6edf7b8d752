package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What is typed into the form of a task is kept for whoever typed it, and what each decision leads to stands beside it. */
@MadoguchiTest
@Import(World.class)
class TaskDraftTests {

    @Autowired
    World world;
    @Autowired
    Worklist worklist;
    @Autowired
    WorkActions actions;
    @Autowired
    TaskDrafts drafts;
    @Autowired
    MovableClock clock;
    @Autowired
    MockMvcTester http;
    @Autowired
    JdbcClient sql;

    private CurrentUser officer;
    private CurrentUser colleague;
    private String task;

    @BeforeEach
    void a_case_to_be_examined() {
        world.begin();
        officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        colleague = world.officer(Role.MUNICIPAL_OFFICER, "b");
        task = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).taskId();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void what_was_typed_stands_in_the_form_again_for_the_same_person_only_and_unreadable_in_the_database() {
        assertThat(keep(officer, Map.of("examination", "REFUSE", "note", "書類が足りない", "stranger", "x"))).hasRedirectedUrl("/tasks/" + task);
        assertThat(page(officer)).contains("Your draft of", "書類が足りない").containsPattern("value=\"REFUSE\"[^>]*checked");
        assertThat(page(colleague)).doesNotContain("Your draft of", "書類が足りない");
        assertThat(drafts.of(task, officer).orElseThrow().fields()).containsOnlyKeys("examination", "note");
        assertThat(new String(sql.sql("select fields from task_draft where task_id = ?").param(task).query(byte[].class).single(), StandardCharsets.UTF_8))
                .doesNotContain("書類", "note");
        keep(officer, Map.of("examination", "ISSUE"));
        assertThat(page(officer)).doesNotContain("書類が足りない").containsPattern("value=\"ISSUE\"[^>]*checked");
    }

    @Test
    void while_somebody_types_the_answer_is_a_word_beside_the_button() {
        MvcTestResult answer = http.post().uri("/tasks/" + task + "/draft").with(user(officer)).with(csrf()).header("HX-Request", "true")
                .header("Accept-Language", "en").param("note", "half a sen").exchange();
        assertThat(answer).hasStatusOk();
        assertThat(body(answer)).contains("Draft kept at").doesNotContain("<html");
    }

    @Test
    void a_draft_goes_with_the_task_when_it_is_thrown_away_and_after_seven_days() {
        keep(officer, Map.of("note", "a"));
        keep(colleague, Map.of("note", "b"));
        assertThat(http.post().uri("/tasks/" + task + "/draft/discard").with(user(officer)).with(csrf())).hasStatus3xxRedirection();
        assertThat(drafts.of(task, officer)).isEmpty();
        assertThat(drafts.of(task, colleague)).isPresent();
        assertThat(http.post().uri("/tasks/" + task + "/complete").with(user(officer)).with(csrf()).param("examination", "ISSUE").param("feeYen", "0")
                .param("feeReason", "none")).hasStatus3xxRedirection();
        assertThat(rows()).isZero();

        task = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).taskId();
        keep(officer, Map.of("note", "a"));
        clock.stopAt(clock.instant().plus(Duration.ofDays(7)));
        assertThat(drafts.of(task, officer)).isEmpty();
        drafts.removeExpired();
        assertThat(rows()).isZero();
    }

    @Test
    void what_is_no_draft_is_refused() {
        assertThat(keep(officer, Map.of("note", "x".repeat(20_001)))).hasStatus(422);
        keep(officer, Map.of("note", "番号は123456789018", "question", "よい"));
        assertThat(drafts.of(task, officer).orElseThrow().fields()).containsOnlyKeys("question");
        assertThat(keep(world.officer(Role.CONSULAR_OFFICER, "a"), Map.of("note", "a"))).hasStatus(404);
        worklist.claim(task, colleague);
        assertThat(keep(officer, Map.of("note", "a"))).hasStatus(409);
        actions.release(task, colleague);
        http.post().uri("/tasks/" + task + "/complete").with(user(officer)).with(csrf()).param("examination", "ISSUE").param("feeYen", "0")
                .param("feeReason", "none").exchange();
        assertThat(keep(officer, Map.of("note", "late"))).hasStatus(409);
        assertThat(rows()).isZero();
    }

    @Test
    void the_lines_of_a_passport_are_in_no_draft() {
        task = world.openTask(world.walk(world.somebody(SamplePlan.AT_THE_COUNTER), SamplePlan.AT_THE_COUNTER)).taskId();
        CurrentUser consul = world.officer(Role.CONSULAR_OFFICER, "a");
        keep(consul, Map.of("mrzLine1", "P<JPNGAIMU<<HANAKO", "attendance", "CAME"));
        assertThat(drafts.of(task, consul).orElseThrow().fields()).containsOnlyKeys("attendance");
    }

    @Test
    void beside_the_decision_stands_for_each_outcome_its_basis_what_comes_next_and_who_is_told() {
        String page = page(officer);
        assertThat(page).contains("What each decision leads to", "data-outcome=\"REFUSE\"", "data-outcome=\"ISSUE\"", "data-outcome=\"ASK\"",
                "Number Act as amended", "Confirm the refusal", "Municipal supervisor", "Await the information");
        String ask = page.substring(page.indexOf("data-outcome=\"ASK\"")).split("data-outcome=", 3)[1];
        assertThat(ask).contains("The holder, by the notice “").doesNotContain("Nobody is notified");
        assertThat(page(officer, "ja")).contains("決めるとどうなるか", "法的な根拠").doesNotContain("??");
        worklist.claim(task, colleague);
        assertThat(page(officer)).doesNotContain("What each decision leads to");
    }

    private long rows() {
        return sql.sql("select count(*) from task_draft where task_id = ?").param(task).query(Long.class).single();
    }

    private MvcTestResult keep(CurrentUser person, Map<String, String> fields) {
        var request = http.post().uri("/tasks/" + task + "/draft").with(user(person)).with(csrf());
        fields.forEach(request::param);
        return request.exchange();
    }

    private String page(CurrentUser reader) {
        return page(reader, "en");
    }

    private String page(CurrentUser reader, String language) {
        MvcTestResult answer = http.get().uri("/tasks/" + task).with(user(reader)).header("Accept-Language", language).exchange();
        assertThat(answer).hasStatusOk();
        assertThat(body(answer)).doesNotContain("??");
        return body(answer);
    }

    private static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
