package org.madoguchi.jobs;

import java.time.Duration;
import java.util.Optional;
import org.madoguchi.accessregister.ReadLogSeals;
import org.madoguchi.accessregister.ReadLogVerification;
import org.madoguchi.accessregister.RefusedAttempts;
import org.madoguchi.accessregister.UnusualReadings;
import org.madoguchi.casefile.NumberRetention;
import org.madoguchi.casefile.VaultKeys;
import org.madoguchi.identity.RateLimits;
import org.madoguchi.identity.StaffMirror;
import org.madoguchi.numbers.NumberRequests;
import org.madoguchi.programme.Tokyo;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.support.CronTrigger;
import org.springframework.stereotype.Component;

/** What guards numbers, readings and sign-in again and again; on all nodes, like {@link Jobs}. */
@Component
@Profile("!test")
class SafeguardJobs {

    private final TaskScheduler scheduler;
    private final VaultKeys keys;
    private final NumberRetention numbers;
    private final NumberRequests requests;
    private final ReadLogSeals seals;
    private final ReadLogVerification verification;
    private final UnusualReadings unusual;
    private final RateLimits limits;
    private final RefusedAttempts attempts;
    private final Optional<StaffMirror> staff;

    SafeguardJobs(TaskScheduler scheduler, VaultKeys keys, NumberRetention numbers, NumberRequests requests, ReadLogSeals seals,
            ReadLogVerification verification, UnusualReadings unusual, RateLimits limits, RefusedAttempts attempts,
            Optional<StaffMirror> staff) {
        this.scheduler = scheduler;
        this.keys = keys;
        this.numbers = numbers;
        this.requests = requests;
        this.seals = seals;
        this.verification = verification;
        this.unusual = unusual;
        this.limits = limits;
        this.attempts = attempts;
        this.staff = staff;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        scheduler.scheduleWithFixedDelay(keys::check, Duration.ofSeconds(10));
        scheduler.scheduleWithFixedDelay(keys::closeAnew, Duration.ofSeconds(1));
        scheduler.scheduleWithFixedDelay(numbers::deleteDue, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(requests::lapse, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(seals::sealNew, Duration.ofMinutes(1));
        scheduler.scheduleWithFixedDelay(verification::verifyNightly, Duration.ofHours(1));
        scheduler.scheduleWithFixedDelay(unusual::look, Duration.ofMinutes(10));
        scheduler.scheduleWithFixedDelay(limits::sweep, Duration.ofMinutes(5));
        scheduler.scheduleWithFixedDelay(attempts::write, Duration.ofSeconds(10));
        scheduler.scheduleWithFixedDelay(attempts::sweep, Duration.ofHours(6));
        staff.ifPresent(mirror -> {
            scheduler.scheduleWithFixedDelay(mirror::follow, Duration.ofSeconds(20));
            scheduler.schedule(mirror::complete, new CronTrigger("0 0 3 * * *", Tokyo.ZONE));
        });
    }
}
