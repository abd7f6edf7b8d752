package org.madoguchi.processes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SlaEscalationPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("sla-escalation", COVERAGE);

    @Test
    void what_is_taken_up_is_told_nobody_else() {
        somebodyComesAfter();
        walk.starts().waitsAt("Gateway_TakenUp").hears("escalation-settled").endsAt("EndEvent_Settled");
        verify(walk.sla, times(1)).tellNext(any());
    }

    @Test
    void what_nobody_takes_up_climbs_until_nobody_comes_after_and_waits_there() {
        given(walk.sla.nextRungAt(any())).willReturn(Walk.day(1), Walk.day(3));
        willAnswer(Walk.sets("climbs", true)).willAnswer(Walk.sets("climbs", true)).willAnswer(Walk.sets("climbs", false)).given(walk.sla).tellNext(any());
        walk.starts().clockReachesDay(1).clockReachesDay(2).waitsAt("Gateway_TakenUp");
        walk.clockReachesDay(3).waitsAt("Catch_SettledAtLast").clockReachesDay(300).waitsAt("Catch_SettledAtLast");
        verify(walk.sla, times(3)).tellNext(any());
        walk.hears("escalation-settled").endsAt("EndEvent_Settled");
    }

    private void somebodyComesAfter() {
        given(walk.sla.nextRungAt(any())).willReturn(Walk.day(1));
        willAnswer(Walk.sets("climbs", true)).given(walk.sla).tellNext(any());
    }
}
