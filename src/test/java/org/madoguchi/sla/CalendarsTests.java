package org.madoguchi.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.WorkingCalendar.Hours;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** The calendars that offices keep: what counts by itself, what they change, and what follows from it. */
@MadoguchiTest
class CalendarsTests {

    private static final CurrentUser ADMINISTRATOR = new CurrentUser("administrator", CurrentUser.Kind.STAFF, "管理者", "Administrator",
            Set.of(new Post(Role.ADMINISTRATOR, "HQ")));
    private static final Hours SHORT = new Hours(LocalTime.of(9, 0), LocalTime.of(13, 0));
    private static final Instant NOW = Instant.parse("2026-11-23T01:00:00Z");

    @Autowired
    Sla sla;

    @Autowired
    CalendarChanges changes;

    @Autowired
    Offices offices;

    @Autowired
    JdbcClient sql;

    @Autowired
    MockMvcTester http;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void the_clock_stands() {
        clock.stopAt(NOW);
    }

    /** Other tests share this database. */
    @AfterEach
    void as_it_was() {
        sql.sql("update office set opens_at = time '09:00', closes_at = time '17:00' where code in ('PL-WAW', 'ID-JKT')").update();
        sql.sql("delete from sla_clock where case_number = 'A-CAL'").update();
        List.of("office_hours", "hours_period", "make_up_day", "office_zone", "calendar_year", "closed_day")
                .forEach(table -> sql.sql("delete from " + table + " where office_code <> 'SG-SIN'").update());
        offices.changed();
        clock.run();
    }

    private WorkingCalendar calendar(String office) {
        return sla.calendar(offices.get(office));
    }

    private Office office(String code) {
        return offices.get(code);
    }

    private static void refused(String code, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo(code));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void an_office_in_japan_keeps_the_holidays_of_the_law_and_no_other() {
        WorkingCalendar chuo = calendar("131016");
        assertThat(chuo.isWorkingDay(day("2027-02-23"))).isFalse();
        assertThat(chuo.isWorkingDay(day("2026-12-29"))).isFalse();
        assertThat(chuo.isWorkingDay(day("2026-12-25"))).isTrue();
        refused("LIST_BY_LAW", () -> changes.publish(office("131016"), 2027, List.of(), ADMINISTRATOR));
    }

