package org.madoguchi.sla;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.madoguchi.sla.WorkingCalendar.Closing;
import org.madoguchi.sla.WorkingCalendar.Hours;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the calendars of the offices are made of. */
@Component
class CalendarStore {

    /** Which holidays an office is proposed, or keeps. @param region null for none */
    record Sources(String office, boolean japanese, boolean host, String region) {}

    record WeekDay(String office, DayOfWeek day, Hours hours) {}

    /** @param published stands in the published list; otherwise the office entered it itself */
    record Closed(String office, LocalDate day, Closing why, boolean published) {}

    record Opened(String office, LocalDate day, Hours hours, String note) {}

    record OtherHours(String office, LocalDate firstDay, LocalDate lastDay, Hours hours, String note) {}

    record Zone(String office, LocalDate fromDay, ZoneId zone) {}

    record Published(String office, int year, Instant at, String by) {}

    record Change(String what, String detail, Instant at, String byId) {}

    /** Everything about all offices, or one: there are few hundred of them, and they change a few times a year. */
    record Rows(List<Sources> sources, List<WeekDay> week, List<Closed> closed, List<Opened> opened, List<OtherHours> periods,
            List<Zone> zones, Map<String, ZoneId> firstZones, List<Published> years) {}

    private static final String HOURS = "opens_at, break_from, break_to, closes_at";

    private static final String SAVE_SOURCES = """
            insert into office_calendar (office_code, japanese, host, region) values (:office, :japanese, :host, :region)
            on conflict (office_code) do update set japanese = excluded.japanese, host = excluded.host, region = excluded.region
             where (office_calendar.japanese, office_calendar.host, office_calendar.region)
                   is distinct from (excluded.japanese, excluded.host, excluded.region)
            """;

    private static final String SAVE_HOURS = """
            insert into office_hours (office_code, weekday, opens_at, break_from, break_to, closes_at)
            values (:office, :weekday, :opens, :breakFrom, :breakTo, :closes)
            """;

    /** A holiday of the published list stays one of the list: else it would be gone when the office forgets its own entry. */
    private static final String SAVE_CLOSED = """
            insert into closed_day (office_code, day, name_ja, name_en, source) values (:office, :day, :nameJa, :nameEn, :source)
            on conflict (office_code, day) do update set name_ja = excluded.name_ja, name_en = excluded.name_en, source = excluded.source
             where closed_day.source is not distinct from excluded.source
               and (closed_day.name_ja, closed_day.name_en) is distinct from (excluded.name_ja, excluded.name_en)
            """;

    private static final String SAVE_OPENED = """
            insert into make_up_day (office_code, day, opens_at, break_from, break_to, closes_at, note)
            values (:office, :day, :opens, :breakFrom, :breakTo, :closes, :note)
            on conflict (office_code, day) do update set opens_at = excluded.opens_at, break_from = excluded.break_from,
                   break_to = excluded.break_to, closes_at = excluded.closes_at, note = excluded.note
             where (make_up_day.opens_at, make_up_day.break_from, make_up_day.break_to, make_up_day.closes_at, make_up_day.note)
                   is distinct from (excluded.opens_at, excluded.break_from, excluded.break_to, excluded.closes_at, excluded.note)
            """;

    private static final String SAVE_PERIOD = """
            insert into hours_period (office_code, first_day, last_day, opens_at, break_from, break_to, closes_at, note)
            values (:office, :day, :lastDay, :opens, :breakFrom, :breakTo, :closes, :note)
            on conflict (office_code, first_day) do update set last_day = excluded.last_day, opens_at = excluded.opens_at,
                   break_from = excluded.break_from, break_to = excluded.break_to, closes_at = excluded.closes_at, note = excluded.note
             where (hours_period.last_day, hours_period.opens_at, hours_period.break_from, hours_period.break_to, hours_period.closes_at, hours_period.note)
                   is distinct from (excluded.last_day, excluded.opens_at, excluded.break_from, excluded.break_to, excluded.closes_at, excluded.note)
            """;

    private static final String SAVE_ZONE = """
            insert into office_zone (office_code, from_day, zone) values (:office, :day, :zone)
            on conflict (office_code, from_day) do update set zone = excluded.zone where office_zone.zone <> excluded.zone
            """;

    private static final String PUBLISH = """
            insert into calendar_year (office_code, year, published_at, published_by) values (:office, :year, :at, :by)
            on conflict (office_code, year) do update set published_at = excluded.published_at, published_by = excluded.published_by
            """;

    private final JdbcClient sql;

    CalendarStore(JdbcClient sql) {
        this.sql = sql;
    }

    long version() {
        return sql.sql("select version from calendar_version").query(Long.class).single();
    }

    /** Changes of one office come one after the other. */
    void lock(String office) {
        sql.sql("select code from office where code = :office for no key update").param("office", office).query(String.class).single();
    }

    /** @param office null for all */
    Rows rows(String office) {
        return new Rows(
                read(office, "office_calendar", "office_code", row -> new Sources(row.getString("office_code"), row.getBoolean("japanese"),
                        row.getBoolean("host"), row.getString("region"))),
                read(office, "office_hours", "weekday", row -> new WeekDay(row.getString("office_code"), DayOfWeek.of(row.getInt("weekday")), hours(row))),
                read(office, "closed_day", "day", row -> new Closed(row.getString("office_code"), day(row, "day"),
                        new Closing(row.getString("name_ja"), row.getString("name_en")), row.getString("source") != null)),
                read(office, "make_up_day", "day", row -> new Opened(row.getString("office_code"), day(row, "day"), hours(row), row.getString("note"))),
                read(office, "hours_period", "first_day", row -> new OtherHours(row.getString("office_code"), day(row, "first_day"), day(row, "last_day"),
                        hours(row), row.getString("note"))),
                read(office, "office_zone", "from_day", row -> new Zone(row.getString("office_code"), day(row, "from_day"), ZoneId.of(row.getString("zone")))),
                firstZones(),
                read(office, "calendar_year", "year", row -> new Published(row.getString("office_code"), row.getInt("year"),
                        row.getTimestamp("published_at").toInstant(), row.getString("published_by"))));
    }

