package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EligibilityCheckPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("eligibility-check", COVERAGE);

    @Test
    void the_table_finds_the_applicant_eligible() {
        willAnswer(sets("eligibility", "ELIGIBLE")).given(walk.eligibility).assess(any());
        walk.starts().endsAt("EndEvent_Eligible");
    }

    @Test
    void the_table_finds_the_applicant_not_eligible() {
        willAnswer(sets("eligibility", "NOT_ELIGIBLE")).given(walk.eligibility).assess(any());
        walk.starts().endsAt("EndEvent_NotEligible");
    }

    @Test
    void an_officer_decides_what_the_table_refers() {
        willAnswer(sets("eligibility", "REFER")).given(walk.eligibility).assess(any());
        walk.starts()
                .waitsAt("Task_ReviewEligibility")
                .completes("Task_ReviewEligibility", "eligibility", "ELIGIBLE")
                .endsAt("EndEvent_Eligible");
        verify(walk.eligibility, times(1)).assess(any());
    }

    @Test
    void an_officer_may_ask_the_applicant_before_deciding() {
        willAnswer(sets("eligibility", "REFER")).given(walk.eligibility).assess(any());
        walk.starts()
                .completes("Task_ReviewEligibility", "eligibility", "MORE_INFORMATION")
                .waitsAt("Task_AwaitInformation");
        verify(walk.casefile).askApplicant(any());
    }

    @Test
    void an_answer_of_the_applicant_is_assessed_anew() {
        willAnswer(sets("eligibility", "MORE_INFORMATION"))
                .willAnswer(sets("eligibility", "ELIGIBLE"))
                .given(walk.eligibility)
                .assess(any());
        walk.starts().waitsAt("Task_AwaitInformation").hears("information-received").endsAt("EndEvent_Eligible");
    }

    @Test
    void a_silent_applicant_is_reminded_and_the_application_then_lapses() {
        willAnswer(sets("eligibility", "MORE_INFORMATION")).given(walk.eligibility).assess(any());
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        walk.starts().clockReachesDay(20).waitsAt("Task_AwaitInformation").passed("EndEvent_ApplicantReminded");
        verify(walk.casefile).remindOfInformation(any());
        walk.clockReachesDay(40).endsAt("EndEvent_Lapsed");
        verify(walk.eligibility).lapse(any());
    }

    @Test
    void a_late_review_is_told_to_the_supervisor_and_stays_open() {
        willAnswer(sets("eligibility", "REFER")).given(walk.eligibility).assess(any());
        walk.starts().isLateWith("Task_ReviewEligibility").waitsAt("Task_ReviewEligibility");
    }
}
