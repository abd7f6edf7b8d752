package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RegisterMatchPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("register-match", COVERAGE);

    @BeforeEach
    void no_correction_found_the_record() {
        willAnswer(sets("match", "NONE")).given(walk.linkage).recallCorrection(any());
    }

    @Test
    void a_record_that_a_correction_found_is_shown_to_the_holder_without_another_look_up() {
        willAnswer(sets("match", "CORRECTED")).given(walk.linkage).recallCorrection(any());
        willAnswer(sets("match", "LINKED")).given(walk.linkage).link(any());
        walk.starts()
                .waitsAt("Task_AwaitHolder")
                .neverReached("Task_LookUpRegister")
                .hears("holder-answered", "holderAnswer", "CONFIRMED")
                .endsAt("EndEvent_Linked");
    }

    @Test
    void a_holder_confirms_a_record_that_matches() {
        willAnswer(sets("match", "LINKED")).given(walk.linkage).link(any());
        comparisonShows("MATCH")
                .waitsAt("Task_AwaitHolder")
                .hears("holder-answered", "holderAnswer", "CONFIRMED")
                .endsAt("EndEvent_Linked")
                .neverReached("Task_ReviewMatch");
        verify(walk.linkage).askHolder(any());
        verify(walk.linkage).link(any());
    }

    @Test
    void nothing_is_linked_before_the_holder_confirms() {
        comparisonShows("MATCH");
        verify(walk.linkage, never()).link(any());
    }

    @Test
    void a_record_the_holder_denies_is_frozen_and_investigated() {
        comparisonShows("MATCH")
                .hears("holder-answered", "holderAnswer", "DENIED")
                .waitsAt("Task_InvestigateConflict");
        verify(walk.linkage).freeze(any());
        verify(walk.linkage, never()).link(any());
    }

    @Test
    void a_silent_holder_is_reminded_and_the_application_then_lapses() {
        given(walk.linkage.holderReminderAt(any())).willReturn(day(20));
        given(walk.linkage.holderDeadline(any())).willReturn(day(40));
        comparisonShows("MATCH")
                .clockReachesDay(20)
                .passed("EndEvent_HolderReminded")
                .waitsAt("Task_AwaitHolder")
                .clockReachesDay(40)
                .endsAt("EndEvent_Lapsed");
        verify(walk.linkage).remindHolder(any());
        verify(walk.linkage).lapse(any());
    }

    @Test
    void two_people_who_see_the_same_person_bring_the_record_before_the_holder() {
        reviewersSay("SAME", "SAME").waitsAt("Task_AwaitHolder");
    }

    @Test
    void two_people_who_see_different_persons_go_on_searching() {
        reviewersSay("DIFFERENT", "DIFFERENT").waitsAt("Task_ResolveNotFound");
    }

    @Test
    void two_people_who_disagree_freeze_the_link() {
        reviewersSay("SAME", "DIFFERENT").waitsAt("Task_InvestigateConflict");
        verify(walk.linkage).freeze(any());
    }

    @Test
    void a_conflict_is_frozen_and_may_be_reviewed_again() {
        comparisonShows("STOP_AND_INVESTIGATE")
                .waitsAt("Task_InvestigateConflict")
                .completes("Task_InvestigateConflict", "investigation", "REVIEW")
                .waitsAt("Task_ReviewMatch");
        verify(walk.linkage).freeze(any());
    }

    @Test
    void two_persons_found_out_by_the_investigation_are_kept_apart() {
        comparisonShows("STOP_AND_INVESTIGATE")
                .completes("Task_InvestigateConflict", "investigation", "SEPARATE")
                .endsAt("EndEvent_NotLinked");
        verify(walk.linkage).leaveUnlinked(any());
    }

    @Test
    void a_record_that_cannot_be_found_is_left_unlinked() {
        comparisonShows("NOT_FOUND")
                .waitsAt("Task_ResolveNotFound")
                .completes("Task_ResolveNotFound", "resolution", "NOT_LINKED")
                .endsAt("EndEvent_NotLinked");
        verify(walk.linkage).leaveUnlinked(any());
    }

    @Test
    void an_officer_may_look_up_the_register_again() {
        comparisonShows("NOT_FOUND")
                .completes("Task_ResolveNotFound", "resolution", "LOOK_UP")
                .waitsAt("Task_LookUpRegister");
    }

    @Test
    void an_answer_of_the_applicant_starts_the_look_up_again() {
        comparisonShows("NOT_FOUND")
                .completes("Task_ResolveNotFound", "resolution", "ASK")
                .waitsAt("Task_AwaitInformation")
                .hears("information-received")
                .waitsAt("Task_LookUpRegister");
        verify(walk.casefile).askApplicant(any());
    }

    @Test
    void a_silent_applicant_is_reminded_and_the_application_then_lapses() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        comparisonShows("NOT_FOUND")
                .completes("Task_ResolveNotFound", "resolution", "ASK")
                .clockReachesDay(20)
                .passed("EndEvent_ApplicantReminded")
                .waitsAt("Task_AwaitInformation")
                .clockReachesDay(40)
                .endsAt("EndEvent_Lapsed");
        verify(walk.casefile).remindOfInformation(any());
        verify(walk.linkage).lapse(any());
    }

    @Test
    void a_late_review_is_told_to_the_supervisor_and_stays_open() {
        comparisonShows("REVIEW").isLateWith("Task_ReviewMatch").waitsAt("Task_ReviewMatch");
    }

    @Test
    void a_late_second_review_is_told_to_the_supervisor_and_stays_open() {
        comparisonShows("REVIEW")
                .completes("Task_ReviewMatch", "firstReview", "SAME")
                .isLateWith("Task_SecondReviewMatch")
                .waitsAt("Task_SecondReviewMatch");
    }

    @Test
    void a_late_search_is_told_to_the_supervisor_and_stays_open() {
        comparisonShows("NOT_FOUND").isLateWith("Task_ResolveNotFound").waitsAt("Task_ResolveNotFound");
    }

    @Test
    void a_late_investigation_is_told_to_the_supervisor_and_stays_open() {
        comparisonShows("STOP_AND_INVESTIGATE")
                .isLateWith("Task_InvestigateConflict")
                .waitsAt("Task_InvestigateConflict");
    }

    private Walk comparisonShows(String match) {
        willAnswer(sets("match", match)).given(walk.linkage).compare(any());
        return walk.starts().waitsAt("Task_LookUpRegister").partnerAnswers("register-lookup");
    }

    private Walk reviewersSay(String first, String second) {
        return comparisonShows("REVIEW")
                .waitsAt("Task_ReviewMatch")
                .completes("Task_ReviewMatch", "firstReview", first)
                .waitsAt("Task_SecondReviewMatch")
                .completes("Task_SecondReviewMatch", "secondReview", second);
    }
}
