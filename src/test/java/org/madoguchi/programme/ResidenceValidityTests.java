package org.madoguchi.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.platform.TablesOnPlainEngine;
import org.madoguchi.programme.ResidenceValidity.Format;
import org.madoguchi.programme.ResidenceValidity.Holder;

class ResidenceValidityTests {

    private static final TablesOnPlainEngine TABLES = new TablesOnPlainEngine().with("residence-validity");

    private final ResidenceValidity validity = new ResidenceValidity(TABLES.tables());

    @AfterAll
    static void close() {
        TABLES.close();
    }

    @ParameterizedTest
    @CsvSource({
        // format, holder, born, issued, stay until, last day
        "FIRST_GENERATION, PERMANENT,         1990-03-10, 2024-05-01, ,           2031-05-01",
        "FIRST_GENERATION, PERMANENT,         2010-03-10, 2023-10-31, ,           2026-03-10",
        "FIRST_GENERATION, PERMANENT,         2010-03-10, 2023-11-01, ,           2026-03-09",
        "FIRST_GENERATION, PERMANENT,         2012-02-29, 2024-11-01, ,           2028-02-28",
        "FIRST_GENERATION, OTHER,             1990-03-10, 2024-05-01, 2027-05-01, 2027-05-01",
        "FIRST_GENERATION, OTHER,             2010-03-10, 2024-05-01, 2029-05-01, 2026-03-09",
        "FIRST_GENERATION, OTHER,             2010-03-10, 2024-05-01, 2025-05-01, 2025-05-01",
        "FIRST_GENERATION, SPECIAL_PERMANENT, 1990-03-10, 2024-05-01, ,           ",
        "NEW,              PERMANENT,         1990-03-10, 2026-11-22, ,           2036-03-10",
        "NEW,              SPECIAL_PERMANENT, 2015-03-10, 2026-11-22, ,           2031-03-10",
        "NEW,              PERMANENT,         1992-02-29, 2026-11-22, ,           2036-02-28",
        "NEW,              OTHER,             1990-03-10, 2026-11-22, 2029-11-22, 2029-11-22",
        "NEW,              OTHER,             2015-03-10, 2026-11-22, 2029-11-22, 2029-11-22",
        "NEW,              OTHER,             2015-03-10, 2026-11-22, 2031-11-22, 2031-03-10",
        "NEW,              OTHER,             2008-11-22, 2026-11-22, 2031-11-22, 2031-11-22",
        "NEW,              OTHER,             2015-03-10, 2026-11-22, ,           "})
    void the_last_day_of_the_residence_function(Format format, Holder holder, LocalDate born, LocalDate issued, LocalDate stayUntil,
            LocalDate lastDay) {
        assertThat(validity.lastDay(holder, born, issued, format, stayUntil)).isEqualTo(lastDay);
    }

    @Test
    void a_stay_without_end_is_that_of_a_permanent_resident() {
        assertThat(Holder.of("MID_TO_LONG_TERM", null)).isEqualTo(Holder.PERMANENT);
        assertThat(Holder.of("MID_TO_LONG_TERM", LocalDate.EPOCH)).isEqualTo(Holder.OTHER);
        assertThat(Holder.of("SPECIAL_PERMANENT_RESIDENT", null)).isEqualTo(Holder.SPECIAL_PERMANENT);
    }
}
