package org.madoguchi.sla;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.sla.WorkingCalendar.Closing;
import org.madoguchi.sla.WorkingCalendar.Hours;
import org.madoguchi.sla.WorkingCalendar.Period;

/** Working time as functions of a rule, with examples and with properties that hold for any calendar. */
class WorkingCalendarTests {

    private static final Hours NINE_TO_FIVE = new Hours(LocalTime.of(9, 0), LocalTime.of(17, 0));
    private static final Hours WITH_LUNCH = new Hours(LocalTime.of(9, 0), LocalTime.of(12, 30), LocalTime.of(14, 0), LocalTime.of(16, 0));
    private static final IntFunction<Map<LocalDate, Closing>> NO_HOLIDAYS = year -> Map.of();

    private static WorkingCalendar calendar(String zone, Map<DayOfWeek, Hours> week) {
        return new WorkingCalendar(zones(zone), week, NO_HOLIDAYS, Map.of(), List.of());
    }

    private static NavigableMap<LocalDate, ZoneId> zones(String zone) {
        return new TreeMap<>(Map.of(LocalDate.MIN, ZoneId.of(zone)));
    }

    private static Map<DayOfWeek, Hours> week(Hours hours, DayOfWeek... days) {
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        Arrays.stream(days).forEach(day -> week.put(day, hours));
        return week;
    }

    private static Map<DayOfWeek, Hours> mondayToFriday(Hours hours) {
        return week(hours, MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, THURSDAY, FRIDAY);
    }

