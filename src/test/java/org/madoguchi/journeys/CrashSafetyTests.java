package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.journeys.RunningProduct.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The product is killed at random points of a running load and started again on the same data. At the end nothing that
 * was promised is missing and nothing happened twice.
 */
@Tag("crash")
class CrashSafetyTests {

    private static final int KILLS = Integer.getInteger("madoguchi.crash.kills", 20);
    private static final int APPLICATIONS_A_ROUND = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = Long.getLong("madoguchi.crash.seed", System.nanoTime());

    /** Late by so much that every target has passed. */
    private static final String LONG_AGO = "interval '200 days'";

    private final Random random = new Random(SEED);

    @Test
    void nothing_is_lost_and_nothing_happens_twice_when_the_product_is_killed_again_and_again() {
        System.out.println("CrashSafetyTests: -Dmadoguchi.crash.seed=" + SEED);
        Path home = Path.of("target", "crash-data", UUID.randomUUID().toString());
        try (var product = new RunningProduct(home, "--madoguchi.demo.sample-cases=0", "--madoguchi.demo.simulators.produced-after=1s",
                "--madoguchi.demo.simulators.dispatched-after=2s", "--madoguchi.partner-calls.lock=10s",
                "--madoguchi.partner-calls.back-off=1s,2s,4s,8s", "--madoguchi.engine.job-lock=10s");
                var load = new RunningLoad(product)) {
            product.launch();
            await("the database of a first start", PATIENCE, () -> product.postmaster().isPresent());
            // The very first start is a bad moment to be killed in, too: migrations, models and staff are half done.
            awaitAtMost(Duration.ofMillis(random.nextInt(6000)), () -> !product.alive());
            product.kill();

            for (int round = 1; round <= KILLS; round++) {
                product.start(PATIENCE);
                load.moreApplications(APPLICATIONS_A_ROUND);
                int enough = load.sent() + 1 + random.nextInt(4 * APPLICATIONS_A_ROUND);
                awaitAtMost(Duration.ofSeconds(4), () -> load.sent() >= enough);
                awaitAtMost(Duration.ofMillis(random.nextInt(300)), () -> !product.alive());
                assertThat(load.complaints()).isEmpty();
                assertThat(product.alive()).as("alive until it is killed:%n%s", product.tail()).isTrue();
                if (round % 5 == 0) {
                    product.killWithDatabase();
                } else {
                    product.kill();
                }
            }

            product.start(PATIENCE);
            finish(product, load);
            product.kill();
            Overdue overdue = letTimersFallDue(product);
            product.start(PATIENCE);
            awaitTimers(product, overdue);

            load.close();
            assertThat(load.complaints()).isEmpty();
            examine(product, load);
            System.out.printf("CrashSafetyTests: %d kills, %d applications, %d requests of which %d got no answer%n", KILLS + 2,
                    load.accepted().size(), load.sent(), load.unanswered());
            product.stop();
            await("no PostgreSQL any more", Duration.ofMinutes(1), () -> product.leftOver().isEmpty());
        }
    }

    /** Waits for a condition, or until it is time to go on anyway. */
    private static void awaitAtMost(Duration patience, java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        await("", patience.plusSeconds(5), () -> condition.getAsBoolean() || System.nanoTime() >= end);
    }

    /** All that can go on by itself or with the people of the load has gone on. */
    private static void finish(RunningProduct product, RunningLoad load) {
        await("all applications are answered", PATIENCE, () -> load.accepted().size() == KILLS * APPLICATIONS_A_ROUND
                || !load.complaints().isEmpty());
        assertThat(load.complaints()).isEmpty();
        with(product, sql -> {
            var states = new TreeMap<String, Object>();
            await("all cases stand where they have to wait: " + states, PATIENCE, () -> {
                states.clear();
                sql.sql("select number, state from case_file").query((row, n) -> states.put(row.getString(1), row.getString(2))).list();
                return states.entrySet().stream().allMatch(one -> one.getValue().equals(
                        RunningLoad.leftAlone(one.getKey()) ? "EXAMINING" : "READY_FOR_COLLECTION"));
            });
        });
    }

    private record Overdue(int examinations, int notices) {}

    /** While the product is down its database lives on; time passes there. */
    private static Overdue letTimersFallDue(RunningProduct product) {
        var overdue = new int[2];
        with(product, sql -> {
            sql.sql("update sla_clock set due_at = due_at - " + LONG_AGO + ", at_risk_at = at_risk_at - " + LONG_AGO
                    + " where stopped_at is null and task_key = 'Task_ExamineApplication'").update();
            overdue[0] = pastDue(sql, "Timer_ExamineApplicationSla");
            overdue[1] = pastDue(sql, "Timer_SecondNotice");
        });
        assertThat(overdue[0]).as("open examinations").isPositive();
        assertThat(overdue[1]).as("cases that wait for a booking").isPositive();
        return new Overdue(overdue[0], overdue[1]);
    }

    private static int pastDue(JdbcClient sql, String timer) {
        return sql.sql("update engine.act_ru_job set duedate_ = duedate_ - " + LONG_AGO + " where handler_cfg_ = :timer")
                .param("timer", timer).update();
    }

