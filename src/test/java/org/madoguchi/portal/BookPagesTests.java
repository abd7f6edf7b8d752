package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
class BookPagesTests {

    private static final String FIRST = "2026-11-24T07:30:00Z";

    @Autowired
    MockMvcTester http;
    @Autowired
    Appointments appointments;
    @Autowired
    CaseFiles cases;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private AWaitingCard aWaitingCard;
    private String number;

    @BeforeEach
    void it_is_monday_and_a_card_waits_in_helsinki(@Autowired ApplicationContext product) {
        aWaitingCard = new AWaitingCard(product);
        clock.stopAt(Instant.parse("2026-11-23T00:00:00Z"));
        sql.sql("delete from appointment").update();
        number = aWaitingCard.at("FI-HEL");
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void the_page_shows_free_times_of_a_week_the_zone_and_what_to_bring() {
        assertThat(page("en", "")).contains("Book your visit", "Eastern European Time", "Tuesday 24 November", ">09:30<", FIRST,
                "from=2026-12-01", "Passport", "in person").doesNotContain("Cancel the visit", "??");
        assertThat(page("ja", "")).contains("来館の予約", "11月24日（火）", "旅券", "有効な日本国旅券").doesNotContain("??");
        assertThat(page("en", "&from=2026-12-01")).contains("Tuesday 1 December", "from=2026-11-24").doesNotContain(FIRST);
        assertThat(page("en", "&from=2031-01-01")).contains("No time is free");
    }

    @Test
    void a_holder_books_moves_and_cancels_without_any_script() {
        assertThat(post("", FIRST)).hasStatus3xxRedirection().hasRedirectedUrl("/book/" + number);
        assertThat(page("en", "")).contains("Tuesday 24 November 2026, 09:30", "Cancel the visit", "/change", "Move to this time");
        assertThat(post("/change", "2026-11-25T07:30:00Z")).hasStatus3xxRedirection();
        assertThat(page("en", "")).contains("Wednesday 25 November 2026, 09:30");
        assertThat(post("/cancel", null)).hasStatus3xxRedirection();
        assertThat(appointments.booked(number)).isEmpty();
        assertThat(page("en", "")).contains("Book this time");
    }

    @Test
    void visit_and_last_day_stand_on_the_page_of_the_case_for_holder_and_officer_in_the_time_of_the_mission() {
        for (CurrentUser reader : List.of(holder(), officer())) {
            assertThat(casePage(reader, "en")).contains("The card is kept until", "Thursday 22 April 2027", "(Eastern European Time)")
                    .doesNotContain("24 November 2026, 09:30");
        }
        appointments.book(number, Instant.parse(FIRST), holder());
        for (CurrentUser reader : List.of(holder(), officer())) {
            assertThat(casePage(reader, "en")).contains("Tuesday 24 November 2026, 09:30", "Thursday 22 April 2027", "(Eastern European Time)")
                    .doesNotContain("??");
            assertThat(casePage(reader, "ja")).contains("2026年11月24日（火）09:30", "カードの保管期限", "(東ヨーロッパ時間)").doesNotContain("??");
        }
    }

    private String casePage(CurrentUser reader, String language) {
        return Visitor.text(http.get().uri((reader.isApplicant() ? "/track/" : "/cases/") + number + "?lang=" + language).with(user(reader)).exchange());
    }

    private static CurrentUser officer() {
        return new CurrentUser("officer", CurrentUser.Kind.STAFF, "窓口", "Desk", Set.of(new CurrentUser.Post(Role.CONSULAR_OFFICER, "FI-HEL")));
    }

    @Test
    void a_time_taken_a_moment_ago_is_told_beside_those_still_free() throws Exception {
        String other = aWaitingCard.at("FI-HEL");
        appointments.book(other, Instant.parse(FIRST), CurrentUser.applicant("other"));
        MvcTestResult answer = post("", FIRST);
        assertThat(answer).hasStatus(409);
        assertThat(answer.getResponse().getContentAsString()).contains("a moment ago", "2026-11-24T08:00:00Z").doesNotContain(FIRST);
    }

    @Test
    void choosing_nothing_is_told() throws Exception {
        for (String start : new String[] {null, "", "soon"}) {
            MvcTestResult answer = post("", start);
            assertThat(answer).hasStatus(422);
            assertThat(answer.getResponse().getContentAsString()).contains("No time was chosen");
        }
    }

    @Test
    void on_the_day_itself_the_page_says_whom_to_ask() {
        appointments.book(number, Instant.parse(FIRST), CurrentUser.applicant("x"));
        clock.stopAt(Instant.parse("2026-11-24T07:10:00Z"));
        assertThat(page("en", "")).contains("contact the mission").doesNotContain("Move to this time", "/cancel");
        assertThat(post("/cancel", null)).hasStatus(409);
    }

    @Test
    void before_the_card_has_arrived_nothing_can_be_chosen() {
        number = aWaitingCard.inTransit("ADULT", LocalDate.of(1980, 4, 1), "NEW", "FI-HEL", null);
        assertThat(page("en", "")).contains("No visit can be booked at the moment").doesNotContain("Book this time");
    }

    @Test
    void a_parent_is_told_to_come_with_the_child() {
        number = aWaitingCard.of("UNDER_15", LocalDate.of(2018, 4, 1), "NEW", "FI-HEL", null);
        assertThat(page("en", "")).contains("must come together", "legal representative");
    }

    @Test
    void a_stranger_finds_nothing() {
        String url = "/book/" + number;
        assertThat(http.get().uri(url).with(user(CurrentUser.applicant("somebody-else")))).hasStatus(404);
        assertThat(http.get().uri(url)).hasStatus3xxRedirection();
    }

    private CurrentUser holder() {
        return CurrentUser.applicant(cases.get(number).accountId().toString());
    }

    private String page(String language, String more) {
        MvcTestResult answer = http.get().uri("/book/" + number + "?lang=" + language + more).with(user(holder())).exchange();
        assertThat(answer).hasStatusOk();
        try {
            return answer.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MvcTestResult post(String action, String start) {
        var request = http.post().uri("/book/" + number + action).header("Accept-Language", "en").with(user(holder())).with(csrf());
        return (start == null ? request : request.param("start", start)).exchange();
    }
}
