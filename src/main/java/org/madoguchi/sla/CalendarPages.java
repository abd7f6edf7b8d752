package org.madoguchi.sla;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.CalendarStore.Closed;
import org.madoguchi.sla.CalendarStore.Opened;
import org.madoguchi.sla.CalendarStore.OtherHours;
import org.madoguchi.sla.CalendarStore.Rows;
import org.madoguchi.sla.CalendarStore.Sources;
import org.madoguchi.sla.CalendarStore.Zone;
import org.madoguchi.sla.WorkingCalendar.Closing;
import org.madoguchi.sla.WorkingCalendar.Hours;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The calendar of an office: the year at a glance and the forms that change it. */
@Controller
@RequestMapping("/admin/offices/{code}/calendar")
class CalendarPages {

    /** How a day differs; each has a mark of its own besides a colour. */
    enum Kind { WORKED, REST, CLOSED, OPENED, OTHER_HOURS }

    /** @param text what is to be said of the day, null where nothing is */
    record Day(LocalDate date, Kind kind, String text) {}

    /** @param weeks from Monday to Sunday, null where the month has no such day */
    record MonthTable(String name, List<List<Day>> weeks) {}

    record WeekDay(int number, String name, Hours hours) {}

    /** @param japanese name where Japan has a holiday or the offices close, null otherwise; {@code host} likewise */
    record Proposed(LocalDate day, Closing japanese, Closing host, boolean ticked) {}

    record Entry(LocalDate day, boolean open, String text) {}

    record ChangeLine(String what, String detail, Instant at, String by) {}

    record YearPage(Office office, int year, List<MonthTable> months, boolean byLaw, Instant publishedAt, String publishedBy, Sources sources,
            Map<String, String> regions, boolean hostKnown, boolean hostChecked, List<Proposed> proposal, List<WeekDay> week, Hours usual,
            List<Entry> entries, List<OtherHours> periods, List<Holidays.Ramadan> ramadans, List<Zone> zones, List<ChangeLine> changes,
            List<String> weekDays) {

        public boolean confirmed() {
            return byLaw || publishedAt != null;
        }

        public boolean hasEarlier() {
            return year > CalendarChanges.FIRST_YEAR;
        }

        public boolean hasLater() {
            return year < CalendarChanges.LAST_YEAR;
        }
    }

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private final CalendarChanges changes;
    private final Calendars calendars;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final Clock clock;

