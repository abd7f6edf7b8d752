package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SampleResident;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Every sample case of a resident comes to the place it is meant for, by the verbs that people use. */
@MadoguchiTest
@Import(World.class)
class ResidentPlansTests {

    @Autowired
    World world;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void begin() {
        world.begin();
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @ParameterizedTest
    @EnumSource
    void a_plan_comes_to_its_place(ResidentPlan plan) {
        SampleResident person = world.resident(plan);
        String number = world.walk(person, plan);
        CaseState state = world.file(number).state();
        switch (plan) {
            case REFUSED -> assertThat(state).isEqualTo(CaseState.REFUSED);
            case WITHDRAWN -> assertThat(state).isEqualTo(CaseState.WITHDRAWN);
            case LAPSED -> assertThat(state).isEqualTo(CaseState.LAPSED);
            case ADDRESS_WRITTEN -> assertThat(state).isEqualTo(CaseState.COMPLETED);
            case PAPERS_WANTED, RECORD_TO_CONFIRM -> assertThat(state).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
            case PAYMENT_DUE -> assertThat(state).isEqualTo(CaseState.WAITING_FOR_PAYMENT);
            case CARD_BEING_MADE -> assertThat(state).isEqualTo(CaseState.IN_PRODUCTION);
            case HAS_ONE_CARD, CERTIFICATE_RENEWED, CHILD -> {
                assertThat(state).isEqualTo(CaseState.HANDED_OVER);
                assertThat(world.file(number).residence().merged()).isTrue();
            }
            case HAS_SEPARATE_CARDS, HAS_SEPARATE_CARDS_AGAIN, CHANGED_THEIR_MIND, PAID_ONLINE -> {
                assertThat(state).isEqualTo(CaseState.HANDED_OVER);
                assertThat(world.file(number).residence().merged()).isFalse();
            }
            default -> assertThat(world.openTasks(number)).containsExactly(plan.stopsAtTask());
        }
        world.taskListEqualsTheEngine();
    }
}
