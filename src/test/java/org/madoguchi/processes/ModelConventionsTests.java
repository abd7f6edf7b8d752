package org.madoguchi.processes;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;

/** What holds for every model in {@code processes/}, so that a reader who knows one knows them all. */
class ModelConventionsTests {

    private static final Set<String> ROLES = Set.of(
            "consular-clerk",
            "consular-officer",
            "consular-supervisor",
            "municipal-officer",
            "municipal-supervisor",
            "isa-clerk",
            "isa-examiner",
            "isa-card-officer",
            "isa-supervisor",
            "programme-manager",
            "contact-centre-agent",
            "linkage-officer",
            "privacy-officer",
            "process-analyst",
            "process-approver",
            "auditor",
            "administrator");
    private static final Set<String> OFFICES = Set.of("mission", "municipality", "counter", "cardLocation", "linkage");

    private static final String CAMUNDA = "http://camunda.org/schema/1.0/bpmn";
    private static final Set<String> DRAWINGS = Set.of(
            "http://www.omg.org/spec/BPMN/20100524/DI",
            "http://www.omg.org/spec/DD/20100524/DC",
            "http://www.omg.org/spec/DD/20100524/DI");
    private static final Set<String> BPMN_ELEMENTS = Set.of(
            "definitions",
            "process",
            "documentation",
            "extensionElements",
            "incoming",
            "outgoing",
            "startEvent",
            "endEvent",
            "boundaryEvent",
            "intermediateCatchEvent",
            "timerEventDefinition",
            "timeDate",
            "messageEventDefinition",
            "errorEventDefinition",
            "message",
            "error",
            "userTask",
            "serviceTask",
            "businessRuleTask",
            "receiveTask",
            "callActivity",
            "subProcess",
            "exclusiveGateway",
            "parallelGateway",
            "eventBasedGateway",
            "sequenceFlow",
            "conditionExpression");
    private static final Set<String> ENGINE_ELEMENTS = Set.of("properties", "property", "in", "out");
    private static final Set<String> ENGINE_ATTRIBUTES = Set.of(
            "asyncBefore",
            "calledElementBinding",
            "candidateGroups",
            "expression",
            "formKey",
            "historyTimeToLive",
            "topic",
            "type");

    private static final String CALL = "\\w+Process\\.\\w+\\(execution\\)";
    private static final String COMPARISON = "\\w+ (==|!=) ('[A-Z_]+'|true|false)";
    private static final Pattern EXPRESSION =
            Pattern.compile("\\$\\{(" + CALL + "|" + COMPARISON + "( (and|or) " + COMPARISON + ")*)}");
    private static final String BUSINESS_KEY = "#{execution.processBusinessKey}";

    private static final Pattern KEBAB = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern FORM = Pattern.compile("[a-z]+/[a-z]+(-[a-z]+)*");

    private static final Map<String, BpmnModelInstance> MODELS = new TreeMap<>();

    private final List<String> offences = new ArrayList<>();

