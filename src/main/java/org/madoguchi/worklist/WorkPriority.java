package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** How pressing a task is by {@code work-priority}, from the moment it opens and whenever what that table asks about has changed. */
@Component
public class WorkPriority {

    /**
     * What the table asks about.
     *
     * @param visit the day for which the visit is booked, in the office's zone; null for none
     */
    record Facts(String taskId, String taskKey, String officeCode, Instant receivedAt, Instant createdAt, Instant dueAt, Instant atRiskAt,
            boolean hardship, LocalDate visit) {}

    /** @param until when it may be another, at the latest */
    record Price(int points, List<String> reasons, Instant until) {}

    /** The holder stands at the counter: this step begins when they come. */
    private static final String AT_THE_COUNTER = "Task_VerifyIdentity";

    private static final int BATCH = 500;

    private final WorkStore store;
    private final DecisionTables tables;
    private final Offices offices;
    private final Clock clock;

    WorkPriority(WorkStore store, DecisionTables tables, Offices offices, Clock clock) {
        this.store = store;
        this.tables = tables;
        this.offices = offices;
        this.clock = clock;
    }

    Price of(Facts task) {
        Instant now = clock.instant();
        ZoneId zone = offices.get(task.officeCode()).zone();
        LocalDate today = LocalDate.ofInstant(now, zone);
        boolean begunToday = LocalDate.ofInstant(task.createdAt(), zone).equals(today);
        List<Map<String, Object>> rules = tables.evaluate("work-priority", Map.of(
                "slaState", now.isBefore(task.atRiskAt()) ? "ON_TIME" : now.isBefore(task.dueAt()) ? "AT_RISK" : "LATE",
                "hardship", task.hardship(),
                "ageDays", (int) ChronoUnit.DAYS.between(task.receivedAt(), now),
                "appointmentToday", today.equals(task.visit()) || begunToday && task.taskKey().equals(AT_THE_COUNTER)));
        Instant tomorrow = today.plusDays(1).atStartOfDay(zone).toInstant();
        return new Price(rules.stream().mapToInt(rule -> ((Number) rule.get("points")).intValue()).sum(),
                rules.stream().map(rule -> (String) rule.get("reasonCode")).toList(),
                Stream.of(task.atRiskAt(), task.dueAt(), tomorrow).filter(now::isBefore).min(Instant::compareTo).orElseThrow());
    }

    /**
     * Looks again at what may have become more or less pressing. Safe on several nodes and to repeat.
     *
     * @return how many were looked at; none where nothing is left to look at
     */
    @Transactional
    public int renew() {
        List<Facts> outdated = store.toReprice(clock.instant(), BATCH);
        store.reprice(outdated, outdated.stream().map(this::of).toList());
        return outdated.size();
    }
}
