package org.madoguchi.partners;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works the external tasks of the models by calling partners. A task is locked for one worker of one node, the call is
 * made outside any transaction, and its answer is kept in the transaction that completes the task. A partner that fails
 * is called again later and later; after the last attempt the task stays as an incident until a person sets it going
 * (by giving it retries). A node that dies leaves its tasks to the others when their locks run out.
 */
@Component
public class PartnerProcess implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(PartnerProcess.class);

    /** Ends a run that would otherwise go on as long as new work arrives. */
    private static final int ROUNDS = 500;

    /** After this a call that had to wait is looked at again. */
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final ExternalTaskService externalTasks;
    private final TransactionTemplate transaction;
    private final PartnerSettings settings;
    private final Clock clock;
    private final ObjectProvider<PartnerCall<?, ?>> beans;
    private final ExecutorService threads;
    private Map<String, PartnerCall<?, ?>> calls = Map.of();

    PartnerProcess(ExternalTaskService externalTasks, TransactionTemplate transaction, PartnerSettings settings,
            Clock clock, ObjectProvider<PartnerCall<?, ?>> beans) {
        this.externalTasks = externalTasks;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.beans = beans;
        this.threads = Executors.newFixedThreadPool(settings.parallel(), work -> {
            Thread thread = new Thread(work, "partner-call");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Looked up last: the steps that make the calls need much of the application themselves. One call per topic. */
    @Override
    public void afterSingletonsInstantiated() {
        calls = beans.stream().collect(Collectors.toUnmodifiableMap(PartnerCall::topic, call -> call));
    }

    /** Works whatever is due until nothing is; returns how many tasks that was, well or badly ended. */
    public int workOnce() {
        int worked = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<LockedExternalTask> due = fetch();
            if (due.isEmpty()) {
                break;
            }
            due.stream().map(task -> threads.submit(() -> work(task, calls.get(task.getTopicName())))).toList()
                    .forEach(PartnerProcess::await);
            worked += due.size();
        }
        return worked;
    }

    /** Each round locks for a name of its own, so that no two threads of a node hold each other's tasks for theirs. */
    private List<LockedExternalTask> fetch() {
        if (calls.isEmpty()) {
            return List.of();
        }
        var fetch = externalTasks.fetchAndLock().workerId("partners-" + UUID.randomUUID()).maxTasks(settings.parallel())
                .orderByCreateTime().asc().subscribe();
        long lock = settings.lock().toMillis();
        for (String topic : calls.keySet()) {
            fetch = fetch.topic(topic, lock).variables(List.of());
        }
        return fetch.execute();
    }

    private <Q, A> void work(LockedExternalTask task, PartnerCall<Q, A> call) {
        String caseNumber = task.getBusinessKey();
        MDC.put("caseNumber", caseNumber);
        MDC.put("activityId", task.getActivityId());
        Q request = null;
        try {
            if (Boolean.TRUE.equals(transaction.execute(status -> call.mustWait(caseNumber)))) {
                externalTasks.handleFailure(task.getId(), task.getWorkerId(), "waits, not failed", remaining(task), PAUSE.toMillis());
                return;
            }
            request = transaction.execute(status -> call.prepare(caseNumber));
            Q asked = request;
            A answer = IdempotencyKey.during(task.getId(), () -> call.call(asked));
            keep(task, call, asked, answer);
        } catch (PartnerRefused refusal) {
            refuse(task, call, request, refusal);
        } catch (RuntimeException fault) {
            fail(task, FaultWords.of(fault), remaining(task) - 1);
        } finally {
            MDC.remove("caseNumber");
            MDC.remove("activityId");
        }
    }

    private <Q, A> void keep(LockedExternalTask task, PartnerCall<Q, A> call, Q request, A answer) {
        String caseNumber = task.getBusinessKey();
        try {
            inTransaction(() -> {
                Map<String, Object> outcome = call.record(caseNumber, request, answer);
                externalTasks.complete(task.getId(), task.getWorkerId(), outcome == null ? Map.of() : outcome);
                return null;
            });
        } catch (RuntimeException fault) {
            if (exists(task) || !clock.instant().isBefore(task.getLockExpirationTime().toInstant())) {
                // Still there, or worked by another after our lock ran out: then the same answer is kept by them.
                throw fault;
            }
            log.warn("{}: the case went on without this answer", task.getTopicName());
            transaction.executeWithoutResult(status -> call.tooLate(caseNumber, request, answer));
        }
    }

    /** The engine is set to reject an error that no event in the model catches: then a person has to look. */
    private <Q, A> void refuse(LockedExternalTask task, PartnerCall<Q, A> call, Q request, PartnerRefused refusal) {
        log.info("{} refused: {}", task.getTopicName(), refusal.getMessage());
        try {
            inTransaction(() -> {
                call.refused(task.getBusinessKey(), request, refusal);
                externalTasks.handleBpmnError(task.getId(), task.getWorkerId(), refusal.code(), refusal.reason());
                return null;
            });
        } catch (RuntimeException notCaught) {
            fail(task, "refused, " + refusal.getMessage(), 0);
        }
    }

    private void fail(LockedExternalTask task, String words, int retries) {
        if (!holds(task)) {
            log.warn("{}: somebody else took the task over; {}", task.getTopicName(), words);
            return;
        }
        List<Duration> backOff = settings.backOff();
        long wait = retries <= 0 ? 0 : backOff.get(Math.max(0, backOff.size() - retries)).toMillis();
        log.warn("{} failed, {} attempts left: {}", task.getTopicName(), Math.max(0, retries), words);
        externalTasks.handleFailure(task.getId(), task.getWorkerId(), words, Math.max(0, retries), wait);
    }

    /** The first attempt and one after each wait. */
    private int remaining(LockedExternalTask task) {
        return task.getRetries() == null ? settings.backOff().size() + 1 : task.getRetries();
    }

    /** The case may be moved by somebody else at the same moment: the answer is there, so only keeping it is repeated. */
    private void inTransaction(Supplier<Void> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                transaction.execute(status -> work.get());
                return;
            } catch (OptimisticLockingException | ConcurrencyFailureException clash) {
                if (attempt == 3) {
                    throw clash;
                }
            }
        }
    }

    private boolean exists(LockedExternalTask task) {
        return externalTasks.createExternalTaskQuery().externalTaskId(task.getId()).count() > 0;
    }

    private boolean holds(LockedExternalTask task) {
        return externalTasks.createExternalTaskQuery().externalTaskId(task.getId()).workerId(task.getWorkerId()).count() > 0;
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            // The lock runs out and the task is worked again.
            log.error("A partner call could not be brought to an end: {}", FaultWords.of(e.getCause()));
        }
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
