package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What the register no longer grants is gone from page, letter and document; nothing else was changed. */
@MadoguchiTest
@Import(World.class)
class GrantTakenAwayTests {

    private static final CurrentUser MUNICIPAL = at(Role.MUNICIPAL_OFFICER, World.MUNICIPALITY);
    private static final CurrentUser CLERK = at(Role.CONSULAR_CLERK, World.MISSION);

    @Autowired
    World world;

    @Autowired
    CaseFiles cases;

    @Autowired
    MockMvcTester pages;

    @Autowired
    MovableClock clock;

    @DynamicPropertySource
    static void aRegisterThatGrantsLess(DynamicPropertyRegistry settings) throws IOException {
        String register = Files.readString(Path.of("src/main/resources/accessregister/access-register.yaml"));
        String less = without(without(register, "municipal-officer", "PLACE, "), "municipal-officer", "PHOTO, ");
        less = without(without(less, "municipal-officer", "RECORD, "), "consular-clerk", "IDENTITY, ");
        Path file = Files.createTempFile(Path.of("target"), "access-register", ".yaml");
        Files.writeString(file, less);
        settings.add("madoguchi.access-register", () -> file.toUri().toString());
    }

    /** The register without this fact in the first grant to this reader. */
    private static String without(String register, String reader, String fact) {
        int grant = register.indexOf("- reader: " + reader);
        int at = register.indexOf(fact, grant);
        assertThat(at).isBetween(grant, register.indexOf("purpose:", grant));
        return register.substring(0, at) + register.substring(at + fact.length());
    }

    private static CurrentUser at(Role role, String office) {
        return new CurrentUser("less-" + role.id(), CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
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
    void the_domicile_of_case_and_register_and_the_photograph_are_gone_and_the_page_says_so() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        String page = page("/cases/" + number, MUNICIPAL);
        assertThat(page).contains(person.familyName()).contains("Not shown to your role", "Registered domicile or address", "Photograph")
                .doesNotContain(person.domicile(), "class=\"photo\"", "??");
        assertThat(page("/tasks/" + world.openTask(number).taskId(), MUNICIPAL)).doesNotContain(person.domicile(), "??");
        UUID photo = cases.latestDocument(number, "PHOTO").orElseThrow().id();
        assertThat(get("/cases/" + number + "/documents/" + photo, MUNICIPAL)).hasStatus(404);
    }

    @Test
    void a_doubtful_match_is_not_compared_for_whom_the_register_is_closed() {
        SamplePerson person = world.somebody(SamplePlan.VARIANT_NAME);
        String number = world.walk(person, SamplePlan.VARIANT_NAME);
        assertThat(page("/tasks/" + world.openTask(number).taskId(), MUNICIPAL)).contains("Your role is not granted this").doesNotContain("<table", "??");
    }

    @Test
    void without_the_name_no_page_tells_it_and_no_letter_is_printed() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        String page = page("/cases/" + number, CLERK);
        assertThat(page).contains("＊＊＊", "Name and date of birth").doesNotContain(person.familyName() + " " + person.givenName(), person.givenLatin(), "??");
        assertThat(get("/cases/" + number + "/letters/receipt", CLERK)).hasStatus(403);
    }

    private String page(String path, CurrentUser reader) {
        MvcTestResult answer = get(path + "?lang=en", reader);
        assertThat(answer).hasStatusOk();
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private MvcTestResult get(String path, CurrentUser reader) {
        return pages.get().uri(path).with(user(reader)).exchange();
    }
}
