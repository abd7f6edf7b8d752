package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.Absences;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What becomes of somebody's tasks while they are away. */
@MadoguchiTest
@Import(World.class)
class AbsenceTests {

    @Autowired
    World world;
    @Autowired
    Worklist worklist;
    @Autowired
    WorkAbsence work;
    @Autowired
    Absences absences;
    @Autowired
    StaffNotices notices;
    @Autowired
    CaseFiles cases;
    @Autowired
    Staff staff;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;
    @Autowired
    MockMvcTester http;

    private CurrentUser away;
    private CurrentUser standIn;
    private CurrentUser supervisor;
    private String number;
    private LocalDate tomorrow;

    @BeforeEach
    void an_officer_with_a_task() {
        world.begin();
        sql.sql("delete from staff_absence").update();
        sql.sql("delete from staff_notice").update();
        away = hired("absence-away", Role.MUNICIPAL_OFFICER, World.MUNICIPALITY);
        standIn = hired("absence-stand-in", Role.MUNICIPAL_OFFICER, World.MUNICIPALITY);
        supervisor = hired("absence-supervisor", Role.MUNICIPAL_SUPERVISOR, World.MUNICIPALITY);
        number = world.walk(world.somebody(SamplePlan.FACTS_CONFLICT), SamplePlan.FACTS_CONFLICT);
        worklist.claim(world.openTask(number).taskId(), away);
        tomorrow = Tokyo.today(clock).plusDays(1);
    }

    @AfterEach
    void nobody_is_away_any_more() {
        sql.sql("delete from staff_absence").update();
        clock.run();
    }

    private CurrentUser hired(String id, Role role, String office) {
        var person = new CurrentUser(id, CurrentUser.Kind.STAFF, "担当", id, Set.of(new Post(role, office)));
        staff.put(person);
        return person;
    }

    private String assignee() {
        return world.openTask(number).assignee();
    }

    private void morning() {
        clock.tick(Duration.ofDays(1));
        while (work.passOn() > 0) {
            // until nothing is left
        }
    }

