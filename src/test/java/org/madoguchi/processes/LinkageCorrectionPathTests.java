package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkageCorrectionPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("linkage-correction", COVERAGE);

    @BeforeEach
    void nobody_has_to_be_told_and_everybody_has_confirmed() {
        willAnswer(sets("notices", "SENT")).given(walk.correction).checkNotices(any());
        willAnswer(sets("notices", "SENT")).given(walk.correction).checkOutcomeNotices(any());
        willAnswer(sets("copies", "CONFIRMED")).given(walk.correction).checkConfirmations(any());
    }

    @Test
    void a_known_person_is_believed_at_once() {
        reported("TRUSTED").waitsAt("Task_TraceCopies").neverReached("Task_TriageReport");
        verify(walk.correction).freeze(any());
    }

    @Test
    void an_anonymous_report_is_triaged_before_anything_is_frozen() {
        reported("ANONYMOUS").waitsAt("Task_TriageReport");
        verify(walk.correction, never()).freeze(any());
        walk.completes("Task_TriageReport", "triage", "FREEZE").waitsAt("Task_TraceCopies");
        verify(walk.correction).freeze(any());
    }

    @Test
    void an_anonymous_report_may_be_dismissed() {
        reported("ANONYMOUS").completes("Task_TriageReport", "triage", "DISMISS").endsAt("EndEvent_ReportDismissed");
    }

    @Test
    void a_known_person_who_says_the_same_ends_the_triage() {
        reported("ANONYMOUS").hears("trusted-report").waitsAt("Task_TraceCopies");
        verify(walk.correction).freeze(any());
    }

    @Test
    void every_copy_holder_is_told_in_turn_also_after_one_that_refuses() {
        willAnswer(sets("notices", "TO_SEND")).willAnswer(sets("notices", "TO_SEND")).willAnswer(sets("notices", "SENT"))
                .given(walk.correction).checkNotices(any());
        reported("TRUSTED").completes("Task_TraceCopies")
                .partnerAnswers("copy-notice")
                .partnerRefuses("copy-notice", "CopyNoticeRefused")
                .waitsAt("Task_ProposeCorrection");
        verify(walk.correction, times(3)).checkNotices(any());
    }

    @Test
    void nothing_is_proposed_before_every_copy_is_confirmed() {
        openCopies().waitsAt("Task_AwaitConfirmations").hears("copies-confirmed").waitsAt("Task_ProposeCorrection");
    }

    @Test
    void an_officer_chases_holders_who_do_not_confirm() {
        given(walk.correction.confirmationsDueAt(any())).willReturn(day(7)).willReturn(day(14));
        openCopies().clockReachesDay(7).waitsAt("Task_ChaseConfirmations")
                .completes("Task_ChaseConfirmations")
                .waitsAt("Task_AwaitConfirmations")
                .clockReachesDay(14)
                .waitsAt("Task_ChaseConfirmations")
                .hears("copies-confirmed")
                .waitsAt("Task_ProposeCorrection");
    }

    @Test
    void the_register_may_be_asked_again() {
        proposed("LOOK_UP").waitsAt("Task_LookUpAgain").partnerAnswers("correction-lookup").waitsAt("Task_ProposeCorrection");
    }

    @Test
    void a_second_person_may_disagree() {
        proposed("UNLINK").completes("Task_ConfirmCorrection", "confirmation", "REJECTED").waitsAt("Task_ProposeCorrection");
        verify(walk.correction, never()).apply(any());
    }

    @Test
    void a_link_that_is_right_is_used_again_and_the_holder_told() {
        proposed("NO_ERROR").completes("Task_ConfirmCorrection", "confirmation", "CONFIRMED").endsAt("EndEvent_NoErrorFound")
                .neverReached("Task_CheckReadLog");
        verify(walk.correction).apply(any());
        verify(walk.correction).tellNoError(any());
    }

    @Test
    void every_copy_holder_hears_the_outcome() {
        willAnswer(sets("notices", "TO_SEND")).willAnswer(sets("notices", "TO_SEND")).willAnswer(sets("notices", "SENT"))
                .given(walk.correction).checkOutcomeNotices(any());
        proposed("UNLINK").completes("Task_ConfirmCorrection", "confirmation", "CONFIRMED")
                .partnerAnswers("copy-outcome")
                .partnerRefuses("copy-outcome", "CopyNoticeRefused")
                .waitsAt("Task_CheckReadLog");
    }

    @Test
    void a_case_that_is_still_open_hears_of_the_decision_before_the_reports_are_written() {
        decided().passed("Task_ReturnCase");
        verify(walk.correction).returnCase(any());
    }

    @Test
    void without_third_persons_the_holder_is_told_and_the_cause_recorded() {
        decided().completes("Task_CheckReadLog", "breach", "NONE").waitsAt("Task_RecordRootCause")
                .neverReached("Task_FilePreliminaryReport")
                .completes("Task_RecordRootCause").endsAt("EndEvent_Corrected");
        verify(walk.correction).tellHolder(any());
    }

    @Test
    void a_breach_is_reported_twice_after_the_holder_is_told() {
        decided().completes("Task_CheckReadLog", "breach", "REPORT").waitsAt("Task_FilePreliminaryReport");
        verify(walk.correction).tellHolder(any());
        walk.completes("Task_FilePreliminaryReport").completes("Task_FileFinalReport").completes("Task_RecordRootCause")
                .endsAt("EndEvent_Corrected");
    }

    @Test
    void the_deadlines_of_the_reports_are_raised_and_the_tasks_stay() {
        given(walk.correction.preliminaryWarningAt(any())).willReturn(day(3));
        given(walk.correction.preliminaryEndAt(any())).willReturn(day(5));
        given(walk.correction.finalEndAt(any())).willReturn(day(30));
        decided().completes("Task_CheckReadLog", "breach", "REPORT").clockReachesDay(3).clockReachesDay(5)
                .waitsAt("Task_FilePreliminaryReport");
        verify(walk.correction, times(2)).raiseBreachClock(any());
        walk.completes("Task_FilePreliminaryReport").clockReachesDay(30).waitsAt("Task_FileFinalReport").passed("EndEvent_DeadlineRaised");
        verify(walk.correction, times(3)).raiseBreachClock(any());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Task_TriageReport", "Task_TraceCopies", "Task_ChaseConfirmations", "Task_ProposeCorrection",
            "Task_ConfirmCorrection", "Task_CheckReadLog", "Task_FilePreliminaryReport", "Task_FileFinalReport", "Task_RecordRootCause"})
    void late_work_is_raised_to_the_supervisor(String task) {
        given(walk.correction.confirmationsDueAt(any())).willReturn(day(7));
        switch (task) {
            case "Task_TriageReport" -> reported("ANONYMOUS");
            case "Task_TraceCopies" -> reported("TRUSTED");
            case "Task_ChaseConfirmations" -> openCopies().clockReachesDay(7);
            case "Task_ProposeCorrection" -> reported("TRUSTED").completes("Task_TraceCopies");
            case "Task_ConfirmCorrection" -> proposed("UNLINK");
            case "Task_CheckReadLog" -> decided();
            case "Task_RecordRootCause" -> decided().completes("Task_CheckReadLog", "breach", "NONE");
            case "Task_FilePreliminaryReport" -> decided().completes("Task_CheckReadLog", "breach", "REPORT");
            default -> decided().completes("Task_CheckReadLog", "breach", "REPORT").completes("Task_FilePreliminaryReport");
        }
        walk.isLateWith(task);
    }

    private Walk reported(String reporter) {
        return walk.starts("reporter", reporter);
    }

    private Walk openCopies() {
        willAnswer(sets("copies", "OPEN")).given(walk.correction).checkConfirmations(any());
        return reported("TRUSTED").completes("Task_TraceCopies");
    }

    private Walk proposed(String proposal) {
        return reported("TRUSTED").completes("Task_TraceCopies").completes("Task_ProposeCorrection", "proposal", proposal);
    }

    private Walk decided() {
        return proposed("UNLINK").completes("Task_ConfirmCorrection", "confirmation", "CONFIRMED").waitsAt("Task_CheckReadLog");
    }
}
