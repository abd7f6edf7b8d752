package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.casefile.CaseState;

class RetentionTests {

    private static final TableUnderTest TABLE = new TableUnderTest("retention");

    @ParameterizedTest
    @CsvSource({"NOT_SUBMITTED, 0", "HANDED_OVER, 30", "COMPLETED, 30", "REFUSED, 190", "WITHDRAWN, 30", "LAPSED, 30", "UNCOLLECTED, 30"})
    void a_number_is_kept_for_so_many_days(String ending, int days) {
        assertThat(TABLE.askOne(facts("documentClass", "MY_NUMBER", "ending", ending))).containsEntry("keepDays", days);
    }

    @Test
    void every_ending_of_a_case_has_its_days() {
        assertThat(Arrays.stream(CaseState.values()).filter(CaseState::isFinal))
                .allSatisfy(ending -> TABLE.askOne(facts("documentClass", "MY_NUMBER", "ending", ending.name())));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
