package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.decisions.TableUnderTest.facts;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderScheduleTests {

    private static final TableUnderTest TABLE = new TableUnderTest("reminder-schedule");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            overseas  | CARD                  | false | 180 REMIND, 90 REMIND, 30 URGENT, 0 ENDED
            overseas  | CERTIFICATE           | false | 90 INVITE, 30 URGENT, 0 ENDED
            residence | CARD                  | false | 90 INVITE, 60 REMIND, 30 URGENT, 0 ENDED
            residence | CARD_TO_16TH_BIRTHDAY | false | 90 INVITE, 60 REMIND, 30 URGENT, 0 ENDED
            residence | PERIOD_OF_STAY        | false | 90 INVITE, 60 REMIND, 30 URGENT, 0 ENDED
            residence | SHORT_PERIOD_OF_STAY  | false | 60 REMIND, 30 URGENT, 0 ENDED
            residence | CERTIFICATE           | false | 90 INVITE, 30 URGENT, 0 ENDED
            residence | CARD                  | true  | 14 VISIT_CITY_HALL, 0 ENDED
            residence | PERIOD_OF_STAY        | true  | 14 VISIT_CITY_HALL, 0 ENDED
            residence | SPECIAL_PERIOD        | true  | 14 URGENT, 0 ENDED
            """)
    void notices_go_out_before_the_last_day(String programme, String object, boolean pending, String notices) {
        assertThat(TABLE.ask(facts("programme", programme, "object", object, "pending", pending)))
                .extracting(row -> row.get("daysBefore") + " " + row.get("notice")).containsExactly(notices.split(", "));
    }

    @AfterAll
    static void every_rule_is_hit() {
        TABLE.assertEveryRuleWasHit();
    }
}
