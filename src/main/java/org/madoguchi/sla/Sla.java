package org.madoguchi.sla;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.sla.ClockLedger.Entry;
import org.madoguchi.sla.ClockLedger.Kind;
import org.madoguchi.sla.ClockLedger.Running;
import org.madoguchi.sla.ClockLedger.What;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Targets, and the clocks of human tasks that run against them in the working time of their offices. */
@Component
public class Sla {

    /** When something is due, and from when on it counts as at risk. */
    public record Target(Instant dueAt, Instant atRiskAt) {

        static final Target NONE = new Target(null, null);
    }

    /** Working days until something is due, and until it is at risk. */
    private record Level(int targetDays, int atRiskDays) {

        static Optional<Level> of(List<Map<String, Object>> rows) {
            return rows.stream().filter(row -> row.get("targetWorkingDays") != null).findFirst()
                    .map(row -> new Level(number(row, "targetWorkingDays"), number(row, "atRiskWorkingDays")));
        }

        private static int number(Map<String, Object> row, String output) {
            return ((Number) row.get(output)).intValue();
        }
    }

    private static final int RESUMED_AT_ONCE = 500;

    private final ClockLedger ledger;
    private final Escalations escalations;
    private final Offices offices;
    private final DecisionTables tables;
    private final Calendars calendars;
    private final ObjectProvider<DueDates> dueDates;
    private final JdbcClient sql;
    private final Clock clock;

    Sla(ClockLedger ledger, Escalations escalations, Offices offices, DecisionTables tables, Calendars calendars,
            ObjectProvider<DueDates> dueDates, JdbcClient sql, Clock clock) {
        this.ledger = ledger;
        this.escalations = escalations;
        this.offices = offices;
        this.tables = tables;
        this.calendars = calendars;
        this.dueDates = dueDates;
        this.sql = sql;
        this.clock = clock;
    }

    /**
     * The target of a task that starts now in this office, by {@code service-levels} and the office's calendar.
     *
     * @throws IllegalStateException where no row of the table is about the task: a fault of the table
     */
    public Target target(String taskKey, String officeCode) {
        Level level = level(Kind.STEP, taskKey, null).orElseThrow(() -> new IllegalStateException("service-levels has no row for " + taskKey));
        return target(level, calendar(offices.get(officeCode)), clock.instant());
    }

    /** The target of a case, or of whoever holds it, by the tables; without times where there is none. */
    Target target(Kind kind, String terms, String officeCode, Instant start) {
        return level(kind, null, terms).map(level -> target(level, calendar(offices.get(officeCode)), start)).orElse(Target.NONE);
    }

    private Optional<Level> level(Kind kind, String taskKey, String terms) {
        return Level.of(switch (kind) {
            case STEP -> tables.evaluate("service-levels", Map.of("taskKey", taskKey));
            case CASE -> tables.evaluate("case-targets", Map.of("programme", terms));
            case HOLDER -> tables.evaluate("case-clocks", Map.of("programme", terms.split(" ")[0], "state", terms.split(" ")[1]));
        });
    }

    private static Target target(Level level, WorkingCalendar calendar, Instant start) {
        Instant due = calendar.deadline(start, level.targetDays());
        Instant atRisk = calendar.deadline(start, level.atRiskDays());
        return new Target(due, atRisk.isBefore(due) ? atRisk : due);
    }

    /** When an office works, by the calendar it keeps. */
    public WorkingCalendar calendar(Office office) {
        return calendars.of(office);
    }

    /** Starts the clock of a task. */
    public void start(String taskId, String caseNumber, String taskKey, String role, String office, Target target) {
        String holder = (String) tables.single("service-levels", Map.of("taskKey", taskKey)).get("holder");
        ledger.start(new ClockLedger.Start(Kind.STEP, caseNumber, taskId, taskKey, role, holder, null, office, clock.instant(), target));
    }

    /** The task is done, or gone undone; nobody is told of its lateness any more. */
    public void stop(String taskId, boolean gone) {
        escalations.over(ledger.stop(taskId, gone, clock.instant()));
    }

    /**
     * The clock of a task stands still while somebody outside the office is waited for, at the latest until then. What is late
     * stays late.
     *
     * @param waitsFor whom, and {@code reason} why, by code
     */
    @Transactional
    public void pause(String taskId, String waitsFor, String reason, Instant until) {
        Instant now = clock.instant();
        for (Running one : ledger.ofTask(taskId)) {
            Target from = one.target();
            if (one.pausedAt() != null) {
                from = resumed(one, now);
                ledger.resume(one.id(), from, now);
            }
            if (from.dueAt().isAfter(now)) {
                WorkingCalendar calendar = calendar(offices.get(one.officeCode()));
                Duration remaining = calendar.remaining(now, from.dueAt());
                Target target = pushed(from, now, until, remaining, calendar);
                ledger.pause(one.id(), waitsFor, until, reason, remaining, target, now);
                moved(Map.of(taskId, target));
            }
        }
    }

