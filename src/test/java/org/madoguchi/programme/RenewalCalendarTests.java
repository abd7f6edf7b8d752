package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.platform.TablesOnPlainEngine;
import org.madoguchi.programme.RenewalCalendar.Subject;

class RenewalCalendarTests {

    private static final TablesOnPlainEngine TABLES = new TablesOnPlainEngine().with("renewal-window", "reminder-schedule");

    private final RenewalCalendar calendar = new RenewalCalendar(TABLES.tables());

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @ParameterizedTest
    @CsvSource({
        "OVERSEAS,  CARD,                  2027-11-22, 2026-11-23",
        "RESIDENCE, PERIOD_OF_STAY,        2027-02-22, 2026-11-22",
        "RESIDENCE, CARD,                  2027-02-22, 2026-12-22",
        "RESIDENCE, CARD_TO_16TH_BIRTHDAY, 2027-02-22, 2026-08-22",
        "RESIDENCE, CERTIFICATE,           2027-02-22, 2026-11-23"})
    void a_window_opens_on_a_day(String programme, Subject subject, LocalDate lastDay, LocalDate opens) {
        var window = calendar.window(programme, subject);
        assertThat(window.opensOn(lastDay)).contains(opens);
        assertThat(window.open(lastDay, opens)).isTrue();
        assertThat(window.open(lastDay, opens.minusDays(1))).isFalse();
    }

    @Test
    void a_short_stay_may_be_extended_at_any_time() {
        var window = calendar.window("RESIDENCE", Subject.SHORT_PERIOD_OF_STAY);
        assertThat(window.opensOn(LocalDate.of(2027, 3, 1))).isEmpty();
        assertThat(window.open(LocalDate.of(2027, 3, 1), LocalDate.of(2026, 11, 22))).isTrue();
    }

    @Test
    void whoever_has_applied_is_sent_to_the_city_hall_instead_of_being_asked_to_apply() {
        LocalDate lastDay = LocalDate.of(2027, 2, 28);
        assertThat(calendar.reminders("RESIDENCE", Subject.PERIOD_OF_STAY, true)).extracting(one -> one.notice() + " " + one.on(lastDay))
                .containsExactly("VISIT_CITY_HALL 2027-02-14", "ENDED 2027-03-01");
        assertThat(calendar.reminders("RESIDENCE", Subject.PERIOD_OF_STAY, false)).extracting(one -> one.notice() + " " + one.on(lastDay))
                .containsExactly("INVITE 2026-11-30", "REMIND 2026-12-30", "URGENT 2027-01-29", "ENDED 2027-03-01");
    }
}
