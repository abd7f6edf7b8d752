package org.madoguchi.sla;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/** When an office works: its zone, its week and the days it is closed beyond that. */
public record WorkingCalendar(ZoneId zone, Set<DayOfWeek> workingDays, Set<LocalDate> closedDays, LocalTime closesAt) {

    public boolean isWorkingDay(LocalDate day) {
        return workingDays.contains(day.getDayOfWeek()) && !closedDays.contains(day);
    }

    /**
     * The deadline so many working days after the start: the close of the office on that day. The day of the start does
     * not count (Civil Code art. 140); zero days means the close of the next working moment's day.
     *
     * @param start any instant, also outside office hours
     */
    public Instant deadline(Instant start, int days) {
        LocalDate day = start.atZone(zone).toLocalDate();
        if (days == 0) {
            while (!isWorkingDay(day) || !closeOf(day).isAfter(start)) {
                day = day.plusDays(1);
            }
            return closeOf(day);
        }
        for (int left = days; left > 0; ) {
            day = day.plusDays(1);
            if (isWorkingDay(day)) {
                left--;
            }
        }
        return closeOf(day);
    }

    private Instant closeOf(LocalDate day) {
        return day.atTime(closesAt).atZone(zone).toInstant();
    }
}
