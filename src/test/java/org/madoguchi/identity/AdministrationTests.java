package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.Administration.What;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** What administrators do, without Keycloak; with it see KeycloakBrowserTests. */
@MadoguchiTest
class AdministrationTests {

    private static final Post CLERK = new Post(Role.CONSULAR_CLERK, "TH-BKK");
    private static final Post OFFICER = new Post(Role.CONSULAR_OFFICER, "TH-BKK");
    private static final CurrentUser ADMINISTRATOR = new CurrentUser("administrator", CurrentUser.Kind.STAFF, "管理者", "Administrator",
            Set.of(new Post(Role.ADMINISTRATOR, "HQ")));

    @Autowired
    Absences absences;

    @Autowired
    Administration administration;

    @Autowired
    Staff staff;

    @Autowired
    Offices offices;

    @Autowired
    MockMvcTester http;

    @Autowired
    java.time.Clock clock;

    private String hired(Post post) {
        String id = "a" + UUID.randomUUID().toString().substring(0, 8);
        administration.hire(id, "新人", "Newcomer", post, ADMINISTRATOR);
        return id;
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    @Test
    void somebody_is_added_gets_and_loses_posts_and_each_change_is_kept() {
        String id = hired(CLERK);
        administration.give(id, OFFICER, ADMINISTRATOR);
        assertThat(staff.find(id).orElseThrow().posts()).containsExactlyInAnyOrder(CLERK, OFFICER);
        administration.take(id, CLERK, ADMINISTRATOR);
        assertThat(staff.find(id).orElseThrow().posts()).containsExactly(OFFICER);
        administration.leave(id, ADMINISTRATOR);
        assertThat(staff.find(id)).isEmpty();
        assertThat(administration.get(id).active()).isFalse();
        administration.give(id, CLERK, ADMINISTRATOR);
        assertThat(staff.find(id)).isPresent();
        assertThat(administration.changes(id)).extracting(Administration.Change::what)
                .containsExactly(What.POST_GIVEN, What.LEFT, What.POST_TAKEN, What.POST_GIVEN, What.HIRED);
    }

    @Test
    void nobody_changes_their_own_posts() {
        refused("OWN_POSTS", () -> administration.give(ADMINISTRATOR.id(), CLERK, ADMINISTRATOR));
        refused("OWN_POSTS", () -> administration.leave(ADMINISTRATOR.id(), ADMINISTRATOR));
    }

    @Test
    void whoever_administers_has_no_other_post_and_sees_no_case() {
        String id = hired(new Post(Role.ADMINISTRATOR, "HQ"));
        refused("ADMINISTRATOR_ALONE", () -> administration.give(id, CLERK, ADMINISTRATOR));
        refused("ADMINISTRATOR_ALONE", () -> administration.give(hired(CLERK), new Post(Role.ADMINISTRATOR, "HQ"), ADMINISTRATOR));
        assertThat(new StaffEntry("s", id, "名", "Name", null, true, Set.of(CLERK, new Post(Role.ADMINISTRATOR, "HQ")), Set.of()).posts())
                .as("by Keycloak’s console").containsExactly(new Post(Role.ADMINISTRATOR, "HQ"));
        CurrentUser administrator = staff.find(id).orElseThrow();
        for (String path : new String[] {"/tasks", "/tasks/x", "/cases", "/cases/A26-00000000.0000", "/cases/new", "/cases/call", "/corrections",
            "/supervision", "/open/alerts", "/api/v1/tasks", "/api/v1/tasks/x"}) {
            assertThat(http.get().uri(path).with(user(administrator)).exchange()).as(path).hasStatus(403);
        }
        assertThat(http.get().uri("/admin").with(user(administrator)).exchange()).hasStatusOk();
    }

    @Test
    void a_role_exists_only_in_offices_of_its_kind() {
        String id = hired(CLERK);
        refused("POST_IMPOSSIBLE", () -> administration.give(id, new Post(Role.CONSULAR_CLERK, "131016"), ADMINISTRATOR));
        refused("POST_IMPOSSIBLE", () -> administration.give(id, new Post(Role.CONSULAR_CLERK, "XX-XXX"), ADMINISTRATOR));
        refused("STAFF_ID_TAKEN", () -> administration.hire(id, "別人", "Another", CLERK, ADMINISTRATOR));
        refused("STAFF_ID_MALFORMED", () -> administration.hire("Über", "別人", "Another", CLERK, ADMINISTRATOR));
    }

    private CurrentUser person(String id) {
        return staff.find(id).orElseThrow();
    }

    @Test
    void whoever_is_away_today_is_given_no_work() {
        String id = hired(CLERK);
        var today = Tokyo.today(clock);
        absences.enter(person(id), today.minusDays(1), today.plusDays(1), null, ADMINISTRATOR);
        assertThat(staff.inQueue(Role.CONSULAR_CLERK, "TH-BKK")).extracting(CurrentUser::id).doesNotContain(id);
        assertThat(administration.get(id).absent()).isTrue();
        absences.end(person(id), absences.of(person(id)).get(0).id(), ADMINISTRATOR);
        assertThat(staff.inQueue(Role.CONSULAR_CLERK, "TH-BKK")).extracting(CurrentUser::id).contains(id);
        refused("DAYS_REVERSED", () -> absences.enter(person(id), today, today.minusDays(1), null, ADMINISTRATOR));
    }

    @Test
    void people_are_found_by_the_beginning_of_their_name_and_by_post() {
        String id = hired(CLERK);
        administration.rename(id, "百分率 一", "100% Person", Set.of("TH"), ADMINISTRATOR);
        assertThat(administration.search("100%", null, null, null)).extracting(Administration.Member::id).contains(id);
        assertThat(administration.search("100_", null, null, null)).isEmpty();
        assertThat(administration.search(id, Role.CONSULAR_CLERK, "TH-BKK", null)).hasSize(1);
        assertThat(administration.search(id, Role.CONSULAR_OFFICER, null, null)).isEmpty();
    }

    @Test
    void what_was_entered_wrongly_stays_in_the_form_and_is_told_at_its_field() {
        String id = hired(CLERK);
        assertThat(http.post().uri("/admin/hire").with(user(ADMINISTRATOR)).with(csrf()).param("lang", "en").param("id", id).param("nameJa", "別人")
                .param("nameEn", "Somebody Else").param("role", "consular-clerk").param("office", "TH-BKK").exchange())
                .hasStatus(422).bodyText().contains("Somebody Else", "The account name " + id + " has been used already.");
        assertThat(post("/admin/hire")).isEqualTo(422);
        assertThat(post("/admin/open-office")).isEqualTo(422);
        assertThat(post("/admin/open-office", "kind", "PALACE", "code", "TH-BKK")).isEqualTo(422);
        String newcomer = "h" + UUID.randomUUID().toString().substring(0, 8);
        assertThat(post("/admin/hire", "id", " " + newcomer + " ", "nameJa", "新人", "nameEn", "Newcomer", "role", "consular-clerk", "office", "TH-BKK"))
                .isEqualTo(302);
        assertThat(staff.find(newcomer).orElseThrow().posts()).containsExactly(CLERK);
    }

    @Test
    void an_office_that_was_added_or_changed_is_seen_at_once() {
        String code = "T" + UUID.randomUUID().toString().replaceAll("[^0-9]", "").substring(0, 4);
        assertThat(post("/admin/open-office", "code", code, "kind", "MISSION", "nameJa", "試験領事館", "nameEn", "Test consulate", "country", "TH", "zone", "Asia/Bangkok",
                "week", "Mon-Fri")).isEqualTo(302);
        assertThat(offices.get(code).nameEn()).isEqualTo("Test consulate");
        offices.change(offices.get(code), "試験領事館", "Consulate", "+66 2 123 4567", "");
        assertThat(offices.get(code).telephone()).isEqualTo("+66 2 123 4567");
        assertThat(offices.get(code).email()).isNull();
        offices.hours(offices.get(code), LocalTime.of(8, 30), LocalTime.of(16, 0));
        assertThat(offices.get(code).opensAt()).isEqualTo(LocalTime.of(8, 30));
        assertThat(post("/admin/open-office", "code", code, "kind", "MISSION", "nameJa", "試", "nameEn", "T", "country", "TH", "zone", "Asia/Bangkok", "week", "Mon-Fri"))
                .isEqualTo(422);
        assertThat(post("/admin/open-office", "code", "ZZ-ZZ", "kind", "MISSION", "nameJa", "試", "nameEn", "T", "country", "TH", "zone", "Moon/Crater", "week", "Mon-Fri"))
                .isEqualTo(422);
    }

    private int post(String path, String... fields) {
        var request = http.post().uri(path).with(user(ADMINISTRATOR)).with(csrf());
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange().getResponse().getStatus();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void the_pages_of_administrators_are_shown_in_both_languages(String language) {
        String id = hired(CLERK);
        absences.enter(person(id), Tokyo.today(clock), Tokyo.today(clock), null, ADMINISTRATOR);
        for (String path : new String[] {"/admin?text=" + id, "/admin?role=consular-clerk&office=TH-BKK", "/admin/staff/" + id, "/admin/hire", "/admin/open-office", "/admin/offices", "/admin/offices/TH-BKK"}) {
            assertThat(http.get().uri(path).param("lang", language).with(user(ADMINISTRATOR)).exchange()).hasStatusOk();
        }
    }
}
