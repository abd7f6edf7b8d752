package org.madoguchi.identity;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A mission, municipality, ISA bureau or the headquarters, with its own zone and week.
 *
 * @param telephone null where the reference data hold none; likewise {@code email}
 */
public record Office(String code, Kind kind, String nameJa, String nameEn, String city, String country, ZoneId zone,
        Set<DayOfWeek> workingDays, LocalTime opensAt, LocalTime closesAt, String telephone, String email) {

    public enum Kind { MISSION, MUNICIPALITY, BUREAU, HEADQUARTERS }

    static final List<String> WEEKS = List.of("Mon-Fri", "Sun-Thu");

    public String name(Locale locale) {
        return "ja".equals(locale.getLanguage()) ? nameJa : nameEn;
    }

    static Set<DayOfWeek> week(String pattern) {
        return switch (pattern) {
            case "Mon-Fri" -> EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
            case "Sun-Thu" -> EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY,
                    DayOfWeek.THURSDAY);
            default -> throw new IllegalArgumentException("week pattern " + pattern);
        };
    }
}
