package org.madoguchi.modeler;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.madoguchi.modeler.Finding.Severity;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * A model is code: in an engine as it comes, whoever deploys one can run anything. Ours takes only what is listed here,
 * elements and attributes alike, and expressions in the languages of {@link Words}; whatever is not listed is refused by
 * name. The engine itself asks here before it deploys, so nobody comes around it.
 */
final class SafeModels {

    static final int LARGEST = ModelFile.LARGEST;
    private static final int DEEPEST = 40;
    private static final int MOST_ELEMENTS = 30_000;
    private static final int LONGEST_VALUE = 20_000;
    /** A timer that comes round does so no oftener, and no more times. */
    private static final Duration OFTENEST = Duration.ofMinutes(10);
    private static final int MOST_TIMES = 100;
    private static final int MOST_FINDINGS = 100;

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    private static final String CAMUNDA_DMN = "http://camunda.org/schema/1.0/dmn";
    private static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    /** What the namespaces are called in the lists below. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(Map.entry(BPMN, "bpmn"), Map.entry("http://www.omg.org/spec/BPMN/20100524/DI", "bpmndi"),
            Map.entry("http://www.omg.org/spec/DD/20100524/DC", "dc"), Map.entry("http://www.omg.org/spec/DD/20100524/DI", "di"), Map.entry(ModelXml.CAMUNDA, "camunda"), Map.entry(CAMUNDA_DMN, "camunda"),
            Map.entry("http://www.w3.org/2001/XMLSchema-instance", "xsi"), Map.entry("http://www.omg.org/spec/BPMN/non-normative/color/1.0", "color"),
            Map.entry("http://bpmn.io/schema/bpmn/biocolor/1.0", "bioc"), Map.entry("http://camunda.org/schema/modeler/1.0", "modeler"), Map.entry(DMN, "dmn"),
            Map.entry("https://www.omg.org/spec/DMN/20191111/DMNDI/", "dmndi"), Map.entry("http://www.omg.org/spec/DMN/20180521/DC/", "dc"),
            Map.entry("http://www.omg.org/spec/DMN/20180521/DI/", "di"), Map.entry("http://bpmn.io/schema/dmn/biodi/2.0", "biodi"));

    /** Each element with its attributes. */
    private static final Map<String, Set<String>> ALLOWED = allowed("""
            bpmn:definitions id name targetNamespace exporter exporterVersion modeler:executionPlatform modeler:executionPlatformVersion
            bpmn:process id name isExecutable processType camunda:historyTimeToLive camunda:versionTag
            bpmn:documentation id textFormat
            bpmn:extensionElements
            bpmn:incoming
            bpmn:outgoing
            bpmn:startEvent id name isInterrupting parallelMultiple
            bpmn:endEvent id name
            bpmn:boundaryEvent id name attachedToRef cancelActivity parallelMultiple
            bpmn:intermediateCatchEvent id name parallelMultiple
            bpmn:intermediateThrowEvent id name
            bpmn:timerEventDefinition id
            bpmn:timeDate id xsi:type
            bpmn:timeDuration id xsi:type
            bpmn:timeCycle id xsi:type
            bpmn:messageEventDefinition id messageRef
            bpmn:errorEventDefinition id errorRef
            bpmn:terminateEventDefinition id
            bpmn:message id name
            bpmn:error id name errorCode
            bpmn:userTask id name default camunda:formKey camunda:candidateGroups camunda:asyncBefore camunda:modelerTemplate camunda:modelerTemplateVersion
            bpmn:serviceTask id name default camunda:expression camunda:type camunda:topic camunda:asyncBefore camunda:modelerTemplate camunda:modelerTemplateVersion
            bpmn:businessRuleTask id name default camunda:expression camunda:asyncBefore camunda:modelerTemplate camunda:modelerTemplateVersion
            bpmn:receiveTask id name default messageRef
            bpmn:callActivity id name default calledElement camunda:calledElementBinding camunda:asyncBefore camunda:modelerTemplate camunda:modelerTemplateVersion
            bpmn:subProcess id name default triggeredByEvent
            bpmn:exclusiveGateway id name default gatewayDirection
            bpmn:parallelGateway id name gatewayDirection
            bpmn:inclusiveGateway id name default gatewayDirection
            bpmn:eventBasedGateway id name gatewayDirection instantiate eventGatewayType
            bpmn:sequenceFlow id name sourceRef targetRef
            bpmn:conditionExpression id xsi:type
            bpmn:textAnnotation id textFormat
            bpmn:text
            bpmn:association id sourceRef targetRef associationDirection
            bpmn:group id categoryValueRef
            bpmn:category id
            bpmn:categoryValue id value
            bpmn:laneSet id
            bpmn:lane id name
            bpmn:flowNodeRef
            camunda:properties
            camunda:property name value
            camunda:in businessKey
            camunda:out source target
            bpmndi:BPMNDiagram id name
            bpmndi:BPMNPlane id bpmnElement
            bpmndi:BPMNShape id bpmnElement isExpanded isHorizontal isMarkerVisible color:background-color color:border-color bioc:stroke bioc:fill
            bpmndi:BPMNEdge id bpmnElement color:border-color bioc:stroke
            bpmndi:BPMNLabel id color:color
            dc:Bounds x y width height
            di:waypoint x y
            dmn:definitions id name namespace exporter exporterVersion modeler:executionPlatform modeler:executionPlatformVersion
            dmn:decision id name camunda:historyTimeToLive camunda:versionTag
            dmn:description
            dmn:decisionTable id hitPolicy
            dmn:input id label biodi:width
            dmn:inputExpression id typeRef expressionLanguage
            dmn:inputValues id
            dmn:output id label name typeRef biodi:width
            dmn:outputValues id
            dmn:rule id
            dmn:inputEntry id expressionLanguage
            dmn:outputEntry id expressionLanguage
            dmn:text
            dmndi:DMNDI id
            dmndi:DMNDiagram id useAlternativeInputDataShape
            dmndi:DMNShape id dmnElementRef isCollapsed
            dmndi:DMNLabel id
            """);

