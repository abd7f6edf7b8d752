package org.madoguchi.modeler;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.identity.Role;
import org.madoguchi.modeler.Finding.Severity;
import org.madoguchi.partners.PartnerCall;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Looks through a whole set of models and tables before it is released: what could do harm first, and of the rest what would
 * stop a case, leave a reader without words or a person without a clock.
 */
@Component
public class ModelChecks {

    private static final Set<String> STEPS = Set.of("userTask", "serviceTask", "businessRuleTask", "receiveTask", "callActivity", "subProcess");
    private static final Set<String> GATEWAYS = Set.of("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway");
    private static final Set<String> EVENTS = Set.of("startEvent", "endEvent", "boundaryEvent", "intermediateCatchEvent", "intermediateThrowEvent");
    private static final List<Locale> LANGUAGES = List.of(Locale.JAPANESE, Locale.ENGLISH);

    /** What variables of a case never hold: the engine keeps no people. */
    private static final Pattern PERSONAL = Pattern.compile("(?i).*(birth|mynumber|individualnumber|passport|address|familyname|givenname|fullname|phone|email|nationality|photo).*");

    private final ProcessSteps steps;
    private final ObjectProvider<TaskForm<?>> forms;
    private final ObjectProvider<PartnerCall<?, ?>> partners;
    private final MessageSource messages;

    ModelChecks(ProcessSteps steps, ObjectProvider<TaskForm<?>> forms, ObjectProvider<PartnerCall<?, ?>> partners, MessageSource messages) {
        this.steps = steps;
        this.forms = forms;
        this.partners = partners;
        this.messages = messages;
    }

    /**
     * What is wrong with these files when they are released together; of a set that could do harm only that.
     *
     * @param set every file of the release by its name
     */
    public List<Finding> of(Map<String, byte[]> set) {
        List<Finding> unsafe = SafeModels.check(set);
        if (!unsafe.isEmpty()) {
            return unsafe;
        }
        List<Finding> findings = new ArrayList<>();
        Map<String, Document> models = new LinkedHashMap<>();
        set.forEach((name, xml) -> models.put(name, ModelXml.read(xml)));
        Known known = known();
        models.forEach((name, model) -> {
            if (name.endsWith(".bpmn")) {
                new OneModel(name, ModelXml.main(model), models, known, findings).look();
            } else {
                findings.addAll(TableChecks.of(name, ModelXml.main(model)));
            }
        });
        twice(models, findings);
        return findings;
    }

    private record Known(Set<String> roles, Map<String, Class<?>> steps, Set<String> tasks, Set<String> topics) {}

    private Known known() {
        return new Known(Arrays.stream(Role.values()).map(Role::id).collect(Collectors.toSet()), steps.all(), forms.stream().map(TaskForm::taskKey).collect(Collectors.toSet()),
                partners.stream().map(PartnerCall::topic).collect(Collectors.toSet()));
    }

    /** A human task is found by its id, whichever model it stands in. */
    private static void twice(Map<String, Document> models, List<Finding> findings) {
        Map<String, String> seen = new HashMap<>();
        models.forEach((name, model) -> ModelXml.below(model.getDocumentElement()).stream().filter(one -> one.getLocalName().equals("userTask")).forEach(task -> {
            String elsewhere = seen.putIfAbsent(task.getAttribute("id"), name);
            if (elsewhere != null) {
                findings.add(new Finding(Severity.ERROR, name, task.getAttribute("id"), "TASK_TWICE", List.of(elsewhere)));
            }
        }));
    }

    /** One process with all that is in it. */
    private final class OneModel {

        private final String file;
        private final Element process;
        private final Map<String, Document> models;
        private final Known known;
        private final List<Finding> findings;
        private final Map<String, Element> byId = new LinkedHashMap<>();
        private final Map<String, List<Element>> out = new HashMap<>();
        private final Map<String, List<Element>> in = new HashMap<>();

        OneModel(String file, Element process, Map<String, Document> models, Known known, List<Finding> findings) {
            this.file = file;
            this.process = process;
            this.models = models;
            this.known = known;
            this.findings = findings;
        }

