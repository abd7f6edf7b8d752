package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ServiceLevelsTests {

    private static final TableUnderTest TABLE = new TableUnderTest("service-levels");

    /** Assumptions of the issue: two weeks at the card producer, and as long on the way. */
    private static final int PRODUCTION_DAYS = 14;

    @Test
    void every_target_is_marked_as_an_assumption_and_warns_before_it_is_missed() {
        for (String rule : TABLE.rules()) {
            Map<String, Object> level = level(rule.replace("Rule_", "Task_"));
            // 0 is the same day: there is no day left to warn on
            int target = (Integer) level.get("targetWorkingDays");
            assertThat(target).as(rule).isNotNegative();
            assertThat((Integer) level.get("atRiskWorkingDays")).as(rule).isBetween(0, Math.max(0, target - 1));
            assertThat(level).as(rule).containsEntry("assumption", true);
            assertThat(level.get("holder")).as(rule).isIn("MISSION", "MUNICIPALITY", "BUREAU", "LINKAGE");
        }
    }

    @Test
    void a_smooth_case_with_a_reviewed_match_ends_within_sixty_days() {
        int workingDays = List.of("Task_ReviewMatch", "Task_SecondReviewMatch", "Task_ExamineApplication", "Task_PassOnCard",
                "Task_ConfirmCardReceipt", "Task_VerifyIdentity", "Task_PrepareHandover", "Task_HandOverCard").stream()
                .mapToInt(task -> (Integer) level(task).get("targetWorkingDays")).sum();
        int calendarDays = (workingDays * 7 + 4) / 5;
        assertThat(calendarDays + PRODUCTION_DAYS).isLessThan(60);
    }

    @Test
    void a_task_that_nobody_set_a_target_for_has_none() {
        assertThat(TABLE.ask(facts("taskKey", "Task_Unheard"))).isEmpty();
    }

    private static Map<String, Object> level(String task) {
        return TABLE.askOne(facts("taskKey", task));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
