package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardValidityTests {

    private static final TableUnderTest TABLE = new TableUnderTest("card-validity");

    @ParameterizedTest
    @CsvSource({
        "18, 2026-11-22, false, false, 10, BIRTHDAY",
        "17, 2026-11-22, false, false, 5,  BIRTHDAY",
        "18, 2022-04-01, false, false, 10, BIRTHDAY",
        "18, 2022-03-31, false, false, 5,  BIRTHDAY",
        "19, 2022-03-31, false, false, 5,  BIRTHDAY",
        "20, 2022-03-31, false, false, 10, BIRTHDAY",
        "0,  2026-11-22, false, false, 5,  BIRTHDAY",
        "40, 2026-11-22, true,  false, 11, BIRTHDAY",
        "17, 2026-11-22, true,  false, 6,  BIRTHDAY",
        "20, 2022-03-31, true,  false, 11, BIRTHDAY",
        "22, 2026-11-22, false, true,  10, FEB_28",
        "22, 2026-11-22, true,  true,  11, FEB_28",
        "20, 2022-03-31, false, true,  10, FEB_28",
        "20, 2022-03-31, true,  true,  11, FEB_28",
        "10, 2026-11-22, false, true,  5,  FEB_28",
        "10, 2026-11-22, true,  true,  6,  FEB_28"})
    void a_card_is_valid_to_a_birthday(int age, LocalDate appliedOn, boolean early, boolean leapDay, int birthday,
            String lastDay) {
        assertThat(TABLE.askOne(facts("ageAtIssue", age, "appliedOn", appliedOn, "earlyRenewal", early,
                "bornOn29February", leapDay))).containsEntry("birthday", birthday).containsEntry("lastDay", lastDay);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
