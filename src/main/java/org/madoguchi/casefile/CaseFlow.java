package org.madoguchi.casefile;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ActivityTypes;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Starts processes and tells running ones what has happened outside. The business key of every instance is the number
 * of its case (of its renewal, for {@code card-renewal}), so a message finds whichever child is waiting for it.
 */
@Component
public class CaseFlow {

    /** Where one process of a case stands; the sets hold ids of the model's shapes, {@code done} those of the ways taken too. */
    public record Position(String processKey, String definitionId, int version, boolean running, Set<String> active,
            Set<String> done, Set<String> stuck, List<Step> steps) {}

    /**
     * A named step as it was done.
     *
     * @param taskId where people do it, else null
     * @param until null while it is under way
     */
    public record Step(String activityId, String nameJa, String nameEn, String taskId, Instant since, Instant until) {}

    /** A step that failed until its retries ran out, by the names it has in its model; {@code cause} holds no personal data. */
    public record Stuck(String incidentId, String caseNumber, String activityId, String nameJa, String nameEn, Instant since,
            String cause) {}

    /** The engine's own query knows one process at a time, and a case has many. */
    private static final String ACTIVITIES_OF_CASE = """
            select a.*
              from ACT_HI_PROCINST p
              join ACT_HI_ACTINST a on a.PROC_INST_ID_ = p.ID_
             where p.BUSINESS_KEY_ = #{key}
             order by a.SEQUENCE_COUNTER_, a.START_TIME_
            """;

    private static final String ACTIVE_OF_CASE = """
            select a.*
              from ACT_HI_PROCINST p
              join ACT_HI_ACTINST a on a.PROC_INST_ID_ = p.ID_
             where p.BUSINESS_KEY_ = #{key} and p.END_TIME_ is null and a.END_TIME_ is null
            """;

    private static final int MOST_STUCK = 200;

    private final RuntimeService runtime;
    private final HistoryService history;
    private final ManagementService management;
    private final ExternalTaskService externalTasks;
    private final RepositoryService models;
    /** A definition never changes, and the engine asks the database for it each time. */
    private final Map<String, BpmnModelInstance> parsed = new ConcurrentHashMap<>();

    CaseFlow(RuntimeService runtime, HistoryService history, ManagementService management, ExternalTaskService externalTasks,
            RepositoryService models) {
        this.runtime = runtime;
        this.history = history;
        this.management = management;
        this.externalTasks = externalTasks;
        this.models = models;
    }

    public void start(String process, String businessKey, Map<String, Object> outcomes) {
        runtime.startProcessInstanceByKey(process, businessKey, outcomes);
    }

