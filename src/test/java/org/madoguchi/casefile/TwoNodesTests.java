package org.madoguchi.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.KeysetFile;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.OtherNode;
import org.madoguchi.platform.Secrets;
import org.madoguchi.programme.MyNumber;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Two nodes share a database and a keyset file and nothing else; each takes a changed file when it looks, so that they close with
 * different keys for a while. Numbers are stored and read on both all the time.
 */
@MadoguchiTest
@ExtendWith(OutputCaptureExtension.class)
class TwoNodesTests {

    private static final int CHANGES = 4;
    private static final int NUMBERS = 400;

    /** One of the two, with keys of its own in memory. */
    private final class Node {

        private final Secrets secrets;
        private final NumberVault vault;
        private final VaultKeys keys;

        Node(Secrets secrets) {
            this.secrets = secrets;
            this.vault = new NumberVault(sql, secrets, access, retention, clock);
            this.keys = new VaultKeys(sql, secrets, clock, 50, Duration.ofHours(1));
        }

        MyNumber reveal(UUID ref) {
            return transaction.execute(status -> vault.reveal(ref, holder, CurrentUser.SYSTEM, NumberPurpose.REGISTER_LOOK_UP));
        }

        void look() {
            transaction.executeWithoutResult(status -> keys.check());
        }

        int closeAnew() {
            return transaction.execute(status -> keys.closeAnew());
        }
    }

    @Autowired
    AccessRegister access;

    @Autowired
    RetentionRules retention;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    Secrets secrets;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient sql;

    @Autowired
    MovableClock clock;

    @Value("${madoguchi.data-directory}")
    Path directory;

    private CaseFile holder;
    private final Map<UUID, MyNumber> stored = new ConcurrentHashMap<>();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean going = new AtomicBoolean(true);

    @Test
    void four_keys_come_and_go_while_both_nodes_store_and_read_and_nothing_is_lost_or_shown(CapturedOutput output) throws Exception {
        holder = AClosedCase.open(cases, accounts, null);
        var file = new KeysetFile(directory.resolve("keyset.json"));
        var one = new Node(secrets);
        var other = new Node(new OtherNode(directory).secrets());
        List<Node> nodes = List.of(one, other);
        nodes.forEach(Node::look);
        for (int i = 0; i < NUMBERS; i++) {
            store(nodes.get(i % 2));
        }
        var threads = Executors.newFixedThreadPool(8);
        List<Future<?>> work = new ArrayList<>();
        for (Node node : nodes) {
            work.add(threads.submit(whileGoing(() -> store(node))));
            work.add(threads.submit(whileGoing(() -> readAny(node))));
            work.add(threads.submit(whileGoing(() -> readAny(node))));
            // the job of every second, as often as it can
            work.add(threads.submit(whileGoing(node::closeAnew)));
        }
        try {
            Set<Long> retired = new TreeSet<>();
            for (int change = 0; change < CHANGES; change++) {
                clock.tick(Duration.ofMinutes(1));
                long earlier = one.secrets.primaryKey();
                long next = file.add();
                (change % 2 == 0 ? one : other).look();
                file.use(next);
                (change % 2 == 0 ? one : other).look();
                // the other has not looked: it takes the file when it meets a number that was closed with a key it does not know
                Node late = change % 2 == 0 ? other : one;
                await(work, () -> late.secrets.openingKeys().contains(next));
                long more = reads.get() + 200;
                await(work, () -> reads.get() > more);
                nodes.forEach(Node::look);
                await(work, () -> one.keys.keys().stream().noneMatch(key -> key.id() != next && key.numbers() > 0));
                // retired at once, while somebody may still close with it: neither takes the file
                file.retire(earlier);
                nodes.forEach(Node::look);
                assertThat(nodes).allMatch(node -> node.secrets.openingKeys().contains(earlier));
                clock.tick(Duration.ofHours(2));
                for (int i = 0; i < 2; i++) {
                    nodes.forEach(Node::look);
                }
                retired.add(earlier);
                assertThat(nodes).allSatisfy(node -> assertThat(node.secrets.openingKeys()).doesNotContainAnyElementsOf(retired));
            }
        } finally {
            going.set(false);
            threads.shutdown();
        }
        for (Future<?> each : work) {
            each.get();
        }

        assertThat(stored.size()).isGreaterThan(NUMBERS);
        assertThat(sql.sql("select count(*) from number_vault where ref = any(:refs)").param("refs", stored.keySet().toArray(UUID[]::new))
                .query(Integer.class).single()).isEqualTo(stored.size());
        for (Node node : List.of(one, other, new Node(new OtherNode(directory).secrets()))) {
            stored.forEach((ref, number) -> assertThat(node.reveal(ref)).isEqualTo(number));
        }
        Set<String> numbers = stored.values().stream().map(MyNumber::digits).collect(Collectors.toSet());
        assertThat(whereTheyStand(numbers)).isEmpty();
        assertThat(twelveDigits(output.getAll())).doesNotContainAnyElementsOf(numbers);
    }

    private Callable<Void> whileGoing(Runnable step) {
        return () -> {
            while (going.get()) {
                step.run();
            }
            return null;
        };
    }

    private void store(Node node) {
        MyNumber number = AClosedCase.anyNumber();
        stored.put(node.vault.store(number), number);
    }

    private void readAny(Node node) {
        List<UUID> refs = List.copyOf(stored.keySet());
        UUID ref = refs.get(ThreadLocalRandom.current().nextInt(refs.size()));
        assertThat(node.reveal(ref)).isEqualTo(stored.get(ref));
        reads.incrementAndGet();
    }

    /** Whoever reads or writes must not have failed meanwhile. */
    private static void await(List<Future<?>> work, Callable<Boolean> done) throws Exception {
        while (!done.call()) {
            for (Future<?> each : work) {
                if (each.isDone()) {
                    each.get();
                }
            }
            Thread.onSpinWait();
        }
    }

    /** Every table of the database, as text and as the bytes of that text. */
    private Set<String> whereTheyStand(Set<String> numbers) {
        Set<String> found = new TreeSet<>();
        for (String table : sql.sql("select table_schema || '.' || table_name from information_schema.tables where table_schema in ('madoguchi', 'engine', 'simulator') "
                + "and table_type = 'BASE TABLE'").query(String.class).list()) {
            Set<String> shown = twelveDigits(sql.sql("select coalesce(string_agg(t::text, ' '), '') from " + table + " t").query(String.class).single());
            shown.retainAll(numbers);
            if (!shown.isEmpty()) {
                found.add(table);
            }
        }
        return found;
    }

    private static Set<String> twelveDigits(String text) {
        Set<String> digits = Pattern.compile("(?=(\\d{12}))").matcher(text).results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
        Pattern.compile("(?=((?:3\\d){12}))").matcher(text).results().map(hit -> hit.group(1).replaceAll("3(\\d)", "$1")).forEach(digits::add);
        return digits;
    }
}
