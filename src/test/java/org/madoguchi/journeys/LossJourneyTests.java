package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.loss.Loss.State;
import org.madoguchi.loss.Losses;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Applications;
import org.madoguchi.portal.HolderActions;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Purpose;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** A card from its loss to its return into use, or to the card that takes its place. */
@MadoguchiTest
@Import(World.class)
class LossJourneyTests {

    @Autowired World world;
    @Autowired Losses losses;
    @Autowired Applications applications;
    @Autowired HolderActions holders;
    @Autowired Renewals renewals;
    @Autowired CardsInForce cards;
    @Autowired Worklist worklist;
    @Autowired Simulators simulators;
    @Autowired JdbcClient sql;
    @Autowired JsonMapper json;
    @Autowired MovableClock clock;

    @BeforeEach
    void begin() {
        world.begin();
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void a_card_is_lost_found_and_used_again() {
        SamplePerson person = world.somebody(SamplePlan.CARD_RELEASED);
        String number = world.walk(person, SamplePlan.CARD_RELEASED);
        assertThat(cards.ofCase(number).orElseThrow().suspended()).isFalse();
        assertThat(losses.of(number).orElseThrow().state()).isEqualTo(State.LIFTED);
        assertThat(simulators.jLis().orders(number)).extracting("state").containsExactly("ACTIVE");
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person);
    }

    @Test
    void a_card_is_lost_replaced_and_the_old_one_found_and_given_back() {
        SamplePerson person = world.somebody(SamplePlan.CARD_SUSPENDED);
        String first = world.walk(person, SamplePlan.CARD_SUSPENDED);
        CurrentUser holder = CurrentUser.applicant(world.file(first).accountId().toString());

        String second = reissue(first, CardState.LOST);
        assertThat(world.file(second).renewsCard()).isEqualTo(cards.ofCase(first).orElseThrow().id());
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> losses.found(first, holder))
                .satisfies(no -> assertThat(no.code()).isEqualTo("REISSUE_RUNNING"));
        world.pass(Duration.ofHours(2));
        world.walkOn(second, person, SamplePlan.HANDED_OVER);
        assertThat(world.file(second).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(cards.ofCase(first).orElseThrow().endReason()).isEqualTo(EndReason.LOST);
        assertThat(losses.of(first).orElseThrow().state()).isEqualTo(State.REPLACED);
        assertThat(simulators.jLis().orders(first)).extracting("state").containsExactly("STOPPED");
        assertThat(simulators.jLis().orders(second)).extracting("state").containsExactly("ACTIVE");

        losses.found(first, holder);
        losses.found(first, holder);
        world.settle();
        assertThat(world.openTasks(first)).containsExactly("Task_TakeBackAtMission");
        WorkItem task = world.openTask(first);
        worklist.complete(task.taskId(), json.valueToTree(Map.of("takeBack", "TAKEN_BACK", "identityChecked", true, "disposal", "RETURN",
                "reference", "POUCH-3")), world.officer(Role.CONSULAR_OFFICER, "a"));
        world.settle();
        assertThat(world.openTasks(first)).isEmpty();
        assertThat(cards.ofCase(first).orElseThrow().endReason()).as("it was lost, and stays so in the register").isEqualTo(EndReason.LOST);
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person);
    }

    @Test
    void whoever_applies_for_a_new_card_because_the_old_one_was_stolen_has_it_suspended_by_that() {
        String first = world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        String second = reissue(first, CardState.STOLEN);
        assertThat(cards.ofCase(first).orElseThrow().suspended()).isTrue();
        assertThat(losses.of(first).orElseThrow().reissueCase()).isEqualTo(second);

        CurrentUser holder = CurrentUser.applicant(world.file(first).accountId().toString());
        world.settle();
        holders.withdraw(second, holder);
        losses.found(first, holder);
        assertThat(world.openTasks(first)).as("with the application the hindrance has gone").containsExactly("Task_LiftAtMission");
    }

    @Test
    void a_card_that_ends_takes_its_invitation_to_renew_and_the_case_under_way_with_it() {
        String first = world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        var account = world.file(first).accountId();
        renewals.openDue(cards.ofCase(first).orElseThrow().validUntil().minusMonths(1));
        world.settle();
        String invitation = renewals.waitingFor(account).get(0).number();
        String second = reissue(first, CardState.LOST);
        world.settle();

        simulators.familyRegister().holderChanged(first, Map.of("change", "NATIONALITY_LOST"));
        world.settle();
        assertThat(renewals.waitingFor(account)).isEmpty();
        assertThat(renewals.find(invitation).orElseThrow().state()).isEqualTo(Renewals.State.SUPERSEDED);
        assertThat(sql.sql("select count(*) from engine.act_ru_execution where business_key_ = :key").param("key", invitation)
                .query(Long.class).single()).isZero();
        assertThat(world.file(second).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(losses.of(first).orElseThrow().state()).isEqualTo(State.ENDED);
    }

    private String reissue(String first, CardState state) {
        CaseFile file = world.file(first);
        UUID account = file.accountId();
        var facts = EligibilityRequest.overseas(Purpose.REISSUE, true, false, true, true, true, true, file.applicant().birthDate(),
                file.applicant().departedOn(), null, Channel.ONLINE, new EligibilityRequest.Card(true, state,
                        cards.ofCase(first).orElseThrow().validUntil(), false, false));
        Map<String, Object> answers = new LinkedHashMap<>(json.convertValue(facts,
                new tools.jackson.core.type.TypeReference<Map<String, Object>>() {}));
        answers.values().removeIf(java.util.Objects::isNull);
        CaseFile.Applicant a = file.applicant();
        var applicant = new CaseFile.Applicant(a.familyName(), a.givenName(), a.familyKana(), a.givenKana(), a.familyLatin(), a.givenLatin(),
                a.birthDate(), a.sex(), a.domicile(), a.departedOn(), a.phone(), true, "ADULT", null, null, a.numberRef(), answers);
        byte[] photo = SamplePerson.of(1, SamplePlan.HANDED_OVER, World.MISSION, World.MUNICIPALITY, "東京都千代田区", a.birthDate().plusYears(30)).photo();
        return applications.submit(new Applications.Application(facts, applicant, file.municipalityCode(), file.missionCode(), photo, false,
                account, "ja"), CurrentUser.applicant(account.toString()));
    }
}
