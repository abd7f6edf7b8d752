package org.madoguchi.processes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardReturnPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("card-return", COVERAGE);

    @ParameterizedTest
    @ValueSource(strings = {"MISSION", "MUNICIPALITY", "BUREAU"})
    void a_card_that_comes_back_is_taken_at_the_counter_and_revoked(String counter) {
        String task = "Task_TakeBackAt" + counter.charAt(0) + counter.substring(1).toLowerCase();
        walk.starts("comesIn", true, "counter", counter)
                .isLateWith(task)
                .completes(task, "takeBack", "TAKEN_BACK")
                .partnerAnswers("card-revoke")
                .endsAt("EndEvent_CardOutOfUse");
        verify(walk.loss).tellWhereToBring(any());
    }

    @Test
    void a_card_that_does_not_come_back_stays_what_it_is() {
        walk.starts("comesIn", true, "counter", "MISSION").completes("Task_TakeBackAtMission", "takeBack", "NOT_BROUGHT")
                .endsAt("EndEvent_CardKept");
    }

    @Test
    void a_card_without_entitlement_is_revoked_and_its_holder_told() {
        walk.starts("comesIn", false, "counter", "MISSION").partnerAnswers("card-revoke").endsAt("EndEvent_CardOutOfUse");
        verify(walk.loss).tellCardEnded(any());
    }
}