    CalendarPages(CalendarChanges changes, Calendars calendars, Offices offices, Staff staff, Moments moments, Clock clock) {
        this.changes = changes;
        this.calendars = calendars;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping
    String year(@PathVariable String code, @RequestParam(required = false) Integer year, @AuthenticationPrincipal CurrentUser user, Locale locale,
            Model model) {
        Office office = offices.get(code);
        int shown = year == null ? LocalDate.ofInstant(clock.instant(), office.zone()).getYear() : year;
        CalendarChanges.requireYear(shown);
        Rows rows = changes.rows(office);
        WorkingCalendar calendar = calendars.of(office);
        Sources sources = Calendars.sources(office, rows);
        var published = rows.years().stream().filter(one -> one.year() == shown).findFirst();
        List<CalendarStore.Change> made = changes.changes(office);
        var people = new ArrayList<>(made.stream().map(CalendarStore.Change::byId).toList());
        published.ifPresent(one -> people.add(one.by()));
        Map<String, CurrentUser> by = staff.named(people.stream().distinct().toList());
        model.addAttribute("page", new YearPage(office, shown, Arrays.stream(Month.values()).map(month -> month(calendar, rows, shown, month, locale)).toList(),
                Calendars.inJapan(office), published.map(CalendarStore.Published::at).orElse(null),
                published.map(one -> name(by, one.by(), locale)).orElse(null), sources, Holidays.regions(office.country()), Holidays.known(office.country()),
                Holidays.CHECKED.contains(office.country()), proposal(office, sources, calendar, rows, shown, published.isPresent()),
                Arrays.stream(DayOfWeek.values()).map(day -> new WeekDay(day.getValue(), day.getDisplayName(TextStyle.FULL, locale), calendar.week().get(day))).toList(),
                calendar.week().values().iterator().next(), entries(rows, shown, locale),
                rows.periods().stream().filter(one -> one.firstDay().getYear() == shown || one.lastDay().getYear() == shown).toList(),
                Calendars.inJapan(office) ? List.of() : Holidays.ramadans(shown), rows.zones(),
                made.stream().map(one -> new ChangeLine(one.what(), detail(one.detail()), one.at(), name(by, one.byId(), locale))).toList(),
                Arrays.stream(DayOfWeek.values()).map(day -> day.getDisplayName(TextStyle.SHORT, locale)).toList()));
        model.addAttribute("zone", offices.zoneOf(user));
        return "sla/Calendar";
    }

    private static String name(Map<String, CurrentUser> people, String id, Locale locale) {
        return people.containsKey(id) ? CurrentUser.name(people.get(id), locale) : id;
    }

    private String detail(String stored) {
        return stored == null ? null : DAY.matcher(stored).replaceAll(day -> moments.day(LocalDate.parse(day.group())));
    }

    private MonthTable month(WorkingCalendar calendar, Rows rows, int year, Month month, Locale locale) {
        LocalDate first = LocalDate.of(year, month, 1);
        List<List<Day>> weeks = new ArrayList<>();
        for (LocalDate monday = first.minusDays(first.getDayOfWeek().getValue() - 1L); monday.isBefore(first.plusMonths(1)); monday = monday.plusDays(7)) {
            List<Day> week = new ArrayList<>();
            for (LocalDate day = monday; day.isBefore(monday.plusDays(7)); day = day.plusDays(1)) {
                week.add(day.getMonth() == month ? day(calendar, rows, day, locale) : null);
            }
            weeks.add(week);
        }
        return new MonthTable(month.getDisplayName(TextStyle.FULL_STANDALONE, locale), weeks);
    }

    private Day day(WorkingCalendar calendar, Rows rows, LocalDate day, Locale locale) {
        Hours hours = calendar.hoursOn(day);
        if (calendar.opened().containsKey(day)) {
            String note = rows.opened().stream().filter(one -> one.day().equals(day)).map(Opened::note).findFirst().orElse("");
            return new Day(day, Kind.OPENED, note + " " + hours);
        }
        if (hours != null) {
            return hours.equals(calendar.week().get(day.getDayOfWeek())) ? new Day(day, Kind.WORKED, null) : new Day(day, Kind.OTHER_HOURS, hours.toString());
        }
        Closing why = calendar.closings().apply(day.getYear()).get(day);
        return why == null ? new Day(day, Kind.REST, null) : new Day(day, Kind.CLOSED, why.name(locale));
    }

    /** Of the holidays only those on days that the office would work. */
    private static List<Proposed> proposal(Office office, Sources sources, WorkingCalendar calendar, Rows rows, int year, boolean published) {
        if (Calendars.inJapan(office)) {
            return List.of();
        }
        Set<LocalDate> listed = rows.closed().stream().map(Closed::day).collect(Collectors.toSet());
        NavigableMap<LocalDate, Closing> japanese = JapaneseHolidays.closingOfTheYear(year);
        japanese.putAll(sources.japanese() ? Holidays.of("JP", null, year) : Map.of());
        NavigableMap<LocalDate, Closing> host = sources.host() ? Holidays.of(office.country(), sources.region(), year) : new TreeMap<>();
        return Calendars.proposal(office, sources, year).keySet().stream().filter(day -> calendar.week().containsKey(day.getDayOfWeek()))
                .map(day -> new Proposed(day, japanese.get(day), host.get(day), !published || listed.contains(day))).toList();
    }

    private List<Entry> entries(Rows rows, int year, Locale locale) {
        NavigableMap<LocalDate, Entry> entries = new TreeMap<>();
        rows.closed().stream().filter(one -> !one.published() && one.day().getYear() == year)
                .forEach(one -> entries.put(one.day(), new Entry(one.day(), false, one.why().name(locale))));
        rows.opened().stream().filter(one -> one.day().getYear() == year)
                .forEach(one -> entries.put(one.day(), new Entry(one.day(), true, one.note() + " " + one.hours())));
        return List.copyOf(entries.values());
    }

    @PostMapping("/week")
    String week(@PathVariable String code, @RequestParam int year, @RequestParam MultiValueMap<String, String> fields, @AuthenticationPrincipal CurrentUser by) {
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            LocalTime opens = time(fields, "opens-" + day.getValue());
            LocalTime breakFrom = time(fields, "breakFrom-" + day.getValue());
            LocalTime breakTo = time(fields, "breakTo-" + day.getValue());
            LocalTime closes = time(fields, "closes-" + day.getValue());
            if (opens != null && closes != null) {
                week.put(day, new Hours(opens, breakFrom, breakTo, closes));
            } else if (opens != null || closes != null || breakFrom != null || breakTo != null) {
                String missing = (opens == null ? "opens-" : "closes-") + day.getValue();
                throw Refusal.badInput("FIELD_MISSING", missing, missing);
            }
        }
        changes.week(offices.get(code), week, by);
        return back(code, year);
    }

