package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseFlow.Position;
import org.madoguchi.casefile.CaseNotes;
import org.madoguchi.casefile.Mentioned;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the page of a case says to the officer who opens it. */
@MadoguchiTest
@Import(World.class)
@RecordApplicationEvents
class CasePageTests {

    @Autowired
    World world;
    @Autowired
    CaseFiles cases;
    @Autowired
    CaseFlow flow;
    @Autowired
    CaseNotes notes;
    @Autowired
    NextSteps steps;
    @Autowired
    Worklist worklist;
    @Autowired
    RepositoryService models;
    @Autowired
    MessageSource messages;
    @Autowired
    MovableClock clock;
    @Autowired
    MockMvcTester http;
    @Autowired
    JdbcClient sql;
    @Autowired
    StaffNotices staffNotices;
    @Autowired
    ApplicationEvents events;

    private CurrentUser municipal;
    private CurrentUser consular;

    @BeforeEach
    void open() {
        world.begin();
        municipal = world.officer(Role.MUNICIPAL_OFFICER, "a");
        consular = world.officer(Role.CONSULAR_OFFICER, "a");
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void the_page_begins_with_who_holds_the_task_since_when_until_when_and_what_comes_next() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        world.pass(Duration.ofDays(2));
        String free = text(page(number, municipal, ""));
        assertThat(free).contains("Examine the application", "Nobody yet", "Here since", "3 days", "Open the task of this case",
                "What can come next", "Confirm the refusal", "Await the information · applicant", "In this status");
        WorkItem task = worklist.claim(world.openTask(number).taskId(), municipal);
        assertThat(page(number, municipal, "")).contains("Officer a</span> · <span>", "Go on with your task", "href=\"/tasks/" + task.taskId() + "\"");
        assertThat(page(number, consular, "")).contains("Officer a").doesNotContain("Go on with your task", "Open the task of this case");
    }

    @Test
    void a_case_that_nobody_can_go_on_with_says_what_it_waits_for_and_on_whom() {
        String number = world.walk(world.somebody(SamplePlan.IN_PRODUCTION), SamplePlan.IN_PRODUCTION);
        assertThat(text(page(number, municipal, ""))).contains("No member of staff has anything to do", "Waiting for", "Card produced · card producer",
                "What can come next Resolve the production · Municipal officer", "Card dispatched · card producer");
    }

    @Test
    void what_comes_next_reaches_through_the_end_of_a_called_process_into_the_next() {
        String number = world.walk(world.somebody(SamplePlan.AT_THE_COUNTER), SamplePlan.AT_THE_COUNTER);
        List<Position> positions = flow.positions(number);
        assertThat(steps.after(positions)).extracting(NextSteps.Stop::nameEn).contains("Verify a second time", "Prepare the hand-over", "Await the booking");
        assertThat(steps.outcomes(positions, "Task_VerifyIdentity")).extracting(NextSteps.Outcome::value)
                .containsExactlyInAnyOrder("VERIFIED", "NOT_VERIFIED", "NO_SHOW", "DOUBT");
        assertThat(outcome(positions, "VERIFIED").next()).extracting(NextSteps.Stop::nameEn).containsExactly("Prepare the hand-over");
        assertThat(outcome(positions, "NO_SHOW").tells()).contains("no-show");
        assertThat(outcome(positions, "DOUBT").tells()).isEmpty();
    }

    private NextSteps.Outcome outcome(List<Position> positions, String value) {
        return steps.outcomes(positions, "Task_VerifyIdentity").stream().filter(one -> value.equals(one.value())).findFirst().orElseThrow();
    }

    /** A notice that no model sends, or that has no words, would be promised in vain. */
    @Test
    void every_notice_that_is_promised_is_sent_by_a_model_and_has_words() {
        Set<String> expressions = models.createProcessDefinitionQuery().latestVersion().list().stream()
                .flatMap(one -> models.getBpmnModelInstance(one.getId()).getModelElementsByType(ServiceTask.class).stream())
                .map(ServiceTask::getCamundaExpression).collect(Collectors.toSet());
        assertThat(expressions).containsAll(NextSteps.NOTICES.keySet());
        for (Locale locale : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            NextSteps.NOTICES.values().forEach(template -> assertThat(messages.getMessage("notice." + template + ".subject", null, null, locale))
                    .as(template).isNotNull());
        }
    }