        private void tell(Severity severity, String element, String code, String... words) {
            findings.add(new Finding(severity, file, element, code, List.of(words)));
        }

        void look() {
            for (Element element : ModelXml.below(process)) {
                if (element.hasAttribute("id")) {
                    byId.put(element.getAttribute("id"), element);
                }
                if (element.getLocalName().equals("sequenceFlow")) {
                    out.computeIfAbsent(element.getAttribute("sourceRef"), from -> new ArrayList<>()).add(element);
                    in.computeIfAbsent(element.getAttribute("targetRef"), to -> new ArrayList<>()).add(element);
                }
            }
            named(process);
            byId.forEach(this::look);
            scope(process);
        }

        private void look(String id, Element element) {
            String kind = element.getLocalName();
            if (STEPS.contains(kind) || GATEWAYS.contains(kind) || EVENTS.contains(kind)) {
                named(element);
                ways(id, element, kind);
            }
            switch (kind) {
                case "userTask" -> humanTask(id, element);
                case "serviceTask", "businessRuleTask" -> step(id, element);
                case "callActivity" -> call(id, element);
                case "exclusiveGateway", "inclusiveGateway" -> gateway(id, element);
                case "timerEventDefinition" -> ModelXml.children(element).forEach(timer -> known(((Element) element.getParentNode()).getAttribute("id"), timer.getTextContent().strip()));
                case "errorEventDefinition" -> {
                    if (parent(element).equals("endEvent")) {
                        error(((Element) element.getParentNode()).getAttribute("id"), element.getAttribute("errorRef"));
                    }
                }
                default -> {
                    // nothing more to look at
                }
            }
            for (Element child : ModelXml.children(element)) {
                if (child.getLocalName().equals("conditionExpression")) {
                    Words.condition(child.getTextContent().strip()).orElse(Set.of()).forEach(variable -> variable(id, variable));
                }
            }
        }

        private String parent(Element element) {
            return element.getParentNode().getLocalName();
        }

        private void named(Element element) {
            for (Locale language : LANGUAGES) {
                if (ModelXml.name(element, language).isBlank()) {
                    tell(Severity.ERROR, element.getAttribute("id"), "NAME_MISSING", language.getDisplayLanguage(Locale.ENGLISH));
                }
            }
        }

        private void ways(String id, Element element, String kind) {
            int arrive = in.getOrDefault(id, List.of()).size();
            int leave = out.getOrDefault(id, List.of()).size();
            boolean byItself = kind.equals("startEvent") || kind.equals("boundaryEvent") || element.getAttribute("triggeredByEvent").equals("true");
            if (arrive == 0 && !byItself) {
                tell(Severity.ERROR, id, "NO_WAY_IN");
            }
            if (leave == 0 && !kind.equals("endEvent") && !element.getAttribute("triggeredByEvent").equals("true")) {
                tell(Severity.ERROR, id, "NO_WAY_OUT");
            }
            if (leave > 1 && !GATEWAYS.contains(kind)) {
                tell(Severity.ERROR, id, "SPLIT_WITHOUT_GATEWAY");
            }
            if (GATEWAYS.contains(kind) && leave == 1 && arrive == 1) {
                tell(Severity.WARNING, id, "GATEWAY_OF_NO_USE");
            }
        }

        private void gateway(String id, Element gateway) {
            List<Element> answers = out.getOrDefault(id, List.of());
            if (answers.size() < 2) {
                return;
            }
            if (gateway.getAttribute("default").isEmpty()) {
                tell(Severity.WARNING, id, "NO_DEFAULT");
            }
            for (Element answer : answers) {
                boolean byDefault = answer.getAttribute("id").equals(gateway.getAttribute("default"));
                boolean asks = ModelXml.children(answer).stream().anyMatch(one -> one.getLocalName().equals("conditionExpression"));
                if (byDefault == asks) {
                    tell(Severity.ERROR, answer.getAttribute("id"), byDefault ? "DEFAULT_WITH_CONDITION" : "NO_CONDITION");
                }
                if (answer.getAttribute("name").isBlank() || ModelXml.name(answer, Locale.JAPANESE).isBlank()) {
                    tell(Severity.WARNING, answer.getAttribute("id"), "ANSWER_WITHOUT_WORDS");
                }
            }
        }

