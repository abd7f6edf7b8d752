package org.madoguchi.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.madoguchi.accessregister.ReadLogSeals;
import org.madoguchi.accessregister.ReadLogVerification;
import org.madoguchi.accessregister.UnusualReadings;
import org.madoguchi.casefile.NumberRetention;
import org.madoguchi.casefile.VaultKeys;
import org.madoguchi.identity.RateLimits;
import org.madoguchi.identity.StaffMirror;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.numbers.NumberRequests;
import org.madoguchi.partners.PartnerProcess;
import org.madoguchi.open.WayFigures;
import org.madoguchi.portal.Drafts;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.sla.Sla;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.stereotype.Component;

/**
 * What runs again and again, from the moment the product is ready. Each job takes only work that no other node has, so
 * all nodes run all of them.
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
    private final Corrections corrections;
    private final Sla sla;
    private final WayFigures ways;
    private final VaultKeys keys;
    private final NumberRetention numbers;
    private final NumberRequests numberRequests;
    private final ReadLogSeals seals;
    private final ReadLogVerification verification;
    private final UnusualReadings unusual;
    private final RateLimits limits;
    private final Optional<StaffMirror> staff;
    private final Clock clock;

    Jobs(TaskScheduler scheduler, PartnerProcess partners, Notifications notifications, Issuance issuance, Renewals renewals,
            Drafts drafts, Corrections corrections, Sla sla, WayFigures ways, VaultKeys keys, NumberRetention numbers,
            NumberRequests numberRequests, ReadLogSeals seals, ReadLogVerification verification, UnusualReadings unusual, RateLimits limits,
            Optional<StaffMirror> staff, Clock clock) {
        this.scheduler = scheduler;
        this.partners = partners;
        this.notifications = notifications;
        this.issuance = issuance;
        this.renewals = renewals;
        this.drafts = drafts;
        this.sla = sla;
        this.corrections = corrections;
        this.ways = ways;
        this.keys = keys;
        this.numbers = numbers;
        this.numberRequests = numberRequests;
        this.seals = seals;
        this.verification = verification;
        this.unusual = unusual;
        this.limits = limits;
        this.staff = staff;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        scheduler.scheduleWithFixedDelay(partners::workOnce, Duration.ofSeconds(1));
        scheduler.scheduleWithFixedDelay(notifications::sendDue, Duration.ofSeconds(2));
        scheduler.scheduleWithFixedDelay(() -> sla.escalateLate(), Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(issuance::settle, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(() -> renewals.openDue(Tokyo.today(clock)), Duration.ofMinutes(10));
        scheduler.scheduleWithFixedDelay(corrections::sortAnonymous, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(() -> renewals.remindOfCertificates(Tokyo.today(clock)), Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(drafts::removeExpired, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(keys::check, Duration.ofSeconds(10));
        scheduler.scheduleWithFixedDelay(keys::closeAnew, Duration.ofSeconds(1));
        scheduler.scheduleWithFixedDelay(numbers::deleteDue, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(numberRequests::lapse, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(seals::sealNew, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(verification::verifyNightly, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(unusual::look, Duration.ofMinutes(10));
        staff.ifPresent(mirror -> {
            scheduler.scheduleWithFixedDelay(mirror::follow, Duration.ofSeconds(20));
            scheduler.schedule(mirror::complete, new CronTrigger("0 0 3 * * *", Tokyo.ZONE));
        });
        scheduler.scheduleWithFixedDelay(ways::watch, Duration.ofHours(6));
        scheduler.scheduleWithFixedDelay(limits::sweep, Duration.ofMinutes(5));
    }
}
