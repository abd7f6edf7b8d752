package org.madoguchi.identity;

import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.madoguchi.identity.Administration.What;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The days on which people are away, and who does their work meanwhile. Days are those of the office where the person works. People
 * enter their own, supervisors those of their offices, administrators everybody's.
 */
@Component
public class Absences {

    /** @param standIn who is given what the person has when it begins; null gives it back to its queues */
    public record Absence(long id, String staffId, LocalDate firstDay, LocalDate lastDay, String standIn) {}

    /** How far ahead somebody can be away, in days: beyond that a year was mistyped. */
    private static final int FARTHEST = 730;

    private static final String BEGUN = """
            select a.id, a.staff_id, a.first_day, a.last_day, a.stand_in
              from staff_absence a
             where a.passed_on_at is null
               and a.first_day <= (select max((cast(:now as timestamptz) at time zone o.zone)::date)
                                     from staff_post p join office o on o.code = p.office_code where p.staff_id = a.staff_id)
             order by a.id
             limit :rows
               for update of a skip locked
            """;

    private final JdbcClient sql;
    private final Administration administration;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;
    private final Clock clock;

    Absences(JdbcClient sql, Administration administration, Staff staff, Offices offices, Moments moments, Clock clock) {
        this.sql = sql;
        this.administration = administration;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
        this.clock = clock;
    }

    /** Those that are not over, the earliest first. */
    public List<Absence> of(CurrentUser person) {
        return sql.sql("select id, staff_id, first_day, last_day, stand_in from staff_absence where staff_id = :id and last_day >= :today order by first_day, id")
                .param("id", person.id()).param("today", today(person)).query(Absence.class).list();
    }

    /** Whether somebody may say when this person is away. */
    public boolean mayEnter(CurrentUser person, CurrentUser by) {
        return person.id().equals(by.id()) || by.has(Role.ADMINISTRATOR) || by.has(Role.PROGRAMME_MANAGER)
                || by.posts().stream().anyMatch(post -> post.role().supervises() && person.worksIn(post.office()));
    }

    /**
     * Somebody is away from the first to the last of these days.
     *
     * @throws Refusal NOT_SUPERVISOR, DAYS_REVERSED, DAY_OUT_OF_REACH, STAFF_UNKNOWN where the stand-in serves none of their queues
     */
    @Transactional
    public void enter(CurrentUser person, LocalDate firstDay, LocalDate lastDay, String standIn, CurrentUser by) {
        requireMayEnter(person, by);
        if (firstDay == null || lastDay == null || lastDay.isBefore(firstDay)) {
            throw Refusal.badInput("DAYS_REVERSED", "lastDay");
        }
        LocalDate today = today(person);
        if (lastDay.isBefore(today) || lastDay.isAfter(today.plusDays(FARTHEST))) {
            throw Refusal.badInput("DAY_OUT_OF_REACH", "lastDay", moments.day(today), moments.day(today.plusDays(FARTHEST)));
        }
        if (standIn != null && standIns(person).stream().noneMatch(one -> one.id().equals(standIn))) {
            throw Refusal.badInput("STAFF_UNKNOWN", "standIn", standIn);
        }
        sql.sql("insert into staff_absence (staff_id, first_day, last_day, stand_in) values (:id, :first, :last, :standIn)").param("id", person.id())
                .param("first", firstDay).param("last", lastDay).param("standIn", standIn, Types.VARCHAR).update();
        administration.record(person.id(), What.ABSENCE_ADDED, firstDay + "/" + lastDay, by);
    }

    /** Colleagues who serve a queue of this person. */
    public List<CurrentUser> standIns(CurrentUser person) {
        return staff.servingAt(person.posts().stream().map(CurrentUser.Post::office).distinct().toList()).stream()
                .filter(one -> !one.id().equals(person.id()) && one.queues().stream().anyMatch(person.queues()::contains)).toList();
    }

    /** The people whose absences this one may enter besides their own. */
    public List<CurrentUser> peopleOf(CurrentUser supervisor) {
        Collection<String> places = supervisor.posts().stream().filter(post -> post.role().supervises()).map(CurrentUser.Post::office).distinct().toList();
        return places.isEmpty() ? List.of() : staff.servingAt(places).stream().filter(one -> !one.id().equals(supervisor.id())).toList();
    }

    /** Back earlier, or not away at all; what passed on stays where it is. Safe to repeat. @throws Refusal NOT_SUPERVISOR */
    @Transactional
    public void end(CurrentUser person, long absence, CurrentUser by) {
        requireMayEnter(person, by);
        LocalDate today = today(person);
        int changed = sql.sql("delete from staff_absence where id = :absence and staff_id = :id and first_day >= :today").param("absence", absence)
                .param("id", person.id()).param("today", today).update()
                + sql.sql("update staff_absence set last_day = :yesterday where id = :absence and staff_id = :id and last_day >= :today")
                .param("yesterday", today.minusDays(1)).param("absence", absence).param("id", person.id()).param("today", today).update();
        if (changed > 0) {
            administration.record(person.id(), What.ABSENCE_REMOVED, null, by);
        }
    }

    private void requireMayEnter(CurrentUser person, CurrentUser by) {
        if (!mayEnter(person, by)) {
            throw Refusal.forbidden("NOT_SUPERVISOR");
        }
    }

    private LocalDate today(CurrentUser person) {
        return LocalDate.ofInstant(clock.instant(), offices.zoneOf(person));
    }

    /** Absences that have begun and whose work has not passed on yet, locked; those that another node has are not among them. */
    public List<Absence> begun(int rows) {
        return sql.sql(BEGUN).param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("rows", rows).query(Absence.class).list();
    }

    public void passedOn(Absence absence) {
        sql.sql("update staff_absence set passed_on_at = :now where id = :id").param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("id", absence.id()).update();
    }
}
