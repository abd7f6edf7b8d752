package org.madoguchi.accessregister;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.ReaderDay.Reading;
import org.madoguchi.accessregister.ReaderDay.Unusual;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks for what stands out in how staff read, and keeps it until the privacy officer has looked into it. */
@Component
public class UnusualReadings {

    /** {@code usual} is null unless the reason is the number of cases; {@code lookedAt} while nobody has looked into it. */
    public record Entry(long id, String readerId, String officeCode, LocalDate day, String reason, int times, Integer usual, Instant firstAt,
            Instant lastAt, Instant lookedAt, String lookedBy, String note) {}

    /** A reading of that reader on that day; a list has no case. */
    public record Line(Instant at, String caseNumber, String purpose, int rowCount) {}

    public record DayCount(LocalDate day, int found) {}

    private static final int NOTE = 1000;

    private static final String READERS = """
            select reader_id, office_code
              from read_log
             where at >= :since and reader_kind = 'STAFF' and office_code is not null
             group by reader_id, office_code
             order by reader_id, office_code
            """;

    private static final String READINGS = """
            select at, case_number, purpose
              from read_log
             where reader_id = :reader and office_code = :office and at >= :from and at < :until and reader_kind = 'STAFF'
             order by at, id
            """;

    /** The middle one of the days on which this reader opened anything. */
    private static final String USUAL = """
            select coalesce(percentile_disc(0.5) within group (order by cases), 0)
              from (select count(distinct case_number) as cases
                      from read_log
                     where reader_id = :reader and office_code = :office and at >= :from and at < :until and reader_kind = 'STAFF'
                       and case_number is not null
                     group by (at at time zone :zone)::date) days
            """;

    /** What has grown since somebody looked into it is to be looked into again. */
    private static final String KEEP = """
            insert into unusual_reading (reader_id, office_code, day, reason, times, usual, first_at, last_at, found_at)
            values (:reader, :office, :day, :reason, :times, :usual, :first, :last, :now)
            on conflict (reader_id, office_code, day, reason) do update
               set times = excluded.times, usual = excluded.usual, first_at = excluded.first_at, last_at = excluded.last_at,
                   looked_at = null, looked_by = null
             where unusual_reading.times < excluded.times
            """;

    private static final String COLUMNS = """
            select id, reader_id, office_code, day, reason, times, usual, first_at, last_at, looked_at, looked_by, note
              from unusual_reading
            """;

    private static final String LIST = COLUMNS + """
             where (:all or looked_at is null) and (day, id) < (:day, :id)
             order by day desc, id desc
             limit :rows
            """;

    private static final String DAYS = """
            select d::date as day, count(u.id) as found
              from generate_series(cast(:from as date), cast(:until as date), interval '1 day') d
              left join unusual_reading u on u.day = d::date
             group by d
             order by d
            """;

    private final JdbcClient sql;
    private final Offices offices;
    private final Optional<OpenTasks> tasks;
    private final UnusualSettings settings;
    private final Clock clock;
    private volatile Instant lookedAt;

    UnusualReadings(JdbcClient sql, Offices offices, Optional<OpenTasks> tasks, UnusualSettings settings, Clock clock) {
        this.sql = sql;
        this.offices = offices;
        this.tasks = tasks;
        this.settings = settings;
        this.clock = clock;
    }

    /** Looks at yesterday and today of everybody who has read since the last time; after a start, in the last two days. */
    public void look() {
        record Reader(String readerId, String officeCode) {}
        Instant now = clock.instant();
        // an hour for those who write late
        Instant since = lookedAt == null ? now.minus(2, ChronoUnit.DAYS) : lookedAt.minus(1, ChronoUnit.HOURS);
        for (Reader reader : sql.sql(READERS).param("since", since.atOffset(ZoneOffset.UTC)).query(Reader.class).list()) {
            Office office = offices.get(reader.officeCode());
            LocalDate today = LocalDate.ofInstant(clock.instant(), office.zone());
            look(reader.readerId(), office, today.minusDays(1));
            look(reader.readerId(), office, today);
        }
        lookedAt = now;
    }

