package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidenceFeeTests {

    private static final TableUnderTest TABLE = new TableUnderTest("residence-fee");

    @ParameterizedTest
    @CsvSource({
        "1,  10000, 10000, 330", "3,  10000, 10000, 330", "4,  18000, 15000, 330", "6,  18000, 15000, 330", "7,  25000, 21000, 330",
        "11, 25000, 21000, 330", "12, 33000, 27000, 330", "13, 48000, 42000, 330", "35, 48000, 42000, 330", "36, 64000, 56000, 550",
        "59, 64000, 56000, 550", "60, 75000, 65000, 550", "61, 75000, 65000, 550", ", 75000, 65000, 550"})
    void from_october_2026_the_period_granted_decides(Integer months, int counter, int online, int charge) {
        for (String procedure : new String[] {"EXTENSION", "CHANGE_OF_STATUS"}) {
            assertThat(ask(procedure, "2026-10-01", true, months, "COUNTER", false)).containsEntry("feeYen", counter)
                    .containsEntry("paymentChargeYen", 0).containsEntry("reasonCode", "STAY_FEE");
            assertThat(ask(procedure, "2026-10-01", true, months, "MUNICIPALITY", false)).containsEntry("feeYen", counter);
            assertThat(ask(procedure, "2026-11-22", true, months, "ONLINE", true)).containsEntry("feeYen", online)
                    .containsEntry("paymentChargeYen", charge);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "EXTENSION,           2026-09-30, true,  36, COUNTER,      false, 6000,   STAY_FEE",
        "EXTENSION,           2026-09-30, false, ,   COUNTER,      true,  6000,   STAY_FEE",
        "CHANGE_OF_STATUS,    2026-09-30, false, ,   ONLINE,       false, 5500,   STAY_FEE",
        "EXTENSION,           2026-10-01, true,  60, COUNTER,      true,  10000,  FEE_REDUCED",
        "EXTENSION,           2026-10-01, false, ,   COUNTER,      true,  10000,  FEE_REDUCED",
        "EXTENSION,           2026-10-01, false, ,   COUNTER,      false, ,       FEE_KNOWN_AT_GRANT",
        "CHANGE_OF_STATUS,    2026-10-01, false, 12, UNKNOWN,      true,  ,       FEE_KNOWN_AT_GRANT",
        "EXTENSION,           2026-10-01, true,  12, UNKNOWN,      false, ,       RESIDENCE_FEE_UNDETERMINED",
        "EXTENSION,           2026-09-30, true,  12, UNKNOWN,      false, ,       RESIDENCE_FEE_UNDETERMINED",
        "EXTENSION,           ,           true,  12, COUNTER,      false, ,       RESIDENCE_FEE_UNDETERMINED",
        "PERMANENT_RESIDENCE, 2026-09-30, false, ,   COUNTER,      false, 10000,  PERMANENT_RESIDENCE_FEE",
        "PERMANENT_RESIDENCE, 2026-10-01, true,  ,   COUNTER,      false, 200000, PERMANENT_RESIDENCE_FEE",
        "PERMANENT_RESIDENCE, 2026-10-01, false, ,   UNKNOWN,      false, 200000, PERMANENT_RESIDENCE_FEE",
        "PERMANENT_RESIDENCE, 2026-10-01, true,  ,   COUNTER,      true,  20000,  FEE_REDUCED",
        "PERMANENT_RESIDENCE, 2026-10-01, true,  ,   ONLINE,       false, ,       PERMANENT_RESIDENCE_AT_COUNTER",
        "REISSUE_LOSS,        2026-10-01, true,  ,   COUNTER,      false, 0,      RESIDENCE_REISSUE_FREE",
        "REISSUE_DAMAGE,      ,           false, ,   UNKNOWN,      false, 0,      RESIDENCE_REISSUE_FREE",
        "VALIDITY_RENEWAL,    2026-10-01, false, ,   ONLINE,       false, 0,      RESIDENCE_NOTICE_FREE",
        "CHANGE_OF_DETAILS,   2026-10-01, true,  ,   COUNTER,      false, 0,      RESIDENCE_NOTICE_FREE",
        "FIRST_ADDRESS,       2026-10-01, true,  ,   MUNICIPALITY, false, 0,      RESIDENCE_NOTICE_FREE",
        "EXCHANGE,            2026-10-01, true,  ,   COUNTER,      false, ,       FEE_NOT_PUBLISHED",
        "SPR_PROCEDURE,       2026-10-01, true,  ,   MUNICIPALITY, false, ,       FEE_NOT_PUBLISHED",
        "NONE,                2026-10-01, false, ,   COUNTER,      false, ,       RESIDENCE_FEE_UNDETERMINED"})
    void the_fee_follows_the_day_of_acceptance(String procedure, String acceptedOn, boolean granted, Integer months, String channel,
            boolean hardship, Integer yen, String reason) {
        assertThat(ask(procedure, acceptedOn, granted, months, channel, hardship)).containsEntry("feeYen", yen)
                .containsEntry("reasonCode", reason).containsEntry("paymentChargeYen", 0);
    }

    private static Map<String, Object> ask(String procedure, String acceptedOn, boolean granted, Integer months, String channel,
            boolean hardship) {
        return TABLE.askOne(facts("baseProcedure", procedure, "acceptedOn", acceptedOn == null ? null : LocalDate.parse(acceptedOn),
                "granted", granted, "grantedMonths", months, "channel", channel, "hardship", hardship));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