    private static LocalTime time(MultiValueMap<String, String> fields, String name) {
        String text = fields.getFirst(name);
        try {
            return text == null || text.isBlank() ? null : LocalTime.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.badInput("FIELD_INVALID", name, name);
        }
    }

    @PostMapping("/closed")
    String close(@PathVariable String code, @RequestParam int year, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate firstDay,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay, @RequestParam String nameJa,
            @RequestParam String nameEn, @AuthenticationPrincipal CurrentUser by) {
        changes.close(offices.get(code), firstDay, lastDay == null ? firstDay : lastDay, nameJa, nameEn, by);
        return back(code, year);
    }

    @PostMapping("/open")
    String open(@PathVariable String code, @RequestParam int year, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @RequestParam LocalTime opens, @RequestParam(required = false) LocalTime breakFrom, @RequestParam(required = false) LocalTime breakTo,
            @RequestParam LocalTime closes, @RequestParam String note, @AuthenticationPrincipal CurrentUser by) {
        changes.open(offices.get(code), day, new Hours(opens, breakFrom, breakTo, closes), note, by);
        return back(code, year);
    }

    @PostMapping("/remove")
    String remove(@PathVariable String code, @RequestParam int year, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal CurrentUser by) {
        changes.remove(offices.get(code), day, by);
        return back(code, year);
    }

    @PostMapping("/period")
    String period(@PathVariable String code, @RequestParam int year, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate firstDay,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay, @RequestParam LocalTime opens,
            @RequestParam(required = false) LocalTime breakFrom, @RequestParam(required = false) LocalTime breakTo, @RequestParam LocalTime closes,
            @RequestParam String note, @AuthenticationPrincipal CurrentUser by) {
        changes.period(offices.get(code), firstDay, lastDay, new Hours(opens, breakFrom, breakTo, closes), note, by);
        return back(code, year);
    }

    @PostMapping("/period/remove")
    String removePeriod(@PathVariable String code, @RequestParam int year,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate firstDay, @AuthenticationPrincipal CurrentUser by) {
        changes.removePeriod(offices.get(code), firstDay, by);
        return back(code, year);
    }

    @PostMapping("/zone")
    String zone(@PathVariable String code, @RequestParam int year, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate fromDay,
            @RequestParam String zone, @AuthenticationPrincipal CurrentUser by) {
        changes.zone(offices.get(code), fromDay, zone, by);
        return back(code, year);
    }

    @PostMapping("/zone/remove")
    String removeZone(@PathVariable String code, @RequestParam int year, @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate fromDay,
            @AuthenticationPrincipal CurrentUser by) {
        changes.removeZone(offices.get(code), fromDay, by);
        return back(code, year);
    }

    @PostMapping("/holidays")
    String holidays(@PathVariable String code, @RequestParam int year, @RequestParam(defaultValue = "false") boolean japanese,
            @RequestParam(defaultValue = "false") boolean host, @RequestParam(defaultValue = "") String region, @AuthenticationPrincipal CurrentUser by) {
        changes.holidays(offices.get(code), japanese, host, region, by);
        return back(code, year);
    }

    @PostMapping("/publish")
    String publish(@PathVariable String code, @RequestParam int year,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) List<LocalDate> day, @AuthenticationPrincipal CurrentUser by) {
        changes.publish(offices.get(code), year, day == null ? List.of() : day, by);
        return back(code, year);
    }

    private static String back(String code, int year) {
        CalendarChanges.requireYear(year);
        return "redirect:/admin/offices/" + code + "/calendar?year=" + year;
    }
}