    private void look(String reader, Office office, LocalDate day) {
        Instant from = day.atStartOfDay(office.zone()).toInstant();
        Instant until = day.plusDays(1).atStartOfDay(office.zone()).toInstant();
        List<Reading> readings = of(READINGS, reader, office, from, until).query(Reading.class).list();
        Set<String> opened = readings.stream().map(Reading::caseNumber).filter(Objects::nonNull).collect(Collectors.toSet());
        if (opened.isEmpty()) {
            return;
        }
        int usual = opened.size() < settings.volumeFrom() ? 0
                : of(USUAL, reader, office, day.minusDays(settings.habitDays()).atStartOfDay(office.zone()).toInstant(), from)
                        .param("zone", office.zone().getId()).query(Integer.class).single();
        Set<String> withTask = tasks.map(list -> list.casesWithTask(office.code(), opened, from.minus(settings.taskWithin()), until)).orElse(Set.of());
        new ReaderDay(office, readings, usual, withTask).unusual(settings).forEach(found -> keep(reader, office, day, found));
    }

    private JdbcClient.StatementSpec of(String query, String reader, Office office, Instant from, Instant until) {
        return sql.sql(query).param("reader", reader).param("office", office.code()).param("from", from.atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC));
    }

    private void keep(String reader, Office office, LocalDate day, Unusual found) {
        sql.sql(KEEP).param("reader", reader).param("office", office.code()).param("day", day).param("reason", found.reason().name())
                .param("times", found.times()).param("usual", found.usual()).param("first", found.firstAt().atOffset(ZoneOffset.UTC))
                .param("last", found.lastAt().atOffset(ZoneOffset.UTC)).param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /**
     * The latest day first.
     *
     * @param all also what somebody has looked into
     * @param before the entry behind which to begin, or null
     */
    public List<Entry> list(boolean all, Entry before, int rows) {
        return sql.sql(LIST).param("all", all).param("day", before == null ? LocalDate.of(9999, 1, 1) : before.day())
                .param("id", before == null ? 0 : before.id()).param("rows", rows).query(Entry.class).list();
    }

    /** @throws Refusal UNUSUAL_READING_UNKNOWN */
    public Entry get(long id) {
        return sql.sql(COLUMNS + " where id = :id").param("id", id).query(Entry.class).optional()
                .orElseThrow(() -> Refusal.notFound("UNUSUAL_READING_UNKNOWN", String.valueOf(id)));
    }

    /** What that reader read on that day, oldest first, at most 500. */
    public List<Line> readings(Entry entry) {
        Office office = offices.get(entry.officeCode());
        return of("select at, case_number, purpose, row_count from read_log where reader_id = :reader and office_code = :office and at >= :from "
                        + "and at < :until and reader_kind = 'STAFF' order by at, id limit 500", entry.readerId(), office,
                entry.day().atStartOfDay(office.zone()).toInstant(), entry.day().plusDays(1).atStartOfDay(office.zone()).toInstant())
                .query(Line.class).list();
    }

    /** The privacy officer has looked into it. @param note what came of it, required */
    public void lookedInto(long id, String note, CurrentUser officer) {
        if (note == null || note.isBlank()) {
            throw Refusal.badInput("FIELD_EMPTY", "note");
        }
        if (note.length() > NOTE) {
            throw Refusal.badInput("TEXT_TOO_LONG", "note", NOTE);
        }
        sql.sql("update unusual_reading set looked_at = :at, looked_by = :by, note = :note where id = :id").param("id", get(id).id())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", officer.id()).param("note", note.strip()).update();
    }

    /** Whether this office had a task of the case at that time, or shortly before. */
    public boolean hadTask(String office, String caseNumber, Instant at) {
        return tasks.map(list -> !list.casesWithTask(office, Set.of(caseNumber), at.minus(settings.taskWithin()), at).isEmpty()).orElse(false);
    }

    /** How much stood out on each of the last days. */
    public Map<LocalDate, Integer> perDay(int days, LocalDate until) {
        return sql.sql(DAYS).param("from", until.minusDays(days - 1L)).param("until", until).query(DayCount.class).list().stream()
                .collect(Collectors.toMap(DayCount::day, DayCount::found, (a, b) -> a, LinkedHashMap::new));
    }
}
