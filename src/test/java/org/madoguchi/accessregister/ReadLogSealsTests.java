package org.madoguchi.accessregister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.accessregister.ReadLogVerification.Check;
import org.madoguchi.accessregister.ReadLogVerification.Found;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Secrets;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Whatever somebody does to the sealed read log is found, and where. */
@MadoguchiTest
class ReadLogSealsTests {

    private static final CurrentUser TOKYO = clerk("tokyo-clerk", Role.MUNICIPAL_OFFICER, "131016");
    private static final CurrentUser BANGKOK = clerk("bangkok-clerk", Role.CONSULAR_OFFICER, "TH-BKK");

    @Autowired
    AccessRegister register;

    @Autowired
    ReadLogSeals seals;

    @Autowired
    ReadLogVerification verification;

    @Autowired
    Secrets secrets;

    @Autowired
    MovableClock clock;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient sql;

    @Value("${madoguchi.data-directory}")
    String directory;

    private NotedSeal noted;

    private static CurrentUser clerk(String id, Role role, String office) {
        return new CurrentUser(id, CurrentUser.Kind.STAFF, "担当", "Officer", Set.of(new Post(role, office)));
    }

    /** Others in the same database begin without ours. */
    @AfterEach
    void the_note_goes_with_what_it_notes() {
        noted.file().toFile().delete();
    }

    @BeforeEach
    void twoDaysOfTwoOffices() {
        noted = NotedSeal.in(Path.of(directory));
        sql.sql("truncate read_log, read_seal, read_log_check, read_log_finding restart identity").update();
        noted.file().toFile().delete();
        clock.stopAt(Instant.parse("2026-11-02T03:00:00Z"));
        for (int day = 0; day < 2; day++) {
            for (int i = 0; i < 5; i++) {
                register.listed(TOKYO, Purpose.LIST, i);
                register.listed(BANGKOK, Purpose.LIST, i);
            }
            seals.sealNew();
            clock.tick(Duration.ofDays(1));
        }
    }

    @Test
    void what_nobody_touched_is_as_it_was_sealed() {
        assertThat(findings()).isEmpty();
        assertThat(verification.days(0, 10)).extracting(ReadLogVerification.SealedDay::officeCode, ReadLogVerification.SealedDay::rows)
                .containsExactly(tuple("131016", 5L), tuple("TH-BKK", 5L),
                        tuple("131016", 5L), tuple("TH-BKK", 5L));
        assertThat(seals.sealNew()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"at = at + interval '1 microsecond'", "reader_kind = 'SYSTEM'", "reader_id = 'somebody'", "office_code = null",
        "case_number = 'A26-12345678'", "purpose = 'TASK'", "row_count = row_count # 1", "seal = seal - 1", "seal = null"})
    void a_flipped_bit_of_a_row_is_found_at_its_office_day_and_row(String change) {
        sql.sql("update read_log set " + change + " where id = 12").update();
        assertThat(findings()).first().satisfies(found -> {
            assertThat(found.kind()).isIn("ROW_CHANGED", "ROW_ADDED");
            assertThat(found.rowId()).isEqualTo(12);
        });
        assertThat(findings()).anySatisfy(found -> {
            assertThat(found.kind()).isEqualTo("ROW_CHANGED");
            assertThat(found.officeCode()).isEqualTo("TH-BKK");
            assertThat(found.day()).isEqualTo("2026-11-03");
            assertThat(found.rowId()).isEqualTo(12);
        });
    }

    @Test
    void a_removed_row_is_found() {
        sql.sql("delete from read_log where id = 3").update();
        assertThat(findings()).singleElement().satisfies(found -> assertThat(List.of(found.kind(), found.officeCode(), found.day().toString(), found.rowId()))
                .isEqualTo(List.of("ROW_REMOVED", "131016", "2026-11-02", 3L)));
    }

