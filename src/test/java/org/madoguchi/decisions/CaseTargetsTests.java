package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseTargetsTests {

    private static final TableUnderTest TABLE = new TableUnderTest("case-targets");

    @ParameterizedTest
    @CsvSource({"overseas, 40, 30", "residence, 35, 25"})
    void a_case_has_a_target_in_working_days_that_is_marked_as_an_assumption(String programme, int target, int atRisk) {
        assertThat(TABLE.askOne(facts("programme", programme))).containsEntry("targetWorkingDays", target).containsEntry("atRiskWorkingDays", atRisk)
                .containsEntry("assumption", true);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
