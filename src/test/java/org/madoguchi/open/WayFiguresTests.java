package org.madoguchi.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.NewCase;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.annotation.Transactional;

/** The figures of the two ways, from cases in the database. Every test leaves the database as it found it. */
@MadoguchiTest
@Transactional
class WayFiguresTests {

    private static final String BUREAU = "ISA-SAP";

    @Autowired
    WayFigures ways;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @Autowired
    MockMvc web;

    private LocalDate today;

    @BeforeEach
    void today() {
        today = Tokyo.today(clock);
    }

    @Test
    void both_ways_are_counted_each_at_its_counter() {
        decided(12, false, 10, "GRANTED");
        decided(11, true, 20, "GRANTED");

        assertThat(ways.comparison()).filteredOn(one -> BUREAU.equals(one.office())).singleElement().satisfies(one -> {
            assertThat(one.counter()).isEqualTo("COUNTER");
            assertThat(one.separate()).extracting(WayFigures.Way::people, WayFigures.Way::decisionDays, WayFigures.Way::refusedPercent)
                    .containsExactly(12, 10.0, 0.0);
            assertThat(one.merged()).extracting(WayFigures.Way::people, WayFigures.Way::decisionDays).containsExactly(11, 20.0);
        });
    }

    @Test
    void nothing_is_published_of_nine_people() {
        decided(9, false, 10, "GRANTED");

        assertThat(ways.comparison()).noneMatch(one -> BUREAU.equals(one.office()));
    }

    @Test
    void a_wish_taken_back_before_the_decision_counts_as_separate() {
        decided(10, true, 10, "GRANTED");
        sql.sql("update merged_wish set revoked_at = asked_at").update();

        assertThat(ways.comparison()).filteredOn(one -> BUREAU.equals(one.office())).singleElement()
                .satisfies(one -> assertThat(one.separate().people()).isEqualTo(10));
    }

    @Test
    void a_month_is_looked_at_once_and_the_privacy_officer_is_told() {
        decided(40, false, 30, "GRANTED");
        decided(40, true, 5, "GRANTED");
        decidedTwoMonthsAgo();

        assertThat(ways.watch()).singleElement().satisfies(alert -> {
            assertThat(alert.officeCode()).isEqualTo(BUREAU);
            assertThat(alert.measure()).isEqualTo("DECISION_DAYS");
        });
        assertThat(ways.watch()).isEmpty();
        assertThat(ways.alerts()).hasSize(1);
    }

    @Test
    void a_month_without_a_difference_raises_nothing() {
        decided(40, false, 10, "GRANTED");
        decided(40, true, 10, "GRANTED");
        decidedTwoMonthsAgo();

        assertThat(ways.watch()).isEmpty();
    }

    @Test
    void the_public_sees_the_figures_but_not_the_alerts() throws Exception {
        decided(12, false, 10, "GRANTED");
        decided(11, true, 20, "GRANTED");

        web.perform(get("/open").header("Accept-Language", "en")).andExpect(status().isOk())
                .andExpect(content().string(Matchers.allOf(Matchers.containsString("Sapporo Regional Immigration"),
                        Matchers.containsString("10 days"), Matchers.containsString("20 days"))));
        web.perform(get("/open/alerts")).andExpect(status().is3xxRedirection());
    }

    private void decidedTwoMonthsAgo() {
        sql.sql("update case_residence set granted_on = granted_on - 62, accepted_on = accepted_on - 62").update();
    }

    private void decided(int people, boolean merged, int days, String decision) {
        for (int n = 0; n < people; n++) {
            decided(merged, days + n % 3 - 1, decision);
        }
    }

    private void decided(boolean merged, int days, String decision) {
        UUID account = accounts.findOrCreate(UUID.randomUUID() + "@example.org", "en");
        var applicant = new Applicant("NGUYEN", UUID.randomUUID().toString(), "", "", "NGUYEN", "ANH", LocalDate.of(1995, 5, 5), "FEMALE",
                "北海道札幌市中央区", null, null, true, "ADULT", null, null, null, Map.of());
        String number = cases.receive(NewCase.residence("COUNTER", account, "en", "011002", BUREAU, null, applicant, null,
                CaseFile.Residence.stated("EXTENSION", "MID_TO_LONG_TERM", "ENGINEER", 12, today.plusMonths(2), "VNM", null, "SEPARATE",
                        null, null, null, false)), CurrentUser.SYSTEM);
        cases.accept(number, "EXTENSION", today.minusDays(days));
        cases.decideBase(number, decision.equals("GRANTED"), today, 12, today.plusYears(1));
        if (merged) {
            Instant asked = today.minusDays(days + 1).atStartOfDay(ZoneOffset.UTC).toInstant();
            sql.sql("insert into merged_wish (case_number, asked_at, asked_by, explained_by, explained_in) values (:n, :at, 'COUNTER', 'x', 'en')")
                    .param("n", number).param("at", asked.atOffset(ZoneOffset.UTC)).update();
        }
        for (CaseState state : new CaseState[] {CaseState.ACCEPTED, CaseState.EXAMINING, CaseState.READY_FOR_COLLECTION, CaseState.HANDED_OVER}) {
            cases.become(number, state, Event.of("TEST", CurrentUser.SYSTEM));
        }
    }
}
