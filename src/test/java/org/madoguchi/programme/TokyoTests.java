package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.platform.Refusal;

class TokyoTests {

    @ParameterizedTest
    @CsvSource({"2026-11-21T14:59:59Z, 2026-11-21", "2026-11-21T15:00:00Z, 2026-11-22"})
    void the_day_changes_at_midnight_in_tokyo(Instant now, LocalDate today) {
        assertThat(Tokyo.today(Clock.fixed(now, ZoneOffset.UTC))).isEqualTo(today);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-21T14:59:59Z, P1D, 2026-11-22T15:00:00Z", "2026-11-21T15:00:00Z, P1D, 2026-11-23T15:00:00Z",
        "2026-01-31T03:00:00Z, P1M, 2026-02-28T15:00:00Z"})
    void a_time_limit_ends_with_its_last_day_in_tokyo(Instant now, Period period, Instant end) {
        assertThat(Tokyo.endOfDayIn(period, Clock.fixed(now, ZoneOffset.UTC))).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 令和8年11月22日", "2019-05-01, 令和元年5月1日", "2019-12-31, 令和元年12月31日", "2020-01-01, 令和2年1月1日",
        "2019-04-30, 平成31年4月30日", "1989-01-08, 平成元年1月8日", "1989-01-07, 昭和64年1月7日", "1926-12-25, 昭和元年12月25日",
        "1926-12-24, 大正15年12月24日", "1912-07-30, 大正元年7月30日", "1912-07-29, 明治45年7月29日", "1873-01-01, 明治6年1月1日"})
    void days_are_written_and_read_in_the_japanese_calendar(LocalDate day, String text) {
        assertThat(Tokyo.inEra(day)).isEqualTo(text);
        assertThat(Tokyo.parse(text, "dateOfBirth")).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-22", "2026/11/22", "2026年11月22日", "２０２６年１１月２２日", "R8.11.22", "r8-11-22", "令和 8年 11月 22日"})
    void days_are_read_as_people_write_them(String text) {
        assertThat(Tokyo.parse(text, "dateOfBirth")).isEqualTo(LocalDate.of(2026, 11, 22));
    }

    @Test
    void a_year_after_the_end_of_its_era_is_read_since_old_papers_carry_such_years() {
        assertThat(Tokyo.parse("平成32年3月31日", "expiresOn")).isEqualTo(LocalDate.of(2020, 3, 31));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-29", "2026-13-01", "2026-00-10", "令和元年4月30日", "令和0年5月1日", "昭和元年12月24日", "明治5年12月31日",
        "0001-01-01", "22/11/2026", "11月22日", "", "tomorrow"})
    void a_day_that_never_was_is_refused(String text) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> Tokyo.parse(text, "dateOfBirth")).satisfies(no -> {
            assertThat(no.code()).isEqualTo("DATE_IMPOSSIBLE");
            assertThat(no.field()).isEqualTo("dateOfBirth");
        });
    }

    @Test
    void what_is_written_is_read_back() {
        for (LocalDate day = LocalDate.of(1900, 1, 1); day.getYear() < 2040; day = day.plusDays(37)) {
            assertThat(Tokyo.parse(Tokyo.inEra(day), "day")).isEqualTo(day);
        }
    }
}
