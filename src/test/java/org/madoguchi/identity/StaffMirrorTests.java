package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.event.EventListener;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of that which Keycloak says of somebody; on a real Keycloak see KeycloakBrowserTests. */
@MadoguchiTest
@Import(StaffMirrorTests.Heard.class)
class StaffMirrorTests {

    private static final Post CLERK = new Post(Role.CONSULAR_CLERK, "TH-BKK");
    private static final Post OFFICER = new Post(Role.CONSULAR_OFFICER, "TH-BKK");

    /** Remembers the last change of posts. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Heard {

        PostsChanged last;

        @EventListener
        void changed(PostsChanged posts) {
            last = posts;
        }
    }

    @Autowired
    Staff staff;

    @Autowired
    Offices offices;

    @Autowired
    Heard heard;

    @Autowired
    JdbcClient sql;

    private static StaffEntry entry(String subject, String name, boolean enabled, Post... posts) {
        return new StaffEntry(subject, name, "名 " + name, "Name " + name, null, enabled, Set.of(posts), Set.of("TH"));
    }

    private static String someone() {
        return "m" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void a_post_is_a_group_of_an_office_and_nothing_else_is() {
        assertThat(StaffEntry.posts(Set.of("/offices/TH-BKK/consular-clerk", "/offices/TH-BKK", "/offices/TH-BKK/king",
                "/other/TH-BKK/consular-clerk", "/offices/TH-BKK/consular-clerk/more"))).containsExactly(CLERK);
    }

    @Test
    void whoever_is_new_is_known_from_then_on_and_stays_as_they_are() {
        String name = someone();
        StaffEntry entry = entry(UUID.randomUUID().toString(), name, true, CLERK);
        assertThat(staff.mirror(entry)).get().satisfies(person -> assertThat(person.posts()).containsExactly(CLERK));
        assertThat(staff.ofSubject(entry.subject())).isPresent();
        assertThat(staff.mirrored()).containsEntry(entry.subject(), entry);
        heard.last = null;
        staff.mirror(entry);
        assertThat(heard.last).isNull();
    }

    @Test
    void whoever_loses_a_post_or_leaves_is_told_of() {
        String name = someone();
        String subject = UUID.randomUUID().toString();
        staff.mirror(entry(subject, name, true, CLERK, OFFICER));
        staff.mirror(entry(subject, name, true, OFFICER));
        assertThat(heard.last).isEqualTo(new PostsChanged(name, Set.of(OFFICER)));
        assertThat(staff.mirror(entry(subject, name, false, OFFICER))).isEmpty();
        assertThat(heard.last).isEqualTo(new PostsChanged(name, Set.of()));
        assertThat(staff.inQueue(Role.CONSULAR_OFFICER, "TH-BKK")).extracting(CurrentUser::id).doesNotContain(name);
        assertThat(staff.mirror(entry(subject, name, true, OFFICER))).as("and may come back").isPresent();
    }

    @Test
    void whoever_is_known_here_only_becomes_the_one_of_that_name() {
        String name = someone();
        staff.put(new CurrentUser(name, CurrentUser.Kind.STAFF, "名", "Name", Set.of(CLERK)));
        assertThat(staff.mirror(entry(UUID.randomUUID().toString(), name, true, OFFICER))).get()
                .satisfies(person -> assertThat(person.posts()).containsExactly(OFFICER));
    }

    @Test
    void a_name_that_was_anothers_is_never_given_anew() {
        String name = someone();
        staff.mirror(entry(UUID.randomUUID().toString(), name, true, CLERK));
        assertThatThrownBy(() -> staff.mirror(entry(UUID.randomUUID().toString(), name, true, OFFICER)))
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo("STAFF_NAME_REUSED"));
        assertThat(staff.find(name).orElseThrow().posts()).containsExactly(CLERK);
    }

    @Test
    void a_post_in_an_office_that_we_do_not_have_counts_for_nothing() {
        assertThat(staff.mirror(entry(UUID.randomUUID().toString(), someone(), true, new Post(Role.CONSULAR_CLERK, "XX-XXX")))).isEmpty();
    }

    @Test
    void the_realm_file_has_the_groups_of_all_offices_and_all_roles() throws Exception {
        JsonNode realm = JsonMapper.shared().readTree(Files.readString(Path.of("docker/keycloak/madoguchi-realm.json")));
        var groups = new TreeSet<String>();
        realm.at("/groups/0/subGroups").forEach(office -> office.get("subGroups").forEach(post -> {
            assertThat(post.at("/realmRoles/0").asString()).isEqualTo(post.get("name").asString());
            groups.add(office.get("name").asString() + "/" + post.get("name").asString());
        }));
        var wanted = new TreeSet<String>();
        sql.sql("select code from office where code not like 'BENCH-%'").query(String.class).list().stream().map(offices::get)
                .forEach(office -> java.util.Arrays.stream(Role.values()).filter(role -> role.officeKind() == office.kind())
                        .forEach(role -> wanted.add(office.code() + "/" + role.id())));
        assertThat(groups).isEqualTo(wanted);
        assertThat(StreamSupport.stream(realm.at("/roles/realm").spliterator(), false).map(role -> role.get("name").asString())
                .collect(Collectors.toSet())).isEqualTo(java.util.Arrays.stream(Role.values()).map(Role::id).collect(Collectors.toSet()));
    }
}
