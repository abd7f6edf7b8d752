package org.madoguchi.sla;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.IntFunction;

/**
 * When an office works, as one rule; everything that is counted in working time is a function of it.
 *
 * @param zones    the time zone from each of these days on; the first stands under {@link LocalDate#MIN}
 * @param week     the hours of each working day of the week
 * @param closings the days of a year on which the office is closed although the week says otherwise
 * @param opened   days on which it works although the week or a holiday says otherwise, with their hours
 * @param periods  stretches of days with other hours, such as Ramadan
 */
public record WorkingCalendar(NavigableMap<LocalDate, ZoneId> zones, Map<DayOfWeek, Hours> week,
        IntFunction<Map<LocalDate, Closing>> closings, Map<LocalDate, Hours> opened, List<Period> periods) {

    /** The hours of a day; without a break both its ends are null. */
    public record Hours(LocalTime opensAt, LocalTime breakFrom, LocalTime breakTo, LocalTime closesAt) {

        public Hours(LocalTime opensAt, LocalTime closesAt) {
            this(opensAt, null, null, closesAt);
        }

        boolean inOrder() {
            return (breakFrom == null) == (breakTo == null) && (breakFrom == null ? opensAt.isBefore(closesAt)
                    : opensAt.isBefore(breakFrom) && breakFrom.isBefore(breakTo) && breakTo.isBefore(closesAt));
        }

        @Override
        public String toString() {
            return breakFrom == null ? opensAt + "–" + closesAt : opensAt + "–" + breakFrom + ", " + breakTo + "–" + closesAt;
        }
    }

    /** Why an office is closed on a day. */
    public record Closing(String nameJa, String nameEn) {

        public String name(Locale locale) {
            return "ja".equals(locale.getLanguage()) ? nameJa : nameEn;
        }
    }

    /** Days, both inclusive, on which the office works other hours than the week says. */
    public record Period(LocalDate firstDay, LocalDate lastDay, Hours hours) {

        boolean covers(LocalDate day) {
            return !day.isBefore(firstDay) && !day.isAfter(lastDay);
        }
    }

    /** Uninterrupted working time. */
    private record Stretch(Instant from, Instant to) {}

    /** An office that is closed for longer is no working office; no calendar with such a gap can be saved. */
    static final int LONGEST_CLOSURE = 366;

    /** The hours on this day, null where it is closed. */
    public Hours hoursOn(LocalDate day) {
        Hours own = opened.get(day);
        if (own != null) {
            return own;
        }
        Hours usual = week.get(day.getDayOfWeek());
        if (usual == null || closings.apply(day.getYear()).containsKey(day)) {
            return null;
        }
        return periods.stream().filter(period -> period.covers(day)).findFirst().map(Period::hours).orElse(usual);
    }

    public boolean isWorkingDay(LocalDate day) {
        return !stretches(day).isEmpty();
    }

    /** Whether the office works without interruption from one instant to the other. */
    public boolean isOpen(Instant from, Instant to) {
        return elapsed(from, to).equals(Duration.between(from, to));
    }

    /** The zone in which this day is lived. */
    public ZoneId zoneOn(LocalDate day) {
        return zones.floorEntry(day).getValue();
    }

    /**
     * The deadline so many working days after the start: the close of the office on that day. The day of the start does
     * not count (Civil Code art. 140); zero days means the close of the next working moment's day.
     *
     * @param start any instant, also outside office hours
     */
    public Instant deadline(Instant start, int days) {
        LocalDate day = dayOf(start);
        if (days == 0 && isWorkingDay(day) && closeOf(day).isAfter(start)) {
            return closeOf(day);
        }
        int closed = 0;
        for (int left = Math.max(days, 1); left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
                closed = 0;
            } else {
                requireOpening(++closed, day);
            }
        }
        return closeOf(day);
    }

    /** The first instant by which so much working time has passed since the start. */
    public Instant deadline(Instant start, Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("working time " + amount);
        }
        Duration left = amount;
        int closed = 0;
        for (LocalDate day = dayOf(start).minusDays(1); !left.isZero(); day = day.plusDays(1)) {
            List<Stretch> stretches = stretches(day);
            for (Stretch one : stretches) {
                Instant from = later(one.from, start);
                Duration time = Duration.between(from, one.to);
                if (time.compareTo(left) >= 0) {
                    return from.plus(left);
                }
                left = time.isNegative() ? left : left.minus(time);
            }
            closed = stretches.isEmpty() ? closed + 1 : 0;
            requireOpening(closed, day);
        }
        return start;
    }

    /** The last instant from which so much working time is left until the end. */
    public Instant before(Instant end, Duration amount) {
        if (amount.isNegative()) {
            throw new IllegalArgumentException("working time " + amount);
        }
        Duration left = amount;
        int closed = 0;
        for (LocalDate day = dayOf(end).plusDays(1); !left.isZero(); day = day.minusDays(1)) {
            List<Stretch> stretches = stretches(day);
            for (int i = stretches.size() - 1; i >= 0; i--) {
                Instant to = earlier(stretches.get(i).to, end);
                Duration time = Duration.between(stretches.get(i).from, to);
                if (time.compareTo(left) >= 0) {
                    return to.minus(left);
                }
                left = time.isNegative() ? left : left.minus(time);
            }
            closed = stretches.isEmpty() ? closed + 1 : 0;
            requireOpening(closed, day);
        }
        return end;
    }

    /** The working time between two instants; negative where the second comes first. */
    public Duration elapsed(Instant from, Instant to) {
        if (to.isBefore(from)) {
            return elapsed(to, from).negated();
        }
        Duration time = Duration.ZERO;
        LocalDate last = dayOf(to).plusDays(1);
        for (LocalDate day = dayOf(from).minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
            for (Stretch one : stretches(day)) {
                Duration shared = Duration.between(later(one.from, from), earlier(one.to, to));
                time = shared.isNegative() ? time : time.plus(shared);
            }
        }
        return time;
    }

    /** The working time that is left until something is due; negative once it is late. */
    public Duration remaining(Instant now, Instant due) {
        return elapsed(now, due);
    }

    /** Whether some stretch of closed days between these two is longer than any office may close. */
    boolean neverOpens(LocalDate from, LocalDate to) {
        int closed = 0;
        for (LocalDate day = from; day.isBefore(to); day = day.plusDays(1)) {
            closed = isWorkingDay(day) ? 0 : closed + 1;
            if (closed > LONGEST_CLOSURE) {
                return true;
            }
        }
        return false;
    }

    private static void requireOpening(int closedDays, LocalDate day) {
        if (closedDays > LONGEST_CLOSURE) {
            throw new IllegalStateException("never open before " + day);
        }
    }

    private Instant closeOf(LocalDate day) {
        List<Stretch> stretches = stretches(day);
        return stretches.get(stretches.size() - 1).to;
    }

    private List<Stretch> stretches(LocalDate day) {
        Hours hours = hoursOn(day);
        if (hours == null) {
            return List.of();
        }
        List<Stretch> stretches = new ArrayList<>(2);
        if (hours.breakFrom == null) {
            add(stretches, day, hours.opensAt, hours.closesAt);
        } else {
            add(stretches, day, hours.opensAt, hours.breakFrom);
            add(stretches, day, hours.breakTo, hours.closesAt);
        }
        return stretches;
    }

    /** Nothing is left of what lies in an hour that the clocks skip, or in a day that an office skips by moving. */
    private void add(List<Stretch> stretches, LocalDate day, LocalTime from, LocalTime to) {
        Instant begins = instantOf(day, from);
        Instant ends = instantOf(day, to);
        if (begins.isBefore(ends)) {
            stretches.add(new Stretch(begins, ends));
        }
    }

    /**
     * Never runs backwards over a day and from one day to the next: times in a skipped hour are the moment of the skip, of
     * a repeated hour the first one counts, and an office that moves ends its last day when the first one begins elsewhere.
     */
    private Instant instantOf(LocalDate day, LocalTime time) {
        Instant there = instantOf(day, time, zoneOn(day));
        Map.Entry<LocalDate, ZoneId> next = zones.higherEntry(day);
        return next == null ? there : earlier(there, instantOf(next.getKey(), LocalTime.MIDNIGHT, next.getValue()));
    }

    private static Instant instantOf(LocalDate day, LocalTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(day.atTime(time));
        return change != null && change.isGap() ? change.getInstant() : day.atTime(time).atZone(zone).toInstant();
    }

    private LocalDate dayOf(Instant instant) {
        for (Map.Entry<LocalDate, ZoneId> each : zones.descendingMap().entrySet()) {
            if (each.getKey().equals(LocalDate.MIN) || !instant.isBefore(instantOf(each.getKey(), LocalTime.MIDNIGHT, each.getValue()))) {
                return LocalDate.ofInstant(instant, each.getValue());
            }
        }
        throw new IllegalStateException("no first zone");
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
