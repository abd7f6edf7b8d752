package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationLadderTests {

    private static final TableUnderTest TABLE = new TableUnderTest("escalation-ladder");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            NOBODY     | true  | HOLDER            | 8
            NOBODY     | false | SUPERVISOR        | 16
            HOLDER     | true  | SUPERVISOR        | 16
            HOLDER     | false | SUPERVISOR        | 16
            SUPERVISOR | true  | PROGRAMME_MANAGER | -
            SUPERVISOR | false | PROGRAMME_MANAGER | -
            """)
    void each_is_told_once_and_has_time_before_the_next(String told, boolean held, String next, Integer hours) {
        assertThat(TABLE.askOne(facts("told", told, "held", held))).containsEntry("next", next).containsEntry("afterWorkingHours", hours)
                .containsEntry("assumption", true);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
