package org.madoguchi.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.sla.Sla;
import org.madoguchi.supervision.Alerts.Measure;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** When there is more of something than a supervisor wants. */
@MadoguchiTest
@Import(World.class)
class AlertsTests {

    @Autowired
    World world;

    @Autowired
    Alerts alerts;

    @Autowired
    Figures figures;

    @Autowired
    Staff staff;

    @Autowired
    Offices offices;

    @Autowired
    Sla sla;

    @Autowired
    MockMvcTester pages;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    private WorkItem task;
    private CurrentUser supervisor;

    @BeforeEach
    void an_office_with_work() {
        world.begin();
        supervisor = world.officer(Role.MUNICIPAL_SUPERVISOR, "a");
        staff.setEmail(supervisor.id(), "supervisor-of-alerts@madoguchi.example");
        task = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING));
    }

    @AfterEach
    void as_it_was() {
        sql.sql("delete from alert_threshold").update();
        staff.setEmail(supervisor.id(), null);
        clock.run();
    }

    @Test
    void each_crossing_is_shown_at_once_and_told_once_while_the_office_works() throws Exception {
        List<String> calls = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        ReflectionTestUtils.setField(alerts, "webhook", "http://localhost:" + server.getAddress().getPort() + "/alerts");
        try {
            long late = figures.now(Set.of(World.MUNICIPALITY), clock.instant()).late();
            alerts.set(World.MUNICIPALITY, Measure.LATE, Math.toIntExact(late), supervisor);
            alerts.look();
            assertThat(alerts.standing(Set.of(World.MUNICIPALITY))).isEmpty();

            // the target passes at the close of the office: nobody works there any more
            clock.stopAt(task.dueAt().plusSeconds(60));
            alerts.look();
            alerts.look();
            assertThat(alerts.standing(Set.of(World.MUNICIPALITY))).hasSize(1);
            assertThat(alerts.tellDue()).isZero();

            Instant opening = sla.calendar(offices.get(World.MUNICIPALITY)).deadline(clock.instant(), Duration.ofMinutes(1));
            clock.stopAt(opening);
            assertThat(alerts.tellDue()).isOne();
            assertThat(alerts.tellDue()).isZero();
            assertThat(calls).singleElement().satisfies(call -> assertThat(call).contains("\"office\":\"131016\"", "\"measure\":\"LATE\"").doesNotContain(task.caseNumber()));

            alerts.set(World.MUNICIPALITY, Measure.LATE, 100_000, supervisor);
            alerts.look();
            assertThat(alerts.standing(Set.of(World.MUNICIPALITY))).as("over").isEmpty();
            alerts.set(World.MUNICIPALITY, Measure.LATE, Math.toIntExact(late), supervisor);
            alerts.look();
            assertThat(alerts.tellDue()).as("crossed again").isOne();
        } finally {
            ReflectionTestUtils.setField(alerts, "webhook", "");
            server.stop(0);
        }
    }

    @Test
    void a_supervisor_sets_and_removes_thresholds_of_the_own_office_only() {
        for (int i = 0; i < 2; i++) {
            assertThat(pages.post().uri("/supervision/alerts").with(user(supervisor)).with(csrf()).param("office", World.MUNICIPALITY).param("measure", "OPEN")
                    .param("moreThan", "0").exchange()).hasStatus3xxRedirection();
        }
        assertThat(pages.get().uri("/supervision/alerts?lang=en").with(user(supervisor))).hasStatusOk().bodyText().contains("Chiyoda: open work", "threshold 0");
        assertThat(pages.get().uri("/supervision?lang=en").with(user(supervisor))).hasStatusOk().bodyText().contains("One threshold is crossed.");
        assertThat(pages.post().uri("/supervision/alerts").with(user(supervisor)).with(csrf()).param("office", World.MUNICIPALITY).param("measure", "OPEN")
                .param("moreThan", "-1").exchange()).hasStatus(422);
        assertThat(pages.post().uri("/supervision/alerts").with(user(supervisor)).with(csrf()).param("office", World.MISSION).param("measure", "OPEN")
                .param("moreThan", "1").exchange()).hasStatus(404);
        assertThat(pages.post().uri("/supervision/alerts/remove").with(user(supervisor)).with(csrf()).param("office", World.MUNICIPALITY).param("measure", "OPEN")
                .exchange()).hasStatus3xxRedirection();
        assertThat(alerts.thresholds(Set.of(World.MUNICIPALITY))).isEmpty();
    }
}
