package org.madoguchi.accessregister;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.madoguchi.identity.Office;

/**
 * What one reader read on one day of their office, and what of it stands out. Standing out is no reproach: there may be a good
 * reason, and the privacy officer asks for it.
 *
 * @param readings oldest first; a list is a reading without a case
 * @param usual how many cases a day this reader usually opens; 0 where nothing is known
 * @param withTask the cases about which the office had something to do
 */
record ReaderDay(Office office, List<Reading> readings, int usual, Set<String> withTask) {

    enum Reason { VOLUME, NO_TASK, OUT_OF_HOURS, SEARCH_THEN_OPEN }

    record Reading(Instant at, String caseNumber, Purpose purpose) {}

    /** @param times cases, of which each counts once */
    record Unusual(Reason reason, int times, Integer usual, Instant firstAt, Instant lastAt) {}

    List<Unusual> unusual(UnusualSettings settings) {
        List<Unusual> found = new ArrayList<>();
        add(found, Reason.VOLUME, Math.max(settings.volumeFrom(), settings.volumeTimes() * usual), this::opens);
        add(found, Reason.NO_TASK, settings.withoutTaskFrom(), this::withoutTask);
        add(found, Reason.OUT_OF_HOURS, settings.outOfHoursFrom(), reading -> opens(reading) && outOfHours(reading.at(), settings));
        Set<Reading> searched = searched(settings);
        add(found, Reason.SEARCH_THEN_OPEN, settings.searchFrom(), searched::contains);
        return found;
    }

    /** The holder on the phone has agreed to a call, and is no case that somebody picked. */
    private boolean opens(Reading reading) {
        return reading.caseNumber() != null && reading.purpose() != Purpose.CALL;
    }

    private boolean withoutTask(Reading reading) {
        return opens(reading) && reading.purpose() != Purpose.TASK && !withTask.contains(reading.caseNumber());
    }

    private boolean outOfHours(Instant at, UnusualSettings settings) {
        LocalDateTime there = LocalDateTime.ofInstant(at, office.zone());
        LocalDate day = there.toLocalDate();
        DayOfWeek weekday = day.getDayOfWeek();
        return !office.workingDays().contains(weekday)
                || there.isBefore(day.atTime(office.opensAt()).minus(settings.hoursMargin()))
                || there.isAfter(day.atTime(office.closesAt()).plus(settings.hoursMargin()));
    }

    /** Without a task, and right after a list. */
    private Set<Reading> searched(UnusualSettings settings) {
        Set<Reading> searched = new HashSet<>();
        Instant list = null;
        for (Reading reading : readings) {
            if (reading.purpose() == Purpose.LIST) {
                list = reading.at();
            } else if (withoutTask(reading) && list != null && !reading.at().isAfter(list.plus(settings.searchWithin()))) {
                searched.add(reading);
            }
        }
        return searched;
    }

    private void add(Collection<Unusual> found, Reason reason, int from, Predicate<Reading> which) {
        List<Reading> those = readings.stream().filter(which).toList();
        int cases = (int) those.stream().map(Reading::caseNumber).distinct().count();
        if (cases > 0 && cases >= from) {
            found.add(new Unusual(reason, cases, reason == Reason.VOLUME ? usual : null, those.get(0).at(), those.get(those.size() - 1).at()));
        }
    }
}
