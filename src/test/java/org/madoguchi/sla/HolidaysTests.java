package org.madoguchi.sla;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holidays held against another source, over ten years. How its file was made stands in its first line. */
class HolidaysTests {

    private static final int FIRST = 2026;
    private static final int LAST = 2035;

    /** The days of spring and autumn, as the Ephemeris Computation Office of the observatory computes them. */
    private static final Map<Integer, List<Integer>> EQUINOXES = Map.of(2026, List.of(20, 23), 2027, List.of(21, 23), 2028, List.of(20, 22),
            2029, List.of(20, 23), 2030, List.of(20, 23), 2031, List.of(21, 23), 2032, List.of(20, 22), 2033, List.of(20, 23),
            2034, List.of(20, 23), 2035, List.of(21, 23));

    private record Line(String country, String region, LocalDate day, String who, String reason) {

        String place() {
            return country + "," + region;
        }
    }

    private static List<Line> lines(String file) throws IOException {
        try (InputStream in = HolidaysTests.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(2).map(line -> line.split(",", 5))
                    .map(p -> new Line(p[0], p[1], LocalDate.parse(p[2]), p.length > 3 ? p[3] : null, p.length > 3 ? p[4] : null)).toList();
        }
    }

    private static Set<LocalDate> onWeekdays(String country, String region) {
        return IntStream.rangeClosed(FIRST, LAST).boxed()
                .flatMap(year -> Holidays.of(country, region.isEmpty() ? null : region, year).keySet().stream())
                .filter(day -> day.getDayOfWeek().getValue() <= DayOfWeek.FRIDAY.getValue()).collect(toCollection(TreeSet::new));
    }

    @Test
    void the_holidays_of_every_checked_country_are_those_of_another_source_but_for_the_differences_that_are_listed() throws IOException {
        Map<String, Set<LocalDate>> elsewhere = lines("holidays-elsewhere.csv").stream()
                .collect(groupingBy(Line::place, mapping(Line::day, toCollection(TreeSet::new))));
        List<Line> known = lines("holidays-known-differences.csv");
        assertThat(known).allSatisfy(line -> assertThat(line.reason()).isNotBlank());
        var differences = new TreeSet<String>();
        elsewhere.forEach((place, theirs) -> {
            String[] of = place.split(",", -1);
            Set<LocalDate> ours = onWeekdays(of[0], of[1]);
            theirs.stream().filter(day -> !ours.contains(day)).forEach(day -> differences.add(place + "," + day + ",-"));
            ours.stream().filter(day -> !theirs.contains(day)).forEach(day -> differences.add(place + "," + day + ",+"));
        });
        assertThat(differences).isEqualTo(known.stream().map(line -> line.place() + "," + line.day() + "," + line.who()).collect(toCollection(TreeSet::new)));
        assertThat(elsewhere.keySet().stream().map(place -> place.substring(0, 2)).collect(Collectors.toSet())).isEqualTo(Holidays.CHECKED).hasSizeGreaterThan(10);
    }

    @Test
    void the_equinoxes_of_ten_years_are_those_of_the_observatory() {
        EQUINOXES.forEach((year, days) -> assertThat(JapaneseHolidays.of(year)).as("%d", year)
                .hasEntrySatisfying(LocalDate.of(year, 3, days.get(0)), closing -> assertThat(closing.nameJa()).isEqualTo("春分の日"))
                .hasEntrySatisfying(LocalDate.of(year, 9, days.get(1)), closing -> assertThat(closing.nameJa()).isEqualTo("秋分の日")));
    }

    @Test
    void a_holiday_on_a_sunday_is_made_good_and_a_day_between_two_holidays_is_one() {
        var of2026 = JapaneseHolidays.of(2026);
        assertThat(of2026.get(LocalDate.of(2026, 5, 6)).nameJa()).as("3 May was a Sunday").isEqualTo("振替休日");
        assertThat(of2026.get(LocalDate.of(2026, 9, 22)).nameJa()).isEqualTo("国民の休日");
        assertThat(JapaneseHolidays.of(2027).get(LocalDate.of(2027, 3, 22)).nameJa()).isEqualTo("振替休日");
        assertThat(JapaneseHolidays.of(2029).get(LocalDate.of(2029, 2, 12)).nameJa()).isEqualTo("振替休日");
    }

    @Test
    void offices_close_from_29_december_to_3_january() {
        assertThat(JapaneseHolidays.closingOfTheYear(2027).keySet()).containsExactly(LocalDate.of(2027, 1, 1), LocalDate.of(2027, 1, 2),
                LocalDate.of(2027, 1, 3), LocalDate.of(2027, 12, 29), LocalDate.of(2027, 12, 30), LocalDate.of(2027, 12, 31));
    }

    @Test
    void a_country_that_the_library_does_not_know_has_no_holidays_rather_than_an_error() {
        assertThat(Holidays.known("TH")).isFalse();
        assertThat(Holidays.of("TH", null, 2027)).isEmpty();
        assertThat(Holidays.regions("TH")).isEmpty();
        assertThat(Holidays.regions("DE")).containsKey("by");
    }

    /** The feast that follows it, of the second source, which reckons for Egypt and the Emirates alike. */
    @Test
    void ramadan_ends_the_day_before_the_feast_of_the_other_source_also_where_a_year_has_two() {
        List<String> feasts = List.of("2026-03-20", "2027-03-09", "2028-02-26", "2029-02-14", "2030-02-04", "2031-01-24", "2032-01-14", "2034-12-12", "2035-12-01");
        var ends = IntStream.rangeClosed(FIRST, LAST).boxed().flatMap(year -> Holidays.ramadans(year).stream())
                .map(ramadan -> ramadan.lastDay().plusDays(1).toString()).collect(toCollection(TreeSet::new));
        assertThat(ends).containsAll(feasts).as("known difference: the other source says 2 January").contains("2033-01-03");
        assertThat(Holidays.ramadans(2030)).hasSize(2);
        assertThat(Holidays.ramadans(2027)).hasSize(1);
    }
}