        private void humanTask(String id, Element task) {
            String role = task.getAttributeNS(ModelXml.CAMUNDA, "candidateGroups");
            if (!known.roles().contains(role)) {
                tell(Severity.ERROR, id, "ROLE_UNKNOWN", role);
            }
            if (!known.tasks().contains(id) || task.getAttributeNS(ModelXml.CAMUNDA, "formKey").isEmpty()
                    || ModelChecks.class.getResource("/templates/" + task.getAttributeNS(ModelXml.CAMUNDA, "formKey") + ".html") == null) {
                tell(Severity.ERROR, id, "FORM_UNKNOWN", id);
            }
            text(id, "task." + id);
            boolean clock = byId.values().stream().filter(one -> one.getLocalName().equals("boundaryEvent") && one.getAttribute("attachedToRef").equals(id)
                    && one.getAttribute("cancelActivity").equals("false")).anyMatch(timer -> ModelXml.below(timer).stream().anyMatch(date -> Words.step(date.getTextContent().strip())
                    .equals(Optional.of("slaProcess.dueDate"))) && out.getOrDefault(timer.getAttribute("id"), List.of()).stream().map(way -> byId.get(way.getAttribute("targetRef")))
                    .filter(Objects::nonNull).anyMatch(next -> Words.step(next.getAttributeNS(ModelXml.CAMUNDA, "expression")).equals(Optional.of("slaProcess.escalate"))));
            if (!clock) {
                tell(Severity.ERROR, id, "NO_CLOCK");
            }
            String fourEyes = property(task, "fourEyesOf");
            if (!fourEyes.isEmpty() && (fourEyes.equals(id) || byId.get(fourEyes) == null || !byId.get(fourEyes).getLocalName().equals("userTask"))) {
                tell(Severity.ERROR, id, "FOUR_EYES_OF_NOBODY", fourEyes);
            }
            savepoint(id, task, false);
        }

        private String property(Element element, String name) {
            return ModelXml.children(element).stream().filter(one -> one.getLocalName().equals("extensionElements")).flatMap(one -> ModelXml.below(one).stream())
                    .filter(one -> one.getLocalName().equals("property") && one.getAttribute("name").equals(name)).map(one -> one.getAttribute("value")).findFirst().orElse("");
        }

        private void step(String id, Element task) {
            String topic = task.getAttributeNS(ModelXml.CAMUNDA, "topic");
            if (topic.isEmpty()) {
                known(id, task.getAttributeNS(ModelXml.CAMUNDA, "expression"));
            } else if (!known.topics().contains(topic)) {
                tell(Severity.ERROR, id, "TOPIC_UNKNOWN", topic);
            }
            savepoint(id, task, topic.isEmpty());
        }

        private void known(String id, String expression) {
            Words.step(expression).filter(step -> !known.steps().containsKey(step)).ifPresent(step -> tell(Severity.ERROR, id, "STEP_UNKNOWN", step));
        }

        /** Where nothing is done there is nothing to keep. */
        private void savepoint(String id, Element task, boolean works) {
            if (!works && task.getAttributeNS(ModelXml.CAMUNDA, "asyncBefore").equals("true")) {
                tell(Severity.WARNING, id, "SAVEPOINT_OF_NO_USE");
            }
        }

        private void call(String id, Element call) {
            String called = call.getAttribute("calledElement");
            if (!models.containsKey(called + ".bpmn")) {
                tell(Severity.ERROR, id, "CALL_UNKNOWN", called);
            }
            List<Element> handed = ModelXml.below(call);
            if (handed.stream().noneMatch(one -> one.getLocalName().equals("in"))) {
                tell(Severity.ERROR, id, "CASE_NOT_HANDED_IN");
            }
            handed.stream().filter(one -> one.getLocalName().equals("out")).forEach(one -> Stream.of(one.getAttribute("source"), one.getAttribute("target")).forEach(name -> variable(id, name)));
            savepoint(id, call, false);
        }

