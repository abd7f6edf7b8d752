package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Who gets which report of an office, and that its figures are those of the records. */
@MadoguchiTest
@Import(World.class)
class OfficeReportPagesTests {

    private static final CurrentUser CLERK = at(Role.CONSULAR_CLERK, World.MISSION);
    private static final CurrentUser SUPERVISOR = at(Role.CONSULAR_SUPERVISOR, World.MISSION);
    private static final CurrentUser MANAGER = at(Role.PROGRAMME_MANAGER, "HQ");
    private static final CurrentUser AUDITOR = at(Role.AUDITOR, "HQ");
    private static final CurrentUser PRIVACY = at(Role.PRIVACY_OFFICER, "HQ");

    @Autowired
    World world;
    @Autowired
    CaseFiles cases;
    @Autowired
    Appointments appointments;
    @Autowired
    AccessRegister access;
    @Autowired
    Offices offices;
    @Autowired
    MockMvcTester http;
    @Autowired
    MovableClock clock;

    private static CurrentUser at(Role role, String office) {
        return new CurrentUser("report-" + role.id(), CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
    }

    @BeforeEach
    void begin() {
        world.begin();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void the_counter_has_a_list_of_who_comes_and_every_name_on_it_is_logged() {
        SamplePerson person = world.somebody(SamplePlan.VISIT_BOOKED);
        String number = world.walk(person, SamplePlan.VISIT_BOOKED);
        LocalDate day = LocalDate.ofInstant(appointments.booked(number).orElseThrow().start(), offices.get(World.MISSION).zone());
        long before = access.timesRead(number, CLERK.id());

        MvcTestResult list = get("/reports/day-list.pdf?of=" + day, CLERK);

        assertThat(list).hasStatusOk().hasContentType("application/pdf");
        assertThat(String.join(" ", new Pdf(list.getResponse().getContentAsByteArray()).lines())).contains(number, person.familyName());
        assertThat(access.timesRead(number, CLERK.id())).isEqualTo(before + 1);
        assertThat(get("/reports/day-list.pdf?of=" + day, MANAGER)).hasStatus(404);
        assertThat(get("/reports/day-list.pdf?of=tomorrow", CLERK)).hasStatus(422);
    }

    @Test
    void the_months_figures_count_what_was_done_and_come_as_table_files_too() {
        world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        YearMonth month = YearMonth.from(Tokyo.today(clock));

        String csv = text("/reports/service-levels.csv?of=" + month + "&lang=en", SUPERVISOR);
        assertThat(csv).startsWith("\uFEFF\"Office\",\"Programme\",\"Task\"").contains("Hand over").doesNotContain("??");
        MvcTestResult xlsx = get("/reports/service-levels.xlsx?of=" + month, SUPERVISOR);
        assertThat(xlsx).hasStatusOk();
        assertThat(xlsx.getResponse().getContentAsByteArray()).startsWith('P', 'K');
        assertThat(get("/reports/workload.pdf?of=" + month, MANAGER)).hasStatusOk();
        // other offices are not in a supervisor's figures
        assertThat(csv.lines().skip(1)).isNotEmpty().allMatch(line -> line.contains(offices.get(World.MISSION).nameEn()));
        assertThat(get("/reports/service-levels.csv", CLERK)).hasStatus(404);
    }

    @Test
    void the_audit_extract_counts_readings_and_names_nobody() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        assertThat(get("/cases/" + number, CLERK)).hasStatusOk();

        String csv = text("/reports/audit-extract.csv?of=" + YearMonth.from(Tokyo.today(clock)) + "&lang=en", AUDITOR);

        assertThat(csv).contains(offices.get(World.MISSION).nameEn(), "Looking the case up").doesNotContain(number, person.familyName(), CLERK.id());
        assertThat(get("/reports/audit-extract.csv", SUPERVISOR)).hasStatus(404);
        assertThat(get("/reports/voluntariness.pdf", PRIVACY)).hasStatusOk();
    }

    @Test
    void the_poster_leads_to_the_application_and_every_visit_is_counted_for_its_mission() {
        MvcTestResult poster = get("/reports/poster/" + World.MISSION + ".pdf", CLERK);
        assertThat(poster).hasStatusOk();
        String address = new Pdf(poster.getResponse().getContentAsByteArray()).code();
        assertThat(address).endsWith("/m/" + World.MISSION);
        long before = visits();

        assertThat(http.get().uri("/m/" + World.MISSION)).hasStatus3xxRedirection().hasRedirectedUrl("/apply");
        assertThat(http.get().uri("/m/nowhere")).hasStatus3xxRedirection().hasRedirectedUrl("/apply");

        assertThat(visits()).isEqualTo(before + 1);
        assertThat(get("/reports/poster/" + offices.ofKind(Office.Kind.MISSION).stream().map(Office::code)
                .filter(code -> !code.equals(World.MISSION)).findFirst().orElseThrow() + ".pdf", CLERK)).hasStatus(404);
    }

    @Test
    void the_page_offers_each_reader_what_they_may_have() {
        assertThat(text("/reports?lang=en", CLERK)).contains("Day List for the Counter").doesNotContain("Workload", "Extract of Readings", "??");
        assertThat(text("/reports?lang=en", SUPERVISOR)).contains("Day List for the Counter", "Workload", "Tasks Done in Time").doesNotContain("Extract of Readings", "??");
        assertThat(text("/reports?lang=en", AUDITOR)).contains("Extract of Readings").doesNotContain("Workload", "Poster", "??");
        assertThat(get("/reports", at(Role.ADMINISTRATOR, "HQ"))).hasStatus(403);
    }

    @Test
    void a_breach_report_that_was_filed_can_be_printed_by_who_answers_for_it() {
        world.walk(world.somebody(SamplePlan.LINK_CORRECTED), SamplePlan.LINK_CORRECTED);
        String page = text("/reports?lang=en", PRIVACY);
        List<String> links = java.util.regex.Pattern.compile("/reports/breach/[^\"]+\\.pdf").matcher(page).results().map(hit -> hit.group()).toList();

        for (String link : links) {
            assertThat(get(link, PRIVACY)).hasStatusOk().hasContentType("application/pdf");
            assertThat(get(link, SUPERVISOR)).hasStatus(403);
        }
        assertThat(get("/reports/breach/00000000-0000-4000-8000-000000000000/FINAL.pdf", PRIVACY)).hasStatus(404);
    }

    private long visits() {
        String page = text("/reports?lang=en", CLERK);
        var row = java.util.regex.Pattern.compile("poster/" + World.MISSION + "\\.pdf.*?<td>(\\d+)</td>", java.util.regex.Pattern.DOTALL).matcher(page);
        assertThat(row.find()).isTrue();
        return Long.parseLong(row.group(1));
    }

    private String text(String path, CurrentUser reader) {
        MvcTestResult answer = get(path, reader);
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult get(String path, CurrentUser reader) {
        return http.get().uri(path).with(user(reader)).exchange();
    }
}
