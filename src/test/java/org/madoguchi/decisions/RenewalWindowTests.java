package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalWindowTests {

    private static final TableUnderTest TABLE = new TableUnderTest("renewal-window");

    @ParameterizedTest
    @CsvSource({"CARD, 12, '180,90,30'", "CERTIFICATE, 3, '90,30'"})
    void when_renewal_opens_and_when_notices_go_out(String object, int months, String notices) {
        assertThat(TABLE.askOne(facts("programme", "overseas", "object", object)))
                .containsEntry("opensMonthsBefore", months).containsEntry("noticeDaysBefore", notices);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
