package org.madoguchi.processes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class IdentityVerificationPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("identity-verification", COVERAGE);

    @Test
    void an_officer_who_recognises_the_holder_verifies_at_once() {
        walk.starts()
                .waitsAt("Task_VerifyIdentity")
                .completes("Task_VerifyIdentity", "verification", "VERIFIED")
                .endsAt("EndEvent_Verified")
                .neverReached("Task_SecondVerification");
    }

    @Test
    void a_second_officer_dispels_the_doubt_of_the_first() {
        walk.starts()
                .completes("Task_VerifyIdentity", "verification", "DOUBT")
                .waitsAt("Task_SecondVerification")
                .completes("Task_SecondVerification", "verification", "VERIFIED")
                .endsAt("EndEvent_Verified");
    }

    @Test
    void a_second_officer_shares_the_doubt_of_the_first() {
        walk.starts()
                .completes("Task_VerifyIdentity", "verification", "DOUBT")
                .completes("Task_SecondVerification", "verification", "NOT_VERIFIED")
                .endsAt("EndEvent_NotVerified");
        verify(walk.verification).recordFailedVisit(any());
    }

    @Test
    void a_visitor_who_is_not_the_holder_is_recorded() {
        walk.starts()
                .completes("Task_VerifyIdentity", "verification", "NOT_VERIFIED")
                .endsAt("EndEvent_NotVerified");
        verify(walk.verification).recordFailedVisit(any());
    }

    @Test
    void a_holder_who_does_not_come_is_recorded() {
        walk.starts()
                .completes("Task_VerifyIdentity", "verification", "NO_SHOW")
                .endsAt("EndEvent_NoShow");
        verify(walk.verification).recordNoShow(any());
    }

    @Test
    void a_late_verification_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().isLateWith("Task_VerifyIdentity").waitsAt("Task_VerifyIdentity");
    }

    @Test
    void a_late_second_verification_is_told_to_the_supervisor_and_stays_open() {
        walk.starts()
                .completes("Task_VerifyIdentity", "verification", "DOUBT")
                .isLateWith("Task_SecondVerification")
                .waitsAt("Task_SecondVerification");
    }
}