    private static final Set<String> TABLE_ANSWERS = Set.of("UNIQUE", "FIRST", "COLLECT", "RULE ORDER");
    private static final Pattern TOPIC = Pattern.compile("[a-z][a-zA-Z0-9-]*(\\.[a-zA-Z0-9-]+)*");
    private static final Pattern CYCLE = Pattern.compile("R(\\d{1,4})/(P.+)");

    private final String name;
    private final List<Finding> findings = new ArrayList<>();

    private SafeModels(String name) {
        this.name = name;
    }

    private static Map<String, Set<String>> allowed(String lists) {
        Map<String, Set<String>> allowed = new HashMap<>();
        lists.lines().forEach(line -> {
            String[] words = line.strip().split(" ");
            allowed.put(words[0], Set.of(Arrays.copyOfRange(words, 1, words.length)));
        });
        return allowed;
    }

    /**
     * What stands in the way of running these files together; empty when nothing does.
     *
     * @param files by name
     */
    static List<Finding> check(Map<String, byte[]> files) {
        List<Finding> findings = new ArrayList<>();
        files.forEach((name, xml) -> findings.addAll(check(name, xml)));
        return findings.isEmpty() ? Loops.in(files) : findings;
    }

    /** What stands in the way of running this file, whatever it is released with. */
    private static List<Finding> check(String name, byte[] xml) {
        var model = new SafeModels(name);
        if (!name.endsWith(".bpmn") && !name.endsWith(".dmn")) {
            model.refuse("", "FILE_KIND", name);
        } else if (xml.length > LARGEST) {
            model.refuse("", "FILE_TOO_LARGE", Integer.toString(LARGEST / 1024 / 1024));
        } else {
            model.parts(xml);
            if (model.findings.isEmpty()) {
                Document document = ModelXml.read(xml);
                if (name.endsWith(".bpmn")) {
                    model.process(document);
                } else {
                    model.table(document);
                }
            }
        }
        return model.findings;
    }

