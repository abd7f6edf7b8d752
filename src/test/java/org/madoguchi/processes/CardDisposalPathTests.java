package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardDisposalPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("card-disposal", COVERAGE);

    @BeforeEach
    void the_card_is_at_the_mission() {
        isAt("MISSION");
    }

    @Test
    void a_card_is_gone_when_a_second_person_confirms_the_disposal() {
        walk.starts()
                .waitsAt("Task_DisposeOfCard")
                .completes("Task_DisposeOfCard")
                .waitsAt("Task_WitnessDisposal")
                .completes("Task_WitnessDisposal", "witness", "CONFIRMED")
                .endsAt("EndEvent_CardDisposed");
        verify(walk.issuance).recordDisposal(any());
    }

    @Test
    void a_witness_who_disagrees_sends_the_card_back_to_the_clerk() {
        walk.starts()
                .completes("Task_DisposeOfCard")
                .completes("Task_WitnessDisposal", "witness", "REJECTED")
                .waitsAt("Task_DisposeOfCard");
        verify(walk.issuance, never()).recordDisposal(any());
    }

    @Test
    void a_card_that_has_not_left_the_municipality_is_disposed_of_there() {
        isAt("MUNICIPALITY");
        walk.starts()
                .completes("Task_DisposeAtMunicipality")
                .completes("Task_WitnessAtMunicipality", "witness", "REJECTED")
                .waitsAt("Task_DisposeAtMunicipality")
                .completes("Task_DisposeAtMunicipality")
                .completes("Task_WitnessAtMunicipality", "witness", "CONFIRMED")
                .endsAt("EndEvent_CardDisposed");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_late_municipality_is_told_to_its_supervisor_and_stays_in_charge(boolean disposed) {
        isAt("MUNICIPALITY");
        walk.starts();
        if (disposed) walk.completes("Task_DisposeAtMunicipality");
        walk.isLateWith(disposed ? "Task_WitnessAtMunicipality" : "Task_DisposeAtMunicipality");
    }

    private void isAt(String place) {
        willAnswer(sets("cardPlace", place)).given(walk.issuance).locateCard(any());
    }

    @Test
    void a_late_disposal_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().isLateWith("Task_DisposeOfCard").waitsAt("Task_DisposeOfCard");
    }

    @Test
    void a_late_witness_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().completes("Task_DisposeOfCard").isLateWith("Task_WitnessDisposal").waitsAt("Task_WitnessDisposal");
    }
}
