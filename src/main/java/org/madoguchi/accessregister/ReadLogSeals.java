package org.madoguchi.accessregister;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.DigestKey;
import org.madoguchi.platform.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Seals the read log behind the readers, who never wait for it. The seals are one chain over all offices; whoever takes rows
 * out of it, puts rows in or changes one is found by {@link ReadLogCheck}.
 */
@Component
public class ReadLogSeals {

    private record Batch(String office, LocalDate day) {}

    private static final Logger log = LoggerFactory.getLogger(ReadLogSeals.class);
    private static final int ROWS = 1000;
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    /** Of all nodes one seals, or the chain would fork. */
    private static final String ALONE = "select pg_try_advisory_xact_lock(7224001)";

    private static final String UNSEALED = SealedRow.SELECT + " where seal is null order by id limit " + ROWS;

    private static final String LAST = Seal.SELECT + " order by number desc limit 1";

    private static final String INSERT = """
            insert into read_seal (number, office_code, day, row_ids, row_digests, sealed_at, previous, code)
            values (:number, :office, :day, :ids, :digests, :at, :previous, :code)
            """;

    private final JdbcClient sql;
    private final DigestKey key;
    private final Offices offices;
    private final TransactionTemplate transaction;
    private final NotedSeal noted;
    private final Clock clock;

    ReadLogSeals(JdbcClient sql, Secrets secrets, Offices offices, TransactionTemplate transaction,
            @Value("${madoguchi.data-directory:data}") Path home, Clock clock) {
        this.sql = sql;
        this.key = secrets.digests();
        this.offices = offices;
        this.transaction = transaction;
        this.noted = NotedSeal.in(home);
        this.clock = clock;
    }

    /** Seals what has no seal yet. @return how many rows */
    public int sealNew() {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        int rows = 0;
        for (int some = ROWS; some == ROWS; rows += some) {
            some = transaction.execute(status -> sealSome(at));
        }
        if (rows > 0 && isThere(noted.read())) {
            noted.write(head().orElseThrow());
        }
        return rows;
    }

    /** A note that is not in the chain any more stays: it is the proof that the chain was cut. */
    private boolean isThere(String note) {
        return note == null || sql.sql("select exists (select 1 from read_seal where number || ':' || code = :note)").param("note", note)
                .query(Boolean.class).single();
    }

    private int sealSome(Instant at) {
        if (!sql.sql(ALONE).query(Boolean.class).single()) {
            return 0;
        }
        List<SealedRow> rows = sql.sql(UNSEALED).query(SealedRow.class).list();
        Map<Batch, List<SealedRow>> batches = new LinkedHashMap<>();
        rows.forEach(row -> batches.computeIfAbsent(batchOf(row), key -> new ArrayList<>()).add(row));
        Seal last = sql.sql(LAST).query(Seal::of).optional().orElse(null);
        for (var batch : batches.entrySet()) {
            last = seal(batch.getKey(), batch.getValue(), last, at);
        }
        return rows.size();
    }

    /** The day at the office of the reader. */
    private Batch batchOf(SealedRow row) {
        Optional<Office> office = offices.find(row.officeCode());
        return new Batch(row.officeCode() == null ? "" : row.officeCode(), LocalDate.ofInstant(row.at(), office.map(Office::zone).orElse(TOKYO)));
    }

    private Seal seal(Batch batch, List<SealedRow> rows, Seal last, Instant at) {
        var digests = new ByteArrayOutputStream();
        rows.forEach(row -> digests.writeBytes(row.digest()));
        Seal seal = new Seal(last == null ? 1 : last.number() + 1, batch.office(), batch.day(), rows.stream().map(SealedRow::id).toList(),
                digests.toByteArray(), at, last == null ? Seal.NOTHING : last.code(), null).coded(key);
        Long[] ids = seal.rowIds().toArray(Long[]::new);
        sql.sql(INSERT).param("number", seal.number()).param("office", seal.officeCode()).param("day", seal.day()).param("ids", ids)
                .param("digests", seal.rowDigests()).param("at", at.atOffset(ZoneOffset.UTC)).param("previous", seal.previous())
                .param("code", seal.code()).update();
        sql.sql("update read_log set seal = :number where id = any(:ids)").param("number", seal.number()).param("ids", ids).update();
        if (last == null || !day(last.sealedAt()).equals(day(at))) {
            // outside the database, where it says later that the chain was cut short
            log.info("The read log is sealed up to {}", head(seal));
        }
        return seal;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, TOKYO);
    }

    /** The last seal as {@code number:code}, for keeping it elsewhere; empty before the first. */
    public Optional<String> head() {
        return sql.sql(LAST).query(Seal::of).optional().map(ReadLogSeals::head);
    }

    private static String head(Seal seal) {
        return seal.number() + ":" + seal.code();
    }
}