    private static void awaitTimers(RunningProduct product, Overdue overdue) {
        with(product, sql -> {
            await("overdue timers fire after the start", PATIENCE, () -> count(sql, "select count(*) from escalation") >= overdue.examinations()
                    && count(sql, "select count(*) from notification where template = 'second-notice'") >= overdue.notices());
            await("no timer is due any more", PATIENCE, () -> count(sql, "select count(*) from engine.act_ru_job where duedate_ < now() - interval '1 day'") == 0);
            assertThat(count(sql, "select count(*) from escalation")).isEqualTo(overdue.examinations());
            assertThat(count(sql, "select count(*) from notification where template = 'second-notice'")).isEqualTo(overdue.notices());
        });
    }

    private static void examine(RunningProduct product, RunningLoad load) {
        with(product, sql -> {
            // Every accepted application exists once.
            Set<String> promised = new HashSet<>(load.accepted().values());
            assertThat(promised).as("no two keys got the same case").hasSize(load.accepted().size());
            assertThat(strings(sql, "select number from case_file")).containsExactlyInAnyOrderElementsOf(promised);
            assertThat(strings(sql, "select substr(key, 5) || ' ' || case_number from application_key"))
                    .containsExactlyInAnyOrderElementsOf(load.accepted().entrySet().stream().map(one -> one.getKey() + ' ' + one.getValue()).toList());
            assertThat(count(sql, "select count(distinct account_id) from case_file")).isEqualTo(1);

            // No case without its process, none with two.
            assertThat(strings(sql, "select business_key_ from engine.act_hi_procinst where proc_def_key_ = 'overseas-card-application'"))
                    .containsExactlyInAnyOrderElementsOf(promised);
            assertThat(strings(sql, "select business_key_ from engine.act_ru_execution where parent_id_ is null and super_exec_ is null"))
                    .containsExactlyInAnyOrderElementsOf(promised);
            assertThat(count(sql, "select count(*) from engine.act_ru_incident")).as("incidents").isZero();
            assertThat(count(sql, "select count(*) from engine.act_ru_job where retries_ = 0")).as("jobs that gave up").isZero();

            // Each order was counted once, by both sides.
            List<String> ordered = promised.stream().filter(number -> !RunningLoad.leftAlone(number)).toList();
            assertThat(strings(sql, "select case_number from simulator.card_order")).containsExactlyInAnyOrderElementsOf(ordered);
            assertThat(strings(sql, "select case_number from simulator.request where operation = 'orderCard'"))
                    .containsExactlyInAnyOrderElementsOf(ordered);
            assertThat(strings(sql, "select case_number from card where order_seq = 1 and state = 'RECEIVED'"))
                    .containsExactlyInAnyOrderElementsOf(ordered);
            assertThat(strings(sql, "select case_number || order_number from card"))
                    .containsExactlyInAnyOrderElementsOf(strings(sql, "select case_number || order_number from simulator.card_order"));

            // What is written down happened once for each case.
            assertThat(happened(sql, "RECORD_CONFIRMED")).containsExactlyInAnyOrderElementsOf(promised);
            assertThat(happened(sql, "ISSUE_DECIDED")).containsExactlyInAnyOrderElementsOf(ordered);
            assertThat(happened(sql, "CARD_ORDERED")).containsExactlyInAnyOrderElementsOf(ordered);
            assertThat(strings(sql, "select case_number from notification where template = 'receipt'"))
                    .containsExactlyInAnyOrderElementsOf(promised);
            assertThat(strings(sql, "select case_number from partner_event where type = 'card.produced'"))
                    .containsExactlyInAnyOrderElementsOf(ordered);
            assertThat(strings(sql, "select e.event || c.case_number from custody_event e join card c on c.id = e.card_id")).doesNotHaveDuplicates();

            // The task list and the engine agree.
            assertThat(strings(sql, "select task_id || ' ' || task_key || ' ' || coalesce(assignee, '-') from work_item where closed_at is null"))
                    .containsExactlyInAnyOrderElementsOf(strings(sql,
                            "select id_ || ' ' || task_def_key_ || ' ' || coalesce(assignee_, '-') from engine.act_ru_task"));
            assertThat(count(sql, "select count(*) from sla_clock c join work_item w using (task_id) where (c.stopped_at is null) <> (w.closed_at is null)"))
                    .isZero();

            // What a killed first start left half done was finished: staff in every office.
            assertThat(strings(sql, "select code from office o where kind in ('MISSION', 'MUNICIPALITY') "
                    + "and not exists (select 1 from staff_post p where p.office_code = o.code)")).isEmpty();
            assertThat(count(sql, "select count(*) from engine.act_re_deployment")).isEqualTo(1);
        });
    }

    private interface Looking {
        void at(JdbcClient sql);
    }

    private static void with(RunningProduct product, Looking looking) {
        try (Connection database = product.database()) {
            looking.at(JdbcClient.create(new SingleConnectionDataSource(database, true)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> happened(JdbcClient sql, String event) {
        return sql.sql("select case_number from timeline where event = :event").param("event", event).query(String.class).list();
    }

    private static List<String> strings(JdbcClient sql, String query) {
        return sql.sql(query).query(String.class).list();
    }

    private static long count(JdbcClient sql, String query) {
        return sql.sql(query).query(Long.class).single();
    }
}
