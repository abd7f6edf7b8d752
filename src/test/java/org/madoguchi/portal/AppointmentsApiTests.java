package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.identity.FollowToken;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
class AppointmentsApiTests {

    @Autowired
    MockMvcTester http;
    @Autowired
    FollowToken followToken;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private AWaitingCard aWaitingCard;

    @BeforeEach
    void it_is_monday(@Autowired ApplicationContext product) {
        aWaitingCard = new AWaitingCard(product);
        clock.stopAt(Instant.parse("2026-11-23T00:00:00Z"));
        sql.sql("delete from appointment").update();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void slots_are_public_carry_the_offset_of_the_mission_and_come_in_pages_of_two_weeks() {
        assertThat(http.get().uri("/api/v1/slots?office=IN-DEL&from=2026-11-24")).hasStatusOk().bodyJson()
                .hasPathSatisfying("$.zone", zone -> zone.assertThat().isEqualTo("Asia/Kolkata"))
                .hasPathSatisfying("$.until", until -> until.assertThat().isEqualTo("2026-12-07"))
                .hasPathSatisfying("$.next", next -> next.assertThat().isEqualTo("2026-12-08"))
                .hasPathSatisfying("$.slots[0].start", start -> start.assertThat().isEqualTo("2026-11-24T09:30:00+05:30"))
                .hasPathSatisfying("$.slots[0].end", end -> end.assertThat().isEqualTo("2026-11-24T10:00:00+05:30"))
                .hasPathSatisfying("$.slots[0].free", free -> free.assertThat().isEqualTo(2))
                .hasPathSatisfying("$.slots.length()", count -> count.assertThat().isEqualTo(100));
        assertThat(http.get().uri("/api/v1/slots?office=IN-DEL&from=2027-02-20")).hasStatusOk().bodyJson()
                .hasPathSatisfying("$.next", next -> next.assertThat().isNull());
    }

    @ParameterizedTest
    @CsvSource({
        "office=XX-XXX&from=2026-11-24, 404, OFFICE_UNKNOWN",
        "office=131016&from=2026-11-24, 404, OFFICE_UNKNOWN",
        "office=IN-DEL&from=2026-02-30, 422, FIELD_INVALID",
        "office=IN-DEL&from=tomorrow, 422, FIELD_INVALID",
        "office=IN-DEL&from=%2B999999999-12-31, 422, FIELD_INVALID",
        "office=IN-DEL, 422, FIELD_MISSING",
        "from=2026-11-24, 422, FIELD_MISSING"})
    void a_question_that_makes_no_sense_gets_a_problem_with_its_code(String query, int status, String code) {
        assertThat(http.get().uri(java.net.URI.create("/api/v1/slots?" + query))).hasStatus(status)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON).bodyJson().extractingPath("$.code").isEqualTo(code);
    }

    @Test
    void a_holder_books_and_repeats_safely() {
        String number = aWaitingCard.at("FR-PAR");
        for (int times = 0; times < 2; times++) {
            assertThat(book(number, number, "2026-11-24T09:30:00+01:00")).hasStatus(201).bodyJson().isStrictlyEqualTo("""
                    {"caseNumber": "%s", "office": "FR-PAR", "zone": "Europe/Paris", "start": "2026-11-24T09:30:00+01:00",
                     "end": "2026-11-24T10:00:00+01:00", "persons": 1}
                    """.formatted(number));
        }
        assertThat(book(number, number, "2026-11-24T08:30:00Z")).as("the same moment in another zone").hasStatus(201);
        assertRefused(book(number, number, "2026-11-24T10:00:00+01:00"), 409, "ALREADY_BOOKED");
    }

    @Test
    void what_cannot_be_booked_changes_nothing() {
        String number = aWaitingCard.at("FI-HEL");
        assertRefused(book(number, number, "2026-11-24T09:37:00+02:00"), 422, "SLOT_UNKNOWN");
        assertThat(book(number, number, "today")).hasStatus4xxClientError();
        assertRefused(post("{\"caseNumber\": \"" + number + "\"}", number), 422, "FIELD_MISSING");
        assertRefused(post("{\"start\": \"2026-11-24T09:30:00+02:00\"}", number), 422, "FIELD_MISSING");
        assertThat(post("{", number)).hasStatus(400);
        String other = aWaitingCard.at("FI-HEL");
        assertThat(book(other, other, "2026-11-24T09:30:00+02:00")).hasStatus(201);
        assertRefused(book(number, number, "2026-11-24T09:30:00+02:00"), 409, "SLOT_TAKEN");
        assertThat(sql.sql("select count(*) from appointment where case_number = :case").param("case", number).query(Long.class)
                .single()).isZero();
    }

    @Test
    void nobody_books_for_a_stranger() {
        String mine = aWaitingCard.at("FI-HEL");
        String theirs = aWaitingCard.at("FI-HEL");
        assertRefused(book(theirs, mine, "2026-11-24T09:30:00+02:00"), 404, "CASE_UNKNOWN");
        assertThat(http.post().uri("/api/v1/appointments").contentType(MediaType.APPLICATION_JSON).content("{}"))
                .hasStatus4xxClientError();
    }

    private MvcTestResult book(String number, String holderOf, String start) {
        return post("{\"caseNumber\": \"%s\", \"start\": \"%s\"}".formatted(number, start), holderOf);
    }

    private MvcTestResult post(String body, String holderOf) {
        return http.post().uri("/api/v1/appointments").header("Authorization", "Bearer " + followToken.forCase(holderOf))
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private static void assertRefused(MvcTestResult answer, int status, String code) {
        assertThat(answer).hasStatus(status).bodyJson().extractingPath("$.code").isEqualTo(code);
    }
}
