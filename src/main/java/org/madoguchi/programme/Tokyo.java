package org.madoguchi.programme;

import java.text.Normalizer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.madoguchi.platform.Refusal;

/** The place where the days of the law are counted, and how its days are written. */
public final class Tokyo {

    public static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

    private static final Pattern PLAIN = Pattern.compile("(\\d{4})[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");
    private static final Pattern IN_ERA =
            Pattern.compile("(明治|大正|昭和|平成|令和|[MTSHRmtshr])(\\d{1,2}|元)[-/.年](\\d{1,2})[-/.月](\\d{1,2})日?");

    /** Newest first. The solar calendar came in 1873, within Meiji; earlier days are not accepted. */
    private static final List<Era> ERAS = List.of(
            new Era("令和", "R", LocalDate.of(2019, 5, 1)), new Era("平成", "H", LocalDate.of(1989, 1, 8)),
            new Era("昭和", "S", LocalDate.of(1926, 12, 25)), new Era("大正", "T", LocalDate.of(1912, 7, 30)),
            new Era("明治", "M", LocalDate.of(1868, 10, 23)));
    private static final LocalDate EARLIEST = LocalDate.of(1873, 1, 1);

    private record Era(String name, String letter, LocalDate from) {}

    private Tokyo() {}

    /** The day it is in Japan. */
    public static LocalDate today(Clock clock) {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** The end of the day in Japan, so long after today. */
    public static Instant endOfDayIn(Period period, Clock clock) {
        return today(clock).plus(period).plusDays(1).atStartOfDay(ZONE).toInstant();
    }

    /** A day in the Japanese calendar, such as 令和8年11月22日; the first year of an era is 元年. */
    public static String inEra(LocalDate day) {
        if (day.isBefore(EARLIEST)) {
            return day.toString();
        }
        Era era = ERAS.stream().filter(e -> !day.isBefore(e.from)).findFirst().orElseThrow();
        int year = day.getYear() - era.from.getYear() + 1;
        return era.name + (year == 1 ? "元" : year) + "年" + day.getMonthValue() + "月" + day.getDayOfMonth() + "日";
    }

    /**
     * Reads a day as people write it: 2026-11-22, 2026/11/22, 2026年11月22日, 令和8年11月22日, R8.11.22. A year that lies
     * after the end of its era is accepted, since papers of the time carry such years (平成32年).
     */
    public static LocalDate parse(String text, String field) {
        String plain = text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "");
        Matcher inEra = IN_ERA.matcher(plain);
        Matcher western = PLAIN.matcher(plain);
        try {
            if (western.matches()) {
                LocalDate day = day(Integer.parseInt(western.group(1)), western);
                if (!day.isBefore(EARLIEST)) {
                    return day;
                }
            } else if (inEra.matches()) {
                String name = inEra.group(1).toUpperCase(java.util.Locale.ROOT);
                Era era = ERAS.stream().filter(e -> e.name.equals(name) || e.letter.equals(name)).findFirst().orElseThrow();
                int year = inEra.group(2).equals("元") ? 1 : Integer.parseInt(inEra.group(2));
                LocalDate day = day(era.from.getYear() + year - 1, inEra);
                if (year > 0 && !day.isBefore(era.from) && !day.isBefore(EARLIEST)) {
                    return day;
                }
            }
        } catch (DateTimeException e) {
            throw Refusal.badInput("DATE_IMPOSSIBLE", field);
        }
        throw Refusal.badInput("DATE_IMPOSSIBLE", field);
    }

    private static LocalDate day(int year, Matcher match) {
        return LocalDate.of(year, Integer.parseInt(match.group(match.groupCount() - 1)),
                Integer.parseInt(match.group(match.groupCount())));
    }
}
