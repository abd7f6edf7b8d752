package org.madoguchi.sla;

import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;

import de.focus_shift.jollyday.core.CalendarHierarchy;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.time.chrono.HijrahChronology;
import java.time.chrono.HijrahDate;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.madoguchi.sla.WorkingCalendar.Closing;

/** The public holidays of countries, and the month of Ramadan: proposals, which an office confirms. */
final class Holidays {

    /** The first and the last day of a Ramadan by the calculated calendar; the sighted moon may differ by a day. */
    record Ramadan(LocalDate firstDay, LocalDate lastDay) {}

    /** Countries whose holidays a test holds against a second source; of the others an office should trust the proposal less. */
    static final Set<String> CHECKED = Set.of("JP US CA GB FR DE IT NL BE CH AT SE FI PL CZ AU NZ ZA".split(" "));

    private static final String JAPAN = "JP";
    private static final int RAMADAN = 9;

    private Holidays() {}

    /** Whether the holidays of this country are known at all. */
    static boolean known(String country) {
        return JAPAN.equals(country) || HolidayManager.getSupportedCalendarCodes().contains(country);
    }

    /**
     * The public holidays of a country in a year, none where they are not known.
     *
     * @param region a part of the country with holidays of its own, such as {@code by} in Germany; null for none
     */
    static NavigableMap<LocalDate, Closing> of(String country, String region, int year) {
        if (JAPAN.equals(country)) {
            return JapaneseHolidays.of(year);
        }
        NavigableMap<LocalDate, Closing> days = new TreeMap<>();
        if (known(country)) {
            String[] part = region == null ? new String[0] : new String[] {region};
            manager(country).getHolidays(Year.of(year), part).stream().filter(holiday -> holiday.getType() == HolidayType.PUBLIC_HOLIDAY)
                    .forEach(holiday -> {
                        // The library has no names in Japanese.
                        String name = holiday.getDescription(Locale.ENGLISH);
                        days.put(holiday.getDate(), new Closing(name, name));
                    });
            if (country.equals("US")) {
                // 5 U.S.C. 6103; the library has it in the states only
                days.put(LocalDate.of(year, 10, 1).with(dayOfWeekInMonth(2, DayOfWeek.MONDAY)), new Closing("コロンブス・デー", "Columbus Day"));
            }
        }
        return days;
    }

    /** The parts of a country with holidays of their own, by code, with their names. */
    static Map<String, String> regions(String country) {
        return JAPAN.equals(country) || !known(country) ? Map.of()
                : manager(country).getCalendarHierarchy().getChildren().values().stream().collect(Collectors.toMap(CalendarHierarchy::getId,
                        part -> part.getDescription(Locale.ENGLISH), (a, b) -> a, TreeMap::new));
    }

    private static HolidayManager manager(String country) {
        return HolidayManager.getInstance(ManagerParameters.create(country.toLowerCase(Locale.ROOT)));
    }

    /** The months of Ramadan that touch this year, one or two. */
    static List<Ramadan> ramadans(int year) {
        List<Ramadan> found = new ArrayList<>();
        int first = HijrahDate.from(LocalDate.of(year, 1, 1)).get(ChronoField.YEAR);
        for (int hijri = first; hijri <= first + 1; hijri++) {
            HijrahDate begins = HijrahChronology.INSTANCE.date(hijri, RAMADAN, 1);
            Ramadan one = new Ramadan(LocalDate.from(begins), LocalDate.from(begins).plusDays(begins.lengthOfMonth() - 1L));
            if (one.firstDay.getYear() == year || one.lastDay.getYear() == year) {
                found.add(one);
            }
        }
        return found;
    }
}