    private Map<String, ZoneId> firstZones() {
        return sql.sql("select code, zone from office where code in (select office_code from office_zone)")
                .query((row, n) -> Map.entry(row.getString("code"), ZoneId.of(row.getString("zone")))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    private <T> List<T> read(String office, String table, String order, Row<T> row) {
        return sql.sql("select * from " + table + " where cast(:office as text) is null or office_code = :office order by " + order)
                .param("office", office, Types.VARCHAR).query((one, n) -> row.of(one)).list();
    }

    private static LocalDate day(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDate.class);
    }

    private static Hours hours(ResultSet row) throws SQLException {
        return new Hours(row.getObject("opens_at", LocalTime.class), row.getObject("break_from", LocalTime.class),
                row.getObject("break_to", LocalTime.class), row.getObject("closes_at", LocalTime.class));
    }

    boolean save(Sources sources) {
        return sql.sql(SAVE_SOURCES).param("office", sources.office()).param("japanese", sources.japanese()).param("host", sources.host())
                .param("region", sources.region(), Types.VARCHAR).update() > 0;
    }

    void saveWeek(String office, Map<DayOfWeek, Hours> week) {
        sql.sql("delete from office_hours where office_code = :office").param("office", office).update();
        week.forEach((day, hours) -> with(hours, sql.sql(SAVE_HOURS).param("office", office).param("weekday", day.getValue())).update());
    }

    private static JdbcClient.StatementSpec with(Hours hours, JdbcClient.StatementSpec statement) {
        return statement.param("opens", hours.opensAt()).param("breakFrom", hours.breakFrom(), Types.TIME)
                .param("breakTo", hours.breakTo(), Types.TIME).param("closes", hours.closesAt());
    }

    boolean close(Closed one) {
        return sql.sql(SAVE_CLOSED).param("office", one.office()).param("day", one.day()).param("nameJa", one.why().nameJa())
                .param("nameEn", one.why().nameEn()).param("source", one.published() ? "PUBLISHED" : null, Types.VARCHAR).update() > 0;
    }

    boolean open(Opened one) {
        return with(one.hours(), sql.sql(SAVE_OPENED).param("office", one.office()).param("day", one.day()).param("note", one.note())).update() > 0;
    }

    /** What the office entered about this day itself. */
    boolean removeDay(String office, LocalDate day) {
        return sql.sql("delete from closed_day where office_code = :office and day = :day and source is null").param("office", office).param("day", day).update()
                + removeOpened(office, day) > 0;
    }

    int removeOpened(String office, LocalDate day) {
        return sql.sql("delete from make_up_day where office_code = :office and day = :day").param("office", office).param("day", day).update();
    }

    boolean save(OtherHours one) {
        return with(one.hours(), sql.sql(SAVE_PERIOD).param("office", one.office()).param("day", one.firstDay()).param("lastDay", one.lastDay())
                .param("note", one.note())).update() > 0;
    }

    boolean removePeriod(String office, LocalDate firstDay) {
        return sql.sql("delete from hours_period where office_code = :office and first_day = :day").param("office", office).param("day", firstDay).update() > 0;
    }

    boolean save(Zone one) {
        return sql.sql(SAVE_ZONE).param("office", one.office()).param("day", one.fromDay()).param("zone", one.zone().getId()).update() > 0;
    }

    boolean removeZone(String office, LocalDate fromDay) {
        return sql.sql("delete from office_zone where office_code = :office and from_day = :day").param("office", office).param("day", fromDay).update() > 0;
    }

    /** Takes the holidays out of the list of a year; what the office entered itself stays. */
    void clearPublished(String office, int year) {
        sql.sql("delete from closed_day where office_code = :office and source is not null and extract(year from day) = :year")
                .param("office", office).param("year", year).update();
    }

    void publish(String office, int year, Instant at, String by) {
        sql.sql(PUBLISH).param("office", office).param("year", year).param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).update();
    }

    void record(String office, String what, String detail, Instant at, String by) {
        sql.sql("insert into calendar_change (office_code, what, detail, at, by_id) values (:office, :what, :detail, :at, :by)").param("office", office)
                .param("what", what).param("detail", detail, Types.VARCHAR).param("at", at.atOffset(ZoneOffset.UTC)).param("by", by).update();
    }

    List<Change> changes(String office) {
        return sql.sql("select what, detail, at, by_id from calendar_change where office_code = :office order by id desc limit 50").param("office", office)
                .query((row, n) -> new Change(row.getString("what"), row.getString("detail"), row.getTimestamp("at").toInstant(), row.getString("by_id"))).list();
    }

    Optional<String> overlapping(String office, LocalDate first, LocalDate last) {
        return sql.sql("select note from hours_period where office_code = :office and first_day <> :first and first_day <= :last and last_day >= :first limit 1")
                .param("office", office).param("first", first).param("last", last).query(String.class).optional();
    }
}
