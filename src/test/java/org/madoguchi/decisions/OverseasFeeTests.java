package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverseasFeeTests {

    private static final TableUnderTest TABLE = new TableUnderTest("overseas-fee");

    @ParameterizedTest
    @CsvSource({
        "NEW,                NONE,                unknown,           ,     , yes,     0,    FIRST_ISSUE_FREE",
        "NEW,                EXPIRED,             unknown, 2025-01-01,  400, no,      0,    FIRST_ISSUE_FREE",
        "NEW,                LAPSED_ON_DEPARTURE, unknown, 2024-05-27,  900, yes,     0,    LEFT_BEFORE_SCHEME_FREE",
        "NEW,                LAPSED_ON_DEPARTURE, unknown, 2024-05-28,   90, yes,     0,    WITHIN_90_DAYS_FREE",
        "NEW,                LAPSED_ON_DEPARTURE, unknown, 2024-05-28,    0, no,      0,    WITHIN_90_DAYS_FREE",
        "NEW,                LAPSED_ON_DEPARTURE, unknown, 2024-05-28,   91, yes,     1000, LAPSED_ON_DEPARTURE_CHARGED",
        "NEW,                LAPSED_ON_DEPARTURE, unknown, 2026-01-10,   91, unknown, 1000, LAPSED_ON_DEPARTURE_CHARGED",
        "NEW,                LAPSED_ON_DEPARTURE, unknown, 2026-01-10,   91, no,      800,  LAPSED_ON_DEPARTURE_CHARGED",
        "NEW,                LAPSED_ON_DEPARTURE, unknown,           ,     , yes,     ,     FEE_UNDETERMINED",
        "RENEWAL,            OTHER,               yes,               ,     , yes,     0,    RENEWAL_FREE",
        "REISSUE_LOST,       OTHER,               yes,               ,     , yes,     1000, REISSUE_AT_FAULT_CHARGED",
        "REISSUE_LOST,       OTHER,               yes,               ,     , no,      800,  REISSUE_AT_FAULT_CHARGED",
        "REISSUE_DAMAGED,    OTHER,               yes,               ,     , unknown, 1000, REISSUE_AT_FAULT_CHARGED",
        "REISSUE_DAMAGED,    OTHER,               no,                ,     , yes,     0,    REISSUE_WITHOUT_FAULT_FREE",
        "REISSUE_LOST,       OTHER,               no,      2025-01-01,  400, no,      0,    REISSUE_WITHOUT_FAULT_FREE",
        "REISSUE_LOST,       OTHER,               unknown,           ,     , yes,     ,     FEE_UNDETERMINED",
        "CHANGE_BY_NEW_CARD, OTHER,               yes,               ,     , yes,     0,    CHANGE_FREE",
        "CHANGE_BY_REWRITE,  OTHER,               unknown,           ,     , unknown, 0,    CHANGE_FREE"})
    void the_fee_follows_from_the_cause(String kind, String earlierCard, String fault, LocalDate departedOn, Integer days,
            String certificates, Integer fee, String reason) {
        assertThat(TABLE.askOne(facts("kind", kind, "earlierCard", earlierCard, "holderAtFault", fault, "departedOn",
                departedOn, "daysSinceDeparture", days, "certificatesWanted", certificates)))
                .containsEntry("feeYen", fee).containsEntry("reasonCode", reason);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
