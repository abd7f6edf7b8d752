package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PinResetPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("pin-reset", COVERAGE);

    @ParameterizedTest
    @CsvSource({"MISSION, Task_ResetPinAtMission", "MUNICIPALITY, Task_ResetPinAtMunicipality"})
    void a_holder_who_comes_to_the_counter_sets_the_PINs_again(String counter, String task) {
        given(walk.pinReset.deadline(any())).willReturn(day(9_000));
        walk.starts("counter", counter)
                .isLateWith(task)
                .waitsAt(task)
                .completes(task, "pinReset", "RESET")
                .endsAt("EndEvent_PinReset");
        verify(walk.pinReset).inviteToCounter(any());
        verify(walk.pinReset).tellReset(any());
    }

    @Test
    void a_holder_who_was_not_verified_may_come_again() {
        walk.starts("counter", "MISSION")
                .completes("Task_ResetPinAtMission", "pinReset", "NOT_VERIFIED")
                .waitsAt("Task_ResetPinAtMission")
                .completes("Task_ResetPinAtMission", "pinReset", "RESET")
                .endsAt("EndEvent_PinReset");
        verify(walk.pinReset).tellNotVerified(any());
    }

    @Test
    void a_card_that_does_not_work_is_to_be_issued_again() {
        walk.starts("counter", "MUNICIPALITY")
                .completes("Task_ResetPinAtMunicipality", "pinReset", "CARD_DEFECTIVE")
                .endsAt("EndEvent_CardDefective");
        verify(walk.pinReset).tellReissue(any());
    }

    @Test
    void a_reset_to_which_nobody_comes_is_closed() {
        given(walk.pinReset.deadline(any())).willReturn(day(60));
        walk.starts("counter", "MISSION").clockReachesDay(60).endsAt("EndEvent_NobodyCame");
        verify(walk.pinReset).recordNoShow(any());
    }

    @Test
    void a_holder_who_remembers_withdraws_it() {
        walk.starts("counter", "MISSION").hears("pin-reset-withdrawn").endsAt("EndEvent_ResetWithdrawn");
        verify(walk.pinReset).recordWithdrawal(any());
    }
}