    @Test
    void everything_a_case_can_wait_for_is_said_in_words() {
        Set<String> waits = models.createProcessDefinitionQuery().latestVersion().list().stream()
                .flatMap(one -> steps.everyStop(one.getId()).stream()).filter(stop -> stop.kind() == NextSteps.Kind.WAIT || stop.kind() == NextSteps.Kind.MACHINE)
                .map(NextSteps.Stop::whom).collect(Collectors.toSet());
        assertThat(waits).hasSizeGreaterThan(15).allSatisfy(one -> assertThat(messages.getMessage("waits." + one, null, null, Locale.ENGLISH)).isNotNull());
    }

    @Test
    void the_timeline_names_the_table_and_its_version_is_narrowed_by_kind_and_comes_in_pages() {
        String number = world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        String all = page(number, municipal, "");
        assertThat(all).contains("Earlier entries");
        assertThat(entries(all)).isEqualTo(20);
        assertThat(entries(page(number, municipal, "?whole=true"))).isEqualTo(cases.timeline(number).size()).isGreaterThan(20);
        String rules = page(number, municipal, "?kind=RULE");
        assertThat(rules).contains("Rule: Identity match, version 1", "Rule: Fee, version 1", "href=\"/models/identity-match\"");
        assertThat(entries(rules)).isEqualTo((int) cases.timeline(number).stream().filter(one -> one.rule() != null).count());
        String earlier = all.replaceAll("(?s).*href=\"/cases/[^?\"]+\\?(before=\\d+)#timeline\".*", "$1");
        assertThat(entries(page(number, municipal, "?" + earlier))).isEqualTo(Math.min(20, cases.timeline(number).size() - 20));
        assertThat(http.get().uri("/cases/" + number + "?kind=NONSENSE").with(user(municipal))).hasStatus4xxClientError();
        assertThat(http.get().uri("/cases/" + number + "?before=x").with(user(municipal))).hasStatus4xxClientError();
    }

    @Test
    void the_way_walked_is_marked_in_the_drawing_and_told_in_a_table_with_the_time_it_took() {
        String number = world.walk(world.somebody(SamplePlan.AT_THE_COUNTER), SamplePlan.AT_THE_COUNTER);
        List<Position> positions = flow.positions(number);
        Position spine = positions.stream().filter(one -> one.processKey().equals("overseas-card-application")).findFirst().orElseThrow();
        assertThat(spine.done()).contains("Task_ExamineApplication").anyMatch(id -> id.startsWith("Flow_ExamineApplication_"))
                .doesNotContain("Flow_RefusalConfirmed_AlreadyLinked");
        Position verification = positions.stream().filter(one -> one.processKey().equals("identity-verification")).findFirst().orElseThrow();
        assertThat(verification.done()).contains("Flow_VisitDue_VerifyIdentity").doesNotContain("Flow_VerifyIdentity_IdentityVerified");
        String page = page(number, municipal, "");
        assertThat(page).contains("Steps taken and the time they took", "Flow_VisitDue_VerifyIdentity", "under way");
        assertThat(page.substring(page.indexOf("Steps taken"))).contains("Examine the application", "System", "under a minute");
    }

    @Test
    void other_cases_of_the_person_and_what_may_be_the_same_person_twice_are_shown_to_whoever_may_open_them() {
        String one = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        String twin = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        assertThat(page(one, municipal, "")).doesNotContain(twin, "same person twice");
        sql.sql("""
                update case_applicant t set birth_date = o.birth_date, family_name = o.family_name, given_name = o.given_name
                  from case_applicant o where o.case_number = ? and t.case_number = ?
                """).params(one, twin).update();
        assertThat(page(one, municipal, "")).contains(twin, "same person twice");
        sql.sql("update case_file set municipality_code = (select code from office where kind = 'MUNICIPALITY' and code <> ? limit 1) where number = ?")
                .params(World.MUNICIPALITY, twin).update();
        assertThat(page(one, municipal, "")).doesNotContain(twin, "same person twice");
        sql.sql("update case_file t set account_id = o.account_id, municipality_code = o.municipality_code from case_file o where o.number = ? and t.number = ?")
                .params(one, twin).update();
        assertThat(page(one, municipal, "")).contains(twin, "Other cases of this person").doesNotContain("same person twice");
    }

    @Test
    void the_card_of_a_case_stands_on_its_page_with_what_became_of_it() {
        String number = world.walk(world.somebody(SamplePlan.CARD_SUSPENDED), SamplePlan.CARD_SUSPENDED);
        assertThat(page(number, municipal, "")).contains("My Number Card, valid until ", "reported lost or stolen");
    }

