package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenDateTests {

    @ParameterizedTest
    @CsvSource({
        "2026-11-22, 令和8年11月22日（2026年11月22日）, 22 November 2026 (Reiwa 8)",
        "2019-05-01, 令和元年5月1日（2019年5月1日）, 1 May 2019 (Reiwa 1)",
        "2019-04-30, 平成31年4月30日（2019年4月30日）, 30 April 2019 (Heisei 31)"
    })
    void a_date_is_written_with_era_and_western_year(LocalDate date, String japanese, String english) {
        assertThat(WrittenDate.of(date, Locale.JAPANESE)).isEqualTo(japanese);
        assertThat(WrittenDate.of(date, Locale.ENGLISH)).isEqualTo(english);
    }
}
