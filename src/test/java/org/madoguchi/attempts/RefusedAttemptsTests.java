package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.RefusedAttempts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The record of what was refused: short, bounded, without a word of what was sent. */
@MadoguchiTest
@TestPropertySource(properties = "madoguchi.refused-attempts.rows-an-hour=60")
class RefusedAttemptsTests {

    private static final CurrentUser OFFICER = staff("attempts-officer", Role.MUNICIPAL_OFFICER, "131016");
    private static final CurrentUser PRIVACY = staff("attempts-privacy", Role.PRIVACY_OFFICER, "HQ");

    @Autowired
    MockMvcTester http;

    @Autowired
    RefusedAttempts attempts;

    @Autowired
    MeterRegistry metrics;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    private static CurrentUser staff(String id, Role role, String office) {
        return new CurrentUser(id, CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
    }

    @BeforeEach
    void nothing_was_tried_yet() {
        clock.stopAt(Instant.parse("2026-06-01T01:00:00Z"));
        attempts.write();
        sql.sql("delete from refused_attempt").update();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void tries_that_are_alike_within_an_hour_are_one_row_with_the_pattern_of_the_route() {
        for (int i = 0; i < 7; i++) {
            assertThat(http.get().uri("/cases/A26-0000000" + i).with(user(OFFICER))).hasStatus(404);
        }
        clock.tick(Duration.ofHours(1));
        assertThat(http.get().uri("/cases/A26-00000009").with(user(OFFICER))).hasStatus(404);
        attempts.write();
        assertThat(rows()).containsExactly("STAFF attempts-officer GET /cases/{number} 404 7", "STAFF attempts-officer GET /cases/{number} 404 1");
        assertThat(everything()).doesNotContain("A26-");
    }

    @Test
    void it_is_counted_as_a_metric() {
        double before = metrics.counter("madoguchi.refused.attempts", "code", "FIELD_UNKNOWN", "status", "422").count();
        http.post().uri("/api/v1/eligibility").contentType("application/json").content("{\"programme\":\"overseas\",\"isAdmin\":true}").exchange();
        assertThat(metrics.counter("madoguchi.refused.attempts", "code", "FIELD_UNKNOWN", "status", "422").count()).isEqualTo(before + 1);
    }

    @Test
    void it_cannot_be_made_to_fill_the_disk() {
        for (int i = 0; i < 300; i++) {
            http.get().uri("/track/A26-0000000K").with(user(CurrentUser.applicant(UUID.randomUUID().toString()))).exchange();
            if (i % 50 == 0) {
                attempts.write();
            }
        }
        attempts.write();
        assertThat(sql.sql("select count(*) from refused_attempt").query(Long.class).single()).isEqualTo(61);
        assertThat(sql.sql("select sum(times) from refused_attempt").query(Long.class).single()).as("none is uncounted").isEqualTo(300);
        clock.tick(Duration.ofDays(91));
        assertThat(attempts.sweep()).isEqualTo(61);
    }

    @Test
    void the_privacy_officer_reads_it_in_pages_and_nobody_else() throws Exception {
        for (int i = 0; i < 55; i++) {
            http.get().uri("/track/A26-0000000K").with(user(CurrentUser.applicant(UUID.randomUUID().toString()))).exchange();
        }
        attempts.write();
        for (String language : List.of("ja", "en")) {
            String page = http.get().uri("/access/attempts?lang=" + language).with(user(PRIVACY)).exchange().getResponse().getContentAsString();
            assertThat(page).contains("/track/{number}", "CASE_UNKNOWN 404", "rel=\"next\"").doesNotContain("??");
            assertThat(page.split("data-row")).hasSize(51);
        }
        String first = http.get().uri("/access/attempts").with(user(PRIVACY)).exchange().getResponse().getContentAsString();
        String next = first.replaceAll("(?s).*before=(\\d+)\".*", "$1");
        String second = http.get().uri("/access/attempts?before=" + next).with(user(PRIVACY)).exchange().getResponse().getContentAsString();
        assertThat(second.split("data-row")).hasSize(6);
        assertThat(http.get().uri("/access/attempts").with(user(OFFICER))).hasStatus(403);
        assertThat(http.get().uri("/access/attempts?before=x").with(user(PRIVACY))).hasStatus(422);
    }

    @Test
    void saved_as_a_table_it_runs_nothing_in_a_spreadsheet() throws Exception {
        CurrentUser named = staff("=HYPERLINK(\"https://elsewhere.example\")", Role.MUNICIPAL_OFFICER, "131016");
        http.get().uri("/cases/A26-0000000K").with(user(named)).exchange();
        attempts.write();
        var answer = http.get().uri("/access/attempts.csv?lang=en").with(user(staff("attempts-auditor", Role.AUDITOR, "HQ"))).exchange().getResponse();
        assertThat(answer.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(answer.getHeader("Content-Disposition")).isEqualTo("attachment; filename=refused-attempts.csv");
        assertThat(answer.getContentAsString()).contains("\"First\",\"Last\"", "\"'=HYPERLINK(", "\"CASE_UNKNOWN\",\"1\"");
        assertThat(http.get().uri("/access/attempts.csv").with(user(OFFICER))).hasStatus(403);
    }

    @Test
    void everyday_mistakes_are_no_attempts() {
        http.post().uri("/apply/check").with(csrf()).param("question", "purpose").param("answer", "").exchange();
        attempts.write();
        assertThat(rows()).isEmpty();
    }

    private List<String> rows() {
        return sql.sql("select kind || ' ' || who || ' ' || method || ' ' || route || ' ' || status || ' ' || times from refused_attempt order by id")
                .query(String.class).list();
    }

    private String everything() {
        return String.join("\n", sql.sql("select t::text from refused_attempt t").query(String.class).list());
    }
}