    @Test
    void what_was_stated_stands_beside_passport_and_register_with_differences_in_words_as_far_as_it_is_granted() {
        String number = world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        sql.sql("update identity_check set birth_date_agrees = false, explanation = '届出の誤記' where visit_id in (select id from visit where case_number = ?)")
                .param(number).update();
        String granted = page(number, municipal, "");
        assertThat(granted).contains("Statement, passport and register compared", "Differs from the statement", "Agrees with the statement", "届出の誤記",
                "Statement and register</th>", "is-different");
        String mission = page(number, consular, "");
        assertThat(mission).contains("Differs from the statement").doesNotContain("Statement and register</th>");
        assertThat(mission).doesNotContain("identity_check");
    }

    @Test
    void a_note_stands_on_the_timeline_for_staff_and_tells_whoever_is_named() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        sql.sql("update staff set name_en = 'Aiko Ueda' where id = 'municipal-supervisor-a'").update();
        assertThat(note(number, "@Officer b @Aiko Ueda 写真の背景を見てください", List.of("municipal-officer-b"), municipal))
                .hasRedirectedUrl("/cases/" + number + "#timeline");
        assertThat(events.stream(Mentioned.class)).as("of namesakes only who was chosen").extracting(Mentioned::staffId)
                .containsExactly("municipal-officer-b", "municipal-supervisor-a");
        assertThat(staffNotices.of(world.officer(Role.MUNICIPAL_OFFICER, "b"))).first().satisfies(notice -> {
            assertThat(notice.kind()).isEqualTo("MENTIONED");
            assertThat(notice.href()).isEqualTo("/cases/" + number);
        });
        assertThat(page(number, municipal, "?kind=NOTE")).contains("写真の背景を見てください", "Note written");
        assertThat(page(number, consular, "")).contains("写真の背景を見てください");
        assertThat(cases.timeline(number)).last().satisfies(entry -> {
            assertThat(entry.shownToApplicant()).isFalse();
            assertThat(entry.officeCode()).isEqualTo(World.MUNICIPALITY);
        });
        assertThat(notes.colleagues(cases.open(number, municipal, Purpose.CASE_WORK), municipal)).extracting(CurrentUser::id)
                .contains("municipal-officer-b", "consular-officer-a").doesNotContain("municipal-officer-a", "isa-clerk-a", "administrator-a");
    }

    @Test
    void a_note_that_holds_a_number_says_nothing_or_names_a_stranger_is_refused_and_kept_as_it_was_typed() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        int before = cases.timeline(number).size();
        for (String text : List.of("番号は１２３４ ５６７８ ９０１８", "", "長".repeat(1001))) {
            MvcTestResult answer = note(number, text, List.of(), municipal);
            assertThat(answer).hasStatus(422);
            assertThat(body(answer)).contains("note-error", text).doesNotContain("??");
        }
        assertThat(body(note(number, "stranger", List.of("isa-clerk-a"), municipal))).contains("note-error");
        assertThat(cases.timeline(number)).hasSize(before);
        assertThat(events.stream(Mentioned.class)).isEmpty();
        var stranger = new CurrentUser("x", CurrentUser.Kind.STAFF, "他", "Other", Set.of(new Post(Role.CONSULAR_OFFICER, "FI-HEL")));
        assertThat(note(number, "hello", List.of(), stranger)).hasStatus(404);
    }

    @Test
    void completing_twice_is_answered_with_a_clear_word() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        String task = world.openTask(number).taskId();
        var form = http.post().uri("/tasks/" + task + "/complete").with(user(municipal)).with(csrf()).header("Accept-Language", "en")
                .param("examination", "ISSUE").param("feeYen", "0").param("feeReason", "none");
        assertThat(form.exchange()).hasStatus3xxRedirection();
        MvcTestResult again = http.post().uri("/tasks/" + task + "/complete").with(user(municipal)).with(csrf()).header("Accept-Language", "en")
                .param("examination", "REFUSE").param("refusalReason", "DOCUMENTS_MISSING").param("note", "x").exchange();
        assertThat(again).hasStatus(409);
        assertThat(body(again)).contains("already been done");
        assertThat(cases.decision(number).orElseThrow().decision()).isEqualTo("ISSUE");
    }

    private MvcTestResult note(String number, String text, List<String> mentions, CurrentUser person) {
        var request = http.post().uri("/cases/" + number + "/notes").with(user(person)).with(csrf()).header("Accept-Language", "en").param("note", text);
        mentions.forEach(one -> request.param("mention", one));
        return request.exchange();
    }

    private static String text(String page) {
        return page.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
    }

    private static int entries(String page) {
        return page.split("class=\"timeline-title\"", -1).length - 1;
    }

    private String page(String number, CurrentUser reader, String query) {
        MvcTestResult answer = http.get().uri("/cases/" + number + query).with(user(reader)).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatusOk();
        assertThat(body(answer)).doesNotContain("??");
        return body(answer);
    }

    private static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
