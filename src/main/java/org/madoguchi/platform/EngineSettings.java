package org.madoguchi.platform;

import java.time.Duration;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the engine runs here. What each setting buys is in {@code src/docs/performance.md}. */
@Configuration(proxyBeanMethods = false)
class EngineSettings {

    /** Flyway owns the engine's tables, so the engine may be built only after it has run. */
    @Bean
    static BeanFactoryPostProcessor engineAfterMigrations() {
        return factory -> {
            for (String name : factory.getBeanNamesForType(ProcessEngineConfigurationImpl.class, false, false)) {
                factory.getBeanDefinition(name).setDependsOn("flywayInitializer");
            }
        };
    }

    @Bean
    ProcessEnginePlugin madoguchiEngine(ApplicationContext context, ObjectProvider<BpmnParseListener> parseListeners,
            ObjectProvider<HistoryEventHandler> historyHandlers) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                engine.setBeans(new ProcessBeans(context));
                engine.setEnsureJobDueDateNotNull(true);
                engine.setJobExecutorAcquireByDueDate(true);
                engine.setJobExecutorAcquireExclusiveOverProcessHierarchies(true);
                engine.setDefaultNumberOfRetries(3);
                engine.setFailedJobRetryTimeCycle("PT1M,PT5M,PT30M");
                engine.setTaskMetricsEnabled(false);
                engine.setDbMetricsReporterActivate(false);
                engine.setHistoryRemovalTimeStrategy("start");
                engine.setEnableExceptionsAfterUnhandledBpmnError(true);
                engine.setEnableFetchProcessDefinitionDescription(false);
                engine.getCustomPostBPMNParseListeners().addAll(parseListeners.stream().toList());
                engine.getCustomHistoryEventHandlers().addAll(historyHandlers.stream().toList());
            }
        };
    }

    /**
     * Jobs never call the outside world, so a minute is long for one; the engine's own five would keep the cases of a
     * killed node waiting that much longer until another node takes them over.
     */
    @Bean
    JobExecutor jobExecutor(ProcessEngine engine, @Value("${madoguchi.engine.job-lock:1m}") Duration lock,
            @Value("${madoguchi.engine.jobs-at-once:32}") int atOnce, @Value("${madoguchi.engine.job-threads:4}") int threads) {
        JobExecutor jobs = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        jobs.setLockTimeInMillis(Math.toIntExact(lock.toMillis()));
        // With the engine's own three jobs at a time a storm of timers after an outage would take hours; few enough are taken
        // at once that other nodes find some too, and no more threads than leave room for pages.
        jobs.setMaxJobsPerAcquisition(atOnce);
        if (jobs instanceof DefaultJobExecutor pool) {
            pool.setQueueSize(2 * atOnce);
            pool.setCorePoolSize(threads);
            pool.setMaxPoolSize(threads);
        }
        return jobs;
    }

    /**
     * All a model can name: the {@code *Process} beans of the features. The map is lazy, since those beans themselves
     * need the engine.
     */
    private static final class ProcessBeans extends AbstractMap<Object, Object> {

        private final ApplicationContext context;

        ProcessBeans(ApplicationContext context) {
            this.context = context;
        }

        @Override
        public boolean containsKey(Object name) {
            return name instanceof String s && s.endsWith("Process") && context.containsBean(s);
        }

        @Override
        public Object get(Object name) {
            return containsKey(name) ? context.getBean((String) name) : null;
        }

        @Override
        public Set<Map.Entry<Object, Object>> entrySet() {
            return List.of(context.getBeanDefinitionNames()).stream().filter(this::containsKey)
                    .map(name -> Map.entry((Object) name, get(name))).collect(Collectors.toSet());
        }
    }
}
