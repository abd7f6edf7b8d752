package org.madoguchi.processes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardDisposalPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("card-disposal", COVERAGE);

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
    void a_late_disposal_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().isLateWith("Task_DisposeOfCard").waitsAt("Task_DisposeOfCard");
    }

    @Test
    void a_late_witness_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().completes("Task_DisposeOfCard").isLateWith("Task_WitnessDisposal").waitsAt("Task_WitnessDisposal");
    }
}
