package org.madoguchi.sla;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.CalendarStore.Change;
import org.madoguchi.sla.CalendarStore.Closed;
import org.madoguchi.sla.CalendarStore.Opened;
import org.madoguchi.sla.CalendarStore.OtherHours;
import org.madoguchi.sla.CalendarStore.Rows;
import org.madoguchi.sla.CalendarStore.Sources;
import org.madoguchi.sla.CalendarStore.Zone;
import org.madoguchi.sla.WorkingCalendar.Closing;
import org.madoguchi.sla.WorkingCalendar.Hours;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * How an office changes its calendar. Every change is safe to repeat, is kept with who made it and when, and counts whatever is
 * open in the office again in the same transaction.
 */
@Component
class CalendarChanges {

    enum What { WEEK, CLOSED, OPENED, DAY_REMOVED, PERIOD, PERIOD_REMOVED, ZONE, ZONE_REMOVED, HOLIDAYS, YEAR_PUBLISHED }

    /** The years that can be looked at and published. */
    static final int FIRST_YEAR = 2024;
    static final int LAST_YEAR = 2060;

    /** How long an office can be closed, or keep other hours, by one entry: beyond that a day was mistyped. */
    private static final int LONGEST = 92;
    /** How far ahead something can be entered, in years. */
    private static final int FARTHEST = 5;
    private static final int LONGEST_TEXT = 100;

    private final CalendarStore store;
    private final Calendars calendars;
    private final Sla sla;
    private final Offices offices;
    private final Moments moments;
    private final Clock clock;

    CalendarChanges(CalendarStore store, Calendars calendars, Sla sla, Offices offices, Moments moments, Clock clock) {
        this.store = store;
        this.calendars = calendars;
        this.sla = sla;
        this.offices = offices;
        this.moments = moments;
        this.clock = clock;
    }

    Rows rows(Office office) {
        return store.rows(office.code());
    }

    /** The newest first. */
    List<Change> changes(Office office) {
        return store.changes(office.code());
    }

    /** @param week without the days on which the office is closed. @throws Refusal CALENDAR_NEVER_OPEN, HOURS_REVERSED */
    @Transactional
    public void week(Office office, Map<DayOfWeek, Hours> week, CurrentUser by) {
        if (week.isEmpty()) {
            throw Refusal.badInput("CALENDAR_NEVER_OPEN", "opens-1");
        }
        week.forEach((day, hours) -> requireOrder(hours, "opens-" + day.getValue()));
        store.lock(office.code());
        if (!week.equals(calendars.of(office).week())) {
            store.saveWeek(office.code(), week);
            offices.hours(office, week.values().stream().map(Hours::opensAt).min(Comparator.naturalOrder()).orElseThrow(),
                    week.values().stream().map(Hours::closesAt).max(Comparator.naturalOrder()).orElseThrow());
            changed(office, What.WEEK, null, by);
        }
    }

    /** Closed on these days, both inclusive; a make-up day among them is none any more. @throws Refusal DAYS_REVERSED, DAY_OUT_OF_REACH, FIELD_MISSING, FIELD_INVALID */
    @Transactional
    public void close(Office office, LocalDate firstDay, LocalDate lastDay, String nameJa, String nameEn, CurrentUser by) {
        requireDays(office, firstDay, lastDay);
        Closing why = new Closing(text(nameJa, "nameJa"), text(nameEn, "nameEn"));
        store.lock(office.code());
        boolean changed = false;
        for (LocalDate day = firstDay; !day.isAfter(lastDay); day = day.plusDays(1)) {
            changed |= store.removeOpened(office.code(), day) > 0;
            changed |= store.close(new Closed(office.code(), day, why, false));
        }
        if (changed) {
            changed(office, What.CLOSED, firstDay.equals(lastDay) ? firstDay.toString() : firstDay + "–" + lastDay, by);
        }
    }

    /** Open on this day, whatever the week, a holiday or the office itself said of it. @throws Refusal DAY_OUT_OF_REACH, HOURS_REVERSED, FIELD_MISSING, FIELD_INVALID */
    @Transactional
    public void open(Office office, LocalDate day, Hours hours, String note, CurrentUser by) {
        requireDays(office, day, day);
        requireOrder(hours, "opens");
        Opened opened = new Opened(office.code(), day, hours, text(note, "note"));
        store.lock(office.code());
        if (store.open(opened)) {
            changed(office, What.OPENED, day.toString(), by);
        }
    }

    /** Forgets what the office entered about this day. */
    @Transactional
    public void remove(Office office, LocalDate day, CurrentUser by) {
        store.lock(office.code());
        if (store.removeDay(office.code(), day)) {
            changed(office, What.DAY_REMOVED, day.toString(), by);
        }
    }

    /** @throws Refusal DAYS_REVERSED, DAY_OUT_OF_REACH, HOURS_REVERSED, PERIODS_OVERLAP, FIELD_MISSING, FIELD_INVALID */
    @Transactional
    public void period(Office office, LocalDate firstDay, LocalDate lastDay, Hours hours, String note, CurrentUser by) {
        requireDays(office, firstDay, lastDay);
        requireOrder(hours, "opens");
        OtherHours period = new OtherHours(office.code(), firstDay, lastDay, hours, text(note, "note"));
        store.lock(office.code());
        store.overlapping(office.code(), firstDay, lastDay).ifPresent(other -> {
            throw Refusal.badInput("PERIODS_OVERLAP", "firstDay", other);
        });
        if (store.save(period)) {
            changed(office, What.PERIOD, firstDay + "–" + lastDay, by);
        }
    }

