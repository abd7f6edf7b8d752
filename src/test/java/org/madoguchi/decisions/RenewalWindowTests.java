package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalWindowTests {

    private static final TableUnderTest TABLE = new TableUnderTest("renewal-window");

    @ParameterizedTest
    @CsvSource({"overseas, CARD, 12, LESS_THAN", "overseas, CERTIFICATE, 3, LESS_THAN", "residence, CERTIFICATE, 3, LESS_THAN",
        "residence, PERIOD_OF_STAY, 3, FROM", "residence, SHORT_PERIOD_OF_STAY, , ALWAYS", "residence, CARD, 2, FROM",
        "residence, CARD_TO_16TH_BIRTHDAY, 6, FROM"})
    void when_renewal_opens(String programme, String object, Integer months, String counted) {
        assertThat(TABLE.askOne(facts("programme", programme, "object", object)))
                .containsEntry("opensMonthsBefore", months).containsEntry("counted", counted);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
