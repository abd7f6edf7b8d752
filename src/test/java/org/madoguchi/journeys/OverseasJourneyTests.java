package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.sla.Escalations;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Whole cases, from the application to their end, through the real parts. */
@MadoguchiTest
@Import(World.class)
class OverseasJourneyTests {

    @Autowired
    World world;

    @Autowired
    Worklist worklist;

    @Autowired
    Renewals renewals;

    @Autowired
    CaseFiles cases;

    @Autowired
    Simulators simulators;

    @Autowired
    Escalations escalations;

    @Autowired
    JdbcClient sql;

    @Autowired
    JsonMapper json;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void begin() {
        world.begin();
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @ParameterizedTest
    @EnumSource(SamplePlan.class)
    void every_course_of_a_case_comes_to_where_it_should(SamplePlan plan) {
        SamplePerson person = world.somebody(plan);
        String caseNumber = world.walk(person, plan);
        assertThat(world.file(caseNumber).state()).isEqualTo(expectedEnd(plan));
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person);
    }

    private static CaseState expectedEnd(SamplePlan plan) {
        return switch (plan) {
            case FACTS_CONFLICT -> CaseState.CHECKING_ELIGIBILITY;
            case UNKNOWN_DOMICILE, HOLDER_ASKED, PHOTO_WANTED -> CaseState.WAITING_FOR_APPLICANT;
            case VARIANT_NAME, VARIANT_SECOND, NOT_IN_REGISTER, RECORDS_CONFLICT -> CaseState.MATCHING_REGISTER;
            case EXAMINING, REFUSAL_PROPOSED -> CaseState.EXAMINING;
            case REFUSED -> CaseState.REFUSED;
            case FEE_TO_PAY -> CaseState.WAITING_FOR_PAYMENT;
            case IN_PRODUCTION -> CaseState.IN_PRODUCTION;
            case CARD_IN_POUCH, CARD_MISSING -> CaseState.IN_TRANSIT;
            case INVITED -> CaseState.READY_FOR_COLLECTION;
            case VISIT_BOOKED, AT_THE_COUNTER -> CaseState.VISIT_BOOKED;
            case FACE_IN_DOUBT, PREPARING, ABOUT_TO_HAND_OVER -> CaseState.AT_THE_COUNTER;
            case HANDED_OVER, HANDED_OVER_AFTER_FEE, HANDED_OVER_AT_SECOND_VISIT, CARD_SUSPENDED, CARD_FOUND, CARD_RELEASED,
                    CARD_TO_BE_RETURNED, CARD_RETURNED, LINK_REPORTED, COPIES_TOLD, CORRECTION_PROPOSED, LINK_REMOVED,
                    LINK_CORRECTED -> CaseState.HANDED_OVER;
            case WITHDRAWN -> CaseState.WITHDRAWN;
            case LAPSED -> CaseState.LAPSED;
        };
    }

    @Test
    void the_renewal_is_invited_once_on_the_first_day_of_its_window() {
        String caseNumber = world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        LocalDate validUntil = sql.sql("select valid_until from card_in_force where case_number = :case").param("case", caseNumber)
                .query(LocalDate.class).single();
        LocalDate firstDay = validUntil.minusYears(1).plusDays(1);

        var account = world.file(caseNumber).accountId();

        clock.stopAt(firstDay.minusDays(1).atTime(12, 0).atZone(Tokyo.ZONE).toInstant());
        renewals.openDue(Tokyo.today(clock));
        assertThat(renewals.waitingFor(account)).isEmpty();

        clock.stopAt(firstDay.atTime(0, 5).atZone(Tokyo.ZONE).toInstant());
        for (int time = 0; time < 2; time++) {
            renewals.openDue(Tokyo.today(clock));
            world.settle();
            assertThat(renewals.waitingFor(account)).hasSize(1);
        }
        assertThat(sql.sql("select count(*) from notification where template = 'renewal-invitation' and account_id = :account")
                .param("account", account).query(Long.class).single()).isEqualTo(1);

        Renewals.Renewal invited = renewals.waitingFor(account).get(0);
        CurrentUser holder = CurrentUser.applicant(account.toString());
        renewals.answered(invited.number(), Renewals.Answer.DECLINED, holder);
        world.settle();
        assertThat(renewals.waitingFor(account)).isEmpty();
    }

