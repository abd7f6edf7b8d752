package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The access register is what is shown: every role opens everything it reaches of a case, and sees what it is granted. */
@MadoguchiTest
@Import({World.class, ResidenceWorld.class})
class WhoSeesWhatTests {

    @Autowired
    World world;

    @Autowired
    ResidenceWorld residents;

    @Autowired
    Grants grants;

    @Autowired
    CaseFiles cases;

    @Autowired
    Worklist worklist;

    @Autowired
    NumberVault vault;

    @Autowired
    MockMvcTester pages;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void begin() {
        world.begin();
        residents.begin();
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void of_a_case_abroad_each_role_sees_what_the_register_grants_and_nothing_else() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        eachRoleSees(number, planted(number, person.myNumber()));
    }

    @Test
    void the_same_where_the_holder_stands_at_the_counter() {
        SamplePerson person = world.somebody(SamplePlan.ABOUT_TO_HAND_OVER);
        String number = world.walk(person, SamplePlan.ABOUT_TO_HAND_OVER);
        eachRoleSees(number, planted(number, person.myNumber()));
    }

    @Test
    void the_same_of_a_resident_at_every_step() {
        ResidenceWorld.Person person = residents.somebody();
        String number = residents.files(person, "EXTENSION", "COUNTER");
        Map<Fact, List<String>> planted = planted(number, person.number().digits());
        eachRoleSees(number, planted);
        residents.acceptsWithWish(number);
        eachRoleSees(number, planted);
        residents.grants(number);
        eachRoleSees(number, planted);
    }

    @Test
    void documents_open_to_whom_they_are_granted_and_a_message_tells_the_others_why_they_see_less() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        UUID photo = cases.latestDocument(number, "PHOTO").orElseThrow().id();
        CurrentUser officer = somebody(Role.MUNICIPAL_OFFICER);
        CurrentUser manager = somebody(Role.PROGRAMME_MANAGER);
        assertThat(pages.get().uri("/cases/" + number + "/documents/" + photo).with(user(officer))).hasStatusOk();
        assertThat(pages.get().uri("/cases/" + number + "/documents/" + photo).with(user(manager))).hasStatus(404);
        assertThat(body("/cases/" + number, manager)).contains("Not shown to your role", "Photograph", "/open/access");
        assertThat(body("/cases/" + number, officer)).contains("Not shown to your role: Contact");
    }

    /** What can be recognised on a page. */
    private Map<Fact, List<String>> planted(String number, String myNumber) {
        sql.sql("update case_applicant set phone = '+81 3 5555 7391', representative_name = '植木 代理', representative_kind = 'LEGAL' where case_number = ?").param(number).update();
        CaseFile file = cases.get(number);
        var planted = new EnumMap<Fact, List<String>>(Fact.class);
        planted.put(Fact.IDENTITY, List.of(file.applicant().name()));
        planted.put(Fact.PLACE, List.of(file.applicant().domicile()));
        planted.put(Fact.CONTACT, List.of("5555 7391"));
        planted.put(Fact.REPRESENTATIVE, List.of("植木 代理"));
        if (file.applicant().numberRef() != null) {
            planted.put(Fact.LAST_FOUR, List.of("ending in " + vault.lastFour(file.applicant().numberRef())));
        }
        planted.put(Fact.NUMBER, List.of(myNumber));
        if (!file.overseas()) {
            planted.put(Fact.STAY, List.of("Engineer", "VNM"));
            planted.put(Fact.HELD_CARD, List.of("AB12345678CD"));
            planted.put(Fact.WISH, List.of("The merged card was asked for", "Asked for on"));
        }
        return planted;
    }

    private void eachRoleSees(String number, Map<Fact, List<String>> planted) {
        CaseFile file = cases.get(number);
        var wrong = new ArrayList<String>();
        for (Role role : Role.values()) {
            CurrentUser reader = somebody(role);
            Set<Fact> granted = grants.of(reader, file.programme());
            StringBuilder everything = new StringBuilder();
            for (String path : paths(number, reader)) {
                everything.append(body(path, reader)).append('\n');
            }
            planted.forEach((fact, texts) -> texts.forEach(text -> {
                if (everything.indexOf(text) >= 0 && !granted.contains(fact)) {
                    wrong.add(role.id() + " is not granted " + fact + " and sees " + text);
                }
            }));
            if (cases.mayOpen(file, reader)) {
                String page = body("/cases/" + number, reader);
                for (Fact fact : List.of(Fact.IDENTITY, Fact.PLACE, Fact.REPRESENTATIVE, Fact.STAY, Fact.HELD_CARD)) {
                    planted.getOrDefault(fact, List.of()).stream().limit(1).filter(text -> granted.contains(fact) && !page.contains(text))
                            .forEach(text -> wrong.add(role.id() + " is granted " + fact + " and does not see " + text));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private List<String> paths(String number, CurrentUser reader) {
        var paths = new ArrayList<>(List.of("/cases/" + number, "/cases", "/tasks?view=ALL", "/supervision", "/cases/call/" + number,
                "/cases/" + number + "/next", "/corrections", "/api/v1/tasks?view=ALL"));
        worklist.ofCase(number).stream().filter(WorkItem::open).forEach(item -> paths.add("/tasks/" + item.taskId()));
        return paths;
    }

    /** Somebody of this role in the office that has to do with the cases here. */
    private static CurrentUser somebody(Role role) {
        String office = switch (role.officeKind()) {
            case MISSION -> World.MISSION;
            case MUNICIPALITY -> World.MUNICIPALITY;
            case BUREAU -> World.BUREAU;
            case HEADQUARTERS -> "HQ";
        };
        return new CurrentUser("seer-" + role.id(), CurrentUser.Kind.STAFF, "閲覧者", "Seer", Set.of(new Post(role, office)));
    }

    private String body(String path, CurrentUser reader) {
        var answer = pages.get().uri(path + (path.contains("?") ? "&" : "?") + "lang=en").with(user(reader)).exchange();
        int status = answer.getResponse().getStatus();
        assertThat(status).as(path + " as " + reader.id()).isLessThan(500);
        return status == 200 ? new String(answer.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8) : "";
    }
}
