package org.madoguchi.sla;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.madoguchi.identity.Office;
import org.madoguchi.sla.CalendarStore.Published;
import org.madoguchi.sla.CalendarStore.Rows;
import org.madoguchi.sla.CalendarStore.Sources;
import org.madoguchi.sla.WorkingCalendar.Closing;
import org.madoguchi.sla.WorkingCalendar.Hours;
import org.springframework.stereotype.Component;

/**
 * The calendars of all offices as the database says them. They are remembered as long as the version in the database stays;
 * asking for it is the one statement that a calendar costs.
 */
@Component
class Calendars {

    /** All calendars at one version, each built when it is first asked for. */
    private record Snapshot(long version, Rows rows, Map<Office, WorkingCalendar> built) {}

    private final CalendarStore store;
    private volatile Snapshot known = new Snapshot(-1, null, Map.of());

    Calendars(CalendarStore store) {
        this.store = store;
    }

    WorkingCalendar of(Office office) {
        Snapshot now = known;
        long version = store.version();
        if (now.version != version) {
            now = new Snapshot(version, store.rows(null), new ConcurrentHashMap<>());
            known = now;
        }
        Rows rows = now.rows;
        return now.built.computeIfAbsent(office, one -> build(one, rows));
    }

    /** Which holidays an office has unless it said otherwise. */
    static Sources sources(Office office, Rows rows) {
        return rows.sources().stream().filter(one -> one.office().equals(office.code())).findFirst()
                .orElseGet(() -> new Sources(office.code(), true, !inJapan(office), null));
    }

    /** In Japan the holidays are closed by law; elsewhere the head of the mission says each year which ones are. */
    static boolean inJapan(Office office) {
        return office.kind() != Office.Kind.MISSION;
    }

    /** The holidays that an office is proposed for a year: where two fall on one day, the one of the host country is named. */
    static NavigableMap<LocalDate, Closing> proposal(Office office, Sources sources, int year) {
        NavigableMap<LocalDate, Closing> days = JapaneseHolidays.closingOfTheYear(year);
        if (sources.japanese()) {
            days.putAll(Holidays.of("JP", null, year));
        }
        if (sources.host() && !inJapan(office)) {
            days.putAll(Holidays.of(office.country(), sources.region(), year));
        }
        return days;
    }

    private static WorkingCalendar build(Office office, Rows rows) {
        String code = office.code();
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        rows.week().stream().filter(one -> one.office().equals(code)).forEach(one -> week.put(one.day(), one.hours()));
        if (week.isEmpty()) {
            office.workingDays().forEach(day -> week.put(day, new Hours(office.opensAt(), office.closesAt())));
        }
        NavigableMap<LocalDate, ZoneId> zones = new TreeMap<>();
        zones.put(LocalDate.MIN, rows.firstZones().getOrDefault(code, office.zone()));
        rows.zones().stream().filter(one -> one.office().equals(code)).forEach(one -> zones.put(one.fromDay(), one.zone()));

        Sources sources = sources(office, rows);
        Set<Integer> published = rows.years().stream().filter(one -> one.office().equals(code)).map(Published::year).collect(Collectors.toSet());
        Map<Integer, Map<LocalDate, Closing>> listed = new HashMap<>();
        rows.closed().stream().filter(one -> one.office().equals(code))
                .forEach(one -> listed.computeIfAbsent(one.day().getYear(), year -> new HashMap<>()).put(one.day(), one.why()));
        Map<Integer, Map<LocalDate, Closing>> closings = new ConcurrentHashMap<>();
        return new WorkingCalendar(zones, week, wanted -> closings.computeIfAbsent(wanted, year -> {
            Map<LocalDate, Closing> days = new HashMap<>(published.contains(year) ? Map.of() : proposal(office, sources, year));
            days.putAll(listed.getOrDefault(year, Map.of()));
            return Map.copyOf(days);
        }), rows.opened().stream().filter(one -> one.office().equals(code))
                .collect(Collectors.toUnmodifiableMap(CalendarStore.Opened::day, CalendarStore.Opened::hours)),
                rows.periods().stream().filter(one -> one.office().equals(code))
                        .map(one -> new WorkingCalendar.Period(one.firstDay(), one.lastDay(), one.hours())).toList());
    }
}
