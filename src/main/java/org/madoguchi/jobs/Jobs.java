package org.madoguchi.jobs;

import java.time.Clock;
import java.time.Duration;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.modeler.ModelChanges;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.open.WayFigures;
import org.madoguchi.partners.PartnerProcess;
import org.madoguchi.portal.Drafts;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.reporting.PrintQueue;
import org.madoguchi.sla.Escalations;
import org.madoguchi.sla.Sla;
import org.madoguchi.supervision.Alerts;
import org.madoguchi.worklist.TaskDrafts;
import org.madoguchi.worklist.WorkAbsence;
import org.madoguchi.worklist.WorkDigest;
import org.madoguchi.worklist.WorkPriority;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.stereotype.Component;

/**
 * What is done for cases again and again, from the moment the product is ready. Each job takes only work that no other
 * node has, so all nodes run all of them.
 */
@Component
@EnableScheduling
@Profile("!test")
class Jobs {

    private final TaskScheduler scheduler;
    private final PartnerProcess partners;
    private final Notifications notifications;
    private final Issuance issuance;
    private final Renewals renewals;
    private final Drafts drafts;
    private final TaskDrafts taskDrafts;
    private final Corrections corrections;
    private final Sla sla;
    private final Escalations escalations;
    private final Alerts alerts;
    private final WayFigures ways;
    private final WorkPriority priority;
    private final WorkAbsence absence;
    private final WorkDigest digest;
    private final PrintQueue prints;
    private final ModelChanges changes;
    private final Clock clock;

    Jobs(TaskScheduler scheduler, PartnerProcess partners, Notifications notifications, Issuance issuance, Renewals renewals,
            Drafts drafts, TaskDrafts taskDrafts, Corrections corrections, Sla sla, Escalations escalations, Alerts alerts, WayFigures ways, WorkPriority priority,
            WorkAbsence absence, WorkDigest digest, PrintQueue prints, ModelChanges changes, Clock clock) {
        this.scheduler = scheduler;
        this.partners = partners;
        this.notifications = notifications;
        this.issuance = issuance;
        this.renewals = renewals;
        this.drafts = drafts;
        this.taskDrafts = taskDrafts;
        this.corrections = corrections;
        this.sla = sla;
        this.escalations = escalations;
        this.alerts = alerts;
        this.ways = ways;
        this.priority = priority;
        this.absence = absence;
        this.digest = digest;
        this.prints = prints;
        this.changes = changes;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        scheduler.scheduleWithFixedDelay(partners::workOnce, Duration.ofSeconds(1));
        scheduler.scheduleWithFixedDelay(notifications::sendDue, Duration.ofSeconds(2));
        scheduler.scheduleWithFixedDelay(this::raiseLateWork, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(this::runClocksOn, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(() -> sla.followTables(), Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(this::watchThresholds, Duration.ofMinutes(5));
        scheduler.scheduleWithFixedDelay(this::renewOrder, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(this::passOnWork, Duration.ofMinutes(5));
        scheduler.scheduleWithFixedDelay(digest::sendDue, Duration.ofMinutes(10));
        scheduler.scheduleWithFixedDelay(issuance::settle, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(() -> renewals.openDue(Tokyo.today(clock)), Duration.ofMinutes(10));
        scheduler.scheduleWithFixedDelay(corrections::sortAnonymous, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(() -> renewals.remindOfCertificates(Tokyo.today(clock)), Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(prints::work, Duration.ofSeconds(2));
        scheduler.scheduleWithFixedDelay(changes::tellNode, Duration.ofSeconds(30));
        scheduler.scheduleWithFixedDelay(changes::releaseDue, Duration.ofSeconds(30));
        scheduler.scheduleWithFixedDelay(drafts::removeExpired, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(taskDrafts::removeExpired, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(ways::watch, Duration.ofHours(6));
    }

    private void watchThresholds() {
        alerts.look();
        alerts.tellDue();
    }

    private void raiseLateWork() {
        while (escalations.raise()) {
            // one batch after the other, each in a transaction of its own
        }
    }

    private void runClocksOn() {
        while (sla.resumeOver() > 0) {
            // one batch after the other, each in a transaction of its own
        }
    }

    private void passOnWork() {
        while (absence.passOn() > 0) {
            // a few absences after the other, each batch in a transaction of its own
        }
    }

    private void renewOrder() {
        while (priority.renew() > 0) {
            // one batch after the other, each in a transaction of its own
        }
    }
}
