package org.madoguchi.worklist;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseFlow.Position;
import org.springframework.stereotype.Component;

/** What the models of a case say comes next, in the words of the models. */
@Component
class NextSteps {

    enum Kind { PERSON, WAIT, MACHINE, END }

    /**
     * Where a case next stays.
     *
     * @param whom on whom: the role of people, the message or {@code timer} of a wait, the topic of a machine; null for an end
     */
    record Stop(String id, Kind kind, String nameJa, String nameEn, String whom) {}

    /**
     * What follows one outcome of a task.
     *
     * @param value the outcome, null for any other
     * @param tells what the holder is sent on the way, by template
     */
    record Outcome(String value, String nameJa, String nameEn, List<Stop> next, List<String> tells) {}

    /** Where a called process goes back to. */
    private record Caller(String definition, CallActivity call, Caller outer) {}

    /** @param known what an outcome has settled, by the names of variables */
    private record Place(String definition, FlowNode node, Caller caller, Map<String, String> known) {

        Place at(FlowNode next) {
            return new Place(definition, next, caller, known);
        }
    }

    /** Which notice a step of a model sends; those that are sent only later or only to some are not promised. */
    static final Map<String, String> NOTICES = Map.ofEntries(
            Map.entry("${casefileProcess.askApplicant(execution)}", "information-wanted"),
            Map.entry("${casefileProcess.recordLapse(execution)}", "lapsed"),
            Map.entry("${casefileProcess.tellRefusal(execution)}", "refused"),
            Map.entry("${casefileProcess.closeUncollected(execution)}", "uncollected"),
            Map.entry("${verificationProcess.recordFailedVisit(execution)}", "visit-failed"),
            Map.entry("${verificationProcess.recordNoShow(execution)}", "no-show"),
            Map.entry("${issuanceProcess.recordDefect(execution)}", "card-remade"),
            Map.entry("${issuanceProcess.recordLossInTransit(execution)}", "card-remade"),
            Map.entry("${linkageProcess.askHolder(execution)}", "confirm-record"),
            Map.entry("${appointmentsProcess.invite(execution)}", "invitation"),
            Map.entry("${residenceProcess.giveUpMerged(execution)}", "separate-cards-instead"),
            Map.entry("${residenceProcess.inviteToCollect(execution)}", "collect-at-counter"));

    private static final Pattern OUTCOME = Pattern.compile("(\\w+) == '(\\w+)'");

    private final RepositoryService models;
    private final CaseFlow flow;
    private final Map<String, String> called = new ConcurrentHashMap<>();

    NextSteps(RepositoryService models, CaseFlow flow) {
        this.models = models;
        this.flow = flow;
    }

    /** What a case waits for that no member of staff does. */
    List<Stop> waits(List<Position> positions) {
        Set<Stop> waits = new LinkedHashSet<>();
        for (Place place : standing(positions)) {
            if (place.node() instanceof EventBasedGateway) {
                place.node().getOutgoing().forEach(way -> waits.add(stop(way.getTarget())));
            } else if (!(place.node() instanceof UserTask) && stays(place.node())) {
                waits.add(stop(place.node()));
            }
        }
        return List.copyOf(waits);
    }

    /** Every place of a model where a case can stay. */
    List<Stop> everyStop(String definition) {
        return flow.model(definition).getModelElementsByType(FlowNode.class).stream().filter(NextSteps::stays).map(NextSteps::stop).toList();
    }

    /** Where it may next stay when what it waits for now is done. */
    List<Stop> after(List<Position> positions) {
        Set<Stop> stops = new LinkedHashSet<>();
        for (Place place : standing(positions)) {
            List<FlowNode> from = place.node() instanceof EventBasedGateway gateway
                    ? gateway.getOutgoing().stream().map(SequenceFlow::getTarget).toList() : List.of(place.node());
            stops.addAll(walk(from.stream().flatMap(node -> node.getOutgoing().stream()).toList(), place, new LinkedHashSet<>()));
        }
        return List.copyOf(stops);
    }

    /** What follows each outcome of the open task of this key; one without a value where the model does not ask. */
    List<Outcome> outcomes(List<Position> positions, String taskKey) {
        return standing(positions).stream().filter(place -> place.node().getId().equals(taskKey)).findFirst().map(this::outcomes).orElse(List.of());
    }

