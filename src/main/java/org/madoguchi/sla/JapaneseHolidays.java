package org.madoguchi.sla;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.temporal.TemporalAdjusters.dayOfWeekInMonth;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.madoguchi.sla.WorkingCalendar.Closing;

/**
 * The holidays of Japan by the Act on National Holidays (Act No. 178 of 1948) as it stands since 2022, and the closing of
 * the offices at the end of the year. Jollyday's calendar of Japan knows neither the Emperor's Birthday of today nor most
 * substitute days, which is why this one is ours (decision 0012).
 */
final class JapaneseHolidays {

    private static final Closing SUBSTITUTE = new Closing("振替休日", "Substitute holiday");
    private static final Closing BETWEEN = new Closing("国民の休日", "Citizens’ holiday");
    private static final Closing NEW_YEAR = new Closing("年末年始", "New Year closing");

    private JapaneseHolidays() {}

    static NavigableMap<LocalDate, Closing> of(int year) {
        NavigableMap<LocalDate, Closing> national = national(year);
        NavigableMap<LocalDate, Closing> all = new TreeMap<>(national);
        national.keySet().forEach(day -> {
            // art. 3 (2): the next day that is no national holiday, after one on a Sunday
            if (day.getDayOfWeek() == SUNDAY) {
                LocalDate next = day;
                while (national.containsKey(next)) {
                    next = next.plusDays(1);
                }
                all.put(next, SUBSTITUTE);
            }
            // art. 3 (3): a day between two of them
            if (national.containsKey(day.plusDays(2))) {
                all.putIfAbsent(day.plusDays(1), BETWEEN);
            }
        });
        return all;
    }

    /** 29 December to 3 January: Act on Holidays of Administrative Organs (Act No. 91 of 1988) art. 1; missions and municipalities alike. */
    static NavigableMap<LocalDate, Closing> closingOfTheYear(int year) {
        NavigableMap<LocalDate, Closing> days = new TreeMap<>();
        for (int i = 0; i < 3; i++) {
            days.put(LocalDate.of(year, 1, 1 + i), NEW_YEAR);
            days.put(LocalDate.of(year, 12, 29 + i), NEW_YEAR);
        }
        return days;
    }

    private static NavigableMap<LocalDate, Closing> national(int year) {
        NavigableMap<LocalDate, Closing> days = new TreeMap<>();
        days.put(LocalDate.of(year, 1, 1), new Closing("元日", "New Year’s Day"));
        days.put(monday(year, 1, 2), new Closing("成人の日", "Coming of Age Day"));
        days.put(LocalDate.of(year, 2, 11), new Closing("建国記念の日", "National Foundation Day"));
        days.put(LocalDate.of(year, 2, 23), new Closing("天皇誕生日", "Emperor’s Birthday"));
        days.put(LocalDate.of(year, 3, equinox(year, 20.8431)), new Closing("春分の日", "Vernal Equinox Day"));
        days.put(LocalDate.of(year, 4, 29), new Closing("昭和の日", "Showa Day"));
        days.put(LocalDate.of(year, 5, 3), new Closing("憲法記念日", "Constitution Memorial Day"));
        days.put(LocalDate.of(year, 5, 4), new Closing("みどりの日", "Greenery Day"));
        days.put(LocalDate.of(year, 5, 5), new Closing("こどもの日", "Children’s Day"));
        days.put(monday(year, 7, 3), new Closing("海の日", "Marine Day"));
        days.put(LocalDate.of(year, 8, 11), new Closing("山の日", "Mountain Day"));
        days.put(monday(year, 9, 3), new Closing("敬老の日", "Respect for the Aged Day"));
        days.put(LocalDate.of(year, 9, equinox(year, 23.2488)), new Closing("秋分の日", "Autumnal Equinox Day"));
        days.put(monday(year, 10, 2), new Closing("スポーツの日", "Sports Day"));
        days.put(LocalDate.of(year, 11, 3), new Closing("文化の日", "Culture Day"));
        days.put(LocalDate.of(year, 11, 23), new Closing("勤労感謝の日", "Labour Thanksgiving Day"));
        return days;
    }

    private static LocalDate monday(int year, int month, int which) {
        return LocalDate.of(year, month, 1).with(dayOfWeekInMonth(which, MONDAY));
    }

    /**
     * The day by the usual approximation for 1980 to 2099. What counts is the announcement of the National Astronomical
     * Observatory in February of the year before; it has not differed so far.
     */
    private static int equinox(int year, double of1980) {
        return (int) (of1980 + 0.242194 * (year - 1980)) - Math.floorDiv(year - 1980, 4);
    }
}
