package org.madoguchi.platform;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Whether timers run; the starter's own indicator is not there on this Spring Boot. */
@Component("engineHealthIndicator")
class EngineHealth implements HealthIndicator {

    private final JobExecutor jobs;

    EngineHealth(JobExecutor jobs) {
        this.jobs = jobs;
    }

    @Override
    public Health health() {
        return (jobs.isActive() ? Health.up() : Health.outOfService()).withDetail("timers", jobs.isActive()).build();
    }
}
