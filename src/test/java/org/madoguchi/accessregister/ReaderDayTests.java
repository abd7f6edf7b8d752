package org.madoguchi.accessregister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.madoguchi.accessregister.ReaderDay.Reading;
import org.madoguchi.accessregister.ReaderDay.Reason;
import org.madoguchi.accessregister.ReaderDay.Unusual;
import org.madoguchi.identity.Office;

/** What stands out in a day of reading, and what does not. */
class ReaderDayTests {

    private static final UnusualSettings SETTINGS = new UnusualSettings(28, 3, 30, Duration.ofDays(3), 5, Duration.ofHours(1), 1,
            Duration.ofMinutes(2), 5);
    /** A Monday, ten in the morning in Cairo, where the week begins on Sunday. */
    private static final Instant MORNING = Instant.parse("2026-11-02T08:00:00Z");
    private static final Office CAIRO = office("Africa/Cairo", EnumSet.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY,
            DayOfWeek.THURSDAY));

    @Test
    void ordinary_work_does_not_stand_out() {
        assertThat(day(0, Set.of("A0", "A1", "A2"), opened(3, Purpose.CASE_WORK))).isEmpty();
        assertThat(day(0, Set.of(), opened(29, Purpose.TASK))).isEmpty();
        assertThat(day(0, Set.of(), opened(4, Purpose.CASE_WORK))).isEmpty();
        assertThat(day(0, Set.of(), opened(40, Purpose.CALL))).isEmpty();
    }

    @Test
    void many_cases_stand_out_against_the_own_habit() {
        assertThat(day(0, Set.of(), opened(30, Purpose.TASK))).extracting(Unusual::reason, Unusual::times, Unusual::usual)
                .containsExactly(tuple(Reason.VOLUME, 30, 0));
        assertThat(day(20, Set.of(), opened(59, Purpose.TASK))).isEmpty();
        assertThat(day(20, Set.of(), opened(60, Purpose.TASK))).extracting(Unusual::reason).containsExactly(Reason.VOLUME);
    }

    @Test
    void the_same_case_again_counts_once() {
        List<Reading> same = IntStream.range(0, 90).mapToObj(i -> new Reading(MORNING.plusSeconds(i), "A1", Purpose.CASE_WORK)).toList();
        assertThat(day(0, Set.of(), same)).isEmpty();
    }

    @Test
    void cases_without_a_task_stand_out() {
        assertThat(day(0, Set.of("A0"), opened(6, Purpose.CASE_WORK))).singleElement().satisfies(found -> {
            assertThat(found.reason()).isEqualTo(Reason.NO_TASK);
            assertThat(found.times()).isEqualTo(5);
            assertThat(found.firstAt()).isEqualTo(MORNING.plusSeconds(60));
        });
        assertThat(day(0, Set.of("A0"), opened(6, Purpose.LETTER))).extracting(Unusual::reason).containsExactly(Reason.NO_TASK);
    }

    @Test
    void hours_and_week_are_those_of_the_office() {
        assertThat(at("2026-11-02T05:59:00Z")).extracting(Unusual::reason).containsExactly(Reason.OUT_OF_HOURS);
        assertThat(at("2026-11-02T06:01:00Z")).isEmpty();
        assertThat(at("2026-11-02T15:59:00Z")).isEmpty();
        assertThat(at("2026-11-02T16:01:00Z")).extracting(Unusual::reason).containsExactly(Reason.OUT_OF_HOURS);
        assertThat(at("2026-11-01T09:00:00Z")).as("a Sunday is a day of work there").isEmpty();
        assertThat(at("2026-11-06T09:00:00Z")).as("a Friday is not").extracting(Unusual::reason).containsExactly(Reason.OUT_OF_HOURS);
    }

    @Test
    void opening_right_after_a_list_what_nobody_asked_for_stands_out() {
        List<Reading> searched = opened(5, Purpose.CASE_WORK).stream()
                .flatMap(reading -> Stream.of(new Reading(reading.at().minusSeconds(20), null, Purpose.LIST), reading)).toList();
        assertThat(day(0, Set.of(), searched)).extracting(Unusual::reason).containsExactly(Reason.NO_TASK, Reason.SEARCH_THEN_OPEN);
        assertThat(day(0, Set.of("A0"), searched)).isEmpty();
        List<Reading> later = opened(5, Purpose.CASE_WORK).stream()
                .flatMap(reading -> Stream.of(new Reading(reading.at().minusSeconds(121), null, Purpose.LIST), reading)).limit(2).toList();
        assertThat(day(0, Set.of(), later)).isEmpty();
    }

    private static List<Unusual> at(String when) {
        return day(0, Set.of("A1"), List.of(new Reading(Instant.parse(when), "A1", Purpose.TASK)));
    }

    private static List<Reading> opened(int cases, Purpose purpose) {
        return IntStream.range(0, cases).mapToObj(i -> new Reading(MORNING.plusSeconds(60L * i), "A" + i, purpose)).toList();
    }

    private static List<Unusual> day(int usual, Set<String> withTask, List<Reading> readings) {
        return new ReaderDay(CAIRO, readings, usual, withTask).unusual(SETTINGS);
    }

    private static Office office(String zone, Set<DayOfWeek> week) {
        return new Office("EG-CAI", Office.Kind.MISSION, "カイロ", "Cairo", null, "EG", ZoneId.of(zone), week, LocalTime.of(9, 0), LocalTime.of(17, 0), null, null);
    }
}