    @BeforeAll
    static void read_all_models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            files.filter(file -> file.toString().endsWith(".bpmn"))
                    .forEach(file -> MODELS.put(
                            file.getFileName().toString().replace(".bpmn", ""), Bpmn.readModelFromFile(file.toFile())));
        }
        assertThat(MODELS).isNotEmpty();
    }

    @Test
    void a_file_holds_one_executable_process_of_its_own_name_which_is_kept_and_explained_in_two_languages() {
        MODELS.forEach((name, model) -> {
            var processes = model.getModelElementsByType(Process.class);
            if (processes.size() != 1) report(name, "holds " + processes.size() + " processes");
            for (Process process : processes) {
                if (!process.getId().equals(name)) report(name, "is called " + process.getId());
                if (!process.isExecutable()) report(name, "is not executable");
                if (process.getCamundaHistoryTimeToLiveString() == null) report(name, "has no time to live");
                Collection<Documentation> texts = process.getDocumentations();
                if (texts.size() != 2) report(name, "is not explained in Japanese and in English");
            }
        });
        assertNoOffence();
    }

    @Test
    void an_id_tells_a_log_reader_what_the_element_is() {
        each(FlowElement.class, (name, element) -> {
            var pattern = "(" + prefixes(element) + ")_[A-Z][A-Za-z]*(_[A-Z][A-Za-z]*)?";
            if (!element.getId().matches(pattern)) report(name, element.getId() + " is not " + pattern);
        });
        each(Message.class, (name, message) -> {
            if (!message.getId().startsWith("Message_")) report(name, message.getId());
        });
        assertNoOffence();
    }

    @Test
    void every_element_a_person_reads_is_named_in_english_and_in_japanese() {
        each(FlowElement.class, (name, element) -> {
            boolean plainFlow = element instanceof SequenceFlow && element.getName() == null;
            if (plainFlow) return;
            if (isBlank(element.getName())) report(name, element.getId() + " has no name");
            if (property(element, "nameJa").isEmpty()) report(name, element.getId() + " has no Japanese name");
        });
        each(Process.class, (name, process) -> {
            if (isBlank(process.getName()) || property(process, "nameJa").isEmpty()) report(name, "is not named twice");
        });
        assertNoOffence();
    }

    @Test
    void a_user_task_has_one_role_a_form_and_an_id_of_its_own() {
        var seen = new HashMap<String, String>();
        each(UserTask.class, (name, task) -> {
            if (!ROLES.contains(task.getCamundaCandidateGroups())) report(name, task.getId() + " has no single role");
            if (task.getCamundaFormKey() == null || !FORM.matcher(task.getCamundaFormKey()).matches()) {
                report(name, task.getId() + " has no form");
            }
            var elsewhere = seen.put(task.getId(), name);
            if (elsewhere != null) report(name, task.getId() + " is also in " + elsewhere);
            property(task, "office").filter(office -> !OFFICES.contains(office)).ifPresent(office ->
                    report(name, task.getId() + " belongs to no office: " + office));
            property(task, "fourEyesOf").ifPresent(other -> {
                boolean known = task.getModelInstance().getModelElementById(other) instanceof UserTask;
                if (!known || other.equals(task.getId())) report(name, task.getId() + " has no other eyes: " + other);
            });
        });
        assertNoOffence();
    }

    @Test
    void a_late_user_task_is_escalated_and_goes_on() {
        each(UserTask.class, (name, task) -> {
            var id = "Timer_" + task.getId().substring("Task_".length()) + "Sla";
            if (!(task.getModelInstance().getModelElementById(id) instanceof BoundaryEvent timer)) {
                report(name, task.getId() + " has no " + id);
                return;
            }
            if (!timer.getAttachedTo().equals(task)) report(name, id + " is not attached to " + task.getId());
            if (timer.cancelActivity()) report(name, id + " interrupts");
            boolean asksTheClock = timer.getEventDefinitions().stream().anyMatch(definition ->
                    definition instanceof TimerEventDefinition event
                            && event.getTimeDate() != null
                            && event.getTimeDate().getTextContent().equals("${slaProcess.dueDate(execution)}"));
            if (!asksTheClock) report(name, id + " does not ask for the target date");
            boolean escalates = timer.getOutgoing().size() == 1
                    && timer.getOutgoing().iterator().next().getTarget() instanceof ServiceTask next
                    && next.getId().startsWith("Task_Escalate")
                    && "${slaProcess.escalate(execution)}".equals(next.getCamundaExpression());
            if (!escalates) report(name, id + " does not escalate");
        });
        assertNoOffence();
    }

    @Test
    void an_exclusive_gateway_asks_a_question_and_every_answer_is_named() {
        each(Gateway.class, (name, gateway) -> {
            if (gateway.getOutgoing().size() > 1 && !String.valueOf(gateway.getName()).endsWith("?")) {
                report(name, gateway.getId() + " asks no question");
            }
        });
        each(ExclusiveGateway.class, (name, gateway) -> {
            for (SequenceFlow answer : gateway.getOutgoing()) {
                boolean byDefault = answer.equals(gateway.getDefault());
                if (byDefault == (answer.getConditionExpression() != null)) {
                    report(name, answer.getId() + " needs a condition or the default, not both");
                }
                if (isBlank(answer.getName())) report(name, answer.getId() + " is an answer without words");
            }
        });
        assertNoOffence();
    }

    @Test
    void a_call_activity_names_a_model_of_this_folder_and_passes_the_case_number() {
        each(CallActivity.class, (name, call) -> {
            if (!MODELS.containsKey(call.getCalledElement())) {
                report(name, call.getId() + " calls a ghost: " + call.getCalledElement());
            }
            if (!"deployment".equals(call.getCamundaCalledElementBinding())) {
                report(name, call.getId() + " is not bound to its deployment");
            }
            boolean passesCaseNumber = extensions(call, CamundaIn.class).anyMatch(in ->
                    BUSINESS_KEY.equals(in.getCamundaBusinessKey()));
            if (!passesCaseNumber) report(name, call.getId() + " does not pass the case number");
        });
        assertNoOffence();
    }

    @Test
    void whoever_waits_for_a_message_knows_its_name() {
        each(ReceiveTask.class, (name, task) -> {
            if (!isNamed(task.getMessage())) report(name, task.getId() + " waits for a nameless message");
        });
        each(MessageEventDefinition.class, (name, event) -> {
            if (!isNamed(event.getMessage())) report(name, event.getId() + " waits for a nameless message");
        });
        each(ErrorEventDefinition.class, (name, event) -> {
            if (event.getError() == null || isBlank(event.getError().getErrorCode())) {
                report(name, event.getId() + " catches every error");
            }
        });
        assertNoOffence();
    }

    @Test
    void a_model_runs_nothing_but_beans_and_comparisons() {
        MODELS.keySet().forEach(name -> {
            for (Element element : elements(name)) {
                var tag = element.getLocalName();
                boolean ofEngine = CAMUNDA.equals(element.getNamespaceURI());
                if (!(ofEngine ? ENGINE_ELEMENTS : BPMN_ELEMENTS).contains(tag) && !isDrawing(element)) {
                    report(name, "element " + tag);
                }
                for (Attr attribute : attributes(element)) {
                    boolean engineAttribute = CAMUNDA.equals(attribute.getNamespaceURI());
                    if (engineAttribute && !ENGINE_ATTRIBUTES.contains(attribute.getLocalName())) {
                        report(name, tag + " with camunda:" + attribute.getLocalName());
                    }
                    checkExpression(name, attribute.getValue());
                }
                if (element.getElementsByTagName("*").getLength() == 0) checkExpression(name, element.getTextContent());
            }
        });
        assertNoOffence();
    }

    @Test
    void a_step_that_waits_needs_no_savepoint_before_it() {
        each(Activity.class, (name, activity) -> {
            boolean works = activity instanceof Task task
                    && task.getAttributeValueNs(CAMUNDA, "expression") != null;
            if (activity.isCamundaAsyncBefore() && !works) report(name, activity.getId());
        });
        assertNoOffence();
    }

    @Test
    void every_element_is_drawn() {
        each(FlowElement.class, (name, element) -> {
            boolean drawn = element instanceof SequenceFlow flow
                    ? flow.getDiagramElement() != null
                            && flow.getDiagramElement().getWaypoints().size() > 1
                    : ((FlowNode) element).getDiagramElement() instanceof BpmnShape shape && shape.getBounds() != null;
            if (!drawn) report(name, element.getId() + " is not drawn");
            boolean folded = element instanceof SubProcess sub && !((BpmnShape) sub.getDiagramElement()).isExpanded();
            if (folded) report(name, element.getId() + " is folded");
        });
        assertNoOffence();
    }

    @Test
    void no_shape_covers_another_and_no_flow_runs_through_one() {
        MODELS.forEach((name, model) -> {
            var shapes = model.getModelElementsByType(FlowNode.class).stream()
                    .filter(node -> !(node instanceof SubProcess))
                    .collect(toMap(node -> node, ModelConventionsTests::area));
            shapes.forEach((one, area) -> shapes.forEach((other, otherArea) -> {
                boolean attached = host(one).equals(other) || host(other).equals(one);
                if (one.getId().compareTo(other.getId()) < 0 && !attached && area.intersects(otherArea)) {
                    report(name, one.getId() + " and " + other.getId() + " overlap");
                }
            }));
            for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
                shapes.forEach((node, area) -> {
                    boolean end = node.equals(flow.getTarget())
                            || node.equals(flow.getSource())
                            || node.equals(host(flow.getSource()));
                    if (!end && lines(flow).anyMatch(area::intersectsLine)) {
                        report(name, flow.getId() + " runs through " + node.getId());
                    }
                });
            }
        });
        assertNoOffence();
    }

    private static String prefixes(FlowElement element) {
        if (element instanceof SequenceFlow) return "Flow";
        if (element instanceof CallActivity) return "Call";
        if (element instanceof SubProcess sub) return sub.triggeredByEvent() ? "EventSub" : "Sub";
        if (element instanceof Task) return "Task";
        if (element instanceof Gateway) return "Gateway";
        if (element instanceof StartEvent) return "StartEvent";
        if (element instanceof EndEvent) return "EndEvent";
        if (element instanceof IntermediateCatchEvent) return "Catch";
        if (element instanceof BoundaryEvent boundary) {
            boolean timer = boundary.getEventDefinitions().stream().anyMatch(TimerEventDefinition.class::isInstance);
            return timer ? "Timer" : "Catch";
        }
        return "nothing our models use";
    }

    private void checkExpression(String model, String text) {
        boolean expression = text.contains("${") || text.contains("#{");
        boolean allowed = text.equals(BUSINESS_KEY) || EXPRESSION.matcher(text).matches();
        if (expression && !allowed) report(model, "expression " + text);
    }

    private static List<Element> elements(String model) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var nodes = factory.newDocumentBuilder()
                    .parse(Path.of("processes", model + ".bpmn").toFile())
                    .getElementsByTagName("*");
            return IntStream.range(0, nodes.getLength())
                    .mapToObj(i -> (Element) nodes.item(i))
                    .toList();
        } catch (Exception notReadable) {
            throw new AssertionError(model, notReadable);
        }
    }

    private static List<Attr> attributes(Element element) {
        var attributes = element.getAttributes();
        return IntStream.range(0, attributes.getLength())
                .mapToObj(i -> (Attr) attributes.item(i))
                .toList();
    }

    private static boolean isDrawing(Element element) {
        return DRAWINGS.contains(element.getNamespaceURI());
    }

    private static FlowNode host(FlowNode node) {
        return node instanceof BoundaryEvent boundary ? boundary.getAttachedTo() : node;
    }

    private static Rectangle2D area(FlowNode node) {
        var bounds = ((BpmnShape) node.getDiagramElement()).getBounds();
        return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
    }

    private static Stream<Line2D> lines(SequenceFlow flow) {
        BpmnEdge edge = flow.getDiagramElement();
        var points = List.copyOf(edge.getWaypoints());
        var lines = new ArrayList<Line2D>();
        for (int i = 1; i < points.size(); i++) {
            var from = points.get(i - 1);
            var to = points.get(i);
            lines.add(new Line2D.Double(from.getX(), from.getY(), to.getX(), to.getY()));
        }
        return lines.stream();
    }

    private static Optional<String> property(BaseElement element, String name) {
        return extensions(element, CamundaProperties.class)
                .flatMap(properties -> properties.getCamundaProperties().stream())
                .filter(property -> name.equals(property.getCamundaName()))
                .map(CamundaProperty::getCamundaValue)
                .filter(value -> !isBlank(value))
                .findFirst();
    }

    private static <T extends ModelElementInstance> Stream<T> extensions(
            BaseElement element, Class<T> type) {
        var extensions = element.getExtensionElements();
        return extensions == null ? Stream.empty() : extensions.getChildElementsByType(type).stream();
    }

    private static boolean isNamed(Message message) {
        return message != null && message.getName() != null && KEBAB.matcher(message.getName()).matches();
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }

    private static <T extends ModelElementInstance> void each(
            Class<T> type, BiConsumer<String, T> check) {
        MODELS.forEach((name, model) -> model.getModelElementsByType(type).forEach(element -> check.accept(name, element)));
    }

    private void report(String model, String offence) {
        offences.add(model + ": " + offence);
    }

    private void assertNoOffence() {
        assertThat(offences).isEmpty();
    }
}