    @Test
    void a_mission_keeps_all_that_is_proposed_until_it_publishes_its_list_and_then_that() {
        Office munich = office("DE-MUC");
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-01-06"))).as("Epiphany, in Bavaria").isFalse();
        assertThat(calendar("DE-BER").isWorkingDay(day("2031-01-06"))).isTrue();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-02-11"))).isFalse();
        changes.close(munich, day("2031-08-01"), day("2031-08-01"), "研修", "Training", ADMINISTRATOR);

        List<LocalDate> list = List.of(day("2031-01-01"), day("2031-01-06"), day("2031-12-25"));
        changes.publish(munich, 2031, list, ADMINISTRATOR);
        changes.publish(munich, 2031, list, ADMINISTRATOR);
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-01-06"))).isFalse();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-02-11"))).as("not in the list").isTrue();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-08-01"))).as("of its own").isFalse();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2032-02-11"))).as("another year").isFalse();
        assertThat(sql.sql("select count(*) from calendar_change where office_code = 'DE-MUC' and what = 'YEAR_PUBLISHED'").query(Integer.class).single()).isOne();
        refused("FIELD_INVALID", () -> changes.publish(munich, 2031, List.of(day("2031-08-04")), ADMINISTRATOR));

        changes.publish(munich, 2031, List.of(day("2031-02-11")), ADMINISTRATOR);
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-01-06"))).isTrue();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-02-11"))).isFalse();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-08-01"))).isFalse();

        changes.close(munich, day("2031-02-10"), day("2031-02-11"), "研修", "Training", ADMINISTRATOR);
        changes.remove(munich, day("2031-02-10"), ADMINISTRATOR);
        changes.remove(munich, day("2031-02-11"), ADMINISTRATOR);
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-02-10"))).isTrue();
        assertThat(calendar("DE-MUC").isWorkingDay(day("2031-02-11"))).as("still in the published list").isFalse();
    }

    @Test
    void a_day_is_closed_opened_and_forgotten_and_repeating_it_changes_nothing() {
        Office guangzhou = office("CN-CAN");
        LocalDate saturday = day("2027-04-03");
        changes.open(guangzhou, saturday, SHORT, "清明節の振替開館", ADMINISTRATOR);
        changes.open(guangzhou, saturday, SHORT, "清明節の振替開館", ADMINISTRATOR);
        assertThat(calendar("CN-CAN").hoursOn(saturday)).isEqualTo(SHORT);
        changes.close(guangzhou, day("2027-04-02"), day("2027-04-05"), "清明節", "Qingming", ADMINISTRATOR);
        assertThat(calendar("CN-CAN").isWorkingDay(saturday)).isFalse();
        assertThat(calendar("CN-CAN").isWorkingDay(day("2027-04-05"))).isFalse();
        changes.remove(guangzhou, day("2027-04-05"), ADMINISTRATOR);
        changes.remove(guangzhou, day("2027-04-05"), ADMINISTRATOR);
        assertThat(calendar("CN-CAN").isWorkingDay(day("2027-04-05"))).isTrue();
        assertThat(sql.sql("select what from calendar_change where office_code = 'CN-CAN' order by id").query(String.class).list())
                .containsExactly("OPENED", "CLOSED", "DAY_REMOVED");
    }

    @Test
    void the_hours_of_the_week_of_a_period_and_of_another_zone() {
        Office jakarta = office("ID-JKT");
        Map<DayOfWeek, Hours> week = new EnumMap<>(DayOfWeek.class);
        List.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY).forEach(day -> week.put(day, new Hours(LocalTime.of(8, 30), LocalTime.of(12, 0), LocalTime.of(13, 0), LocalTime.of(16, 0))));
        changes.week(jakarta, week, ADMINISTRATOR);
        assertThat(calendar("ID-JKT").isWorkingDay(day("2027-05-15"))).isTrue();
        assertThat(calendar("ID-JKT").isWorkingDay(day("2027-05-18"))).isFalse();
        assertThat(office("ID-JKT").opensAt()).isEqualTo(LocalTime.of(8, 30));
        assertThat(office("ID-JKT").closesAt()).isEqualTo(LocalTime.of(16, 0));

        changes.period(jakarta, day("2027-02-08"), day("2027-03-08"), SHORT, "ラマダン", ADMINISTRATOR);
        assertThat(calendar("ID-JKT").hoursOn(day("2027-02-13"))).isEqualTo(SHORT);
        refused("PERIODS_OVERLAP", () -> changes.period(jakarta, day("2027-03-08"), day("2027-03-10"), SHORT, "別", ADMINISTRATOR));
        changes.removePeriod(jakarta, day("2027-02-08"), ADMINISTRATOR);
        changes.period(jakarta, day("2027-02-09"), day("2027-03-09"), SHORT, "ラマダン", ADMINISTRATOR);

        changes.zone(jakarta, day("2028-01-01"), "Asia/Makassar", ADMINISTRATOR);
        assertThat(office("ID-JKT").zone()).isEqualTo(ZoneId.of("Asia/Jakarta"));
        assertThat(calendar("ID-JKT").zoneOn(day("2028-01-01"))).isEqualTo(ZoneId.of("Asia/Makassar"));
        clock.stopAt(Instant.parse("2027-12-31T16:30:00Z"));
        assertThat(office("ID-JKT").zone()).isEqualTo(ZoneId.of("Asia/Makassar"));
        assertThat(calendar("ID-JKT").zoneOn(day("2027-12-31"))).isEqualTo(ZoneId.of("Asia/Jakarta"));
    }

    @Test
    void what_another_node_changed_is_seen_at_once() {
        assertThat(calendar("VN-SGN").isWorkingDay(day("2027-09-15"))).isTrue();
        sql.sql("insert into closed_day (office_code, day, name_ja, name_en) values ('VN-SGN', date '2027-09-15', '休館日', 'closed')").update();
        assertThat(calendar("VN-SGN").isWorkingDay(day("2027-09-15"))).isFalse();
    }

    @Test
    void a_change_of_the_calendar_moves_what_is_open_in_the_office_and_nothing_else() {
        Instant start = Instant.parse("2026-11-23T10:00:00Z");
        for (String task : List.of("open", "stopped", "elsewhere")) {
            sql.sql("insert into sla_clock (kind, task_id, case_number, task_key, role, office_code, started_at, due_at, at_risk_at, stopped_at) "
                            + "values ('STEP', :task, 'A-CAL', 'Task_ReviewMatch', 'consular-clerk', :office, :at, :at, :at, :stopped)")
                    .param("task", "calendar-" + task).param("office", task.equals("elsewhere") ? "AU-PER" : "NZ-AKL").param("at", start.atOffset(ZoneOffset.UTC))
                    .param("stopped", task.equals("stopped") ? start.atOffset(ZoneOffset.UTC) : null, java.sql.Types.TIMESTAMP_WITH_TIMEZONE).update();
        }
        assertThat(sla.recompute("NZ-AKL")).isOne();
        Instant due = due("calendar-open");
        assertThat(due).isAfter(start);
        assertThat(sla.recompute("NZ-AKL")).as("nothing left to move").isZero();
        LocalDate last = LocalDate.ofInstant(due, ZoneId.of("Pacific/Auckland"));
        changes.close(office("NZ-AKL"), last, last, "停電", "Power cut", ADMINISTRATOR);
        assertThat(due("calendar-open")).isEqualTo(calendar("NZ-AKL").deadline(due, 1));
        assertThat(due("calendar-stopped")).isEqualTo(start);
        assertThat(due("calendar-elsewhere")).isEqualTo(start);
        changes.remove(office("NZ-AKL"), last, ADMINISTRATOR);
        assertThat(due("calendar-open")).isEqualTo(due);
    }

    private Instant due(String task) {
        return sql.sql("select due_at from sla_clock where task_id = :task").param("task", task).query(java.sql.Timestamp.class).single().toInstant();
    }

    @Test
    void what_makes_no_sense_is_refused_and_leaves_no_trace() {
        Office perth = office("AU-PER");
        refused("CALENDAR_NEVER_OPEN", () -> changes.week(perth, Map.of(), ADMINISTRATOR));
        refused("HOURS_REVERSED", () -> changes.week(perth, Map.of(DayOfWeek.MONDAY, new Hours(LocalTime.of(17, 0), LocalTime.of(9, 0))), ADMINISTRATOR));
        refused("HOURS_REVERSED", () -> changes.open(perth, day("2027-01-02"), new Hours(LocalTime.of(9, 0), LocalTime.of(12, 0), null, LocalTime.of(17, 0)), "x", ADMINISTRATOR));
        refused("DAYS_REVERSED", () -> changes.close(perth, day("2027-01-02"), day("2027-01-01"), "休", "x", ADMINISTRATOR));
        refused("DAY_OUT_OF_REACH", () -> changes.close(perth, day("2227-01-02"), day("2227-01-02"), "休", "x", ADMINISTRATOR));
        refused("DAY_OUT_OF_REACH", () -> changes.close(perth, day("2027-01-02"), day("2028-01-02"), "休", "x", ADMINISTRATOR));
        refused("FIELD_MISSING", () -> changes.close(perth, day("2027-01-02"), day("2027-01-02"), " ", "x", ADMINISTRATOR));
        refused("FIELD_INVALID", () -> changes.zone(perth, day("2027-01-02"), "Moon/Crater", ADMINISTRATOR));
        refused("FIELD_INVALID", () -> changes.holidays(perth, true, true, "atlantis", ADMINISTRATOR));
        // four times three months, each by an entry that is allowed alone; the last one would close it for more than a year
        for (String from : List.of("2027-06-01", "2027-09-01", "2027-12-01", "2028-03-01")) {
            changes.close(perth, day(from), day(from).plusDays(91), "改修", "Works", ADMINISTRATOR);
        }
        refused("CALENDAR_NEVER_OPEN", () -> changes.close(perth, day("2028-06-01"), day("2028-06-30"), "改修", "Works", ADMINISTRATOR));
        assertThat(calendar("AU-PER").isWorkingDay(day("2028-06-15"))).isTrue();
        assertThat(sql.sql("select count(*) from calendar_change where office_code = 'AU-PER'").query(Integer.class).single()).isEqualTo(4);
    }

    private int post(String path, String... fields) {
        var request = http.post().uri("/admin/offices/PL-WAW/calendar/" + path).with(user(ADMINISTRATOR)).with(csrf()).param("year", "2029");
        for (int i = 0; i < fields.length; i += 2) {
            request.param(fields[i], fields[i + 1]);
        }
        return request.exchange().getResponse().getStatus();
    }

    @Test
    void the_page_takes_each_form_and_answers_nonsense_with_a_reason() {
        assertThat(post("week", "opens-1", "09:00", "closes-1", "16:00", "opens-2", "09:00", "breakFrom-2", "12:00", "breakTo-2", "13:00", "closes-2", "17:00")).isEqualTo(302);
        assertThat(calendar("PL-WAW").week()).containsOnlyKeys(DayOfWeek.MONDAY, DayOfWeek.TUESDAY);
        assertThat(post("week", "opens-1", "9 o’clock", "closes-1", "16:00")).isEqualTo(422);
        assertThat(post("week", "opens-1", "09:00")).isEqualTo(422);
        assertThat(post("week")).isEqualTo(422);
        assertThat(post("closed", "firstDay", "2029-07-02", "lastDay", "", "nameJa", "夏季休館", "nameEn", "Summer")).isEqualTo(302);
        assertThat(post("closed", "firstDay", "someday", "nameJa", "夏季休館", "nameEn", "Summer")).isEqualTo(422);
        assertThat(post("open", "day", "2029-07-07", "opens", "10:00", "breakFrom", "", "breakTo", "", "closes", "12:00", "note", "領事出張")).isEqualTo(302);
        assertThat(post("remove", "day", "2029-07-02")).isEqualTo(302);
        assertThat(post("period", "firstDay", "2029-06-01", "lastDay", "2029-06-30", "opens", "10:00", "closes", "12:00", "note", "夏時間")).isEqualTo(302);
        assertThat(post("period/remove", "firstDay", "2029-06-01")).isEqualTo(302);
        assertThat(post("zone", "fromDay", "2030-01-01", "zone", "Europe/Tallinn")).isEqualTo(302);
        assertThat(http.get().uri("/admin/offices/PL-WAW/calendar?year=2030&lang=en").with(user(ADMINISTRATOR)).exchange())
                .bodyText().contains("1 Jan 2030 Europe/Tallinn", "2 Jul 2029");
        assertThat(post("zone/remove", "fromDay", "2030-01-01")).isEqualTo(302);
        assertThat(post("holidays", "japanese", "true", "region", "")).isEqualTo(302);
        assertThat(post("publish", "day", "2029-01-01", "day", "2029-02-12")).isEqualTo(302);
        assertThat(post("publish", "day", "2029-02-14")).isEqualTo(422);
        assertThat(calendar("PL-WAW").isWorkingDay(day("2029-02-12"))).isFalse();
        assertThat(calendar("PL-WAW").isWorkingDay(day("2029-12-31"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"DE-MUC,ja,未", "DE-MUC,en,not yet confirmed", "131016,ja,法令", "TH-BKK,en,does not know", "EG-CAI,en,second source", "EG-CAI,ja,ラマダン"})
    void the_year_stands_on_one_page_in_both_languages(String office, String language, String said) throws Exception {
        var answer = http.get().uri("/admin/offices/" + office + "/calendar?year=2027&lang=" + language).with(user(ADMINISTRATOR)).exchange().getResponse();
        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getContentAsString()).contains(language.equals("ja") ? "元日" : "New Year").contains(said.equals("未") ? "まだ確定していません" : said).doesNotContain("??");
        assertThat(http.get().uri("/admin/offices/" + office + "/calendar?year=99999").with(user(ADMINISTRATOR)).exchange().getResponse().getStatus()).isEqualTo(422);
    }
}
