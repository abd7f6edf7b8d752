package org.madoguchi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.representations.idm.PartialImportRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.LocalKeycloak;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.identity.StaffMirror;
import org.madoguchi.journeys.World;
import org.madoguchi.worklist.WorkActions;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Claiming a task and listing those it can be given to, with 50,000 people and more than 800 groups in a real Keycloak, while
 * it runs, while it hangs and after it was stopped. The command and the numbers are in src/docs/performance.md.
 */
@Tag("bench")
@Tag("keycloak")
@MadoguchiTest
@ActiveProfiles({"test", "simulators", "keycloak"})
@Import(World.class)
class KeycloakScaleTests {

    private static final int PEOPLE = Integer.getInteger("madoguchi.bench.people", 50_000);
    private static final int AT_ONCE = 1_000;
    private static final int OFFICES = 70;
    private static final int CASES = 20;
    private static final int ROUNDS = 10;
    private static final double BOUND = 50;

    private static final String OFFICE_ROWS = """
            insert into office (code, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at)
            select 'BENCH-' || n, kind, name_ja, name_en, city, country, zone, week, opens_at, closes_at
              from office, generate_series(0, :offices - 1) n
             where code = 'US-LAX'
            """;

    private static LocalKeycloak keycloak;

    @Autowired
    World world;

    @Autowired
    Worklist worklist;

    @Autowired
    WorkActions actions;

    @Autowired
    Staff staff;

    @Autowired
    StaffMirror mirror;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient sql;

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        keycloak = new LocalKeycloak(Path.of(System.getProperty("madoguchi.demo.keycloak.home")),
                Path.of("target", "test-data", UUID.randomUUID().toString()), port, "http://localhost:1");
        properties.add("madoguchi.public-url", () -> "http://localhost:1");
        properties.add("madoguchi.keycloak.url", keycloak::url);
        properties.add("madoguchi.keycloak.web-secret", () -> "demo-web");
        properties.add("madoguchi.keycloak.provisioning-secret", () -> "demo-provisioning");
    }

    @AfterAll
    static void end() {
        keycloak.close();
    }

    @Test
    void claim_and_assignees_with_fifty_thousand_people_and_without_keycloak() throws Exception {
        keycloak.awaitReady();
        sql.sql(OFFICE_ROWS).param("offices", OFFICES).update();
        mirror.follow();
        hire();
        long begun = System.nanoTime();
        mirror.complete();
        System.out.printf("%n%,d people read and written in %,d s%n", PEOPLE, Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        begun = System.nanoTime();
        mirror.complete();
        System.out.printf("compared without a change in %,d s%n", Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        sql.sql("analyze").update();
        world.begin();
        List<String> cases = IntStream.range(0, CASES).mapToObj(n -> world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING)).toList();
        measure(cases, "warming up");
        List<Timings> running = measure(cases, "Keycloak runs");
        signal("STOP");
        List<Timings> hanging = measure(cases, "Keycloak hangs");
        signal("CONT");
        keycloak.close();
        List<Timings> stopped = measure(cases, "Keycloak is stopped");
        List<Timings> all = Stream.of(running, hanging, stopped).flatMap(List::stream).toList();
        System.out.printf("| What | Median | 95th percentile |%n|---|---|---|%n");
        all.forEach(System.out::println);
        assertThat(all).allSatisfy(one -> assertThat(one.millis(0.5)).isLessThan(BOUND));
    }

    /** A Keycloak that takes connections and answers none is worse than one that is gone. */
    private static void signal(String name) throws Exception {
        var pids = ProcessHandle.current().children().filter(child -> child.info().commandLine().orElse("").contains("keycloak"))
                .flatMap(child -> Stream.concat(Stream.of(child), child.descendants())).map(child -> String.valueOf(child.pid())).toList();
        assertThat(pids).isNotEmpty();
        var command = new ArrayList<>(List.of("kill", "-" + name));
        command.addAll(pids);
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    /** While the mirror looks, or tries to look, at Keycloak without a pause. */
    private List<Timings> measure(List<String> cases, String when) throws Exception {
        var done = new AtomicBoolean();
        var looking = new Thread(() -> {
            while (!done.get()) {
                mirror.follow();
            }
        });
        looking.start();
        try {
            return claims(cases, when);
        } finally {
            done.set(true);
            looking.join();
        }
    }

    private List<Timings> claims(List<String> cases, String when) throws Exception {
        var claim = new Timings("claim a task, " + when);
        var assignees = new Timings("those a task can be given to, " + when);
        CurrentUser officer = staff.find("ito").orElseThrow();
        for (int round = 0; round < ROUNDS; round++) {
            for (String number : cases) {
                WorkItem item = world.openTask(number);
                assignees.time(() -> assertThat(worklist.candidates(item)).hasSizeGreaterThan(PEOPLE / 1000));
                claim.time(() -> worklist.claim(item.taskId(), officer));
                actions.release(item.taskId(), officer);
            }
        }
        return List.of(claim, assignees);
    }

    /** Everybody into one of all posts, in turn. */
    private void hire() {
        List<String> groups = offices.all().stream().flatMap(office -> java.util.Arrays.stream(Role.values())
                .filter(role -> role.officeKind() == office.kind()).map(role -> "/offices/" + office.code() + "/" + role.id())).toList();
        try (Keycloak admin = Keycloak.getInstance(keycloak.url(), "master", "admin", "admin", "admin-cli")) {
            System.out.printf("%n%,d groups: one of all, %,d of offices, %,d of posts%n", 1 + offices.all().size() + groups.size(),
                    offices.all().size(), groups.size());
            for (int from = 0; from < PEOPLE; from += AT_ONCE) {
                List<UserRepresentation> some = new ArrayList<>();
                for (int n = from; n < Math.min(PEOPLE, from + AT_ONCE); n++) {
                    var person = new UserRepresentation();
                    person.setUsername("bench-" + n);
                    person.setEnabled(true);
                    person.setAttributes(Map.of("nameJa", List.of("測定 " + n), "nameEn", List.of("Bench " + n)));
                    person.setGroups(List.of(groups.get(n % groups.size())));
                    some.add(person);
                }
                var batch = new PartialImportRepresentation();
                batch.setIfResourceExists("FAIL");
                batch.setUsers(some);
                admin.realm("madoguchi").partialImport(batch).close();
            }
        }
    }
}
