package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidenceEligibilityTests {

    private static final TableUnderTest TABLE = new TableUnderTest("residence-eligibility");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # group                    | months | record  | procedure           | outcome      | reason
            JAPANESE_NATIONAL          |        | yes     | EXTENSION           | NOT_ELIGIBLE | JAPANESE_NATIONAL
            TEMPORARY_VISITOR          | 3      | unknown | UNKNOWN             | NOT_ELIGIBLE | TEMPORARY_VISITOR
            DIPLOMAT_OFFICIAL          | 12     | no      | EXTENSION           | NOT_ELIGIBLE | DIPLOMAT_OFFICIAL
            ORDINANCE_EXCLUDED         | 36     | yes     | EXTENSION           | NOT_ELIGIBLE | ORDINANCE_EXCLUDED
            NO_STATUS                  |        | unknown | NONE                | NOT_ELIGIBLE | NO_STATUS
            NOT_MID_LONG_TERM          | 6      | yes     | CHANGE_OF_STATUS    | NOT_ELIGIBLE | NOT_MID_LONG_TERM
            MID_TO_LONG_TERM           | 3      | yes     | EXTENSION           | NOT_ELIGIBLE | SHORT_PERIOD
            MID_TO_LONG_TERM           | 1      | unknown | UNKNOWN             | NOT_ELIGIBLE | SHORT_PERIOD
            MID_TO_LONG_TERM           | 4      | no      | EXTENSION           | NOT_ELIGIBLE | NO_RESIDENT_RECORD
            MID_TO_LONG_TERM           | 12     | no      | UNKNOWN             | NOT_ELIGIBLE | NO_RESIDENT_RECORD
            SPECIAL_PERMANENT_RESIDENT |        | no      | NONE                | NOT_ELIGIBLE | NO_RESIDENT_RECORD
            MID_TO_LONG_TERM           |        | yes     | NONE                | NOT_ELIGIBLE | NO_BASE_PROCEDURE
            MID_TO_LONG_TERM           | 12     | unknown | NONE                | NOT_ELIGIBLE | NO_BASE_PROCEDURE
            MID_TO_LONG_TERM           | 12     | yes     | REISSUE_LOSS        | NOT_ELIGIBLE | NO_BASE_PROCEDURE
            SPECIAL_PERMANENT_RESIDENT |        | yes     | NONE                | NOT_ELIGIBLE | NO_BASE_PROCEDURE
            MID_TO_LONG_TERM           | 4      | yes     | EXTENSION           | ELIGIBLE     | OK
            MID_TO_LONG_TERM           |        | yes     | VALIDITY_RENEWAL    | ELIGIBLE     | OK
            MID_TO_LONG_TERM           | 60     | yes     | FIRST_ADDRESS       | ELIGIBLE     | OK
            SPECIAL_PERMANENT_RESIDENT |        | yes     | SPR_PROCEDURE       | ELIGIBLE     | OK
            SPECIAL_PERMANENT_RESIDENT | 3      | yes     | ADDRESS_CHANGE      | ELIGIBLE     | OK
            """)
    void the_rows_of_table_b_1(String group, Integer months, String record, String procedure, String outcome, String reason) {
        assertThat(TABLE.askOne(facts("statusGroup", group, "periodOfStayMonths", months, "residentRecordInJapan", record,
                "baseProcedure", procedure))).containsEntry("outcome", outcome).containsEntry("reasonCode", reason)
                .hasEntrySatisfying("legalBasisJa", basis -> assertThat((String) basis).isNotBlank())
                .hasEntrySatisfying("legalBasisEn", basis -> assertThat((String) basis).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({"UNKNOWN, 12, yes, EXTENSION", "UNKNOWN, 3, no, NONE", "MID_TO_LONG_TERM, 12, unknown, EXTENSION",
        "MID_TO_LONG_TERM, , yes, UNKNOWN", "SPECIAL_PERMANENT_RESIDENT, , unknown, SPR_PROCEDURE"})
    void a_fact_that_matters_and_is_unknown_is_asked_for(String group, Integer months, String record, String procedure) {
        assertThat(TABLE.askOne(facts("statusGroup", group, "periodOfStayMonths", months, "residentRecordInJapan", record,
                "baseProcedure", procedure))).containsEntry("outcome", "MORE_INFORMATION").containsEntry("reasonCode", "FACT_UNKNOWN");
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