        /** Whoever calls this process has to say what happens then. */
        private void error(String id, String error) {
            String code = code(process, error);
            models.forEach((name, model) -> ModelXml.below(model.getDocumentElement()).stream().filter(one -> one.getLocalName().equals("callActivity")
                    && (one.getAttribute("calledElement") + ".bpmn").equals(file)).forEach(call -> {
                Element caller = ModelXml.main(model);
                boolean caught = ModelXml.below(caller).stream().filter(one -> one.getLocalName().equals("boundaryEvent") && one.getAttribute("attachedToRef").equals(call.getAttribute("id")))
                        .flatMap(one -> ModelXml.children(one).stream()).anyMatch(one -> one.getLocalName().equals("errorEventDefinition")
                                && (one.getAttribute("errorRef").isEmpty() || code(caller, one.getAttribute("errorRef")).equals(code)));
                if (!caught) {
                    findings.add(new Finding(Severity.ERROR, name, call.getAttribute("id"), "ERROR_NOT_CAUGHT", List.of(code, file, id)));
                }
            }));
        }

        private String code(Element of, String error) {
            return ModelXml.children(of.getOwnerDocument().getDocumentElement()).stream().filter(one -> one.getLocalName().equals("error") && one.getAttribute("id").equals(error))
                    .map(one -> one.getAttribute("errorCode")).findFirst().orElse("");
        }

        private void variable(String id, String name) {
            if (PERSONAL.matcher(name).matches()) {
                tell(Severity.ERROR, id, "PERSONAL", name);
            }
        }

        private void text(String id, String key) {
            for (Locale language : LANGUAGES) {
                if (messages.getMessage(key, null, "", language).isEmpty()) {
                    tell(Severity.ERROR, id, "TEXT_MISSING", key, language.getDisplayLanguage(Locale.ENGLISH));
                }
            }
        }

        /** Of each process and sub-process: one beginning, and from everything that begins a way to an end. */
        private void scope(Element parent) {
            List<Element> inside = ModelXml.children(parent);
            List<String> starts = inside.stream().filter(one -> one.getLocalName().equals("startEvent")).map(one -> one.getAttribute("id")).toList();
            if (starts.size() != 1) {
                tell(Severity.ERROR, parent.getAttribute("id"), "STARTS", Integer.toString(starts.size()));
            }
            List<String> ends = inside.stream().filter(one -> one.getLocalName().equals("endEvent")).map(one -> one.getAttribute("id")).toList();
            if (ends.isEmpty()) {
                tell(Severity.ERROR, parent.getAttribute("id"), "NO_END");
            }
            Set<String> forth = follow(starts, out, "targetRef");
            Set<String> back = follow(ends, in, "sourceRef");
            for (Element one : inside) {
                String id = one.getAttribute("id");
                if (STEPS.contains(one.getLocalName()) || GATEWAYS.contains(one.getLocalName())) {
                    if (!forth.contains(id) && !in.getOrDefault(id, List.of()).isEmpty()) {
                        tell(Severity.ERROR, id, "NEVER_REACHED");
                    }
                    if (!ends.isEmpty() && !back.contains(id) && !out.getOrDefault(id, List.of()).isEmpty()) {
                        tell(Severity.ERROR, id, "NEVER_ENDS");
                    }
                }
                if (one.getLocalName().equals("subProcess")) {
                    scope(one);
                }
            }
        }

        private Set<String> follow(List<String> from, Map<String, List<Element>> ways, String side) {
            Set<String> seen = new HashSet<>();
            Deque<String> open = new ArrayDeque<>(from);
            while (!open.isEmpty()) {
                String at = open.pop();
                if (seen.add(at)) {
                    ways.getOrDefault(at, List.of()).forEach(way -> open.push(way.getAttribute(side)));
                    Element element = byId.get(at);
                    if (side.equals("targetRef")) {
                        byId.values().stream().filter(one -> one.getAttribute("attachedToRef").equals(at)).forEach(one -> open.push(one.getAttribute("id")));
                    } else if (element != null && element.hasAttribute("attachedToRef")) {
                        open.push(element.getAttribute("attachedToRef"));
                    }
                }
            }
            return seen;
        }
    }
}
