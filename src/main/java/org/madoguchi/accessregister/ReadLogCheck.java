package org.madoguchi.accessregister;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.madoguchi.platform.DigestKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Goes through the seals and finds what is not as it was sealed, and where. Needs a database and the key, and no product. */
final class ReadLogCheck {

    enum Kind { ROW_CHANGED, ROW_REMOVED, ROW_ADDED, ROW_TOO_LATE, ROW_WITHOUT_SEAL, SEAL_CHANGED, SEAL_REMOVED, CUT_SHORT }

    /** {@code rowId} is null where the seal itself is wrong; office and day are null where nothing is left to tell them. */
    record Finding(Kind kind, Long seal, String officeCode, LocalDate day, Long rowId) {}

    record Result(long fromSeal, long untilSeal, long rows, List<Finding> findings) {}

    private static final int SEALS = 50;

    private static final String PAGE = Seal.SELECT + " where number > :after order by number limit " + SEALS;

    private static final String ROWS = SealedRow.SELECT + " where seal > :after and seal <= :last order by seal, id";

    /** Rows that name a seal which is not there, before the first one looked at and behind the last. */
    private static final String STRAY = SealedRow.SELECT + """
             where seal > :last or seal < (select coalesce(min(number), 0) from read_seal)
             order by id limit 1000
            """;

    private final JdbcClient sql;
    private final DigestKey key;
    private final Duration late;

    /** @param late how long after a run of the sealing a row of an earlier time may still come: the longest transaction */
    ReadLogCheck(JdbcClient sql, DigestKey key, Duration late) {
        this.sql = sql;
        this.key = key;
        this.late = late;
    }

    /**
     * @param first the seal to begin with
     * @param head {@code number:code} of a seal as it was noted elsewhere, or null
     */
    Result verify(long first, String head) {
        List<Finding> findings = new ArrayList<>();
        Seal before = first <= 1 ? null : sql.sql(Seal.SELECT + " where number = :n").param("n", first - 1).query(Seal::of).optional().orElse(null);
        Instant earlierRun = before == null ? null : before.sealedAt();
        Instant run = earlierRun;
        boolean genuine = before == null || isGenuine(before);
        long last = first - 1;
        long expected = first;
        Set<Long> doubted = new HashSet<>();
        long rows = 0;
        boolean headSeen = head == null;
        for (List<Seal> page = page(last); !page.isEmpty(); page = page(last)) {
            Map<Long, Map<Long, SealedRow>> bySeal = rowsOf(last, page.get(page.size() - 1).number());
            for (Seal seal : page) {
                String follows = follows(seal, before, genuine);
                genuine = isGenuine(seal);
                if (genuine) {
                    // the number of a made-up seal would tell nothing about those before it
                    for (long gone = expected; gone < seal.number(); gone++) {
                        if (!doubted.contains(gone)) {
                            findings.add(removed(gone));
                        }
                    }
                    expected = seal.number() + 1;
                    if (run == null || seal.sealedAt().isAfter(run)) {
                        earlierRun = run;
                        run = seal.sealedAt();
                    }
                } else {
                    doubted.add(seal.number());
                }
                if (!genuine || follows != null && !follows.equals(seal.previous())) {
                    findings.add(new Finding(Kind.SEAL_CHANGED, seal.number(), seal.officeCode(), seal.day(), null));
                }
                rows += compare(seal, bySeal.getOrDefault(seal.number(), Map.of()), earlierRun, findings);
                headSeen |= (seal.number() + ":" + seal.code()).equals(head);
                before = seal;
                last = seal.number();
            }
        }
        sql.sql(STRAY).param("last", last).query(SealedRow.class).list().forEach(row -> findings.add(of(Kind.ROW_WITHOUT_SEAL, row.seal(), row)));
        if (!headSeen) {
            findings.add(new Finding(Kind.CUT_SHORT, last, null, null, null));
        }
        return new Result(first, last, rows, findings);
    }

    /** The code that this seal should name as the one before; null where that is missing or wrong itself, and found already. */
    private static String follows(Seal seal, Seal before, boolean genuine) {
        if (seal.number() == 1) {
            return Seal.NOTHING;
        }
        return genuine && before != null && before.number() == seal.number() - 1 ? before.code() : null;
    }

    private boolean isGenuine(Seal seal) {
        return seal.code().equals(seal.codeBy(key));
    }

    private List<Seal> page(long after) {
        return sql.sql(PAGE).param("after", after).query(Seal::of).list();
    }

    private Map<Long, Map<Long, SealedRow>> rowsOf(long after, long last) {
        Map<Long, Map<Long, SealedRow>> rows = new LinkedHashMap<>();
        sql.sql(ROWS).param("after", after).param("last", last).query(SealedRow.class).list()
                .forEach(row -> rows.computeIfAbsent(row.seal(), seal -> new LinkedHashMap<>()).put(row.id(), row));
        return rows;
    }

    /** The seal is gone; its rows may still be there. */
    private Finding removed(long seal) {
        return sql.sql(SealedRow.SELECT + " where seal = :seal order by id limit 1").param("seal", seal).query(SealedRow.class).optional()
                .map(row -> new Finding(Kind.SEAL_REMOVED, seal, row.officeCode(), day(row), null))
                .orElseGet(() -> new Finding(Kind.SEAL_REMOVED, seal, null, null, null));
    }

    private long compare(Seal seal, Map<Long, SealedRow> found, Instant earlierRun, List<Finding> findings) {
        Set<Long> sealed = new HashSet<>(seal.rowIds());
        for (int place = 0; place < seal.rowIds().size(); place++) {
            long id = seal.rowIds().get(place);
            SealedRow row = found.containsKey(id) ? found.get(id) : byId(id);
            if (row == null) {
                findings.add(new Finding(Kind.ROW_REMOVED, seal.number(), seal.officeCode(), seal.day(), id));
            } else if (!seal.holds(place, row)) {
                findings.add(new Finding(Kind.ROW_CHANGED, seal.number(), seal.officeCode(), seal.day(), id));
            } else if (earlierRun != null && row.at().isBefore(earlierRun.minus(late))) {
                findings.add(new Finding(Kind.ROW_TOO_LATE, seal.number(), seal.officeCode(), seal.day(), id));
            }
        }
        found.values().stream().filter(row -> !sealed.contains(row.id()))
                .forEach(row -> findings.add(new Finding(Kind.ROW_ADDED, seal.number(), seal.officeCode(), seal.day(), row.id())));
        return sealed.size();
    }

    private SealedRow byId(long id) {
        return sql.sql(SealedRow.SELECT + " where id = :id").param("id", id).query(SealedRow.class).optional().orElse(null);
    }

    private static Finding of(Kind kind, Long seal, SealedRow row) {
        return new Finding(kind, seal, row.officeCode(), day(row), row.id());
    }

    /** Null for a time that no reading had, such as infinity. */
    private static LocalDate day(SealedRow row) {
        LocalDate day = LocalDate.ofInstant(row.at(), ZoneOffset.UTC);
        return day.getYear() < 2000 || day.getYear() > 9999 ? null : day;
    }
}