    private static Instant at(String zone, String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    @Test
    void the_day_of_the_start_does_not_count_and_the_deadline_is_the_close_of_the_office() {
        WorkingCalendar munich = calendar("Europe/Berlin", mondayToFriday(WITH_LUNCH));
        assertThat(munich.deadline(at("Europe/Berlin", "2027-01-08T09:00"), 1)).isEqualTo(at("Europe/Berlin", "2027-01-11T16:00"));
        assertThat(munich.deadline(at("Europe/Berlin", "2027-01-09T12:00"), 2)).isEqualTo(at("Europe/Berlin", "2027-01-12T16:00"));
        assertThat(munich.deadline(at("Europe/Berlin", "2027-01-08T13:00"), 0)).isEqualTo(at("Europe/Berlin", "2027-01-08T16:00"));
        assertThat(munich.deadline(at("Europe/Berlin", "2027-01-08T16:00"), 0)).isEqualTo(at("Europe/Berlin", "2027-01-11T16:00"));
    }

    @Test
    void lunch_is_no_working_time() {
        WorkingCalendar munich = calendar("Europe/Berlin", mondayToFriday(WITH_LUNCH));
        assertThat(munich.deadline(at("Europe/Berlin", "2027-01-08T12:00"), Duration.ofHours(1))).isEqualTo(at("Europe/Berlin", "2027-01-08T14:30"));
        assertThat(munich.before(at("Europe/Berlin", "2027-01-08T14:30"), Duration.ofHours(1))).isEqualTo(at("Europe/Berlin", "2027-01-08T12:00"));
        assertThat(munich.elapsed(at("Europe/Berlin", "2027-01-08T12:00"), at("Europe/Berlin", "2027-01-11T09:30"))).isEqualTo(Duration.ofHours(3));
        assertThat(munich.remaining(at("Europe/Berlin", "2027-01-11T09:30"), at("Europe/Berlin", "2027-01-08T12:00"))).isEqualTo(Duration.ofHours(-3));
    }

    @Test
    void cairo_works_from_sunday_to_thursday_and_less_in_ramadan() {
        Hours short_ = new Hours(LocalTime.of(9, 0), LocalTime.of(14, 0));
        WorkingCalendar cairo = new WorkingCalendar(zones("Africa/Cairo"),
                week(NINE_TO_FIVE, SUNDAY, MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, THURSDAY), NO_HOLIDAYS, Map.of(),
                List.of(new Period(LocalDate.of(2027, 2, 8), LocalDate.of(2027, 3, 9), short_)));
        assertThat(cairo.deadline(at("Africa/Cairo", "2027-02-04T10:00"), 1)).isEqualTo(at("Africa/Cairo", "2027-02-07T17:00"));
        assertThat(cairo.deadline(at("Africa/Cairo", "2027-02-04T10:00"), 2)).isEqualTo(at("Africa/Cairo", "2027-02-08T14:00"));
        assertThat(cairo.elapsed(at("Africa/Cairo", "2027-02-05T00:00"), at("Africa/Cairo", "2027-02-12T00:00"))).isEqualTo(Duration.ofHours(8 + 4 * 5));
        assertThat(cairo.isWorkingDay(LocalDate.of(2027, 2, 12))).isFalse();
    }

    @Test
    void a_make_up_day_is_worked_with_its_own_hours_even_on_a_holiday() {
        LocalDate saturday = LocalDate.of(2027, 4, 3);
        LocalDate holiday = LocalDate.of(2027, 4, 5);
        WorkingCalendar guangzhou = new WorkingCalendar(zones("Asia/Shanghai"), mondayToFriday(NINE_TO_FIVE),
                year -> Map.of(holiday, new Closing("清明節", "Qingming")), Map.of(saturday, WITH_LUNCH), List.of());
        assertThat(guangzhou.deadline(at("Asia/Shanghai", "2027-04-02T10:00"), 1)).isEqualTo(at("Asia/Shanghai", "2027-04-03T16:00"));
        assertThat(guangzhou.deadline(at("Asia/Shanghai", "2027-04-02T10:00"), 2)).isEqualTo(at("Asia/Shanghai", "2027-04-06T17:00"));
        WorkingCalendar open = new WorkingCalendar(guangzhou.zones(), guangzhou.week(), guangzhou.closings(), Map.of(holiday, WITH_LUNCH), List.of());
        assertThat(open.isWorkingDay(holiday)).isTrue();
    }

    @Test
    void a_day_has_the_hours_that_the_clock_on_the_wall_shows_also_when_it_is_changed() {
        WorkingCalendar night = calendar("Europe/Berlin", week(new Hours(LocalTime.of(1, 0), LocalTime.of(4, 0)), SUNDAY));
        assertThat(night.elapsed(at("Europe/Berlin", "2027-03-28T00:00"), at("Europe/Berlin", "2027-03-29T00:00"))).as("an hour is skipped").isEqualTo(Duration.ofHours(2));
        assertThat(night.elapsed(at("Europe/Berlin", "2027-10-31T00:00"), at("Europe/Berlin", "2027-11-01T00:00"))).as("an hour comes twice").isEqualTo(Duration.ofHours(4));
        WorkingCalendar skipped = calendar("Europe/Berlin", week(new Hours(LocalTime.of(2, 10), LocalTime.of(2, 50)), SUNDAY));
        assertThat(skipped.isWorkingDay(LocalDate.of(2027, 3, 28))).isFalse();
    }

    @Test
    void a_day_that_a_country_skipped_was_no_working_day() {
        WorkingCalendar apia = calendar("Pacific/Apia", mondayToFriday(NINE_TO_FIVE));
        assertThat(apia.isWorkingDay(LocalDate.of(2011, 12, 30))).isFalse();
        assertThat(apia.deadline(at("Pacific/Apia", "2011-12-29T10:00"), 1)).isEqualTo(at("Pacific/Apia", "2012-01-02T17:00"));
    }

    @Test
    void an_office_that_moves_keeps_the_zone_it_had_before() {
        NavigableMap<LocalDate, ZoneId> zones = zones("Asia/Jakarta");
        zones.put(LocalDate.of(2028, 1, 1), ZoneId.of("Asia/Makassar"));
        WorkingCalendar moving = new WorkingCalendar(zones, mondayToFriday(NINE_TO_FIVE), NO_HOLIDAYS, Map.of(), List.of());
        assertThat(moving.deadline(at("Asia/Jakarta", "2027-12-30T10:00"), 1)).isEqualTo(at("Asia/Jakarta", "2027-12-31T17:00"));
        assertThat(moving.deadline(at("Asia/Jakarta", "2027-12-30T10:00"), 2)).isEqualTo(at("Asia/Makassar", "2028-01-03T17:00"));
        assertThat(moving.zoneOn(LocalDate.of(2027, 12, 31))).isEqualTo(ZoneId.of("Asia/Jakarta"));
    }

    @Test
    void an_office_that_never_opens_is_an_error_and_no_endless_loop() {
        WorkingCalendar never = calendar("Asia/Tokyo", Map.of());
        Instant now = at("Asia/Tokyo", "2027-01-01T00:00");
        assertThatThrownBy(() -> never.deadline(now, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> never.deadline(now, Duration.ofMinutes(1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> never.before(now, Duration.ofMinutes(1))).isInstanceOf(IllegalStateException.class);
        assertThat(never.elapsed(now, now.plus(Duration.ofDays(3650)))).isZero();
        assertThat(never.neverOpens(LocalDate.of(2027, 1, 1), LocalDate.of(2029, 1, 1))).isTrue();
        assertThat(calendar("Asia/Tokyo", mondayToFriday(NINE_TO_FIVE)).neverOpens(LocalDate.of(2027, 1, 1), LocalDate.of(2037, 1, 1))).isFalse();
    }

    /** Calendars of every kind, drawn by chance from a seed, in zones that change their clocks, their offset or their day. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void working_time_adds_up_in_any_calendar(long seed) {
        Random random = new Random(seed);
        WorkingCalendar calendar = any(random);
        Instant origin = Instant.parse("2026-01-01T00:00:00Z");
        for (int i = 0; i < 60; i++) {
            Instant a = origin.plusSeconds(random.nextInt(4 * 365 * 86400));
            Instant b = a.plusSeconds(random.nextInt(90 * 86400));
            Instant c = b.plusSeconds(random.nextInt(90 * 86400));
            assertThat(calendar.elapsed(a, b).plus(calendar.elapsed(b, c))).isEqualTo(calendar.elapsed(a, c));
            assertThat(calendar.elapsed(b, a)).isEqualTo(calendar.elapsed(a, b).negated());
            assertThat(calendar.elapsed(a, b)).isEqualTo(byMinutes(calendar, a, b));

            Duration amount = Duration.ofMinutes(1 + random.nextInt(200 * 60));
            Instant due = calendar.deadline(a, amount);
            assertThat(calendar.elapsed(a, due)).isEqualTo(amount);
            assertThat(calendar.remaining(a, due)).isEqualTo(amount);
            Instant working = calendar.before(due, amount);
            assertThat(calendar.deadline(working, amount)).as("there and back").isEqualTo(due);
            assertThat(working).isAfterOrEqualTo(a);
            assertThat(calendar.elapsed(a, working)).isZero();
            assertThat(calendar.deadline(b, amount)).as("a later start is due no earlier").isAfterOrEqualTo(due);

            int days = random.nextInt(40);
            Instant close = calendar.deadline(a, days);
            assertThat(calendar.deadline(b, days)).isAfterOrEqualTo(close);
            assertThat(calendar.deadline(a, days + 2)).isAfter(calendar.deadline(a, days + 1)).isAfter(close);
            assertThat(close).isAfter(a);
            assertThat(calendar.elapsed(close.minusSeconds(60), close)).as("the last minute before a deadline is worked").isEqualTo(Duration.ofMinutes(1));
            assertThat(calendar.elapsed(close, close.plusSeconds(60))).as("the first one after it is not").isZero();
        }
    }

    /** The same by looking at each minute: slow, and written without the stretches. All hours here begin on full minutes. */
    private static Duration byMinutes(WorkingCalendar calendar, Instant from, Instant to) {
        Instant end = from.plus(Duration.ofDays(4)).isBefore(to) ? from.plus(Duration.ofDays(4)) : to;
        Duration rest = calendar.elapsed(end, to);
        long seconds = 0;
        ZoneId zone = calendar.zones().firstEntry().getValue();
        for (Instant one = from; one.isBefore(end); one = one.plusSeconds(60 - one.getEpochSecond() % 60)) {
            Instant next = one.plusSeconds(60 - one.getEpochSecond() % 60);
            LocalDateTime local = LocalDateTime.ofInstant(one, zone);
            Hours hours = calendar.hoursOn(local.toLocalDate());
            LocalTime time = local.toLocalTime();
            boolean works = hours != null && !time.isBefore(hours.opensAt()) && time.isBefore(hours.closesAt())
                    && (hours.breakFrom() == null || time.isBefore(hours.breakFrom()) || !time.isBefore(hours.breakTo()));
            seconds += works ? Duration.between(one, next.isBefore(end) ? next : end).toSeconds() : 0;
        }
        return rest.plusSeconds(seconds);
    }

    private static WorkingCalendar any(Random random) {
        List<String> places = List.of("Asia/Tokyo", "Europe/Berlin", "America/Los_Angeles", "Africa/Cairo", "Asia/Kathmandu", "Australia/Sydney",
                "America/Santiago", "Asia/Amman");
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        week.put(DayOfWeek.of(1 + random.nextInt(7)), anyHours(random));
        for (DayOfWeek day : DayOfWeek.values()) {
            if (random.nextInt(10) < 6) {
                week.put(day, anyHours(random));
            }
        }
        Map<LocalDate, Closing> closed = new HashMap<>();
        Map<LocalDate, Hours> opened = new HashMap<>();
        LocalDate first = LocalDate.of(2026, 1, 1);
        for (int i = 0; i < 80; i++) {
            closed.put(first.plusDays(random.nextInt(1600)), new Closing("休", "closed"));
            opened.put(first.plusDays(random.nextInt(1600)), anyHours(random));
        }
        LocalDate from = first.plusDays(random.nextInt(1200));
        return new WorkingCalendar(zones(places.get(random.nextInt(places.size()))), week, year -> closed, opened,
                List.of(new Period(from, from.plusDays(30), anyHours(random))));
    }

    private static Hours anyHours(Random random) {
        LocalTime opens = LocalTime.of(5 + random.nextInt(5), 15 * random.nextInt(4));
        LocalTime closes = opens.plusMinutes(180 + 15L * random.nextInt(25));
        return random.nextBoolean() ? new Hours(opens, closes) : new Hours(opens, opens.plusMinutes(60), opens.plusMinutes(105), closes);
    }
}