    @Transactional
    public void removePeriod(Office office, LocalDate firstDay, CurrentUser by) {
        store.lock(office.code());
        if (store.removePeriod(office.code(), firstDay)) {
            changed(office, What.PERIOD_REMOVED, firstDay.toString(), by);
        }
    }

    /** The office lives in another zone from this day on. @throws Refusal FIELD_INVALID, DAY_OUT_OF_REACH */
    @Transactional
    public void zone(Office office, LocalDate fromDay, String zone, CurrentUser by) {
        if (!ZoneId.getAvailableZoneIds().contains(zone)) {
            throw Refusal.badInput("FIELD_INVALID", "zone", "zone");
        }
        requireDays(office, fromDay, fromDay);
        store.lock(office.code());
        if (store.save(new Zone(office.code(), fromDay, ZoneId.of(zone)))) {
            offices.changed();
            changed(office, What.ZONE, fromDay + " " + zone, by);
        }
    }

    @Transactional
    public void removeZone(Office office, LocalDate fromDay, CurrentUser by) {
        store.lock(office.code());
        if (store.removeZone(office.code(), fromDay)) {
            offices.changed();
            changed(office, What.ZONE_REMOVED, fromDay.toString(), by);
        }
    }

    /** Which holidays a mission is proposed. @param region empty for none. @throws Refusal LIST_BY_LAW, FIELD_INVALID */
    @Transactional
    public void holidays(Office office, boolean japanese, boolean host, String region, CurrentUser by) {
        requireMission(office);
        if (!region.isEmpty() && !Holidays.regions(office.country()).containsKey(region)) {
            throw Refusal.badInput("FIELD_INVALID", "region", "region");
        }
        store.lock(office.code());
        if (store.save(new Sources(office.code(), japanese, host, region.isEmpty() ? null : region))) {
            changed(office, What.HOLIDAYS, null, by);
        }
    }

    /**
     * From now on this list is what the mission closes on in this year, and what it entered itself.
     *
     * @param days some of the days that were proposed
     * @throws Refusal LIST_BY_LAW, DAY_OUT_OF_REACH, FIELD_INVALID for a day that was not proposed
     */
    @Transactional
    public void publish(Office office, int year, Collection<LocalDate> days, CurrentUser by) {
        requireMission(office);
        requireYear(year);
        store.lock(office.code());
        Rows rows = store.rows(office.code());
        NavigableMap<LocalDate, Closing> proposal = Calendars.proposal(office, Calendars.sources(office, rows), year);
        if (!proposal.keySet().containsAll(days)) {
            throw Refusal.badInput("FIELD_INVALID", "day", "day");
        }
        var wanted = new TreeSet<>(days);
        var listed = new TreeSet<LocalDate>();
        var own = new TreeSet<LocalDate>();
        rows.closed().stream().filter(one -> one.day().getYear() == year).forEach(one -> (one.published() ? listed : own).add(one.day()));
        wanted.removeAll(own);
        if (rows.years().stream().anyMatch(one -> one.year() == year) && listed.equals(wanted)) {
            return;
        }
        store.clearPublished(office.code(), year);
        wanted.forEach(day -> store.close(new Closed(office.code(), day, proposal.get(day), true)));
        store.publish(office.code(), year, clock.instant(), by.id());
        changed(office, What.YEAR_PUBLISHED, String.valueOf(year), by);
    }

    private void changed(Office office, What what, String detail, CurrentUser by) {
        store.record(office.code(), what.name(), detail, clock.instant(), by.id());
        LocalDate today = today(office);
        if (calendars.of(office).neverOpens(today, today.plusYears(FARTHEST + 2L))) {
            throw Refusal.badInput("CALENDAR_NEVER_OPEN", null);
        }
        sla.recompute(office.code());
    }

    private LocalDate today(Office office) {
        return LocalDate.ofInstant(clock.instant(), office.zone());
    }

    private void requireDays(Office office, LocalDate firstDay, LocalDate lastDay) {
        LocalDate earliest = today(office).minusYears(1);
        LocalDate latest = today(office).plusYears(FARTHEST);
        if (firstDay.isBefore(earliest) || firstDay.isAfter(latest)) {
            throw Refusal.badInput("DAY_OUT_OF_REACH", "firstDay", moments.day(earliest), moments.day(latest));
        }
        if (lastDay.isBefore(firstDay)) {
            throw Refusal.badInput("DAYS_REVERSED", "lastDay");
        }
        if (lastDay.isAfter(firstDay.plusDays(LONGEST))) {
            throw Refusal.badInput("DAY_OUT_OF_REACH", "lastDay", moments.day(firstDay), moments.day(firstDay.plusDays(LONGEST)));
        }
    }

    static void requireYear(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw Refusal.badInput("FIELD_INVALID", "year", "year");
        }
    }

    private static void requireMission(Office office) {
        if (Calendars.inJapan(office)) {
            throw Refusal.conflict("LIST_BY_LAW");
        }
    }

    private static void requireOrder(Hours hours, String field) {
        if (!hours.inOrder()) {
            throw Refusal.badInput("HOURS_REVERSED", field);
        }
    }

    private static String text(String text, String field) {
        if (text.isBlank()) {
            throw Refusal.badInput("FIELD_MISSING", field, field);
        }
        if (text.length() > LONGEST_TEXT) {
            throw Refusal.badInput("FIELD_INVALID", field, field);
        }
        return text.strip();
    }
}
