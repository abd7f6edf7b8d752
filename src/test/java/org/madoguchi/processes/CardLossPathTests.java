package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardLossPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("card-loss", COVERAGE);

    /** Later than the target of any task. */
    @BeforeEach
    void the_card_is_good_for_years() {
        given(walk.loss.cardExpiredAt(any())).willReturn(day(9_000));
        given(walk.loss.nextReminderAt(any())).willReturn(day(9_000));
    }

    private Walk reported(String programme, String counter) {
        return walk.starts("programme", programme, "counter", counter, "found", false);
    }

    private Walk suspended(String programme, String counter) {
        return reported(programme, counter).partnerAnswers("card-suspend", "found", false).waitsAt("Gateway_WhatComes");
    }

    @Test
    void a_card_found_again_is_released_at_the_mission_and_then_at_the_producer() {
        suspended("OVERSEAS", "MISSION")
                .hears("card-found")
                .waitsAt("Task_LiftAtMission")
                .completes("Task_LiftAtMission", "lift", "LIFTED")
                .partnerAnswers("card-unsuspend")
                .endsAt("EndEvent_SuspensionLifted");
        verify(walk.loss).tellHolder(any());
        verify(walk.loss).recordLift(any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MISSION", "MUNICIPALITY", "BUREAU"})
    void a_card_that_is_not_brought_stays_suspended_at_every_counter(String counter) {
        String task = "Task_LiftAt" + counter.charAt(0) + counter.substring(1).toLowerCase();
        suspended("RESIDENCE", counter)
                .hears("card-found")
                .isLateWith(task)
                .completes(task, "lift", "NOT_BROUGHT")
                .waitsAt("Gateway_WhatComes");
        verify(walk.loss, never()).recordLift(any());
    }

    @Test
    void a_card_found_while_the_producer_was_down_goes_to_the_counter_as_soon_as_it_is_up() {
        reported("OVERSEAS", "MISSION").partnerAnswers("card-suspend", "found", true).waitsAt("Task_LiftAtMission");
    }

    @Test
    void what_the_holder_enters_counts_the_days_anew() {
        suspended("OVERSEAS", "MISSION").hears("loss-details-entered").waitsAt("Gateway_WhatComes")
                .hears("reissue-applied").waitsAt("Gateway_WhatComes");
        verify(walk.loss, times(3)).nextReminderAt(any());
    }

    @Test
    void abroad_the_holder_is_reminded_of_the_police_and_the_new_card() {
        given(walk.loss.nextReminderAt(any())).willReturn(day(7), day(30), day(3_000));
        suspended("OVERSEAS", "MISSION").clockReachesDay(7).clockReachesDay(30).waitsAt("Gateway_WhatComes");
        verify(walk.loss, times(2)).remindOfPolice(any());
        verify(walk.loss, never()).remindOfBureau(any());
    }

    @Test
    void a_resident_is_reminded_of_the_bureau() {
        given(walk.loss.nextReminderAt(any())).willReturn(day(7), day(3_000));
        suspended("RESIDENCE", "BUREAU").clockReachesDay(7).waitsAt("Gateway_WhatComes");
        verify(walk.loss).remindOfBureau(any());
        verify(walk.loss, never()).remindOfPolice(any());
    }

    @Test
    void a_card_that_is_replaced_is_revoked() {
        suspended("OVERSEAS", "MISSION").hears("card-ended", "cardEnd", "LOST").partnerAnswers("card-revoke").endsAt("EndEvent_Reissued");
    }

    @Test
    void a_card_whose_holder_has_no_right_to_it_is_revoked_wherever_its_loss_stands() {
        reported("OVERSEAS", "MISSION").hears("card-ended", "cardEnd", "ENTITLEMENT_LOST").partnerAnswers("card-revoke")
                .endsAt("EndEvent_NoLongerInForce");
    }

    @Test
    void a_card_nobody_comes_for_stays_suspended_until_it_runs_out() {
        given(walk.loss.cardExpiredAt(any())).willReturn(day(400));
        suspended("OVERSEAS", "MISSION").hears("card-found").clockReachesDay(400).endsAt("EndEvent_CardExpired");
        verify(walk.loss).recordExpiry(any());
    }
}
