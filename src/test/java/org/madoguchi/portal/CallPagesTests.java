package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What an agent of the contact centre can find and read, and that nothing can be done with it. */
@MadoguchiTest
@Import(World.class)
class CallPagesTests {

    @Autowired World world;
    @Autowired MockMvcTester http;
    @Autowired MovableClock clock;

    private SamplePerson person;
    private String number;
    private CurrentUser agent;

    @BeforeEach
    void somebody_has_applied() {
        world.begin();
        person = world.somebody(SamplePlan.HANDED_OVER);
        number = world.apply(person, SamplePlan.HANDED_OVER);
        agent = world.officer(Role.CONTACT_CENTRE_AGENT, "a");
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void a_case_is_read_with_its_holder_who_agrees_and_sees_the_record_of_it() {
        assertThat(get("/cases/call")).hasStatusOk();
        assertThat(get("/cases/call/" + number)).as("before anybody rang").hasStatus(404);
        assertThat(call(number.toLowerCase().replace("-", ""), person.birthDate().toString(), true)).hasStatus(302)
                .hasRedirectedUrl("/cases/call/" + number);

        MvcTestResult page = get("/cases/call/" + number);
        assertThat(page).hasStatusOk();
        CaseFile file = world.file(number);
        assertThat(Visitor.text(page)).contains(file.applicant().name(), number)
                .doesNotContain(file.applicant().domicile(), file.applicant().phone(), person.myNumber(), person.birthDate().toString(), "/documents/", "??")
                .doesNotContain("action=\"/cases/" + number);

        CurrentUser holder = CurrentUser.applicant(file.accountId().toString());
        assertThat(Visitor.text(http.get().uri("/track/" + number + "/access?lang=en").with(user(holder)).exchange()))
                .contains("A call of yours to the contact centre");
        assertThat(Visitor.text(http.get().uri("/track/" + number + "?lang=en").with(user(holder)).exchange())).contains("who agreed on the phone");
    }

    @Test
    void the_case_closes_when_no_call_lasts_that_long_and_was_never_open_to_a_colleague() {
        call(number, person.birthDate().toString(), true);
        assertThat(http.get().uri("/cases/call/" + number).with(user(world.officer(Role.CONTACT_CENTRE_AGENT, "b")))).hasStatus(404);
        clock.tick(Duration.ofMinutes(29));
        assertThat(get("/cases/call/" + number)).hasStatusOk();
        clock.tick(Duration.ofMinutes(2));
        assertThat(get("/cases/call/" + number)).hasStatus(404);
    }

    @Test
    void whoever_does_not_know_the_holder_learns_nothing() {
        MvcTestResult wrong = call(number, person.birthDate().minusDays(1).toString(), true);
        MvcTestResult nobody = call("A26-0000000Z", person.birthDate().toString(), true);
        assertThat(wrong).hasStatus(422).bodyText().contains("Ask the caller once more");
        assertThat(Visitor.text(nobody)).contains("Ask the caller once more");
        assertThat(call(number, person.birthDate().toString(), false)).hasStatus(422).bodyText().contains("consent");
        assertThat(call("", "", false)).hasStatus(422);
        assertThat(get("/cases/call/" + number)).hasStatus(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cases", "/cases/%s", "/cases/%s/next", "/cases/%s/letters/receipt", "/tasks", "/supervision", "/corrections", "/cases/new"})
    void no_list_and_no_page_of_work_is_theirs(String path) {
        call(number, person.birthDate().toString(), true);
        assertThat(get(path.formatted(number))).hasStatus(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cases/%s/loss", "/cases/%s/pin-reset", "/cases/%s/correction/report", "/cases/%s/passport-check"})
    void nothing_can_be_done_with_a_case(String path) {
        call(number, person.birthDate().toString(), true);
        assertThat(http.post().uri(path.formatted(number)).with(user(agent)).with(csrf())).hasStatus(403);
    }

    @Test
    void the_page_is_for_the_contact_centre_alone() {
        assertThat(http.get().uri("/cases/call").with(user(world.officer(Role.MUNICIPAL_OFFICER, "a")))).hasStatus(403);
    }

    private MvcTestResult get(String path) {
        return http.get().uri(path).with(user(agent)).exchange();
    }

    private MvcTestResult call(String caseNumber, String birth, boolean agreed) {
        return http.post().uri("/cases/call?lang=en").with(user(agent)).with(csrf()).param("number", caseNumber).param("dateOfBirth", birth)
                .param("agreed", String.valueOf(agreed)).exchange();
    }
}
