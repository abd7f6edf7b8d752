package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverseasEligibilityTests {

    private static final TableUnderTest TABLE = new TableUnderTest("overseas-eligibility");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # national | resident | ever   | since   | domicile | outcome          | reason
            no      | no      | yes     | yes     | yes     | NOT_ELIGIBLE     | NOT_JAPANESE_NATIONAL
            no      | unknown | unknown | unknown | unknown | NOT_ELIGIBLE     | NOT_JAPANESE_NATIONAL
            no      | yes     | no      | yes     | no      | NOT_ELIGIBLE     | NOT_JAPANESE_NATIONAL
            yes     | yes     | yes     | yes     | yes     | NOT_ELIGIBLE     | DOMESTIC_RESIDENT
            yes     | yes     | unknown | unknown | unknown | NOT_ELIGIBLE     | DOMESTIC_RESIDENT
            yes     | no      | no      | yes     | yes     | REFER            | FACTS_CONFLICT
            yes     | no      | no      | yes     | unknown | REFER            | FACTS_CONFLICT
            yes     | no      | no      | no      | yes     | NOT_ELIGIBLE     | NEVER_REGISTERED
            yes     | no      | no      | unknown | unknown | NOT_ELIGIBLE     | NEVER_REGISTERED
            yes     | no      | yes     | no      | yes     | NOT_ELIGIBLE     | LEFT_BEFORE_NUMBERING
            yes     | no      | yes     | no      | unknown | NOT_ELIGIBLE     | LEFT_BEFORE_NUMBERING
            yes     | no      | yes     | yes     | no      | MORE_INFORMATION | HONSEKI_UNKNOWN
            yes     | no      | yes     | yes     | yes     | ELIGIBLE         | OK
            """)
    void the_rows_of_the_law(String national, String resident, String ever, String since, String domicile, String outcome,
            String reason) {
        assertThat(TABLE.askOne(facts("japaneseNational", national, "residentRecordInJapan", resident, "everRegistered",
                ever, "residentRecordSinceNumbering", since, "registeredDomicileKnown", domicile)))
                .containsEntry("outcome", outcome).containsEntry("reasonCode", reason)
                .hasEntrySatisfying("legalBasisJa", basis -> assertThat((String) basis).isNotBlank())
                .hasEntrySatisfying("legalBasisEn", basis -> assertThat((String) basis).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "unknown,unknown,unknown,unknown,unknown", "unknown,yes,yes,yes,yes", "yes,unknown,yes,yes,yes",
        "yes,no,unknown,yes,yes", "yes,no,unknown,no,yes", "yes,no,yes,unknown,no", "yes,no,yes,yes,unknown"})
    void a_fact_that_matters_and_is_unknown_is_asked_for(String national, String resident, String ever, String since,
            String domicile) {
        assertThat(TABLE.askOne(facts("japaneseNational", national, "residentRecordInJapan", resident, "everRegistered",
                ever, "residentRecordSinceNumbering", since, "registeredDomicileKnown", domicile)))
                .containsEntry("outcome", "MORE_INFORMATION").containsEntry("reasonCode", "FACT_UNKNOWN");
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
