package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.LocalKeycloak;
import org.madoguchi.identity.CurrentUser.Post;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What the product does to a real Keycloak, and that it does it once; {@code mvn -Pkeycloak verify}. */
@Tag("keycloak")
class KeycloakDirectoryTests {

    private static final Post CLERK = new Post(Role.CONSULAR_CLERK, "TH-BKK");
    private static final Post OFFICER = new Post(Role.CONSULAR_OFFICER, "TH-BKK");

    private static LocalKeycloak keycloak;
    private static KeycloakDirectory directory;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        keycloak = new LocalKeycloak(Path.of(System.getProperty("madoguchi.demo.keycloak.home")),
                Path.of("target", "test-data", UUID.randomUUID().toString()), port, "http://localhost:1");
        keycloak.awaitReady();
        directory = new KeycloakDirectory(new KeycloakSettings(keycloak.url(), "madoguchi", "demo-web", "demo-provisioning",
                Duration.ofHours(10), Duration.ofMinutes(5)));
    }

    @AfterAll
    static void end() {
        directory.destroy();
        keycloak.close();
    }

    private static Office mission(String code) {
        return new Office(code, Office.Kind.MISSION, "試験領事館", "Test consulate", "", "TH", ZoneId.of("Asia/Bangkok"), Office.week("Mon-Fri"),
                LocalTime.of(9, 0), LocalTime.of(17, 0), null, null);
    }

    private static String someone() {
        return "d" + UUID.randomUUID().toString().substring(0, 8);
    }

    @Test
    void provisioning_twice_changes_nothing_the_second_time() {
        var offices = List.of(mission("TH-BKK"), mission("TH-NEW"));
        assertThat(directory.provision(offices)).as("the posts of the office that the realm file does not have").isEqualTo(3);
        long last = directory.lastChange();
        assertThat(directory.provision(offices)).isZero();
        assertThat(directory.lastChange()).as("no change in Keycloak").isEqualTo(last);
        Post there = new Post(Role.CONSULAR_CLERK, "TH-NEW");
        StaffEntry clerk = directory.put(new StaffEntry(null, someone(), "新人", "Newcomer", null, true, Set.of(there), Set.of())).entry();
        assertThat(directory.everybody(() -> { })).contains(clerk);
    }

    @Test
    void an_account_is_made_once_and_changed_from_then_on() {
        var wanted = new StaffEntry(null, someone(), "新人 一", "Hajime Shinjin", null, true, Set.of(CLERK), Set.of("TH", "FR"));
        KeycloakDirectory.Account made = directory.put(wanted);
        assertThat(made.firstPassword()).hasSizeGreaterThan(12);
        String subject = made.entry().subject();
        assertThat(directory.find(subject)).contains(made.entry());
        var moved = new StaffEntry(subject, wanted.username(), "新人 二", "Tsugi Shinjin", null, true, Set.of(OFFICER), Set.of());
        assertThat(directory.put(moved).firstPassword()).isNull();
        directory.put(moved);
        assertThat(directory.find(subject)).contains(moved);
        assertThat(directory.since(0, Set.of()).subjects()).contains(subject);
        directory.put(moved.gone());
        assertThat(directory.find(subject)).contains(moved.gone());
        assertThat(directory.find(UUID.randomUUID().toString())).isEmpty();
    }

    @Test
    void a_name_is_not_given_twice() {
        var wanted = new StaffEntry(null, someone(), "新人", "Newcomer", null, true, Set.of(CLERK), Set.of());
        directory.put(wanted);
        assertThatThrownBy(() -> directory.put(wanted)).isInstanceOf(jakarta.ws.rs.WebApplicationException.class);
    }

    @Test
    void nothing_is_asked_inside_a_transaction() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> directory.lastChange()).hasMessageContaining("never called inside a transaction");
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
    }
}
