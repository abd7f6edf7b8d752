package org.madoguchi.processes;

import static org.madoguchi.processes.Walk.sets;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.verify;

import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CardHandoverPathTests {

    @RegisterExtension
    static final ProcessEngineCoverageExtension COVERAGE = Walk.fullCoverage("card-disposal");

    @RegisterExtension
    final Walk walk = Walk.through("card-handover", COVERAGE, "card-disposal");

    @Test
    void an_activated_card_is_handed_over() {
        walk.starts()
                .waitsAt("Task_PrepareHandover")
                .completes("Task_PrepareHandover", "preparation", "READY")
                .waitsAt("Task_ActivateCard")
                .partnerAnswers("card-activate")
                .waitsAt("Task_HandOverCard")
                .completes("Task_HandOverCard", "handover", "HANDED_OVER")
                .endsAt("EndEvent_HandedOver")
                .neverReached("Task_RecordDefect");
    }

    @Test
    void a_card_found_defective_before_activation_is_disposed_of() {
        willAnswer(sets("handover", "DEFECTIVE")).given(walk.issuance).recordDefect(any());
        walk.starts()
                .completes("Task_PrepareHandover", "preparation", "DEFECTIVE")
                .waitsAt("Call_DisposeOfCard")
                .childEnds("card-disposal")
                .endsAt("EndEvent_CardDefective")
                .neverReached("Task_ActivateCard");
        verify(walk.issuance).recordDefect(any());
    }

    @Test
    void a_card_the_holder_finds_defective_is_disposed_of() {
        walk.starts()
                .completes("Task_PrepareHandover", "preparation", "READY")
                .partnerAnswers("card-activate")
                .completes("Task_HandOverCard", "handover", "DEFECTIVE")
                .childEnds("card-disposal")
                .endsAt("EndEvent_CardDefective");
        verify(walk.issuance).recordDefect(any());
    }

    @Test
    void a_refused_activation_is_tried_again_when_the_officer_says_so() {
        walk.starts()
                .completes("Task_PrepareHandover", "preparation", "READY")
                .partnerRefuses("card-activate", "ActivationRefused")
                .waitsAt("Task_ResolveActivation")
                .completes("Task_ResolveActivation", "activation", "RETRY")
                .waitsAt("Task_ActivateCard");
    }

    @Test
    void a_card_that_cannot_be_activated_is_defective() {
        walk.starts()
                .completes("Task_PrepareHandover", "preparation", "READY")
                .partnerRefuses("card-activate", "ActivationRefused")
                .completes("Task_ResolveActivation", "activation", "DEFECTIVE")
                .childEnds("card-disposal")
                .endsAt("EndEvent_CardDefective");
    }

    @Test
    void a_late_preparation_is_told_to_the_supervisor_and_stays_open() {
        walk.starts().isLateWith("Task_PrepareHandover").waitsAt("Task_PrepareHandover");
    }

    @Test
    void a_late_resolution_is_told_to_the_supervisor_and_stays_open() {
        walk.starts()
                .completes("Task_PrepareHandover", "preparation", "READY")
                .partnerRefuses("card-activate", "ActivationRefused")
                .isLateWith("Task_ResolveActivation")
                .waitsAt("Task_ResolveActivation");
    }

    @Test
    void a_late_handover_is_told_to_the_supervisor_and_stays_open() {
        walk.starts()
                .completes("Task_PrepareHandover", "preparation", "READY")
                .partnerAnswers("card-activate")
                .isLateWith("Task_HandOverCard")
                .waitsAt("Task_HandOverCard");
    }
}
