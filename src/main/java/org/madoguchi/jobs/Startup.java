package org.madoguchi.jobs;

import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.madoguchi.modeler.Releases;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** At start: first the models, then (in the demonstration) the sample cases, then the timers. */
class Startup {

    static final int MODELS = 10;
    static final int TIMERS = 30;

    private Startup() {}

    @Component
    @Order(MODELS)
    static class ReleaseModels implements ApplicationRunner {

        private final Releases releases;

        ReleaseModels(Releases releases) {
            this.releases = releases;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            releases.releaseFiles();
        }
    }

    @Component
    @Order(TIMERS)
    @Profile("!test")
    static class StartTimers implements ApplicationRunner {

        private final JobExecutor jobs;

        StartTimers(JobExecutor jobs) {
            this.jobs = jobs;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            jobs.start();
        }
    }
}
