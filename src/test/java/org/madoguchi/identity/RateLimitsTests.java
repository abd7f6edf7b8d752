package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Secrets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

@MadoguchiTest
@TestPropertySource(properties = {"madoguchi.rate-limits.sign-ins=3", "madoguchi.rate-limits.sendings=3",
        "madoguchi.rate-limits.readings=5"})
class RateLimitsTests {

    @Autowired
    MockMvcTester http;

    @Autowired
    DataSource database;

    @Autowired
    Secrets secrets;

    @Autowired
    RateLimits limits;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void nobody_has_called_yet() {
        clock.stopAt(Instant.parse("2026-06-01T01:00:00Z"));
        sql.sql("delete from rate_bucket").update();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void who_reads_without_end_is_asked_to_wait_and_then_goes_on() {
        for (int i = 0; i < 5; i++) {
            assertThat(read("192.0.2.1")).hasStatusOk();
        }
        assertThat(read("192.0.2.1")).hasStatus(429).hasHeader("Retry-After", "13");
        assertThat(read("192.0.2.2")).as("somebody else").hasStatusOk();
        clock.stopAt(clock.instant().plus(Duration.ofSeconds(13)));
        assertThat(read("192.0.2.1")).hasStatusOk();
        assertThat(read("192.0.2.1")).hasStatus(429);
    }

    @Test
    void codes_are_asked_for_and_guessed_a_few_times_a_minute() {
        for (int i = 0; i < 3; i++) {
            assertThat(http.post().uri("/sign-in/code").param("username", "a@example.org").with(csrf()).with(from("192.0.2.3")).exchange()
                    .getResponse().getStatus()).isNotEqualTo(429);
        }
        MvcTestResult refused = http.post().uri("/sign-in/code").param("username", "a@example.org").with(csrf()).with(from("192.0.2.3")).exchange();
        assertThat(refused).hasStatus(429);
        assertThat(read("192.0.2.3")).as("reading is counted for itself").hasStatusOk();
    }

    @Test
    void a_program_is_told_so_as_a_problem() {
        for (int i = 0; i < 3; i++) {
            assertThat(http.post().uri("/api/v1/eligibility").with(from("192.0.2.4")).exchange().getResponse().getStatus()).isNotEqualTo(429);
        }
        assertThat(http.post().uri("/api/v1/eligibility").with(from("192.0.2.4")).exchange()).hasStatus(429);
    }

    @Test
    void a_limit_holds_over_all_nodes() throws Exception {
        var other = new RateLimits(database, secrets, clock, 3, 3, 5);
        for (int i = 0; i < 5; i++) {
            assertThat(through(i % 2 == 0 ? limits : other, "192.0.2.5")).isEqualTo(200);
        }
        assertThat(through(other, "192.0.2.5")).isEqualTo(429);
        assertThat(through(limits, "192.0.2.5")).isEqualTo(429);
    }

    @Test
    void one_network_is_one_address() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(through(limits, "2001:db8:1:2::" + i)).isEqualTo(200);
        }
        assertThat(through(limits, "2001:db8:1:2:ffff::1")).isEqualTo(429);
        assertThat(through(limits, "2001:db8:1:3::1")).isEqualTo(200);
    }

    @Test
    void assets_and_the_work_of_those_who_signed_in_are_not_counted() {
        for (int i = 0; i < 10; i++) {
            assertThat(http.get().uri("/tasks").with(from("192.0.2.6")).exchange().getResponse().getStatus()).isNotEqualTo(429);
            assertThat(http.get().uri("/assets/madoguchi.js").with(from("192.0.2.6"))).hasStatusOk();
        }
        assertThat(counted()).isZero();
    }

    @Test
    void no_address_is_kept_and_what_is_over_is_swept() {
        clock.run();
        read("192.0.2.7");
        assertThat(counted()).isOne();
        assertThat(limits.sweep()).as("not over yet").isZero();
        sql.sql("update rate_bucket set expires_at = 0").update();
        assertThat(limits.sweep()).isOne();
        assertThat(counted()).isZero();
    }

    private MvcTestResult read(String address) {
        return http.get().uri("/open").with(from(address)).exchange();
    }

    private static int through(RateLimits node, String address) throws Exception {
        var request = new MockHttpServletRequest("GET", "/open");
        request.setRemoteAddr(address);
        var response = new MockHttpServletResponse();
        node.doFilter(request, response, new MockFilterChain());
        return response.getStatus();
    }

    private long counted() {
        return sql.sql("select count(*) from rate_bucket").query(Long.class).single();
    }

    private static RequestPostProcessor from(String address) {
        return request -> {
            request.setRemoteAddr(address);
            return request;
        };
    }
}