    @Test
    void late_work_is_raised_to_the_supervisor_once_and_stays_with_whoever_has_it() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem task = world.openTask(caseNumber);
        clock.stopAt(task.dueAt().minusSeconds(60));
        world.settle();
        assertThat(raised(caseNumber)).isEmpty();
        clock.stopAt(task.dueAt().plusSeconds(1));
        world.settle();
        world.settle();
        assertThat(raised(caseNumber)).hasSize(1);
        assertThat(world.openTasks(caseNumber)).containsExactly("Task_ExamineApplication");
    }

    /** The timer is used up by then: the ledger is the truth, and looked at also without it. */
    @Test
    void work_that_was_given_more_time_is_raised_when_that_has_passed_and_only_then() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem task = world.openTask(caseNumber);
        Instant later = task.dueAt().plus(Duration.ofDays(3));
        giveUntil(later, task);
        clock.stopAt(task.dueAt().plusSeconds(1));
        world.settle();
        escalations.raise();
        assertThat(raised(caseNumber)).isEmpty();

        clock.stopAt(later.plusSeconds(1));
        escalations.raise();
        escalations.raise();
        assertThat(raised(caseNumber)).singleElement().satisfies(raised -> {
            assertThat(raised.dueAt()).isEqualTo(later);
            escalations.settle(raised.id(), Escalations.Settled.ACKNOWLEDGED, null, "municipal-supervisor-a");
        });
        escalations.raise();
        assertThat(raised(caseNumber)).isEmpty();

        Instant evenLater = later.plus(Duration.ofDays(3));
        giveUntil(evenLater, task);
        assertThat(raised(caseNumber)).isEmpty();
        clock.stopAt(evenLater.plusSeconds(1));
        escalations.raise();
        assertThat(raised(caseNumber)).hasSize(1);
    }

    private void giveUntil(Instant due, WorkItem task) {
        sql.sql("update sla_clock set due_at = :due, breached_at = null where task_id = :task").param("due", due.atOffset(java.time.ZoneOffset.UTC))
                .param("task", task.taskId()).update();
    }

    private List<Escalations.Escalation> raised(String caseNumber) {
        return List.copyOf(escalations.ofTasks(sql.sql("select task_id from work_item where case_number = :case and closed_at is null").param("case", caseNumber)
                .query(String.class).list()).values());
    }

    @Test
    void a_registered_domicile_that_moves_in_mid_case_takes_the_open_work_and_its_clock_along() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem before = world.openTask(caseNumber);
        simulators.reportMove(simulators.familyRegister(), caseNumber, "011002");
        world.settle();

        WorkItem after = world.openTask(caseNumber);
        assertThat(after.taskId()).isEqualTo(before.taskId());
        assertThat(after.officeCode()).isEqualTo("011002");
        assertThat(after.dueAt()).isEqualTo(before.dueAt());
        assertThat(world.file(caseNumber).municipalityCode()).isEqualTo("011002");
        assertThat(worklist.ofCase(caseNumber)).filteredOn(item -> !item.open()).allMatch(item -> !item.officeCode().equals("011002"));
        world.taskListEqualsTheEngine();
    }

    @Test
    void two_reviewers_of_a_doubtful_record_are_two_people() {
        String caseNumber = world.walk(world.somebody(SamplePlan.VARIANT_SECOND), SamplePlan.VARIANT_SECOND);
        WorkItem second = world.openTask(caseNumber);
        CurrentUser first = world.officer(Role.MUNICIPAL_OFFICER, "a");
        assertThat(worklist.barred(second, first)).contains("Task_ReviewMatch");
        assertThatThrownBy(() -> worklist.claim(second.taskId(), first)).isInstanceOf(Refusal.class).hasMessageContaining("FOUR_EYES");
        worklist.complete(second.taskId(), json.valueToTree(Map.of("verdict", "DIFFERENT", "reason", "別人と思われる。")),
                world.officer(Role.MUNICIPAL_OFFICER, "b"));
        world.settle();
        assertThat(world.openTasks(caseNumber)).containsExactly("Task_InvestigateConflict");
    }

    @Test
    void a_task_is_completed_once_and_the_second_person_is_told() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem task = world.openTask(caseNumber);
        worklist.complete(task.taskId(), json.valueToTree(Map.of("examination", "ISSUE")), world.officer(Role.MUNICIPAL_OFFICER, "a"));
        assertThatThrownBy(() -> worklist.complete(task.taskId(), json.valueToTree(Map.of("examination", "ISSUE")),
                world.officer(Role.MUNICIPAL_OFFICER, "b"))).isInstanceOf(Refusal.class).hasMessageContaining("TASK_DONE");
    }

    @Test
    void an_officer_of_another_office_does_not_even_learn_that_the_task_exists() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem task = world.openTask(caseNumber);
        assertThatThrownBy(() -> worklist.claim(task.taskId(), world.officer(Role.CONSULAR_CLERK, "a")))
                .isInstanceOf(Refusal.class).hasMessageContaining("TASK_UNKNOWN");
    }
}
