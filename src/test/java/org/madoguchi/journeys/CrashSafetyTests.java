package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.madoguchi.journeys.RunningProduct.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The product is killed at random points of a running load of both programmes and started again on the same data. At the
 * end nothing that was promised is missing and nothing happened twice.
 */
@Tag("crash")
class CrashSafetyTests {

    private static final int KILLS = Integer.getInteger("madoguchi.crash.kills", 20);
    private static final int APPLICATIONS_A_ROUND = 3;
    private static final int RESIDENTS_A_ROUND = 3;
    /** About as many requests as the people of one round cause. */
    private static final int REQUESTS_A_ROUND = 36;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = Long.getLong("madoguchi.crash.seed", System.nanoTime());

    /** Late by so much that every target has passed. */
    private static final String LONG_AGO = "interval '200 days'";

    /** A timer that mails the holder when it fires, and which mail. */
    private static final Map<String, String> NOTICE_OF_TIMER = Map.of("Timer_SecondNotice", "second-notice",
            "EventSub_SpecialPeriod", "special-period", "Catch_ReminderDue", "loss-bureau");

    private final Random random = new Random(SEED);

    @Test
    void nothing_is_lost_and_nothing_happens_twice_when_the_product_is_killed_again_and_again() {
        System.out.println("CrashSafetyTests: -Dmadoguchi.crash.seed=" + SEED);
        Path home = Path.of("target", "crash-data", UUID.randomUUID().toString());
        try (var product = new RunningProduct(home, "--madoguchi.demo.sample-cases=0", "--madoguchi.demo.simulators.produced-after=1s",
                "--madoguchi.demo.simulators.dispatched-after=2s", "--madoguchi.demo.simulators.confirmed-after=1s",
                "--madoguchi.partner-calls.lock=10s", "--madoguchi.partner-calls.back-off=1s,2s,4s,8s", "--madoguchi.engine.job-lock=10s");
                var load = new RunningLoad(product)) {
            product.launch();
            await("the database of a first start", PATIENCE, () -> product.postmaster().isPresent());
            // The very first start is a bad moment to be killed in, too: migrations, models and staff are half done.
            awaitAtMost(Duration.ofMillis(random.nextInt(6000)), () -> !product.alive());
            product.kill();

            for (int round = 1; round <= KILLS; round++) {
                product.start(PATIENCE);
                load.more(APPLICATIONS_A_ROUND, RESIDENTS_A_ROUND);
                int enough = load.sent() + 1 + random.nextInt(REQUESTS_A_ROUND);
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
            awaitInvitations(product, load.residents());

            load.close();
            assertThat(load.complaints()).isEmpty();
            examine(product, load);
            System.out.printf("CrashSafetyTests: %d kills, %d applications from abroad, %d filings of residents, "
                    + "%d requests of which %d got no answer%n", KILLS + 2, load.overseas().size(), load.residents().filed().size(),
                    load.sent(), load.unanswered());
            product.stop();
            assertThat(load.personal().stream().filter(product.everythingLogged()::contains)).as("what a log must not say").isEmpty();
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
        RunningResidents residents = load.residents();
        await("all applications are answered", PATIENCE, () -> complained(load)
                || load.accepted().size() == KILLS * (APPLICATIONS_A_ROUND + RESIDENTS_A_ROUND));
        with(product, sql -> {
            await("all cases stand where they have to wait", PATIENCE, () -> complained(load) || unfinished(sql, load).isEmpty());
            await("residents have done what they wanted with their cards", PATIENCE, () -> complained(load) || residents.haveDoneEverything());
            await("officers and partners have done all that was given to them", PATIENCE, () -> complained(load)
                    || count(sql, "select count(*) from engine.act_ru_task where task_def_key_ not in ('Task_ExamineApplication', 'Task_ExamineBaseProcedure')")
                    + count(sql, "select count(*) from engine.act_ru_ext_task")
                    + count(sql, "select count(*) from correction_copy where told_at is not null and confirmed_at is null")
                    + count(sql, "select count(*) from card_loss where state = 'FOUND'") == 0);
        });
        assertThat(load.complaints()).isEmpty();
    }

    private static boolean complained(RunningLoad load) {
        return !load.complaints().isEmpty();
    }

    /** Cases that do not stand yet where they will stand in the end, with their state. */
    private static Map<String, String> unfinished(JdbcClient sql, RunningLoad load) {
        var states = new TreeMap<String, String>();
        sql.sql("select number, state from case_file").query((row, n) -> states.put(row.getString(1), row.getString(2))).list();
        states.entrySet().removeIf(one -> one.getValue().equals(load.overseas().contains(one.getKey())
                ? RunningLoad.leftAlone(one.getKey()) ? "EXAMINING" : "READY_FOR_COLLECTION" : load.residents().endsAs(one.getKey())));
        return states;
    }

    /** Timers that fell due while the product was down: those of tasks, and of each template of mail that follows from one. */
    private record Overdue(int tasks, Map<String, Integer> notices) {}

    /** While the product is down its database lives on; time passes there. */
    private static Overdue letTimersFallDue(RunningProduct product) {
        var tasks = new int[1];
        var notices = new TreeMap<String, Integer>();
        with(product, sql -> {
            sql.sql("update sla_clock set due_at = due_at - " + LONG_AGO + ", at_risk_at = at_risk_at - " + LONG_AGO
                    + " where stopped_at is null and task_key in ('Task_ExamineApplication', 'Task_ExamineBaseProcedure')").update();
            for (String timer : List.of("Timer_ExamineApplicationSla", "Timer_ExamineBaseProcedureSla")) {
                int due = pastDue(sql, timer);
                assertThat(due).as(timer).isPositive();
                tasks[0] += due;
            }
            NOTICE_OF_TIMER.forEach((timer, template) -> notices.put(template, pastDue(sql, timer)));
        });
        assertThat(notices).allSatisfy((template, due) -> assertThat(due).as(template).isPositive());
        return new Overdue(tasks[0], notices);
    }

    private static int pastDue(JdbcClient sql, String timer) {
        return sql.sql("update engine.act_ru_job set duedate_ = duedate_ - " + LONG_AGO + " where handler_cfg_ = :timer")
                .param("timer", timer).update();
    }

    private static void awaitTimers(RunningProduct product, Overdue overdue) {
        with(product, sql -> {
            await("overdue timers fire after the start", PATIENCE, () -> count(sql, "select count(*) from escalation") >= overdue.tasks()
                    && overdue.notices().entrySet().stream().allMatch(one -> noticed(sql, one.getKey()).size() >= one.getValue()));
            await("no timer is due any more", PATIENCE, () -> count(sql, "select count(*) from engine.act_ru_job where duedate_ < now() - interval '1 day'") == 0);
            await("no card is to be stopped any more", PATIENCE, () -> count(sql, "select count(*) from card where stop_due") == 0);
            assertThat(count(sql, "select count(*) from escalation")).isEqualTo(overdue.tasks());
            overdue.notices().forEach((template, due) -> assertThat(noticed(sql, template)).as(template).hasSize(due));
        });
    }

    /** What runs again and again by the clock goes on as well. */
    private static void awaitInvitations(RunningProduct product, RunningResidents residents) {
        with(product, sql -> await("holders of cards that run out are invited to renew", PATIENCE,
                () -> noticed(sql, "renewal-invitation-merged").size() >= residents.withCardsThatRunOut().size()));
    }

    private static void examine(RunningProduct product, RunningLoad load) {
        with(product, sql -> {
            promises(sql, load);
            cardsFromAbroad(sql, load.overseas());
            cardsOfResidents(sql, load.residents());
            lossesAndLinks(sql, load.residents());
            work(sql);
        });
    }

    private static void promises(JdbcClient sql, RunningLoad load) {
        // Every accepted application exists once.
        Set<String> promised = new HashSet<>(load.accepted().values());
        assertThat(promised).as("no two keys got the same case").hasSize(load.accepted().size());
        assertThat(strings(sql, "select number from case_file")).containsExactlyInAnyOrderElementsOf(promised);
        assertThat(strings(sql, "select substr(key, 5) || ' ' || case_number from application_key"))
                .containsExactlyInAnyOrderElementsOf(load.accepted().entrySet().stream().map(one -> one.getKey() + ' ' + one.getValue()).toList());
        assertThat(count(sql, "select count(distinct account_id) from case_file")).isEqualTo(2);
        Set<String> taken = Set.copyOf(noticed(sql, "receipt-counter"));
        assertThat(taken).isNotEmpty().isSubsetOf(load.residents().filed());
        assertThat(strings(sql, "select case_number from notification where template in ('receipt', 'receipt-counter')"))
                .as("each told once that it has arrived").containsExactlyInAnyOrderElementsOf(promised);
        assertThat(unfinished(sql, load)).as("cases that do not stand where they have to wait").isEmpty();

        // No case without its process, none with two; and what is over has none.
        RunningResidents residents = load.residents();
        assertThat(begun(sql, "overseas-card-application")).containsExactlyInAnyOrderElementsOf(load.overseas());
        assertThat(begun(sql, "residence-card-application")).containsExactlyInAnyOrderElementsOf(residents.filed());
        List<String> renewals = strings(sql, "select number from renewal where state = 'OPEN'");
        assertThat(begun(sql, "card-renewal")).containsExactlyInAnyOrderElementsOf(renewals);
        assertThat(noticed(sql, "renewal-invitation-merged")).containsExactlyInAnyOrderElementsOf(renewals);
        assertThat(strings(sql, "select c.case_number from renewal r join card_in_force c on c.id = r.card_id"))
                .containsExactlyInAnyOrderElementsOf(residents.withCardsThatRunOut());
        List<String> escalations = strings(sql, "select 'escalation-' || id from escalation");
        assertThat(begun(sql, "sla-escalation")).containsExactlyInAnyOrderElementsOf(escalations);
        List<String> running = Stream.of(load.overseas().stream(), residents.filed().stream().filter(residents::leftAlone),
                residents.lost().stream().filter(lost -> !residents.found().contains(lost)), residents.reported().stream(),
                renewals.stream(), strings(sql, "select 'escalation-' || id from escalation where settled_at is null").stream()).flatMap(each -> each).toList();
        assertThat(strings(sql, "select business_key_ from engine.act_ru_execution where parent_id_ is null and super_exec_ is null"))
                .containsExactlyInAnyOrderElementsOf(running);
        assertThat(count(sql, "select count(*) from engine.act_ru_incident")).as("incidents").isZero();
        assertThat(count(sql, "select count(*) from engine.act_ru_job where retries_ = 0")).as("jobs that gave up").isZero();
    }

    private static void cardsFromAbroad(JdbcClient sql, Set<String> overseas) {
        // Each order was counted once, by both sides.
        List<String> ordered = overseas.stream().filter(number -> !RunningLoad.leftAlone(number)).toList();
        String abroad = " and case_number in (select number from case_file where mission_code is not null)";
        assertThat(strings(sql, "select case_number from simulator.card_order where not merged")).containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(strings(sql, "select case_number from simulator.request where operation = 'orderCard'" + abroad))
                .containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(strings(sql, "select case_number from card where order_seq = 1 and state = 'RECEIVED'" + abroad))
                .containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(strings(sql, "select case_number || order_number from card where true" + abroad))
                .containsExactlyInAnyOrderElementsOf(strings(sql, "select case_number || order_number from simulator.card_order where not merged"));

        // What is written down happened once for each case.
        assertThat(happened(sql, "RECORD_CONFIRMED")).filteredOn(overseas::contains).containsExactlyInAnyOrderElementsOf(overseas);
        assertThat(happened(sql, "ISSUE_DECIDED")).containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(happened(sql, "CARD_ORDERED")).filteredOn(overseas::contains).containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(strings(sql, "select case_number from partner_event where type = 'card.produced'" + abroad))
                .containsExactlyInAnyOrderElementsOf(ordered);
    }

    private static void cardsOfResidents(JdbcClient sql, RunningResidents residents) {
        // A wish that was taken is there, and one that was taken back stays so.
        assertThat(strings(sql, "select case_number from merged_wish")).containsExactlyInAnyOrderElementsOf(residents.asked());
        Set<String> revoked = Set.copyOf(strings(sql, "select case_number from merged_wish where revoked_at is not null"));
        assertThat(revoked).containsAll(residents.revoked());
        assertThat(happened(sql, "MERGED_CARD_REVOKED")).containsExactlyInAnyOrderElementsOf(revoked);
        assertThat(happened(sql, "APPLICATION_ACCEPTED")).containsExactlyInAnyOrderElementsOf(residents.filed());

        // Whose wish stands has one merged card, ordered once; nobody else has one, and what was ordered for them is undone.
        List<String> merged = residents.asked().stream().filter(number -> !revoked.contains(number) && !residents.leftAlone(number)).toList();
        assertThat(strings(sql, "select case_number from simulator.card_order where merged and state not in ('CANCELLED', 'STOPPED')"))
                .containsExactlyInAnyOrderElementsOf(merged);
        List<String> ordered = strings(sql, "select case_number from simulator.card_order where merged");
        assertThat(ordered).doesNotHaveDuplicates().filteredOn(number -> !merged.contains(number)).allMatch(revoked::contains);
        assertThat(strings(sql, "select case_number from simulator.request r where operation = 'orderCard' "
                + "and exists (select 1 from simulator.card_order o where o.case_number = r.case_number and merged)"))
                .containsExactlyInAnyOrderElementsOf(ordered);
        assertThat(strings(sql, "select case_number from card_in_force where kind like 'SPECIFIED%'")).containsExactlyInAnyOrderElementsOf(merged);
        List<String> handedOver = residents.filed().stream().filter(number -> residents.endsAs(number).equals("HANDED_OVER")).toList();
        assertThat(strings(sql, "select case_number from card_in_force")).containsExactlyInAnyOrderElementsOf(handedOver);
        assertThat(strings(sql, "select case_number from card where state = 'HANDED_OVER'")).containsExactlyInAnyOrderElementsOf(handedOver);

        // Each fee was asked for and paid once.
        List<String> online = residents.filed().stream().filter(number -> residents.wayOf(number).online() && !residents.leftAlone(number)).toList();
        assertThat(strings(sql, "select case_number from simulator.payment where state = 'PAID'")).containsExactlyInAnyOrderElementsOf(online);
        assertThat(strings(sql, "select case_number from simulator.payment")).containsExactlyInAnyOrderElementsOf(online);
        assertThat(strings(sql, "select case_number from fee_payment where state = 'PAID'")).containsExactlyInAnyOrderElementsOf(online);
        assertThat(happened(sql, "PAYMENT_RECEIVED")).containsExactlyInAnyOrderElementsOf(online);
    }

    private static void lossesAndLinks(JdbcClient sql, RunningResidents residents) {
        // Each card reported lost is suspended once here, and once at J-LIS where it is theirs.
        Set<String> lost = residents.lost();
        Set<String> atProducer = new HashSet<>(strings(sql, "select case_number from card_in_force where kind like 'SPECIFIED%'"));
        List<String> stillLost = lost.stream().filter(number -> !residents.found().contains(number)).toList();
        assertThat(strings(sql, "select case_number from card_loss")).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(strings(sql, "select case_number from card_loss where state = 'SUSPENDED'")).containsExactlyInAnyOrderElementsOf(stillLost);
        assertThat(strings(sql, "select case_number from card_loss where state = 'LIFTED'")).containsExactlyInAnyOrderElementsOf(residents.found());
        assertThat(strings(sql, "select case_number from card_in_force where suspended_at is not null")).containsExactlyInAnyOrderElementsOf(stillLost);
        assertThat(begun(sql, "card-loss")).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(happened(sql, "LOSS_REPORTED")).containsExactlyInAnyOrderElementsOf(lost);
        assertThat(happened(sql, "SUSPENSION_LIFTED")).containsExactlyInAnyOrderElementsOf(residents.found());
        assertThat(noticed(sql, "card-suspended-resident")).containsExactlyInAnyOrderElementsOf(lost);
        List<String> suspended = lost.stream().filter(atProducer::contains).toList();
        assertThat(suspended).isNotEmpty();
        assertThat(strings(sql, "select case_number from simulator.request where operation = 'suspendCard'")).containsExactlyInAnyOrderElementsOf(suspended);
        assertThat(happened(sql, "SUSPENDED_AT_PRODUCER")).containsExactlyInAnyOrderElementsOf(suspended);
        assertThat(strings(sql, "select case_number from simulator.request where operation = 'releaseCard'"))
                .containsExactlyInAnyOrderElementsOf(residents.found().stream().filter(atProducer::contains).toList());
        assertThat(strings(sql, "select case_number from simulator.card_order where state = 'SUSPENDED'"))
                .containsExactlyInAnyOrderElementsOf(stillLost.stream().filter(atProducer::contains).toList());

        // Each link reported as wrong is frozen once, and whoever has a copy was told once.
        Set<String> reported = residents.reported();
        assertThat(reported).isNotEmpty();
        assertThat(strings(sql, "select case_number from record_link where frozen_at is not null")).containsExactlyInAnyOrderElementsOf(reported);
        assertThat(strings(sql, "select case_number from linkage_correction where closed_at is null")).containsExactlyInAnyOrderElementsOf(reported);
        assertThat(begun(sql, "linkage-correction")).containsExactlyInAnyOrderElementsOf(reported);
        assertThat(happened(sql, "LINK_FROZEN")).containsExactlyInAnyOrderElementsOf(reported);
        assertThat(noticed(sql, "link-frozen")).containsExactlyInAnyOrderElementsOf(reported);
        assertThat(strings(sql, "select case_number from simulator.request where operation = 'tellNotice'"))
                .containsExactlyInAnyOrderElementsOf(strings(sql, "select case_number from linkage_correction c "
                        + "join correction_copy p on p.correction_id = c.id where p.told_at is not null"));
        assertThat(strings(sql, "select case_number from linkage_correction c join correction_copy p on p.correction_id = c.id "
                + "where p.holder = 'J_LIS' and p.confirmed_at is not null")).containsExactlyInAnyOrderElementsOf(reported);
    }

    private static void work(JdbcClient sql) {
        // No task was done twice, and no card came twice to an office.
        assertThat(strings(sql, "select case_number || ' ' || reason_code from timeline where event = 'TASK_DONE'")).doesNotHaveDuplicates();
        assertThat(strings(sql, "select concat_ws(' ', c.case_number, c.order_seq, e.event, e.office_code) from custody_event e "
                + "join card c on c.id = e.card_id")).doesNotHaveDuplicates();

        // The task list and the engine agree.
        assertThat(strings(sql, "select task_id || ' ' || task_key || ' ' || coalesce(assignee, '-') from work_item where closed_at is null"))
                .containsExactlyInAnyOrderElementsOf(strings(sql,
                        "select id_ || ' ' || task_def_key_ || ' ' || coalesce(assignee_, '-') from engine.act_ru_task"));
        assertThat(count(sql, "select count(*) from sla_clock c join work_item w using (task_id) where (c.stopped_at is null) <> (w.closed_at is null)"))
                .isZero();

        // What a killed first start left half done was finished: staff in every office.
        assertThat(strings(sql, "select code from office o where kind in ('MISSION', 'MUNICIPALITY', 'BUREAU') "
                + "and not exists (select 1 from staff_post p where p.office_code = o.code)")).isEmpty();
        assertThat(count(sql, "select count(*) from engine.act_re_deployment")).isEqualTo(1);
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

    private static List<String> noticed(JdbcClient sql, String template) {
        return sql.sql("select case_number from notification where template = :template").param("template", template).query(String.class).list();
    }

    private static List<String> begun(JdbcClient sql, String process) {
        return sql.sql("select business_key_ from engine.act_hi_procinst where proc_def_key_ = :process").param("process", process)
                .query(String.class).list();
    }

    private static List<String> strings(JdbcClient sql, String query) {
        return sql.sql(query).query(String.class).list();
    }

    private static long count(JdbcClient sql, String query) {
        return sql.sql(query).query(Long.class).single();
    }
}
