package org.madoguchi.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.KeysetFile;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.OtherNode;
import org.madoguchi.programme.MyNumber;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of the number vault change while it is used. */
@MadoguchiTest
@ExtendWith(OutputCaptureExtension.class)
class VaultKeysTests {

    private static final CurrentUser SYSTEM = CurrentUser.SYSTEM;

    @Autowired
    NumberVault vault;

    @Autowired
    VaultKeys keys;

    @Autowired
    CaseFiles cases;

    @Autowired
    ApplicantAccounts accounts;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    @Value("${madoguchi.data-directory}")
    Path directory;

    private KeysetFile file;
    private CaseFile holder;

    @BeforeEach
    void aCase() {
        file = new KeysetFile(directory.resolve("keyset.json"));
        holder = AClosedCase.open(cases, accounts, null);
        keys.check();
    }

    @Test
    void keys_change_twice_under_reading_and_writing_and_nothing_is_lost_or_shown(CapturedOutput output) throws Exception {
        long others = sql.sql("select count(*) from number_vault").query(Long.class).single();
        Map<UUID, MyNumber> stored = new ConcurrentHashMap<>();
        for (int i = 0; i < 500; i++) {
            store(stored);
        }
        var going = new AtomicBoolean(true);
        var reads = new AtomicInteger();
        var threads = Executors.newFixedThreadPool(4);
        List<Future<?>> work = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            work.add(threads.submit(() -> {
                while (going.get()) {
                    store(stored);
                }
            }));
            work.add(threads.submit(() -> {
                while (going.get()) {
                    List<UUID> refs = List.copyOf(stored.keySet());
                    UUID ref = refs.get(ThreadLocalRandom.current().nextInt(refs.size()));
                    assertThat(reveal(ref)).isEqualTo(stored.get(ref));
                    reads.incrementAndGet();
                }
            }));
        }
        long last = 0;
        for (int change = 0; change < 2; change++) {
            long earlier = inUse();
            last = file.add();
            keys.check();
            assertThat(inUse()).isEqualTo(earlier);
            long added = last;
            assertThat(keys.keys()).filteredOn(key -> key.id() == added).as("its time is to come").noneMatch(VaultKeys.KeyUse::retirable);
            file.use(last);
            keys.check();
            assertThat(inUse()).isEqualTo(last);
            // what is retired too early is not taken: numbers still need it
            file.retire(earlier);
            keys.check();
            assertThat(keys.keys()).filteredOn(key -> key.id() == earlier).allMatch(VaultKeys.KeyUse::opens);
            long key = last;
            while (keys.closeAnew() > 0 || notClosedWith(key) > 0) {
                assertThat(work).noneMatch(Future::isDone);
            }
            keys.check();
            assertThat(keys.keys()).filteredOn(one -> one.id() == earlier).as("another node may still close with it").allMatch(VaultKeys.KeyUse::opens);
            clock.tick(Duration.ofHours(2));
            assertThat(keys.keys()).filteredOn(one -> one.id() == earlier).allMatch(VaultKeys.KeyUse::retirable);
            // this node says which key it closes with, and only then the earlier one is past
            keys.check();
            keys.check();
            assertThat(keys.keys()).extracting(VaultKeys.KeyUse::id).doesNotContain(earlier);
        }
        going.set(false);
        for (Future<?> each : work) {
            finish(each);
        }
        threads.shutdown();

        assertThat(reads.get()).isPositive();
        assertThat(sql.sql("select count(*) from number_vault").query(Long.class).single()).isEqualTo(others + stored.size());
        assertThat(sql.sql("select distinct key_id from number_vault").query(Long.class).list()).containsExactly(last);
        stored.forEach((ref, number) -> assertThat(reveal(ref)).isEqualTo(number));
        String table = sql.sql("select string_agg(v::text || encode(ciphertext, 'escape'), '') from number_vault v").query(String.class).single()
                + sql.sql("select string_agg(r::text, '') from number_reveal r").query(String.class).single();
        String log = output.getAll();
        assertThat(stored.values()).noneMatch(number -> table.contains(number.digits()) || log.contains(number.digits()));
        assertThat(log).contains("Keyset taken", "it lacks keys that are needed");
    }

    @Test
    void half_a_file_is_not_taken_and_the_product_goes_on() throws Exception {
        Path path = directory.resolve("keyset.json");
        String whole = Files.readString(path);
        MyNumber number = AClosedCase.anyNumber();
        UUID ref = vault.store(number);
        Files.writeString(path, whole.substring(0, whole.length() / 2));
        keys.check();
        assertThat(reveal(ref)).isEqualTo(number);
        Files.writeString(path, whole);
        keys.check();
        assertThat(reveal(ref)).isEqualTo(number);
        vault.forget(ref);
    }

    @Test
    void a_number_that_another_node_closed_with_a_newer_key_is_read_at_once() throws Exception {
        MyNumber number = AClosedCase.anyNumber();
        UUID ref = vault.store(number);
        long newer = file.add();
        file.use(newer);
        byte[] closed = sql.sql("select ciphertext from number_vault where ref = :ref").param("ref", ref).query(byte[].class).single();
        // this node has not looked at the file yet; reading makes it look
        sql.sql("update number_vault set ciphertext = :cipher where ref = :ref").param("ref", ref)
                .param("cipher", new OtherNode(directory).closeAnew(closed, ref.toString())).update();
        assertThat(reveal(ref)).isEqualTo(number);
        vault.forget(ref);
    }

    private void store(Map<UUID, MyNumber> stored) {
        MyNumber number = AClosedCase.anyNumber();
        stored.put(vault.store(number), number);
    }

    private MyNumber reveal(UUID ref) {
        return vault.reveal(ref, holder, SYSTEM, NumberPurpose.REGISTER_LOOK_UP);
    }

    private long inUse() {
        return keys.keys().stream().filter(VaultKeys.KeyUse::inUse).findAny().orElseThrow().id();
    }

    private long notClosedWith(long key) {
        return sql.sql("select count(*) from number_vault where key_id <> :key").param("key", key).query(Long.class).single();
    }

    private static void finish(Future<?> work) throws InterruptedException {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }
}