    private List<Outcome> outcomes(Place task) {
        Collection<SequenceFlow> ways = task.node().getOutgoing();
        FlowNode next = ways.isEmpty() ? null : ways.iterator().next().getTarget();
        boolean asked = next instanceof ExclusiveGateway gateway && gateway.getOutgoing().stream().anyMatch(way -> value(way) != null);
        return (asked ? next.getOutgoing() : ways).stream().map(way -> {
            Set<String> tells = new LinkedHashSet<>();
            Map<String, String> known = value(way) == null ? Map.of() : Map.of(variable(way), value(way));
            List<Stop> stops = walk(List.of(way), new Place(task.definition(), task.node(), task.caller(), known), tells);
            return new Outcome(value(way), CaseFlow.nameJa(way), way.getName(), stops, List.copyOf(tells));
        }).toList();
    }

    private static String value(SequenceFlow way) {
        Matcher found = OUTCOME.matcher(way.getConditionExpression() == null ? "" : way.getConditionExpression().getTextContent());
        return found.find() ? found.group(2) : null;
    }

    private static String variable(SequenceFlow way) {
        Matcher found = OUTCOME.matcher(way.getConditionExpression() == null ? "" : way.getConditionExpression().getTextContent());
        return found.find() ? found.group(1) : null;
    }

    /** The ways that can still be taken: where a variable is known, that of its value or else the one for all others. */
    private static List<SequenceFlow> ways(FlowNode node, Map<String, String> known) {
        List<SequenceFlow> all = List.copyOf(node.getOutgoing());
        List<SequenceFlow> decided = node instanceof ExclusiveGateway ? all.stream().filter(way -> variable(way) != null && known.containsKey(variable(way))).toList() : List.of();
        if (decided.isEmpty()) {
            return all;
        }
        List<SequenceFlow> taken = decided.stream().filter(way -> known.get(variable(way)).equals(value(way))).toList();
        return taken.isEmpty() ? all.stream().filter(way -> !decided.contains(way)).toList() : taken;
    }

    /** What is known after a call of what was known in it. */
    private static Map<String, String> handedBack(CallActivity call, Map<String, String> known) {
        Map<String, String> outer = new HashMap<>();
        if (call.getExtensionElements() != null) {
            call.getExtensionElements().getElementsQuery().filterByType(CamundaOut.class).list().stream()
                    .filter(out -> out.getCamundaSource() != null && known.containsKey(out.getCamundaSource())).forEach(out -> outer.put(out.getCamundaTarget(), known.get(out.getCamundaSource())));
        }
        return outer;
    }

    /** The steps that are under way, innermost: a call that runs is where its process stands. */
    private List<Place> standing(List<Position> positions) {
        List<Position> running = positions.stream().filter(Position::running).toList();
        List<Place> places = new ArrayList<>();
        for (Position position : running) {
            for (String id : position.active()) {
                if (flow.model(position.definitionId()).getModelElementById(id) instanceof FlowNode node
                        && !(node instanceof CallActivity) && !(node instanceof BoundaryEvent)) {
                    places.add(new Place(position.definitionId(), node, caller(position, running), Map.of()));
                }
            }
        }
        return places;
    }

    private Caller caller(Position child, List<Position> running) {
        for (Position parent : running) {
            for (String id : parent.active()) {
                if (flow.model(parent.definitionId()).getModelElementById(id) instanceof CallActivity call
                        && call.getCalledElement().equals(child.processKey())) {
                    return new Caller(parent.definitionId(), call, caller(parent, running));
                }
            }
        }
        return null;
    }

