package org.madoguchi.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.test.mock.MockExpressionManager;
import org.camunda.bpm.engine.test.mock.Mocks;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.community.process_test_coverage.engine.platform7.ProcessCoverageInMemProcessEngineConfiguration;
import org.camunda.community.process_test_coverage.junit5.platform7.ProcessEngineCoverageExtension;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.mockito.stubbing.Answer;

/**
 * One case walked through one model. The test plays everybody: the people, the partners, the called models, the beans
 * and the clock, which stands at day 0 until the test moves it.
 */
class Walk implements BeforeEachCallback, AfterEachCallback {

    static final String CASE = "A-2027-000001-7";

    private static final Instant DAY_0 = Instant.parse("2027-04-01T03:00:00Z");
    private static final int FAR_AWAY = 5_000;

    final Beans.SlaProcess sla = bean(Beans.SlaProcess.class);
    final Beans.CasefileProcess casefile = bean(Beans.CasefileProcess.class);
    final Beans.EligibilityProcess eligibility = bean(Beans.EligibilityProcess.class);
    final Beans.LinkageProcess linkage = bean(Beans.LinkageProcess.class);
    final Beans.CorrectionProcess correction = bean(Beans.CorrectionProcess.class);
    final Beans.IssuanceProcess issuance = bean(Beans.IssuanceProcess.class);
    final Beans.AppointmentsProcess appointments = bean(Beans.AppointmentsProcess.class);
    final Beans.VerificationProcess verification = bean(Beans.VerificationProcess.class);
    final Beans.RenewalProcess renewal = bean(Beans.RenewalProcess.class);
    final Beans.ResidenceProcess residence = bean(Beans.ResidenceProcess.class);
    final Beans.LossProcess loss = bean(Beans.LossProcess.class);
    final Beans.NamesProcess names = bean(Beans.NamesProcess.class);
    final Beans.PinResetProcess pinReset = bean(Beans.PinResetProcess.class);

    private final ProcessEngineCoverageExtension coverage;
    private final String model;
    private final List<String> children;
    private final List<String> targetsAskedFor = new ArrayList<>();
    private String deployment;
    private String instance;

    private Walk(ProcessEngineCoverageExtension coverage, String model, List<String> children) {
        this.coverage = coverage;
        this.model = model;
        this.children = children;
    }

