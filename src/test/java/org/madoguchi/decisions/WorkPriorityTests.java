package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkPriorityTests {

    private static final TableUnderTest TABLE = new TableUnderTest("work-priority");

    @ParameterizedTest
    @CsvSource({
        "ON_TIME,  false, 0,  false, 0",
        "PAUSED,   false, 29, false, 0",
        "AT_RISK,  false, 29, false, 50",
        "LATE,     false, 29, false, 100",
        "ON_TIME,  false, 30, false, 15",
        "ON_TIME,  false, 59, false, 15",
        "ON_TIME,  false, 60, false, 30",
        "ON_TIME,  true,  0,  false, 40",
        "ON_TIME,  false, 0,  true,  80",
        "LATE,     true,  61, true,  250"})
    void the_points_of_all_reasons_are_added_up(String slaState, boolean hardship, int age, boolean appointment, int points) {
        assertThat(TABLE.ask(facts("slaState", slaState, "hardship", hardship, "ageDays", age, "appointmentToday", appointment))
                .stream().mapToInt(row -> (Integer) row.get("points")).sum()).isEqualTo(points);
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
