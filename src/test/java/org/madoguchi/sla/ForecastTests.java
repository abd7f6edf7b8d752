package org.madoguchi.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is forecast for open cases from those that ended, on made-up ones whose course is known. */
@MadoguchiTest
class ForecastTests {

    private static final Instant NOW = Instant.parse("2027-06-01T00:00:00Z");
    private static final String TERMS = "overseas FORECAST";
    private static final String HERE = "DE-FRA";
    private static final String ELSEWHERE = "FR-PAR";

    @Autowired
    Forecast forecast;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    private int made;

    @BeforeEach
    void the_clock_stands() {
        clock.stopAt(NOW);
    }

    @AfterEach
    void as_it_was() {
        sql.sql("delete from sla_clock where case_number like 'F-%'").update();
        clock.run();
    }

    @Test
    void eight_of_ten_cases_like_it_say_when_it_ends() {
        for (int days = 1; days <= 100; days++) {
            ended(HERE, NOW.minus(Duration.ofDays(150)), days);
        }
        Forecast.Range fresh = forecast.of(open(HERE, NOW, NOW.plus(Duration.ofDays(50)))).orElseThrow();
        assertThat(Duration.between(NOW, fresh.from()).toDays()).isEqualTo(10);
        assertThat(Duration.between(NOW, fresh.to()).toDays()).isEqualTo(90);
        assertThat(fresh.late()).isEqualTo(50);
        assertThat(fresh.cases()).isEqualTo(100);

        Forecast.Range old = forecast.of(open(HERE, NOW.minus(Duration.ofDays(60)), NOW.minus(Duration.ofDays(1)))).orElseThrow();
        assertThat(old.cases()).as("those that had not ended after 60 days either").isEqualTo(40);
        assertThat(old.from()).isAfter(NOW);
        assertThat(old.late()).isEqualTo(100);
    }

    @Test
    void too_few_at_the_office_are_looked_for_everywhere_and_too_few_everywhere_say_nothing() {
        String open = open(HERE, NOW, null);
        for (int i = 0; i < Forecast.FEWEST - 1; i++) {
            ended(HERE, NOW.minus(Duration.ofDays(90)), 10);
        }
        assertThat(forecast.of(open)).isEmpty();
        ended(ELSEWHERE, NOW.minus(Duration.ofDays(90)), 40);
        Forecast.Range range = forecast.of(open).orElseThrow();
        assertThat(range.cases()).isEqualTo(Forecast.FEWEST);
        assertThat(range.late()).as("the clock of the case stands still").isNull();
        ended(HERE, NOW.minus(Duration.ofDays(90)), 10);
        assertThat(forecast.of(open).orElseThrow().to()).isEqualTo(NOW.plus(Duration.ofDays(10)));
    }

    @Test
    void past_forecasts_are_held_against_what_came_and_come_true_eight_times_of_ten() {
        var random = new Random(20261124);
        for (int day = 300; day > 40; day--) {
            ended(HERE, NOW.minus(Duration.ofDays(day)), 5 + random.nextInt(30));
        }
        Forecast.Calibration checked = forecast.calibration(List.of(HERE)).orElseThrow();
        assertThat(checked.checked()).isEqualTo(100);
        assertThat(checked.share()).isBetween(70, 90);
        assertThat(forecast.calibration(List.of(ELSEWHERE))).isEmpty();
    }

    /** A case that came into the hands of this office then, and ended so many days later. */
    private void ended(String office, Instant since, int days) {
        String number = "F-" + made++;
        clockOf(number, "HOLDER", office, since, null, since.plus(Duration.ofDays(days)));
        clockOf(number, "CASE", office, since, since.plus(Duration.ofDays(50)), since.plus(Duration.ofDays(days)));
    }

    private String open(String office, Instant since, Instant due) {
        String number = "F-" + made++;
        clockOf(number, "HOLDER", office, since, null, null);
        clockOf(number, "CASE", office, since, due, null);
        return number;
    }

    private void clockOf(String number, String kind, String office, Instant since, Instant due, Instant stopped) {
        sql.sql("insert into sla_clock (kind, case_number, terms, holder, office_code, started_at, due_at, at_risk_at, stopped_at, outcome) "
                        + "values (:kind, :case, :terms, 'MISSION', :office, :since, :due, :due, :stopped, :outcome)")
                .param("kind", kind).param("case", number).param("terms", kind.equals("CASE") ? "overseas" : TERMS).param("office", office)
                .param("since", since.atOffset(ZoneOffset.UTC)).param("due", due == null ? null : due.atOffset(ZoneOffset.UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("stopped", stopped == null ? null : stopped.atOffset(ZoneOffset.UTC), java.sql.Types.TIMESTAMP_WITH_TIMEZONE)
                .param("outcome", stopped == null ? null : "MET", java.sql.Types.VARCHAR).update();
    }
}
