package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentityMatchTests {

    private static final TableUnderTest TABLE = new TableUnderTest("identity-match");

    @ParameterizedTest
    @CsvSource({
        "ONE,     ,      EQUAL,     EQUAL,     EQUAL,     EQUAL,     EQUAL,     MATCH,                ALL_ITEMS_EQUAL",
        "ONE,     true,  EQUAL,     EQUAL,     EQUAL,     EQUAL,     EQUAL,     MATCH,                ALL_ITEMS_EQUAL",
        "ONE,     ,      VARIANT,   EQUAL,     EQUAL,     EQUAL,     EQUAL,     REVIEW,               VARIANT_CHARACTERS",
        "ONE,     ,      EQUAL,     EQUAL,     EQUAL,     VARIANT,   EQUAL,     REVIEW,               VARIANT_CHARACTERS",
        "ONE,     true,  VARIANT,   EQUAL,     EQUAL,     VARIANT,   EQUAL,     REVIEW,               VARIANT_CHARACTERS",
        "ONE,     ,      EQUAL,     EQUAL,     MISSING,   EQUAL,     EQUAL,     REVIEW,               SEX_MISSING",
        "ONE,     ,      EQUAL,     EQUAL,     EQUAL,     EQUAL,     UNKNOWN,   REVIEW,               DEPARTURE_UNKNOWN",
        "SEVERAL, ,      EQUAL,     EQUAL,     EQUAL,     EQUAL,     EQUAL,     REVIEW,               NAMESAKES",
        "ONE,     true,  DIFFERENT, EQUAL,     EQUAL,     EQUAL,     EQUAL,     STOP_AND_INVESTIGATE, NUMBER_OF_ANOTHER_PERSON",
        "SEVERAL, true,  DIFFERENT, EQUAL,     EQUAL,     EQUAL,     EQUAL,     STOP_AND_INVESTIGATE, NUMBER_OF_ANOTHER_PERSON",
        "ONE,     true,  VARIANT,   DIFFERENT, EQUAL,     EQUAL,     EQUAL,     STOP_AND_INVESTIGATE, NUMBER_OF_ANOTHER_PERSON",
        "ONE,     ,      EQUAL,     EQUAL,     DIFFERENT, EQUAL,     EQUAL,     STOP_AND_INVESTIGATE, SEX_DIFFERENT",
        "ONE,     false, EQUAL,     EQUAL,     DIFFERENT, EQUAL,     EQUAL,     STOP_AND_INVESTIGATE, SEX_DIFFERENT",
        "ONE,     false, EQUAL,     EQUAL,     EQUAL,     EQUAL,     EQUAL,     NOT_FOUND,            NUMBER_DIFFERENT",
        "NONE,    false, DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT, NOT_FOUND,            NO_RECORD_FOUND",
        "NONE,    ,      DIFFERENT, DIFFERENT, DIFFERENT, DIFFERENT, UNKNOWN,   NOT_FOUND,            NO_RECORD_FOUND",
        "ONE,     ,      DIFFERENT, EQUAL,     EQUAL,     EQUAL,     EQUAL,     NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "ONE,     ,      EQUAL,     DIFFERENT, EQUAL,     EQUAL,     EQUAL,     NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "ONE,     ,      EQUAL,     EQUAL,     EQUAL,     DIFFERENT, EQUAL,     NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "ONE,     ,      EQUAL,     EQUAL,     EQUAL,     EQUAL,     DIFFERENT, NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "ONE,     ,      VARIANT,   EQUAL,     MISSING,   EQUAL,     EQUAL,     NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "ONE,     ,      EQUAL,     EQUAL,     MISSING,   EQUAL,     UNKNOWN,   NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "SEVERAL, ,      VARIANT,   EQUAL,     EQUAL,     EQUAL,     EQUAL,     NOT_FOUND,            TOO_FEW_ITEMS_EQUAL",
        "SEVERAL, ,      EQUAL,     EQUAL,     DIFFERENT, EQUAL,     EQUAL,     NOT_FOUND,            TOO_FEW_ITEMS_EQUAL"})
    void a_record_is_compared(String candidates, Boolean numberEqual, String name, String birthDate, String sex,
            String domicile, String departure, String result, String reason) {
        assertThat(ask(candidates, numberEqual, name, birthDate, sex, domicile, departure))
                .containsEntry("result", result).containsEntry("reasonCode", reason);
    }

    @Test
    void only_full_equality_with_one_candidate_is_ever_a_match() {
        int matches = 0;
        for (String candidates : new String[] {"NONE", "ONE", "SEVERAL"}) {
            for (Boolean number : new Boolean[] {null, true, false}) {
                for (String name : new String[] {"EQUAL", "VARIANT", "DIFFERENT"}) {
                    for (String birthDate : new String[] {"EQUAL", "DIFFERENT"}) {
                        for (String sex : new String[] {"EQUAL", "MISSING", "DIFFERENT"}) {
                            for (String domicile : new String[] {"EQUAL", "VARIANT", "DIFFERENT"}) {
                                for (String departure : new String[] {"EQUAL", "DIFFERENT", "UNKNOWN"}) {
                                    if ("MATCH".equals(ask(candidates, number, name, birthDate, sex, domicile, departure).get("result"))) {
                                        matches++;
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        assertThat(matches).as("all equal, one candidate, number equal or not given").isEqualTo(2);
    }

    private static Map<String, Object> ask(String candidates, Boolean numberEqual, String name, String birthDate, String sex,
            String domicile, String departure) {
        return TABLE.askOne(facts("candidates", candidates, "numberGiven", numberEqual != null, "numberEqual", numberEqual,
                "name", name, "birthDate", birthDate, "sex", sex, "domicile", domicile, "departure", departure));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