    /** An engine in memory for one test class, which fails the class unless every element and every flow was walked. */
    static ProcessEngineCoverageExtension fullCoverage(String... children) {
        var configuration = new ProcessCoverageInMemProcessEngineConfiguration();
        var name = "path" + Integer.toHexString(System.identityHashCode(configuration));
        configuration
                .setProcessEngineName(name)
                .setJdbcUrl("jdbc:h2:mem:" + name)
                .setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY)
                .setJobExecutorActivate(false);
        configuration.setExpressionManager(new MockExpressionManager());
        return ProcessEngineCoverageExtension.builder(configuration)
                .excludeProcessDefinitionKeys(children)
                .assertClassCoverageAtLeast(1.0)
                .build();
    }

    /** The called models are replaced by stubs which stop until {@link #childEnds} says how they ended. */
    static Walk through(String model, ProcessEngineCoverageExtension coverage, String... children) {
        return new Walk(coverage, model, List.of(children));
    }

    static Date day(int days) {
        return Date.from(DAY_0.plus(days, ChronoUnit.DAYS));
    }

    /** What a bean does that leaves an outcome for a gateway. */
    static Answer<Void> sets(String outcome, Object value) {
        return call -> {
            call.getArgument(0, DelegateExecution.class).setVariable(outcome, value);
            return null;
        };
    }

    /** What a bean does that tells another step of the case. */
    Answer<Void> tells(String message) {
        return call -> {
            engine().getRuntimeService().createMessageCorrelation(message).processInstanceBusinessKey(CASE).correlate();
            return null;
        };
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ClockUtil.setCurrentTime(day(0));
        willAnswer(call -> {
                    var execution = call.getArgument(0, DelegateExecution.class);
                    targetsAskedFor.add(execution.getCurrentActivityId());
                    return day(FAR_AWAY);
                })
                .given(sla)
                .dueDate(any());
        Mocks.register("slaProcess", sla);
        Mocks.register("casefileProcess", casefile);
        Mocks.register("eligibilityProcess", eligibility);
        Mocks.register("linkageProcess", linkage);
        Mocks.register("correctionProcess", correction);
        Mocks.register("issuanceProcess", issuance);
        Mocks.register("appointmentsProcess", appointments);
        Mocks.register("verificationProcess", verification);
        Mocks.register("renewalProcess", renewal);
        Mocks.register("residenceProcess", residence);
        Mocks.register("lossProcess", loss);
        Mocks.register("pinResetProcess", pinReset);
        Mocks.register("namesProcess", names);
        var builder = engine().getRepositoryService()
                .createDeployment()
                .addClasspathResource("processes/" + model + ".bpmn");
        for (String child : children) {
            var stub = Bpmn.createExecutableProcess(child)
                    .camundaHistoryTimeToLive(1)
                    .startEvent()
                    .userTask("Stub")
                    .endEvent()
                    .done();
            builder.addModelInstance(child + ".bpmn", stub);
        }
        deployment = builder.deploy().getId();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        engine().getRepositoryService().deleteDeployment(deployment, true, true);
        Mocks.reset();
        ClockUtil.reset();
    }

    /** With the outcomes that are known from the start. */
    Walk starts(Object... outcomes) {
        instance = engine().getRuntimeService()
                .startProcessInstanceByKey(model, CASE, variables(outcomes))
                .getId();
        return runsWhatIsDue();
    }

    /** A person completes the one open task of this name. */
    Walk completes(String task, Object... outcomes) {
        engine().getTaskService().complete(openTask(task).getId(), variables(outcomes));
        return runsWhatIsDue();
    }

    /** A called model ends, with the outcome it leaves; it must have been given the case number. */
    Walk childEnds(String child, Object... outcomes) {
        var stub = engine().getTaskService()
                .createTaskQuery()
                .processDefinitionKey(child)
                .processInstanceBusinessKey(CASE)
                .singleResult();
        assertThat(stub).as("called model " + child + " under the case number").isNotNull();
        engine().getTaskService().complete(stub.getId(), variables(outcomes));
        return runsWhatIsDue();
    }

    Walk partnerAnswers(String topic, Object... outcomes) {
        engine().getExternalTaskService().complete(fetched(topic).getId(), "partner", variables(outcomes));
        return runsWhatIsDue();
    }

    Walk partnerRefuses(String topic, String code) {
        engine().getExternalTaskService().handleBpmnError(fetched(topic).getId(), "partner", code);
        return runsWhatIsDue();
    }

    Walk hears(String message, Object... payload) {
        engine().getRuntimeService()
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(CASE)
                .setVariables(variables(payload))
                .correlate();
        return runsWhatIsDue();
    }

    Walk clockReachesDay(int days) {
        ClockUtil.setCurrentTime(day(days));
        return runsWhatIsDue();
    }

    Walk waitsAt(String... activities) {
        var waiting = new ArrayList<String>();
        var tree = engine().getRuntimeService().getActivityInstance(instance);
        if (tree != null) leaves(tree, waiting);
        assertThat(waiting).containsExactlyInAnyOrder(activities);
        return this;
    }

    Walk passed(String... activities) {
        assertThat(history()).contains(activities);
        return this;
    }

    Walk neverReached(String... activities) {
        assertThat(history()).doesNotContain(activities);
        return this;
    }

    Walk endsAt(String endEvent) {
        var running = engine().getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceId(instance);
        assertThat(running.count()).as("running instances").isZero();
        return passed(endEvent);
    }

    /** The target date of a task passes: the supervisor is told once, and the task stays where it is. */
    Walk isLateWith(String task) {
        assertThat(targetsAskedFor).as("the target date was asked for " + task).endsWith(task);
        clockReachesDay(FAR_AWAY);
        verify(sla).escalate(any());
        assertThat(openTask(task)).as(task + " stays open").isNotNull();
        return passed("Timer_" + task.substring("Task_".length()) + "Sla");
    }

    boolean childIsRunning(String child) {
        return engine().getRuntimeService()
                        .createProcessInstanceQuery()
                        .processDefinitionKey(child)
                        .count()
                > 0;
    }

    private Walk runsWhatIsDue() {
        for (List<Job> due = due(); !due.isEmpty(); due = due()) {
            engine().getManagementService().executeJob(due.get(0).getId());
        }
        return this;
    }

    private List<Job> due() {
        return engine().getManagementService()
                .createJobQuery()
                .executable()
                .orderByJobDuedate()
                .asc()
                .list();
    }

    private Task openTask(String key) {
        return engine().getTaskService()
                .createTaskQuery()
                .processInstanceId(instance)
                .taskDefinitionKey(key)
                .singleResult();
    }

    private LockedExternalTask fetched(String topic) {
        var tasks = engine().getExternalTaskService()
                .fetchAndLock(2, "partner")
                .topic(topic, 60_000)
                .execute();
        assertThat(tasks).as("calls of " + topic).hasSize(1);
        assertThat(tasks.get(0).getBusinessKey()).isEqualTo(CASE);
        return tasks.get(0);
    }

    private List<String> history() {
        return engine().getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .list()
                .stream()
                .map(HistoricActivityInstance::getActivityId)
                .toList();
    }

    private ProcessEngine engine() {
        return coverage.getProcessEngine();
    }

    private static void leaves(ActivityInstance node, List<String> found) {
        for (var child : node.getChildActivityInstances()) {
            if (child.getChildActivityInstances().length == 0) found.add(child.getActivityId());
            else leaves(child, found);
        }
    }

    private static Map<String, Object> variables(Object... namesAndValues) {
        var variables = new LinkedHashMap<String, Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            variables.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return variables;
    }

    /** A bean that does nothing and whose dates lie far away, until the test says otherwise. */
    private static <T> T bean(Class<T> type) {
        return mock(type, call -> call.getMethod().getReturnType() == Date.class ? day(FAR_AWAY) : null);
    }
}