    /** The clock of a task runs on, with the working time that was left when it was stopped. Nothing where it runs. */
    @Transactional
    public void resume(String taskId) {
        Instant now = clock.instant();
        for (Running one : ledger.ofTask(taskId)) {
            if (one.pausedAt() != null) {
                Target target = resumed(one, now);
                ledger.resume(one.id(), target, now);
                moved(Map.of(taskId, target));
            }
        }
    }

    /** What a paused clock is due at when it runs on from now. */
    Target resumed(Running paused, Instant now) {
        return paused.dueAt() == null ? Target.NONE
                : pushed(paused.target(), paused.pausedAt(), now, paused.remaining(), calendar(offices.get(paused.officeCode())));
    }

    /** A target after a break: what was left is left, and what was not at risk is at risk as long before the end as it was. */
    private static Target pushed(Target target, Instant from, Instant to, Duration remaining, WorkingCalendar calendar) {
        Instant due = calendar.deadline(to, remaining);
        return new Target(due, target.atRiskAt().isAfter(from) ? calendar.before(due, calendar.elapsed(target.atRiskAt(), target.dueAt())) : target.atRiskAt());
    }

    /**
     * Ends the pauses whose last day is over; safe on several nodes and to repeat.
     *
     * @return how many, at most {@value #RESUMED_AT_ONCE}
     */
    @Transactional
    public int resumeOver() {
        return ledger.resumeOver(clock.instant(), RESUMED_AT_ONCE);
    }

    private void moved(Map<String, Target> byTask) {
        if (!byTask.isEmpty()) {
            dueDates.forEach(kept -> kept.move(byTask));
        }
    }

    /**
     * Counts the targets of everything open in an office again from where its clocks started, with the breaks they took, after
     * its calendar or the tables of targets changed: in the ledger, wherever else due dates are kept, and in the engine's
     * timers. What the tables no longer name keeps its target.
     *
     * @return how many targets moved
     */
    @Transactional
    public int recompute(String officeCode) {
        WorkingCalendar calendar = calendar(offices.get(officeCode));
        List<Running> open = ledger.ofOffice(officeCode);
        Map<Long, List<Entry>> breaks = ledger.breaks(open.stream().map(Running::id).toList());
        Map<Long, Target> targets = new TreeMap<>();
        Map<String, Target> tasks = new TreeMap<>();
        for (Running one : open) {
            Target target = level(one.kind(), one.taskKey(), one.terms()).map(level -> target(level, calendar, one.startedAt()))
                    .map(fresh -> after(breaks.getOrDefault(one.id(), List.of()), fresh, calendar)).orElse(one.target());
            if (!target.equals(one.target())) {
                targets.put(one.id(), target);
                if (one.taskId() != null) {
                    tasks.put(one.taskId(), target);
                }
            }
        }
        if (!targets.isEmpty()) {
            escalations.over(ledger.move(targets, "RECOUNTED", clock.instant()));
            moved(tasks);
        }
        return targets.size();
    }

    /** The target after the breaks a clock took; of one that still lasts, as if it lasted until its known end. */
    private static Target after(List<Entry> breaks, Target target, WorkingCalendar calendar) {
        Target now = target;
        Entry paused = null;
        for (Entry one : breaks) {
            if (one.what() == What.PAUSED) {
                paused = one;
            } else if (paused != null) {
                now = pushed(now, paused.at(), one.at(), left(now, paused, calendar), calendar);
                paused = null;
            }
        }
        return paused == null || paused.until() == null ? now : pushed(now, paused.at(), paused.until(), left(now, paused, calendar), calendar);
    }

    private static Duration left(Target target, Entry paused, WorkingCalendar calendar) {
        Duration left = calendar.remaining(paused.at(), target.dueAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /**
     * Counts every open target again when other tables of targets were released since the last time.
     *
     * @return how many targets moved
     */
    @Transactional
    public int followTables() {
        String release = List.of("service-levels", "case-targets", "case-clocks").stream().map(tables::release).collect(Collectors.joining(" "));
        boolean known = sql.sql("select count(*) from sla_targets where release = :release").param("release", release).query(Integer.class).single() > 0;
        if (known) {
            return 0;
        }
        sql.sql("insert into sla_targets (release) values (:release) on conflict (only_row) do update set release = excluded.release")
                .param("release", release).update();
        return sql.sql("select distinct office_code from sla_clock where stopped_at is null order by 1").query(String.class).list().stream()
                .mapToInt(this::recompute).sum();
    }

    /** Another office is in charge of what is open: its clocks run on there, and its escalations go to its supervisor. */
    public void handOver(String caseNumber, String fromOffice, String toOffice) {
        ledger.moveOffice(caseNumber, fromOffice, toOffice, clock.instant());
    }

    /** The supervisor of that role, in the same office. */
    public static Role supervisorOf(String role) {
        return Role.ofId(role).orElseThrow().supervisor();
    }
}