    private void refuse(String element, String code, String... words) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(new Finding(Severity.UNSAFE, name, element, code, List.of(words)));
        }
    }

    /** Reads part by part, so that what is too large, too deep or not listed is refused before anything of it is kept. */
    private void parts(byte[] xml) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing from outside");
        });
        int depth = 0;
        int elements = 0;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
            if (reader.getCharacterEncodingScheme() != null && !reader.getCharacterEncodingScheme().equalsIgnoreCase("UTF-8")
                    || reader.getEncoding() != null && !reader.getEncoding().equalsIgnoreCase("UTF-8")) {
                refuse("", "ENCODING", String.valueOf(reader.getEncoding()));
                return;
            }
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > DEEPEST) {
                            refuse("", "TOO_DEEP", Integer.toString(DEEPEST));
                            return;
                        }
                        if (++elements > MOST_ELEMENTS) {
                            refuse("", "TOO_MANY_PARTS", Integer.toString(MOST_ELEMENTS));
                            return;
                        }
                        part(reader);
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
                        refuse("", "DTD");
                        return;
                    }
                    case XMLStreamConstants.PROCESSING_INSTRUCTION -> refuse("", "INSTRUCTION", reader.getPITarget());
                    default -> {
                        // text is looked at with the element it stands in
                    }
                }
            }
        } catch (XMLStreamException | RuntimeException e) {
            refuse("", "UNREADABLE");
        }
    }

    private void part(XMLStreamReader reader) {
        String element = called(reader.getNamespaceURI(), reader.getLocalName());
        String id = reader.getAttributeValue(null, "id");
        Set<String> attributes = ALLOWED.get(element);
        if (attributes == null) {
            refuse(id == null ? "" : id, "ELEMENT", element);
            return;
        }
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeNamespace(i) == null || reader.getAttributeNamespace(i).isEmpty() ? reader.getAttributeLocalName(i)
                    : called(reader.getAttributeNamespace(i), reader.getAttributeLocalName(i));
            if (!attributes.contains(attribute)) {
                refuse(id == null ? "" : id, "ATTRIBUTE", attribute, element);
            } else if (reader.getAttributeValue(i).length() > LONGEST_VALUE) {
                refuse(id == null ? "" : id, "TOO_LONG", attribute);
            }
        }
    }

    private static String called(String namespace, String name) {
        return namespace == null ? name : PREFIXES.getOrDefault(namespace, namespace) + ':' + name;
    }

    private String key() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private void process(Document model) {
        Element root = model.getDocumentElement();
        if (!root.getLocalName().equals("definitions") || !BPMN.equals(root.getNamespaceURI())) {
            refuse("", "NO_PROCESS");
            return;
        }
        List<Element> processes = ModelXml.children(root).stream().filter(one -> one.getLocalName().equals("process")).toList();
        if (processes.size() != 1) {
            refuse("", processes.isEmpty() ? "NO_PROCESS" : "MANY_PROCESSES");
            return;
        }
        Element process = processes.get(0);
        named(process);
        if (!process.getAttribute("isExecutable").equals("true")) {
            refuse(process.getAttribute("id"), "NOT_EXECUTABLE");
        }
        for (Element element : ModelXml.below(process)) {
            String id = element.getAttribute("id");
            switch (element.getLocalName()) {
                case "serviceTask" -> serviceTask(element, id);
                case "businessRuleTask" -> step(id, element.getAttributeNS(ModelXml.CAMUNDA, "expression"));
                case "callActivity" -> {
                    if (!element.getAttributeNS(ModelXml.CAMUNDA, "calledElementBinding").equals("deployment")) {
                        refuse(id, "BINDING");
                    }
                    if (!element.getAttribute("calledElement").matches("[a-z][a-z0-9-]*")) {
                        refuse(id, "CALLED", element.getAttribute("calledElement"));
                    }
                }
                case "timerEventDefinition" -> ModelXml.children(element).forEach(timer -> timer(((Element) element.getParentNode()).getAttribute("id"), timer));
                case "conditionExpression" -> {
                    if (Words.condition(element.getTextContent().strip()).isEmpty()) {
                        refuse(((Element) element.getParentNode()).getAttribute("id"), "CONDITION", element.getTextContent().strip());
                    }
                }
                case "in" -> {
                    if (!element.getAttribute("businessKey").equals("#{execution.processBusinessKey}")) {
                        refuse(idAbove(element), "HANDED_IN", element.getAttribute("businessKey"));
                    }
                }
                case "out" -> {
                    if (!Words.isVariable(element.getAttribute("source")) || !Words.isVariable(element.getAttribute("target"))) {
                        refuse(idAbove(element), "HANDED_OUT", element.getAttribute("source"), element.getAttribute("target"));
                    }
                }
                case "userTask" -> plain(id, element.getAttributeNS(ModelXml.CAMUNDA, "formKey"), element.getAttributeNS(ModelXml.CAMUNDA, "candidateGroups"));
                default -> {
                    // says nothing that runs
                }
            }
        }
        for (Element element : ModelXml.children(root)) {
            if (element.getLocalName().equals("message") || element.getLocalName().equals("error")) {
                plain(element.getAttribute("id"), element.getAttribute("name"), element.getAttribute("errorCode"));
            }
        }
    }

    private void named(Element main) {
        if (!main.getAttribute("id").equals(key())) {
            refuse(main.getAttribute("id"), "ID_OF_FILE", main.getAttribute("id"), key());
        }
        if (!main.getAttributeNS(name.endsWith(".dmn") ? CAMUNDA_DMN : ModelXml.CAMUNDA, "historyTimeToLive").matches("\\d{1,5}")) {
            refuse(main.getAttribute("id"), "HISTORY");
        }
    }

    private void serviceTask(Element task, String id) {
        String expression = task.getAttributeNS(ModelXml.CAMUNDA, "expression");
        String type = task.getAttributeNS(ModelXml.CAMUNDA, "type");
        String topic = task.getAttributeNS(ModelXml.CAMUNDA, "topic");
        if (type.isEmpty() && topic.isEmpty()) {
            step(id, expression);
        } else if (!type.equals("external") || !expression.isEmpty() || !TOPIC.matcher(topic).matches()) {
            refuse(id, "PARTNER_CALL", type, topic);
        }
    }

    private void step(String id, String expression) {
        if (Words.step(expression).isEmpty()) {
            refuse(id, "STEP", expression);
        }
    }

    /** Of these the engine reads expressions too. */
    private void plain(String id, String... values) {
        for (String value : values) {
            if (value.contains("${") || value.contains("#{")) {
                refuse(id, "EXPRESSION", value);
            }
        }
    }

    private static String idAbove(Element element) {
        for (var parent = element.getParentNode(); parent instanceof Element above; parent = parent.getParentNode()) {
            if (above.hasAttribute("id")) {
                return above.getAttribute("id");
            }
        }
        return "";
    }

    private void timer(String id, Element timer) {
        String text = timer.getTextContent().strip();
        if (Words.step(text).isPresent() && !timer.getLocalName().equals("timeCycle")) {
            return;
        }
        try {
            switch (timer.getLocalName()) {
                case "timeDate" -> OffsetDateTime.parse(text);
                case "timeDuration" -> {
                    if (lasting(text).compareTo(Duration.ofMinutes(1)) < 0) {
                        refuse(id, "TIMER_TOO_OFTEN", text);
                    }
                }
                default -> {
                    Matcher cycle = CYCLE.matcher(text);
                    if (!cycle.matches()) {
                        refuse(id, "TIMER", text);
                    } else if (Integer.parseInt(cycle.group(1)) > MOST_TIMES || lasting(cycle.group(2)).compareTo(OFTENEST) < 0) {
                        refuse(id, "TIMER_TOO_OFTEN", text);
                    }
                }
            }
        } catch (DateTimeParseException e) {
            refuse(id, "TIMER", text);
        }
    }

    private static Duration lasting(String text) {
        int time = text.indexOf('T');
        Duration days = time == 1 ? Duration.ZERO : Duration.between(LocalDate.EPOCH.atStartOfDay(),
                LocalDate.EPOCH.plus(Period.parse(time < 0 ? text : text.substring(0, time))).atStartOfDay());
        return time < 0 ? days : days.plus(Duration.parse("P" + text.substring(time)));
    }

    private void table(Document model) {
        Element root = model.getDocumentElement();
        List<Element> decisions = ModelXml.children(root).stream().filter(one -> one.getLocalName().equals("decision")).toList();
        if (decisions.size() != 1 || !DMN.equals(root.getNamespaceURI()) || ModelXml.children(decisions.get(0)).stream().noneMatch(one -> one.getLocalName().equals("decisionTable"))) {
            refuse("", "NO_TABLE");
            return;
        }
        named(decisions.get(0));
        for (Element element : ModelXml.below(decisions.get(0))) {
            String id = element.getAttribute("id");
            String text = element.getTextContent().strip();
            String language = element.getAttribute("expressionLanguage");
            if (!language.isEmpty() && !language.equalsIgnoreCase("feel") && !language.equals("https://www.omg.org/spec/DMN/20191111/FEEL/")) {
                refuse(id, "LANGUAGE", language);
            }
            boolean fits = switch (element.getLocalName()) {
                case "decisionTable" -> element.getAttribute("hitPolicy").isEmpty() || TABLE_ANSWERS.contains(element.getAttribute("hitPolicy"));
                case "inputExpression" -> Words.isVariable(text);
                case "inputValues", "outputValues" -> text.isEmpty() || Words.isList(text);
                case "inputEntry" -> Words.isCell(text);
                case "outputEntry" -> Words.isAnswer(text);
                default -> true;
            };
            if (!fits) {
                refuse(element.getLocalName().endsWith("Entry") ? idAbove(element) : id, "CELL", text.length() > 200 ? text.substring(0, 200) : text);
            }
        }
    }
}