    @Test
    void a_row_put_under_a_seal_is_found() {
        sql.sql("insert into read_log (at, reader_kind, reader_id, office_code, purpose, seal) select at, 'STAFF', 'x', office_code, 'LIST', seal "
                + "from read_log where id = 3").update();
        assertThat(findings()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("ROW_ADDED");
            assertThat(found.officeCode()).isEqualTo("131016");
            assertThat(found.rowId()).isEqualTo(21);
        });
    }

    @Test
    void a_row_of_a_sealed_time_that_comes_too_late_is_found_when_it_is_sealed() {
        sql.sql("insert into read_log (at, reader_kind, reader_id, office_code, purpose) select at, 'STAFF', 'x', office_code, 'LIST' "
                + "from read_log where id = 3").update();
        seals.sealNew();
        assertThat(findings()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("ROW_TOO_LATE");
            assertThat(found.day()).isEqualTo("2026-11-02");
            assertThat(found.rowId()).isEqualTo(21);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"office_code = 'TH-BKK'", "day = day - 1", "row_ids = row_ids[2:]", "row_digests = set_bit(row_digests, 77, 1 - get_bit(row_digests, 77))",
        "sealed_at = sealed_at - interval '1 second'", "previous = 'x'", "code = 'x'", "number = 77"})
    void a_changed_seal_is_found(String change) {
        sql.sql("update read_seal set " + change + " where number = 3").update();
        assertThat(findings()).anySatisfy(found -> {
            assertThat(found.kind()).isEqualTo("SEAL_CHANGED");
            assertThat(found.seal()).isIn(3L, 77L);
        });
    }

    /** As the database has them, so that a column which is added some day and not sealed is found here. */
    @ParameterizedTest
    @CsvSource({"read_log,id", "read_seal,number"})
    void a_bit_flipped_in_any_column_of_any_row_is_found_and_located(String table, String key) {
        for (Map<String, Object> column : sql.sql("select column_name as name, data_type as type from information_schema.columns "
                + "where table_schema = 'madoguchi' and table_name = :table").param("table", table).query().listOfRows()) {
            String name = (String) column.get("name");
            for (long row : sql.sql("select " + key + " from " + table).query(Long.class).list()) {
                var found = checkAfter("update " + table + " set " + name + " = " + flipped(name, (String) column.get("type")) + " where " + key + " = " + row);
                assertThat(found).as(name + " of " + row).anyMatch(one -> table.equals("read_log") ? one.rowId() != null && one.rowId() == row
                        : one.seal() == row || one.seal() == (row ^ 1024) && name.equals(key));
            }
        }
    }

    private static String flipped(String column, String type) {
        return switch (type) {
            case "bigint", "integer" -> "coalesce(" + column + ", 0) # 1024";
            case "timestamp with time zone" -> column + " + interval '1 microsecond'";
            case "date" -> column + " + 1";
            case "bytea" -> "set_bit(" + column + ", 300, 1 - get_bit(" + column + ", 300))";
            case "ARRAY" -> "array_replace(" + column + ", " + column + "[2], " + column + "[2] # 1024)";
            case "text" -> "case when " + column + " > '' then overlay(" + column + " placing chr(ascii(" + column + ") # 1) from 1 for 1) else 'x' end";
            default -> throw new AssertionError("a column of a type that nobody has thought of: " + type);
        };
    }

    @Test
    void each_single_bit_of_the_digests_and_of_the_code_of_a_seal_counts() {
        for (int bit = 0; bit < 5 * SealedRow.DIGEST_LENGTH * 8; bit++) {
            assertThat(checkAfter("update read_seal set row_digests = set_bit(row_digests, " + bit + ", 1 - get_bit(row_digests, " + bit + ")) where number = 2"))
                    .extracting(ReadLogCheck.Finding::kind).contains(ReadLogCheck.Kind.SEAL_CHANGED, ReadLogCheck.Kind.ROW_CHANGED);
        }
        for (int place = 1; place <= 64; place++) {
            assertThat(checkAfter("update read_seal set code = overlay(code placing chr(ascii(substr(code, " + place + ")) # 1) from " + place
                    + " for 1) where number = 2")).extracting(ReadLogCheck.Finding::kind).containsExactly(ReadLogCheck.Kind.SEAL_CHANGED);
        }
    }

    /** Values that no product writes must be found, and must not stop the verification. */
    @ParameterizedTest
    @ValueSource(strings = {"read_seal set row_ids = '{1,null}'", "read_seal set row_ids = '{{1,2},{3,4}}'", "read_seal set row_ids = '{}'",
        "read_seal set row_ids = cast('[0:4]=' || row_ids::text as bigint[])", "read_seal set row_digests = ''", "read_seal set sealed_at = 'infinity'",
        "read_seal set sealed_at = '-infinity'", "read_seal set day = 'infinity'", "read_seal set number = 9223372036854775807",
        "read_seal set number = -9", "read_seal set code = ''", "read_log set at = 'infinity'", "read_log set at = '-infinity'",
        "read_log set seal = 9223372036854775807, at = 'infinity'", "read_log set seal = -9223372036854775808, at = '-infinity'"})
    void what_no_product_would_write_is_found_too(String change) {
        sql.sql("update " + change + " where " + (change.startsWith("read_seal") ? "number = 3" : "id = 12")).update();
        assertThat(findings()).isNotEmpty().anyMatch(found -> found.seal() != null && found.seal() == 3 || found.rowId() != null && found.rowId() == 12);
    }

    @Test
    void a_made_up_seal_is_found_and_says_nothing_about_the_others() {
        sql.sql("insert into read_seal select 4000000000, office_code, day, row_ids, row_digests, sealed_at, previous, code from read_seal where number = 3").update();
        assertThat(findings()).filteredOn(found -> found.rowId() == null).extracting(Found::kind, Found::seal)
                .containsExactly(tuple("SEAL_CHANGED", 4000000000L));
        sql.sql("delete from read_seal where number = 2").update();
        sql.sql("update read_seal set code = 'x' where number = 3").update();
        assertThat(findings()).filteredOn(found -> found.rowId() == null).extracting(Found::kind, Found::seal)
                .containsExactly(tuple("SEAL_CHANGED", 3L), tuple("SEAL_REMOVED", 2L), tuple("SEAL_CHANGED", 4000000000L));
    }

    /** What verifying finds after this change, which is then undone. */
    private List<ReadLogCheck.Finding> checkAfter(String change) {
        return transaction.execute(status -> {
            // ids are the database's own: whoever tampers lifts that first
            sql.sql("alter table read_log alter column id drop identity if exists").update();
            assertThat(sql.sql(change).update()).isOne();
            status.setRollbackOnly();
            return new ReadLogCheck(sql, secrets.digests(), Duration.ofHours(1)).verify(1, null).findings();
        });
    }

    @Test
    void whoever_seals_a_changed_row_anew_lacks_the_key() {
        sql.sql("update read_log set reader_id = 'somebody' where id = 12").update();
        SealedRow row = sql.sql(SealedRow.SELECT + " where id = 12").query(SealedRow.class).single();
        Seal seal = sql.sql(Seal.SELECT + " where number = :n").param("n", row.seal()).query(Seal::of).single();
        int place = seal.rowIds().indexOf(12L);
        byte[] digests = seal.rowDigests().clone();
        System.arraycopy(row.digest(), 0, digests, place * SealedRow.DIGEST_LENGTH, SealedRow.DIGEST_LENGTH);
        sql.sql("update read_seal set row_digests = :d where number = :n").param("d", digests).param("n", row.seal()).update();
        assertThat(findings()).singleElement().extracting(Found::kind).isEqualTo("SEAL_CHANGED");
    }

    @Test
    void a_removed_seal_is_found_with_and_without_its_rows() {
        sql.sql("delete from read_seal where number = 2").update();
        assertThat(findings()).extracting(Found::kind).containsExactly("SEAL_REMOVED");
        sql.sql("delete from read_log where seal = 2").update();
        assertThat(findings()).extracting(Found::kind, Found::seal).containsExactly(tuple("SEAL_REMOVED", 2L));
    }

    @Test
    void a_chain_cut_short_is_found_by_what_was_noted_outside_the_database() throws Exception {
        String head = seals.head().orElseThrow();
        assertThat(noted.read()).isEqualTo(head);
        assertThat(command(head)).contains("20 rows under seals 1 to 4", "Everything is as it was sealed.");
        sql.sql("delete from read_seal where number = 4").update();
        assertThat(command(null)).contains("ROW_WITHOUT_SEAL");
        sql.sql("delete from read_log where seal = 4").update();
        assertThat(findings()).extracting(Found::kind, Found::seal).containsExactly(tuple("CUT_SHORT", 3L));
        // sealing goes on, and does not cover it up
        register.listed(TOKYO, Purpose.LIST, 1);
        seals.sealNew();
        assertThat(noted.read()).isEqualTo(head);
        assertThat(findings()).extracting(Found::kind).containsExactly("CUT_SHORT");
        assertThat(command(null)).contains("CUT_SHORT", "NOT as it was sealed.");
        noted.file().toFile().delete();
        assertThat(command(null)).contains("Everything is as it was sealed.");
        assertThat(command(head)).contains("CUT_SHORT", "NOT as it was sealed.");
    }

    /** Ids are given before the commit, so a late one lies below those that are sealed already. */
    @Test
    void a_row_that_a_long_transaction_commits_late_is_sealed_later_and_nobody_waits() throws Exception {
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var reader = Executors.newSingleThreadExecutor();
        var reading = reader.submit(() -> transaction.executeWithoutResult(status -> {
            register.listed(BANGKOK, Purpose.LIST, 7);
            written.countDown();
            try {
                assertThat(mayCommit.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
        register.listed(TOKYO, Purpose.LIST, 8);
        assertThat(seals.sealNew()).isEqualTo(1);
        clock.tick(Duration.ofMinutes(10));
        mayCommit.countDown();
        reading.get();
        reader.shutdown();
        assertThat(seals.sealNew()).isEqualTo(1);
        assertThat(findings()).isEmpty();
        assertThat(sql.sql("select count(*) from read_log where seal is null").query(Long.class).single()).isZero();
        assertThat(sql.sql("select id from read_log where seal is not null order by seal desc limit 1").query(Long.class).single()).isEqualTo(21);
    }

    @Test
    void readers_go_on_while_it_is_sealed_by_several_nodes_and_every_row_has_one_seal() throws Exception {
        var threads = Executors.newFixedThreadPool(4);
        var work = List.of(threads.submit(() -> readOften(TOKYO)), threads.submit(() -> readOften(BANGKOK)), threads.submit(this::sealOften),
                threads.submit(this::sealOften));
        for (var each : work) {
            each.get();
        }
        threads.shutdown();
        seals.sealNew();
        assertThat(findings()).isEmpty();
        Map<Long, Long> times = sql.sql("select unnest(row_ids) as id from read_seal").query(Long.class).list().stream()
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(times).hasSize(20 + 2 * 1500).allSatisfy((id, count) -> assertThat(count).isOne());
    }

    @Test
    void the_nightly_check_is_made_once_and_kept() {
        sql.sql("delete from read_log where id = 3").update();
        verification.verifyNightly();
        verification.verifyNightly();
        assertThat(verification.checks(10)).singleElement().satisfies(check -> {
            assertThat(check.findings()).isOne();
            assertThat(check.rowCount()).isEqualTo(20);
        });
        clock.tick(Duration.ofHours(24));
        verification.verifyNightly();
        assertThat(verification.checks(10)).hasSize(2);
    }

    private void readOften(CurrentUser reader) {
        for (int i = 0; i < 1500; i++) {
            register.listed(reader, Purpose.LIST, i);
        }
    }

    private void sealOften() {
        for (int i = 0; i < 50; i++) {
            seals.sealNew();
        }
    }

    private List<Found> findings() {
        Check check = verification.verifySince(Instant.EPOCH, "test");
        return verification.findingsOf(check.id());
    }

    private String command(String head) throws Exception {
        var out = new ByteArrayOutputStream();
        VerifyReadLog.run(Map.of("MADOGUCHI_DATA_DIRECTORY", directory), head, new PrintStream(out));
        return out.toString();
    }
}
