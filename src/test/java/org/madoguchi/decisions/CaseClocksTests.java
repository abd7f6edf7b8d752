package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.casefile.CaseState;

class CaseClocksTests {

    private static final TableUnderTest TABLE = new TableUnderTest("case-clocks");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            overseas  | EXAMINING            | MUNICIPALITY | RUNS   | 12 | 8
            overseas  | WAITING_FOR_PAYMENT  | APPLICANT    | PAUSED | -  | -
            overseas  | IN_PRODUCTION        | JLIS         | RUNS   | 10 | 8
            overseas  | IN_TRANSIT           | MISSION      | RUNS   | 15 | 12
            overseas  | READY_FOR_COLLECTION | APPLICANT    | PAUSED | -  | -
            overseas  | AT_THE_COUNTER       | MISSION      | RUNS   | 1  | 0
            residence | EXAMINING            | BUREAU       | RUNS   | 20 | 14
            residence | MATCHING_REGISTER    | MUNICIPALITY | RUNS   | 5  | 3
            residence | WAITING_FOR_PAYMENT  | APPLICANT    | PAUSED | -  | -
            residence | IN_PRODUCTION        | JLIS         | RUNS   | 10 | 8
            residence | IN_TRANSIT           | BUREAU       | RUNS   | 5  | 3
            residence | READY_FOR_COLLECTION | APPLICANT    | PAUSED | -  | -
            residence | AT_THE_COUNTER       | BUREAU       | RUNS   | 1  | 0
            """)
    void a_case_is_in_the_hands_of_one(String programme, String state, String holder, String clock, Integer target, Integer atRisk) {
        assertThat(row(programme, state)).containsEntry("holder", holder).containsEntry("caseClock", clock).containsEntry("targetWorkingDays", target)
                .containsEntry("atRiskWorkingDays", atRisk).containsEntry("assumption", true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"overseas", "residence"})
    void every_open_state_has_a_holder_and_the_clock_stands_still_only_for_the_applicant(String programme) {
        Stream.of(CaseState.values()).filter(state -> !state.isFinal()).forEach(state -> {
            Map<String, Object> row = row(programme, state.name());
            assertThat(row.get("caseClock").equals("PAUSED")).as("%s", state).isEqualTo(row.get("holder").equals("APPLICANT"))
                    .isEqualTo(row.get("targetWorkingDays") == null);
        });
    }

    @Test
    void a_state_in_which_a_case_is_over_has_no_clock() {
        assertThat(TABLE.ask(facts("programme", "overseas", "state", "HANDED_OVER"))).isEmpty();
    }

    private static Map<String, Object> row(String programme, String state) {
        return TABLE.askOne(facts("programme", programme, "state", state));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