    /** Does at once what waits for the executor, for somebody at a counter who waits too. Whoever is first does it. */
    public void hurry(String businessKey) {
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).list().stream()
                .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).executable().list().stream())
                .forEach(job -> {
                    try {
                        management.executeJob(job.getId());
                    } catch (ProcessEngineException taken) {
                        // the executor was first, or will try again
                    }
                });
    }

    /** @throws Refusal NOT_WAITING when no step of the case waits for this message */
    public void tell(String businessKey, String message, Map<String, Object> outcomes) {
        try {
            runtime.createMessageCorrelation(message).processInstanceBusinessKey(businessKey).setVariables(outcomes)
                    .correlate();
        } catch (MismatchingMessageCorrelationException e) {
            throw Refusal.conflict("NOT_WAITING", message);
        }
    }

    /** Like {@link #tell}, but false where nobody waits. */
    public boolean tellIfWaiting(String businessKey, String message, Map<String, Object> outcomes) {
        boolean waiting = waitsFor(businessKey, message);
        if (waiting) {
            tell(businessKey, message, outcomes);
        }
        return waiting;
    }

    /** Whether a step of the case waits for this message. */
    public boolean waitsFor(String businessKey, String message) {
        return runtime.createExecutionQuery().processInstanceBusinessKey(businessKey)
                .messageEventSubscriptionName(message).count() > 0;
    }

    /**
     * Where the processes of a case stand, spine first, children in the order they were begun; finished ones too.
     */
    public List<Position> positions(String businessKey) {
        Map<String, List<HistoricActivityInstance>> activities = history.createNativeHistoricActivityInstanceQuery()
                .sql(ACTIVITIES_OF_CASE).parameter("key", businessKey).list().stream()
                .collect(Collectors.groupingBy(HistoricActivityInstance::getProcessInstanceId));
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(businessKey)
                .orderByProcessInstanceStartTime().asc().list().stream()
                .map(instance -> position(instance, activities.getOrDefault(instance.getId(), List.of()))).toList();
    }

    /** The model of this definition, to be read and not to be changed. */
    public BpmnModelInstance model(String definitionId) {
        return parsed.computeIfAbsent(definitionId, models::getBpmnModelInstance);
    }

    /** Like {@link #positions}, of what runs and only where it stands. */
    public List<Position> standing(String businessKey) {
        Map<String, Set<String>> active = history.createNativeHistoricActivityInstanceQuery().sql(ACTIVE_OF_CASE).parameter("key", businessKey).list()
                .stream().filter(activity -> !activity.getActivityType().equals(ActivityTypes.SUB_PROCESS))
                .collect(Collectors.groupingBy(HistoricActivityInstance::getProcessInstanceId,
                        Collectors.mapping(HistoricActivityInstance::getActivityId, Collectors.toSet())));
        return history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(businessKey).unfinished().list().stream()
                .map(instance -> new Position(instance.getProcessDefinitionKey(), instance.getProcessDefinitionId(), instance.getProcessDefinitionVersion(),
                        true, active.getOrDefault(instance.getId(), Set.of()), Set.of(), Set.of(), List.of())).toList();
    }

    private Position position(HistoricProcessInstance instance, List<HistoricActivityInstance> activities) {
        Set<String> done = new LinkedHashSet<>();
        Set<String> active = new LinkedHashSet<>();
        // A frame around steps is no step.
        activities.stream().filter(activity -> !activity.getActivityType().equals(ActivityTypes.SUB_PROCESS))
                .forEach(activity -> (activity.getEndTime() == null ? active : done).add(activity.getActivityId()));
        done.removeAll(active);
        BpmnModelInstance model = model(instance.getProcessDefinitionId());
        done.addAll(ways(model, activities));
        // What has ended has no incidents any more.
        Set<String> stuck = instance.getEndTime() != null ? Set.of()
                : runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream()
                        .map(Incident::getActivityId).collect(Collectors.toCollection(LinkedHashSet::new));
        return new Position(instance.getProcessDefinitionKey(), instance.getProcessDefinitionId(),
                instance.getProcessDefinitionVersion(), instance.getEndTime() == null, active, done, stuck, steps(model, activities));
    }

    /**
     * The engine keeps which steps were done and not by which ways. A way was taken where what it leads to began after
     * what it comes from had ended, before that was begun anew; where only one can be taken it is the one that began first.
     */
    private static Set<String> ways(BpmnModelInstance model, List<HistoricActivityInstance> activities) {
        Set<String> ways = new LinkedHashSet<>();
        for (int i = 0; i < activities.size(); i++) {
            HistoricActivityInstance from = activities.get(i);
            if (from.getEndTime() == null || from.isCanceled() || !(model.getModelElementById(from.getActivityId()) instanceof FlowNode node)) {
                continue;
            }
            List<HistoricActivityInstance> later = activities.subList(i + 1, activities.size()).stream()
                    .takeWhile(one -> !one.getActivityId().equals(from.getActivityId())).toList();
            boolean one = node instanceof ExclusiveGateway || node instanceof EventBasedGateway;
            Comparator<SequenceFlow> first = Comparator.comparingInt(flow -> place(later, flow));
            node.getOutgoing().stream().filter(flow -> place(later, flow) >= 0).sorted(first).limit(one ? 1 : Long.MAX_VALUE)
                    .forEach(flow -> ways.add(flow.getId()));
        }
        return ways;
    }

    private static int place(List<HistoricActivityInstance> later, SequenceFlow flow) {
        return later.stream().map(HistoricActivityInstance::getActivityId).toList().indexOf(flow.getTarget().getId());
    }

    /** What people would call a step: neither a question nor a frame around steps. */
    private static List<Step> steps(BpmnModelInstance model, List<HistoricActivityInstance> activities) {
        return activities.stream().filter(one -> model.getModelElementById(one.getActivityId()) instanceof FlowNode node
                && node.getName() != null && !(node instanceof Gateway) && !(node instanceof SubProcess)).map(one -> {
                    FlowNode node = model.getModelElementById(one.getActivityId());
                    return new Step(node.getId(), nameJa(node), node.getName(), one.getTaskId(), one.getStartTime().toInstant(),
                            one.getEndTime() == null ? null : one.getEndTime().toInstant());
                }).toList();
    }

    /** The Japanese name of a part of a model; the English one where there is none. */
    public static String nameJa(FlowElement element) {
        return element.getExtensionElements() == null ? element.getName()
                : element.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().stream()
                        .flatMap(properties -> properties.getCamundaProperties().stream())
                        .filter(property -> property.getCamundaName().equals("nameJa")).map(CamundaProperty::getCamundaValue)
                        .findFirst().orElse(element.getName());
    }

    /** Steps that a machine could not do and a person has to look at, oldest first; at most 200. */
    public List<Stuck> stuck() {
        List<Incident> incidents = runtime.createIncidentQuery().orderByIncidentTimestamp().asc().list().stream()
                .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId())).limit(MOST_STUCK).toList();
        return incidents.stream().map(this::stuck).toList();
    }

    private Stuck stuck(Incident incident) {
        FlowNode step = model(incident.getProcessDefinitionId()).getModelElementById(incident.getActivityId());
        return new Stuck(incident.getId(), businessKeyOf(incident.getProcessInstanceId()), step.getId(), nameJa(step), step.getName(),
                incident.getIncidentTimestamp().toInstant(), incident.getIncidentMessage());
    }

    private String businessKeyOf(String processInstance) {
        var instance = runtime.createProcessInstanceQuery().processInstanceId(processInstance).singleResult();
        return instance == null ? null : instance.getBusinessKey();
    }

    /** Sets a stuck step going again. Safe to repeat. */
    public void retry(String incidentId) {
        Incident incident = runtime.createIncidentQuery().incidentId(incidentId).singleResult();
        if (incident == null) {
            return;
        }
        if (Incident.EXTERNAL_TASK_HANDLER_TYPE.equals(incident.getIncidentType())) {
            externalTasks.setRetries(incident.getConfiguration(), 1);
        } else {
            management.setJobRetries(incident.getConfiguration(), 1);
        }
    }

    public boolean running(String businessKey) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(businessKey).count() > 0;
    }
}