    @Test
    void tasks_pass_to_the_stand_in_on_the_first_day_and_both_are_told_of_it() {
        absences.enter(away, tomorrow, tomorrow.plusDays(3), standIn.id(), away);
        assertThat(work.passOn()).isZero();
        assertThat(assignee()).isEqualTo(away.id());
        morning();
        assertThat(assignee()).isEqualTo(standIn.id());
        assertThat(notices.of(standIn)).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo("STAND_IN");
            assertThat(one.byId()).isEqualTo(away.id());
        });
        assertThat(cases.timeline(number)).extracting(TimelineEntry::event).contains("TASK_PASSED_TO_STAND_IN");
        assertThat(work.passOn()).isZero();
    }

    @Test
    void without_a_stand_in_tasks_go_back_to_their_queue() {
        absences.enter(away, tomorrow, tomorrow, null, supervisor);
        morning();
        assertThat(assignee()).isNull();
        assertThat(cases.timeline(number)).extracting(TimelineEntry::event).contains("TASK_BACK_WHILE_AWAY");
    }

    @Test
    void a_stand_in_who_is_away_or_has_seen_the_case_is_given_nothing() {
        absences.enter(standIn, tomorrow, tomorrow, null, standIn);
        absences.enter(away, tomorrow, tomorrow, standIn.id(), away);
        morning();
        assertThat(assignee()).isNull();

        sql.sql("delete from staff_absence").update();
        String second = world.walk(world.somebody(SamplePlan.VARIANT_SECOND), SamplePlan.VARIANT_SECOND);
        CurrentUser first = staff.find(worklist.ofCase(second).stream().filter(item -> item.taskKey().equals("Task_ReviewMatch")).findFirst()
                .orElseThrow().completedBy()).orElseThrow();
        CurrentUser holder = first.id().equals(away.id()) ? standIn : away;
        worklist.claim(world.openTask(second).taskId(), holder);
        LocalDate next = Tokyo.today(clock).plusDays(1);
        absences.enter(holder, next, next, first.id(), holder);
        morning();
        assertThat(world.openTask(second).assignee()).isNull();
    }

    @Test
    void whoever_is_back_before_it_begins_keeps_what_they_have() {
        absences.enter(away, tomorrow, tomorrow.plusDays(3), standIn.id(), away);
        absences.end(away, absences.of(away).get(0).id(), away);
        assertThat(absences.of(away)).isEmpty();
        morning();
        assertThat(assignee()).isEqualTo(away.id());
    }

    @Test
    void whoever_comes_back_earlier_is_given_work_again() {
        absences.enter(away, tomorrow, tomorrow.plusDays(3), null, away);
        clock.tick(Duration.ofDays(2));
        assertThat(staff.away(away.id(), World.MUNICIPALITY)).isTrue();
        absences.end(away, absences.of(away).get(0).id(), away);
        assertThat(staff.away(away.id(), World.MUNICIPALITY)).isFalse();
    }

    @Test
    void one_enters_ones_own_days_and_supervisors_those_of_their_people() {
        CurrentUser elsewhere = hired("absence-elsewhere", Role.MUNICIPAL_OFFICER, "131041");
        refused("NOT_SUPERVISOR", () -> absences.enter(away, tomorrow, tomorrow, null, standIn));
        refused("NOT_SUPERVISOR", () -> absences.enter(elsewhere, tomorrow, tomorrow, null, supervisor));
        refused("STAFF_UNKNOWN", () -> absences.enter(away, tomorrow, tomorrow, elsewhere.id(), away));
        refused("STAFF_UNKNOWN", () -> absences.enter(away, tomorrow, tomorrow, away.id(), away));
        refused("DAYS_REVERSED", () -> absences.enter(away, tomorrow, tomorrow.minusDays(1), null, away));
        refused("DAY_OUT_OF_REACH", () -> absences.enter(away, tomorrow.minusDays(9), tomorrow.minusDays(8), null, away));
        refused("DAY_OUT_OF_REACH", () -> absences.enter(away, tomorrow, tomorrow.plusYears(3), null, away));
    }

    private static void refused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    @Test
    void the_page_takes_days_shows_them_and_gives_them_back() {
        assertThat(page(away, "/tasks/absence")).contains("absence-stand-in", "No days away").doesNotContain("Whose", "??");
        assertThat(post(away, "/tasks/absence", "firstDay", tomorrow.toString(), "lastDay", tomorrow.toString(), "standIn", standIn.id()))
                .hasRedirectedUrl("/tasks/absence");
        assertThat(page(away, "/tasks/absence")).contains("Stand-in: absence-stand-in").doesNotContain("??");
        MvcTestResult wrong = post(away, "/tasks/absence", "firstDay", tomorrow.toString());
        assertThat(wrong.getMvcResult().getFlashMap().get("problem")).asString().isNotBlank();
        assertThat(page(supervisor, "/tasks/absence?person=" + away.id())).contains("Whose", "Stand-in: absence-stand-in").doesNotContain("??");
        assertThat(http.get().uri("/tasks/absence?person=" + away.id()).with(user(standIn)).exchange()).hasStatus(422);
        long id = absences.of(away).get(0).id();
        assertThat(post(standIn, "/tasks/absence/" + id + "/end", "person", away.id())).hasStatus(422);
        assertThat(post(supervisor, "/tasks/absence/" + id + "/end", "person", away.id())).hasRedirectedUrl("/tasks/absence?person=" + away.id());
        assertThat(absences.of(away)).isEmpty();
    }

    private String page(CurrentUser person, String path) {
        MvcTestResult answer = http.get().uri(URI.create(path)).with(user(person)).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult post(CurrentUser person, String path, String... fields) {
        var request = http.post().uri(path).with(user(person)).with(csrf()).header("Accept-Language", "en");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange();
    }
}
