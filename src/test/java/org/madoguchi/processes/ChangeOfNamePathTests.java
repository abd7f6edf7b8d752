package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.day;
import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChangeOfNamePathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("change-of-name", COVERAGE);

    @Test
    void a_municipality_corrects_the_name_of_an_applicant_abroad() {
        atMunicipality().completes("Task_DecideNameChange", "nameDecision", "CORRECT").endsAt("EndEvent_NameCorrected");
    }

    @Test
    void a_bureau_corrects_the_spelling_of_a_resident() {
        atBureau().completes("Task_DecideNameAtBureau", "nameDecision", "KEEP").endsAt("EndEvent_CardKept");
    }

    @Test
    void what_is_no_change_ends_without_one() {
        atMunicipality().completes("Task_DecideNameChange", "nameDecision", "NOT_A_CHANGE").endsAt("EndEvent_NothingChanged");
    }

    @Test
    void a_holder_who_is_asked_answers_and_the_office_decides() {
        asked().hears("name-stated").waitsAt("Task_DecideNameChange");
        verify(walk.names).askHolder(any());
    }

    @Test
    void a_holder_who_does_not_answer_is_reminded_and_the_office_then_decides() {
        given(walk.casefile.informationReminderAt(any())).willReturn(day(20));
        given(walk.casefile.informationDeadline(any())).willReturn(day(40));
        asked().clockReachesDay(20).waitsAt("Task_AwaitName").passed("EndEvent_HolderReminded").clockReachesDay(40).waitsAt("Task_DecideNameChange");
        verify(walk.names).remindHolder(any());
    }

    @Test
    void a_late_decision_of_the_municipality_is_told_to_the_supervisor_and_stays_open() {
        atMunicipality().isLateWith("Task_DecideNameChange").waitsAt("Task_DecideNameChange").passed("EndEvent_Escalated");
    }

    @Test
    void a_late_decision_of_the_bureau_is_told_to_the_supervisor_and_stays_open() {
        atBureau().isLateWith("Task_DecideNameAtBureau").waitsAt("Task_DecideNameAtBureau");
    }

    private Walk asked() {
        return atMunicipality().completes("Task_DecideNameChange", "nameDecision", "ASK").waitsAt("Task_AwaitName");
    }

    private Walk atMunicipality() {
        willAnswer(sets("office", "MUNICIPALITY")).given(walk.names).takeUp(any());
        return walk.starts().waitsAt("Task_DecideNameChange");
    }

    private Walk atBureau() {
        willAnswer(sets("office", "BUREAU")).given(walk.names).takeUp(any());
        return walk.starts().waitsAt("Task_DecideNameAtBureau");
    }
}
