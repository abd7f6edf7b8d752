package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemediesTests {

    private static final TableUnderTest TABLE = new TableUnderTest("remedies");

    @ParameterizedTest
    @CsvSource({
        "NOT_ELIGIBLE,       FOLLOW_WAY_OUT REQUEST_REVIEW FILE_SUIT",
        "REFUSED,            APPLY_AGAIN REQUEST_REVIEW FILE_SUIT",
        "NOT_LINKED,         REQUEST_CORRECTION APPLY_AGAIN REQUEST_REVIEW FILE_SUIT",
        "LAPSED,             APPLY_AGAIN",
        "UNCOLLECTED,        APPLY_AGAIN",
        "FEE_SET,            ASK_MUNICIPALITY REQUEST_REVIEW FILE_SUIT",
        "VISIT_NOT_VERIFIED, BOOK_AGAIN",
        "BASE_REFUSED,       APPLY_AGAIN FILE_SUIT",
        "MERGED_REFUSED,     FOLLOW_WAY_OUT ASK_AT_NEXT_PROCEDURE FILE_SUIT",
        "RESIDENT_NOT_LINKED, REQUEST_CORRECTION ASK_AT_NEXT_PROCEDURE FILE_SUIT",
        "RESIDENCE_LAPSED,   APPLY_AGAIN"})
    void after_every_decision_there_is_something_a_person_can_do(String decision, String remedies) {
        assertThat(TABLE.ask(facts("decisionKind", decision)))
                .extracting(row -> (String) row.get("remedy")).containsExactly(remedies.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"REQUEST_REVIEW, P3M, PREFECTURAL_GOVERNOR", "FILE_SUIT, P6M, DISTRICT_COURT", "APPLY_AGAIN, , MUNICIPALITY"})
    void a_remedy_names_where_until_when_and_why(String remedy, String within, String authority) {
        assertThat(TABLE.ask(facts("decisionKind", "REFUSED"))).filteredOn(row -> row.get("remedy").equals(remedy))
                .singleElement().satisfies(row -> assertThat(row).containsEntry("within", within)
                        .containsEntry("authority", authority).containsEntry("reasonCode", "REMEDY_" + remedy));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
