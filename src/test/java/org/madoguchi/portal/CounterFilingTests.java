package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
@Import(World.class)
class CounterFilingTests {

    @Autowired
    MockMvcTester http;
    @Autowired
    CaseFiles cases;
    @Autowired
    ApplicantAccounts accounts;
    @Autowired
    World world;
    @Autowired
    MovableClock clock;

    @BeforeEach
    void the_counters_open() {
        world.begin();
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void a_clerk_files_for_somebody_and_stands_before_the_acceptance() {
        CurrentUser clerk = world.officer(Role.ISA_CLERK, "a");
        assertThat(page(clerk, "/cases/new")).contains("Tokyo Regional Immigration", "Extension of the period of stay")
                .doesNotContain("??", "Change of address", "name=\"wish\"", "name=\"channel\"");
        Map<String, String> said = said();
        String number = filed(post(clerk, said, Visitor.photo()));

        CaseFile file = cases.get(number);
        assertThat(file.channel()).isEqualTo("COUNTER");
        assertThat(file.bureauCode()).isEqualTo(World.BUREAU);
        assertThat(file.accountId()).isEqualTo(accounts.byEmail(said.get("email")).orElseThrow().id());
        assertThat(world.openTasks(number)).containsExactly("Task_AcceptAtBureau");
        String task = world.openTask(number).taskId();
        assertThat(http.get().uri("/cases/" + number + "/next").with(user(clerk)).exchange()).hasRedirectedUrl("/tasks/" + task);
        assertThat(page(clerk, "/tasks/" + task)).contains("Accept", "Vietnam", "3 years").doesNotContain("??", "VNM", "36 months");
        assertThat(page(clerk, "/cases/" + number)).contains("AB12345678CD", "Wish for the merged card", "None (separate cards)",
                "Tokyo Regional Immigration").doesNotContain("??");
        assertThat(page(world.officer(Role.ISA_EXAMINER, "a"), "/cases/" + number)).contains("Not shown to your role").doesNotContain("None (separate cards)");
        assertThat(http.get().uri("/cases/" + number + "/next").with(user(world.officer(Role.ISA_EXAMINER, "a"))).exchange())
                .hasRedirectedUrl("/cases/" + number);
    }

    @Test
    void a_municipality_files_what_belongs_to_it_whatever_the_form_says() {
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        Map<String, String> said = said();
        said.putAll(Map.of("baseProcedure", "ADDRESS_CHANGE", "channel", "COUNTER", "municipalityCode", "011011"));
        String number = filed(post(officer, said, Visitor.photo()));
        assertThat(cases.get(number).channel()).isEqualTo("MUNICIPALITY");
        assertThat(cases.get(number).municipalityCode()).isEqualTo(World.MUNICIPALITY);
        assertThat(world.openTasks(number)).containsExactly("Task_AcceptAtMunicipality");

        said.put("baseProcedure", "EXTENSION");
        assertThat(Visitor.text(post(officer, said, Visitor.photo()))).contains("href=\"#channel\"");
    }

    @Test
    void mistakes_are_told_and_the_entries_stay() {
        CurrentUser clerk = world.officer(Role.ISA_CLERK, "a");
        Map<String, String> said = said();
        said.putAll(Map.of("email", "nobody", "language", "xx"));
        MvcTestResult refused = post(clerk, said, Visitor.jpeg(100, 100, false));
        assertThat(refused).hasStatus(422);
        assertThat(Visitor.text(refused)).contains("not an e-mail address", "href=\"#language\"", "photo-error", said.get("givenLatin"))
                .doesNotContain("??");
        said.putAll(Map.of("email", "lan" + said.get("givenLatin").substring(4) + "@example.com", "language", "en"));
        assertThat(Visitor.text(post(clerk, said, new byte[0]))).contains("photo");
        String number = filed(post(clerk, said, Visitor.photo()));
        assertThat(Visitor.text(post(clerk, said, Visitor.photo()))).contains("already being handled");
        assertThat(cases.get(number).open()).isTrue();
    }

    @Test
    void nobody_else_files_at_a_counter() {
        for (Role role : new Role[] {Role.ISA_EXAMINER, Role.CONSULAR_CLERK, Role.MUNICIPAL_SUPERVISOR}) {
            assertThat(http.get().uri("/cases/new").with(user(world.officer(role, "a"))).exchange()).hasStatus(403);
            assertThat(page(world.officer(role, "a"), "/cases")).doesNotContain("/cases/new");
        }
        assertThat(page(world.officer(Role.ISA_CLERK, "a"), "/cases")).contains("/cases/new").doesNotContain("??");
    }

    private static Map<String, String> said() {
        Map<String, String> said = ResidentPagesTests.statement();
        said.put("email", "at" + said.get("givenLatin").substring(4) + "@example.com");
        said.put("language", "en");
        return said;
    }

    private MvcTestResult post(CurrentUser officer, Map<String, String> said, byte[] photo) {
        var request = http.post().uri("/cases/new").with(csrf()).with(user(officer)).header("Accept-Language", "en").multipart()
                .file(new MockMultipartFile("photo", "photo.jpg", "image/jpeg", photo));
        said.forEach(request::param);
        return request.exchange();
    }

    private String filed(MvcTestResult answer) {
        assertThat(answer).hasStatus3xxRedirection();
        return answer.getResponse().getRedirectedUrl().split("/")[2];
    }

    private String page(CurrentUser reader, String path) {
        return Visitor.text(http.get().uri(path).with(user(reader)).header("Accept-Language", "en").exchange());
    }
}
