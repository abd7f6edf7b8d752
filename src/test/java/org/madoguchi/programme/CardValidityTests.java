package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.platform.TablesOnPlainEngine;

class CardValidityTests {

    private static final TablesOnPlainEngine TABLES = new TablesOnPlainEngine().with("card-validity");

    private final CardValidity validity = new CardValidity(TABLES.tables());

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @ParameterizedTest
    @CsvSource({
        // born, issued, early renewal, last day
        "1990-03-10, 2026-11-22, false, 2036-03-10",
        "1990-03-10, 2026-03-09, false, 2035-03-10",
        "1990-03-10, 2026-03-10, false, 2036-03-10",
        "1990-03-10, 2026-03-11, false, 2036-03-10",
        "1990-03-10, 2026-01-15, true,  2036-03-10",
        "2015-08-01, 2026-11-22, false, 2031-08-01",
        "2015-08-01, 2026-05-22, true,  2031-08-01",
        "2008-11-22, 2026-11-22, false, 2036-11-22",
        "2008-11-23, 2026-11-22, false, 2030-11-23",
        "1992-02-29, 2026-11-22, false, 2036-02-28",
        "1992-02-29, 2027-02-27, false, 2036-02-28",
        "1992-02-29, 2027-02-28, false, 2037-02-28"})
    void a_card_ends_on_a_birthday_of_its_holder(LocalDate born, LocalDate issued, boolean early, LocalDate lastDay) {
        assertThat(validity.lastDay(born, issued, issued, early)).isEqualTo(lastDay);
    }

    @Test
    void cards_applied_for_up_to_march_2022_follow_the_old_line_of_age() {
        LocalDate born = LocalDate.of(2003, 1, 1);
        LocalDate issued = LocalDate.of(2022, 4, 20);
        assertThat(validity.lastDay(born, issued, LocalDate.of(2022, 3, 31), false)).isEqualTo("2027-01-01");
        assertThat(validity.lastDay(born, issued, LocalDate.of(2022, 4, 1), false)).isEqualTo("2032-01-01");
    }

    @ParameterizedTest
    @CsvSource({
        "2027-11-22, 12, 2026-11-23", "2028-02-29, 12, 2027-03-01", "2027-02-28, 12, 2026-03-01", "2027-05-31, 3, 2027-03-01"})
    void a_window_opens_when_less_than_its_months_are_left(LocalDate expires, int months, LocalDate opens) {
        assertThat(CardValidity.windowOpens(expires, months)).isEqualTo(opens);
    }

    @ParameterizedTest
    @CsvSource({"2008-11-22, 18", "2008-11-23, 17", "2026-11-22, 0", "2025-11-23, 0"})
    void age_is_counted_in_completed_years(LocalDate born, int age) {
        assertThat(CardValidity.ageOn(LocalDate.of(2026, 11, 22), born)).isEqualTo(age);
    }

    @Test
    void a_card_is_never_valid_longer_than_the_law_allows_nor_a_year_less() {
        for (LocalDate born = LocalDate.of(1960, 2, 27); born.getYear() < 2026; born = born.plusDays(251)) {
            for (int day = 0; day < 400; day += 61) {
                LocalDate issued = LocalDate.of(2026, 1, 31).plusDays(day);
                if (born.isAfter(issued)) {
                    continue;
                }
                int years = CardValidity.ageOn(issued, born) >= 18 ? 10 : 5;
                assertThat(validity.lastDay(born, issued, issued, false)).as("born %s issued %s", born, issued)
                        .isAfterOrEqualTo(issued.plusYears(years - 1).minusDays(1)).isBeforeOrEqualTo(issued.plusYears(years));
            }
        }
    }
}
