package org.madoguchi.processes;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MergedCardDisposalPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage();

    @RegisterExtension
    final Walk walk = Walk.through("merged-card-disposal", COVERAGE);

    @Test
    void a_card_is_gone_when_a_second_person_confirms_the_disposal() {
        walk.starts()
                .waitsAt("Task_DisposeOfMergedCard")
                .completes("Task_DisposeOfMergedCard")
                .waitsAt("Task_WitnessMergedDisposal")
                .completes("Task_WitnessMergedDisposal", "witness", "CONFIRMED")
                .endsAt("EndEvent_CardDisposed");
        verify(walk.issuance).recordDisposal(any());
    }

    @Test
    void a_witness_who_disagrees_sends_the_card_back_to_the_clerk() {
        walk.starts()
                .completes("Task_DisposeOfMergedCard")
                .completes("Task_WitnessMergedDisposal", "witness", "REJECTED")
                .waitsAt("Task_DisposeOfMergedCard");
        verify(walk.issuance, never()).recordDisposal(any());
    }

    @Test
    void a_late_disposal_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().isLateWith("Task_DisposeOfMergedCard").waitsAt("Task_DisposeOfMergedCard");
    }

    @Test
    void a_late_witness_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().completes("Task_DisposeOfMergedCard").isLateWith("Task_WitnessMergedDisposal").waitsAt("Task_WitnessMergedDisposal");
    }
}
