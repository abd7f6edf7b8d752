package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResidenceValidityTests {

    private static final TableUnderTest TABLE = new TableUnderTest("residence-validity");

    @ParameterizedTest
    @CsvSource({
        "FIRST_GENERATION, PERMANENT,         16, 2024-01-01, false, YEARS_FROM_ISSUE, 7,  false, DAY",
        "FIRST_GENERATION, PERMANENT,         15, 2023-10-31, false, AGE,              16, false, DAY",
        "FIRST_GENERATION, PERMANENT,         15, 2023-11-01, true,  DAY_BEFORE_AGE,   16, false, DAY",
        "FIRST_GENERATION, OTHER,             16, 2024-01-01, false, PERIOD_OF_STAY,   ,   true,  DAY",
        "FIRST_GENERATION, OTHER,             15, 2024-01-01, false, DAY_BEFORE_AGE,   16, true,  DAY",
        "FIRST_GENERATION, SPECIAL_PERMANENT, 40, 2024-01-01, false, NOT_KNOWN,        ,   false, DAY",
        "NEW,              PERMANENT,         18, 2026-11-22, false, BIRTHDAY,         10, false, DAY",
        "NEW,              SPECIAL_PERMANENT, 18, 2026-11-22, true,  BIRTHDAY,         10, false, FEB_28",
        "NEW,              PERMANENT,         17, 2026-11-22, false, BIRTHDAY,         5,  false, DAY",
        "NEW,              SPECIAL_PERMANENT, 0,  2026-11-22, true,  BIRTHDAY,         5,  false, FEB_28",
        "NEW,              OTHER,             18, 2026-11-22, true,  PERIOD_OF_STAY,   ,   true,  DAY",
        "NEW,              OTHER,             17, 2026-11-22, false, BIRTHDAY,         5,  true,  DAY",
        "NEW,              OTHER,             17, 2026-11-22, true,  BIRTHDAY,         5,  true,  FEB_28"})
    void how_the_last_day_is_counted(String format, String holder, int age, LocalDate issuedOn, boolean leapDay, String anchor,
            Integer count, boolean withinStay, String lastDay) {
        assertThat(TABLE.askOne(facts("format", format, "holder", holder, "ageAtIssue", age, "issuedOn", issuedOn,
                "bornOn29February", leapDay))).containsEntry("anchor", anchor).containsEntry("count", count)
                .containsEntry("withinPeriodOfStay", withinStay).containsEntry("lastDay", lastDay);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
