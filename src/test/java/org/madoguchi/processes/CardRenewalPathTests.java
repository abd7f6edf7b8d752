package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardRenewalPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("card-renewal", COVERAGE);

    @Test
    void a_holder_who_applies_has_answered_the_invitation() {
        walk.starts()
                .waitsAt("Task_AwaitAnswer")
                .hears("renewal-answered", "renewalAnswer", "APPLIED")
                .endsAt("EndEvent_Applied");
        verify(walk.renewal).invite(any());
    }

    @Test
    void a_holder_may_decline() {
        walk.starts().hears("renewal-answered", "renewalAnswer", "DECLINED").endsAt("EndEvent_Declined");
        verify(walk.renewal).recordDecline(any());
    }

    @Test
    void a_card_that_ends_before_it_runs_out_is_not_renewed() {
        walk.starts().hears("renewal-answered", "renewalAnswer", "SUPERSEDED").endsAt("EndEvent_CardEnded");
        verify(walk.renewal, never()).recordDecline(any());
    }

    @Test
    void a_silent_holder_is_reminded_at_every_notice_date() {
        given(walk.renewal.nextNoticeAt(any())).willReturn(day(90), day(150), day(3_000));
        walk.starts().clockReachesDay(89);
        verify(walk.renewal, never()).remind(any());
        walk.clockReachesDay(90).waitsAt("Task_AwaitAnswer").clockReachesDay(150).waitsAt("Task_AwaitAnswer");
        verify(walk.renewal, times(2)).remind(any());
        walk.hears("renewal-answered", "renewalAnswer", "APPLIED").endsAt("EndEvent_Applied");
    }

    @Test
    void the_invitation_ends_when_the_card_expires() {
        given(walk.renewal.cardExpiredAt(any())).willReturn(day(180));
        walk.starts().clockReachesDay(180).endsAt("EndEvent_CardExpired");
        verify(walk.renewal).recordExpiry(any());
        verify(walk.renewal, never()).remind(any());
    }
}