    private List<Stop> walk(Collection<SequenceFlow> ways, Place from, Set<String> tells) {
        Set<Stop> stops = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>();
        ways.forEach(way -> open.add(from.at(way.getTarget())));
        while (!open.isEmpty()) {
            Place place = open.poll();
            FlowNode node = place.node();
            if (!seen.add(place.definition() + node.getId() + place.known())) {
                continue;
            }
            if (stays(node)) {
                stops.add(stop(node));
            } else if (node instanceof EndEvent end) {
                List<Place> behind = behind(end, place);
                open.addAll(behind);
                if (behind.isEmpty()) {
                    stops.add(stop(node));
                }
            } else if (node instanceof CallActivity call) {
                String process = called(place.definition(), call.getCalledElement());
                start(flow.model(process).getModelElementsByType(StartEvent.class).stream()
                        .filter(start -> !(start.getParentElement() instanceof SubProcess)).toList())
                        .forEach(start -> open.add(new Place(process, start, new Caller(place.definition(), call, place.caller()), Map.of())));
            } else if (node instanceof SubProcess part) {
                start(part.getChildElementsByType(StartEvent.class)).forEach(start -> open.add(place.at(start)));
            } else {
                if (node instanceof ServiceTask task && NOTICES.containsKey(task.getCamundaExpression())) {
                    tells.add(NOTICES.get(task.getCamundaExpression()));
                }
                ways(node, place.known()).forEach(way -> open.add(place.at(way.getTarget())));
            }
        }
        return List.copyOf(stops);
    }

    private static List<StartEvent> start(Collection<StartEvent> starts) {
        return starts.stream().filter(start -> start.getEventDefinitions().isEmpty()).toList();
    }

    /** Where the end of a part or of a called process leads on. */
    private static List<Place> behind(EndEvent end, Place place) {
        boolean fault = end.getEventDefinitions().stream().anyMatch(ErrorEventDefinition.class::isInstance);
        if (!end.getEventDefinitions().isEmpty() && !fault) {
            return List.of();
        }
        if (end.getParentElement() instanceof SubProcess part) {
            return part.triggeredByEvent() || fault ? List.of() : ahead(part, place.definition(), place.caller(), place.known());
        }
        Caller caller = place.caller();
        if (caller == null) {
            return List.of();
        }
        return fault ? caller.call().getModelInstance().getModelElementsByType(BoundaryEvent.class).stream()
                .filter(event -> event.getAttachedTo().equals(caller.call())
                        && event.getEventDefinitions().stream().anyMatch(ErrorEventDefinition.class::isInstance))
                .flatMap(event -> ahead(event, caller.definition(), caller.outer(), Map.of()).stream()).toList()
                : ahead(caller.call(), caller.definition(), caller.outer(), handedBack(caller.call(), place.known()));
    }

    private static List<Place> ahead(FlowNode node, String definition, Caller caller, Map<String, String> known) {
        return node.getOutgoing().stream().map(way -> new Place(definition, way.getTarget(), caller, known)).toList();
    }

    private String called(String caller, String key) {
        return called.computeIfAbsent(caller + ' ' + key, pair -> {
            String deployment = models.getProcessDefinition(caller).getDeploymentId();
            ProcessDefinition found = models.createProcessDefinitionQuery().processDefinitionKey(key).deploymentId(deployment).singleResult();
            return (found != null ? found : models.createProcessDefinitionQuery().processDefinitionKey(key).latestVersion().singleResult()).getId();
        });
    }

    private static boolean stays(FlowNode node) {
        return node instanceof UserTask || node instanceof ReceiveTask || node instanceof IntermediateCatchEvent
                || node instanceof ServiceTask task && task.getCamundaTopic() != null;
    }

    private static Stop stop(FlowNode node) {
        String name = CaseFlow.nameJa(node);
        if (node instanceof UserTask task) {
            return new Stop(task.getId(), Kind.PERSON, name, task.getName(), task.getCamundaCandidateGroups());
        }
        if (node instanceof ReceiveTask task) {
            return new Stop(task.getId(), Kind.WAIT, name, task.getName(), task.getMessage().getName());
        }
        if (node instanceof CatchEvent event) {
            return new Stop(event.getId(), Kind.WAIT, name, event.getName(), event.getEventDefinitions().stream()
                    .filter(MessageEventDefinition.class::isInstance).map(one -> ((MessageEventDefinition) one).getMessage().getName())
                    .findFirst().orElse("timer"));
        }
        return node instanceof ServiceTask task ? new Stop(task.getId(), Kind.MACHINE, name, task.getName(), task.getCamundaTopic())
                : new Stop(node.getId(), Kind.END, name, node.getName(), null);
    }
}
