package org.madoguchi.modeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models and tables by somebody who means harm, each with the reason it is refused for; and what is harmless passes. */
class SafeModelsTests {

    private static final String HEAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" \
            xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="x">""";

    static String process(String inside) {
        return HEAD + "<bpmn:process id=\"hostile\" name=\"x\" isExecutable=\"true\" camunda:historyTimeToLive=\"1\">" + inside + "</bpmn:process></bpmn:definitions>";
    }

    /** Start, this, end. */
    static String step(String step) {
        return process("<bpmn:startEvent id=\"S\"/><bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"X\"/>" + step
                + "<bpmn:sequenceFlow id=\"F2\" sourceRef=\"X\" targetRef=\"E\"/><bpmn:endEvent id=\"E\"/>");
    }

    private static String expression(String expression) {
        return step("<bpmn:serviceTask id=\"X\" camunda:expression=\"" + expression.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;") + "\"/>");
    }

    private static String condition(String condition) {
        return process("<bpmn:startEvent id=\"S\"/><bpmn:exclusiveGateway id=\"G\" default=\"F3\"/><bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"G\"/>"
                + "<bpmn:sequenceFlow id=\"F2\" sourceRef=\"G\" targetRef=\"E\"><bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\"><![CDATA[" + condition
                + "]]></bpmn:conditionExpression></bpmn:sequenceFlow><bpmn:sequenceFlow id=\"F3\" sourceRef=\"G\" targetRef=\"E\"/><bpmn:endEvent id=\"E\"/>");
    }

    private static String timer(String timer) {
        return step("<bpmn:intermediateCatchEvent id=\"X\"><bpmn:timerEventDefinition id=\"T\">" + timer + "</bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>");
    }

    private static String task(String attributes, String inside) {
        return step("<bpmn:userTask id=\"X\" " + attributes + ">" + inside + "</bpmn:userTask>");
    }

    private static String extension(String inside) {
        return task("", "<bpmn:extensionElements>" + inside + "</bpmn:extensionElements>");
    }

    static String table(String input, String cell, String answer) {
        return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\" id=\"d\" name=\"x\" namespace=\"x\">"
                + "<decision id=\"hostile\" name=\"x\" camunda:historyTimeToLive=\"1\"><decisionTable id=\"t\" hitPolicy=\"FIRST\"><input id=\"i\" label=\"x\"><inputExpression id=\"ie\"><text><![CDATA[" + input
                + "]]></text></inputExpression></input><output id=\"o\" name=\"y\"/><rule id=\"r\"><inputEntry id=\"c\"><text><![CDATA[" + cell + "]]></text></inputEntry><outputEntry id=\"a\"><text><![CDATA["
                + answer + "]]></text></outputEntry></rule></decisionTable></decision></definitions>";
    }

    private static Arguments bpmn(String what, String code, String xml) {
        return arguments(what, code, "hostile.bpmn", xml.getBytes(StandardCharsets.UTF_8));
    }

    private static Arguments dmn(String what, String code, String xml) {
        return arguments(what, code, "hostile.dmn", xml.getBytes(StandardCharsets.UTF_8));
    }

    static Stream<Arguments> hostile() {
        String entity = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
        String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        String good = step("<bpmn:userTask id=\"X\"/>");
        return Stream.of(
                bpmn("a script", "ELEMENT", step("<bpmn:scriptTask id=\"X\" scriptFormat=\"groovy\"><bpmn:script>System.exit(1)</bpmn:script></bpmn:scriptTask>")),
                bpmn("a script as a condition", "ATTRIBUTE", condition("x").replace("xsi:type", "language=\"groovy\" xsi:type")),
                bpmn("a script file as a condition", "ATTRIBUTE", condition("x").replace("xsi:type", "camunda:resource=\"x.groovy\" xsi:type")),
                bpmn("a script as a listener", "ELEMENT", extension("<camunda:taskListener event=\"create\"><camunda:script scriptFormat=\"js\">1</camunda:script></camunda:taskListener>")),
                bpmn("a script as an input", "ELEMENT", extension("<camunda:inputOutput><camunda:inputParameter name=\"a\"><camunda:script scriptFormat=\"js\">1</camunda:script></camunda:inputParameter></camunda:inputOutput>")),
                bpmn("a class by name", "ATTRIBUTE", step("<bpmn:serviceTask id=\"X\" camunda:class=\"java.lang.ProcessBuilder\"/>")),
                bpmn("a delegate by expression", "ATTRIBUTE", step("<bpmn:serviceTask id=\"X\" camunda:delegateExpression=\"${x}\"/>")),
                bpmn("a listener by class", "ELEMENT", extension("<camunda:executionListener class=\"x.Y\" event=\"start\"/>")),
                bpmn("a listener by expression", "ELEMENT", extension("<camunda:executionListener expression=\"${x.y()}\" event=\"start\"/>")),
                bpmn("fields put into a class", "ELEMENT", extension("<camunda:field name=\"a\" stringValue=\"b\"/>")),
                bpmn("a connector", "ELEMENT", extension("<camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector>")),
                bpmn("a form with fields of its own", "ELEMENT", extension("<camunda:formData/>")),
                bpmn("a failed job's own retries", "ELEMENT", extension("<camunda:failedJobRetryTimeCycle>R1000/PT1S</camunda:failedJobRetryTimeCycle>")),
                bpmn("an error that is looked for by expression", "ELEMENT", extension("<camunda:errorEventDefinition errorRef=\"x\" expression=\"${x}\"/>")),
                bpmn("a mail task", "PARTNER_CALL", step("<bpmn:serviceTask id=\"X\" camunda:type=\"mail\"/>")),
                bpmn("a shell task", "PARTNER_CALL", step("<bpmn:serviceTask id=\"X\" camunda:type=\"shell\"/>")),
                bpmn("a partner call with an expression as its topic", "PARTNER_CALL", step("<bpmn:serviceTask id=\"X\" camunda:type=\"external\" camunda:topic=\"${x}\"/>")),
                bpmn("a partner call and an expression at once", "PARTNER_CALL", step("<bpmn:serviceTask id=\"X\" camunda:type=\"external\" camunda:topic=\"a\" camunda:expression=\"${aProcess.b(execution)}\"/>")),
                bpmn("a step that does nothing", "STEP", step("<bpmn:serviceTask id=\"X\"/>")),
                bpmn("the engine from an execution", "STEP", expression("${execution.processEngineServices.repositoryService.createDeployment()}")),
                bpmn("the engine from an execution after an honest call", "STEP", expression("${aProcess.b(execution).processEngineServices}")),
                bpmn("a class from a text", "STEP", expression("${''.class.forName('java.lang.Runtime')}")),
                bpmn("two expressions in one", "STEP", expression("${aProcess.b(execution)}${aProcess.c(execution)}")),
                bpmn("an expression that is late", "STEP", expression("#{aProcess.b(execution)}")),
                bpmn("a bean that is not a process's", "STEP", expression("${dataSource.getConnection(execution)}")),
                bpmn("a method with another argument", "STEP", expression("${aProcess.b('x')}")),
                bpmn("a method with a call as its argument", "STEP", expression("${aProcess.b(execution.getVariables())}")),
                bpmn("a method with letters that look alike", "STEP", expression("${aProcess.\u0431(execution)}")),
                bpmn("a variable that is set by an expression", "STEP", expression("${x = 1}")),
                bpmn("a result that becomes a variable", "ATTRIBUTE", step("<bpmn:serviceTask id=\"X\" camunda:expression=\"${aProcess.b(execution)}\" camunda:resultVariable=\"x\"/>")),
                bpmn("a method in a condition", "CONDITION", condition("${aProcess.b(execution)}")),
                bpmn("the engine in a condition", "CONDITION", condition("${execution.processEngineServices != null}")),
                bpmn("a property of a variable", "CONDITION", condition("${a.class == 'x'}")),
                bpmn("a member of a variable", "CONDITION", condition("${a['class'] == 'x'}")),
                bpmn("arithmetic in a condition", "CONDITION", condition("${a + 1 == 2}")),
                bpmn("a choice in a condition", "CONDITION", condition("${a ? b : c}")),
                bpmn("a text that holds an expression", "CONDITION", condition("${a == '${b}'}")),
                bpmn("a text that never ends", "CONDITION", condition("${a == 'x}")),
                bpmn("brackets without an end", "CONDITION", condition("${" + "(".repeat(5000) + "a" + ")".repeat(5000) + "}")),
                bpmn("the word for nothing as a variable", "CONDITION", condition("${empty a}")),
                bpmn("a form by expression", "EXPRESSION", task("camunda:formKey=\"${x}\"", "")),
                bpmn("a role by expression", "EXPRESSION", task("camunda:candidateGroups=\"${x}\"", "")),
                bpmn("an assignee", "ATTRIBUTE", task("camunda:assignee=\"${x}\"", "")),
                bpmn("a due date by expression", "ATTRIBUTE", task("camunda:dueDate=\"${x}\"", "")),
                bpmn("a priority by expression", "ATTRIBUTE", task("camunda:priority=\"${x}\"", "")),
                bpmn("a message by expression", "EXPRESSION", process("<bpmn:startEvent id=\"S\"/>").replace("</bpmn:definitions>", "<bpmn:message id=\"M\" name=\"${x}\"/></bpmn:definitions>")),
                bpmn("a task many times over", "ELEMENT", task("", "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>1000000000</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>")),
                bpmn("a call by expression", "CALLED", step("<bpmn:callActivity id=\"X\" calledElement=\"${x}\" camunda:calledElementBinding=\"deployment\"/>")),
                bpmn("a call of whatever is latest", "BINDING", step("<bpmn:callActivity id=\"X\" calledElement=\"x\"/>")),
                bpmn("a call that hands in everything", "ATTRIBUTE", step("<bpmn:callActivity id=\"X\" calledElement=\"x\" camunda:calledElementBinding=\"deployment\"><bpmn:extensionElements><camunda:in variables=\"all\"/></bpmn:extensionElements></bpmn:callActivity>")),
                bpmn("a call that hands in an expression", "ATTRIBUTE", step("<bpmn:callActivity id=\"X\" calledElement=\"x\" camunda:calledElementBinding=\"deployment\"><bpmn:extensionElements><camunda:in sourceExpression=\"${x}\" target=\"y\"/></bpmn:extensionElements></bpmn:callActivity>")),
                bpmn("a call under another case's number", "HANDED_IN", step("<bpmn:callActivity id=\"X\" calledElement=\"x\" camunda:calledElementBinding=\"deployment\"><bpmn:extensionElements><camunda:in businessKey=\"${x}\"/></bpmn:extensionElements></bpmn:callActivity>")),
                bpmn("a call that hands back an expression", "HANDED_OUT", step("<bpmn:callActivity id=\"X\" calledElement=\"x\" camunda:calledElementBinding=\"deployment\"><bpmn:extensionElements><camunda:out source=\"${x}\" target=\"y\"/></bpmn:extensionElements></bpmn:callActivity>")),
                bpmn("a process that calls itself", "ENDLESS_CALL", step("<bpmn:callActivity id=\"X\" calledElement=\"hostile\" camunda:calledElementBinding=\"deployment\"/>")),
                bpmn("a timer every second", "TIMER_TOO_OFTEN", timer("<bpmn:timeCycle>R/PT1S</bpmn:timeCycle>").replace("R/", "R9/")),
                bpmn("a timer for ever", "TIMER", timer("<bpmn:timeCycle>R/PT1H</bpmn:timeCycle>")),
                bpmn("a timer a thousand times", "TIMER_TOO_OFTEN", timer("<bpmn:timeCycle>R1000/PT1H</bpmn:timeCycle>")),
                bpmn("a timer by cron", "TIMER", timer("<bpmn:timeCycle>0/1 * * * * ?</bpmn:timeCycle>")),
                bpmn("a timer of no time", "TIMER_TOO_OFTEN", timer("<bpmn:timeDuration>PT0S</bpmn:timeDuration>")),
                bpmn("a timer that runs backwards", "TIMER_TOO_OFTEN", timer("<bpmn:timeDuration>PT-5H</bpmn:timeDuration>")),
                bpmn("a timer by expression", "TIMER", timer("<bpmn:timeDate>${x}</bpmn:timeDate>")),
                bpmn("a timer that comes round by a method", "TIMER", timer("<bpmn:timeCycle>${aProcess.b(execution)}</bpmn:timeCycle>")),
                bpmn("steps in an endless circle", "ENDLESS", process("<bpmn:startEvent id=\"S\"/><bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"A\"/><bpmn:serviceTask id=\"A\" camunda:expression=\"${aProcess.b(execution)}\"/>"
                        + "<bpmn:sequenceFlow id=\"F2\" sourceRef=\"A\" targetRef=\"B\"/><bpmn:serviceTask id=\"B\" camunda:asyncBefore=\"true\" camunda:expression=\"${aProcess.b(execution)}\"/><bpmn:sequenceFlow id=\"F3\" sourceRef=\"B\" targetRef=\"A\"/>")),
                bpmn("gateways in an endless circle within a sub-process", "ENDLESS", step("<bpmn:subProcess id=\"X\"><bpmn:startEvent id=\"s\"/><bpmn:sequenceFlow id=\"f1\" sourceRef=\"s\" targetRef=\"g\"/><bpmn:parallelGateway id=\"g\"/>"
                        + "<bpmn:sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"h\"/><bpmn:exclusiveGateway id=\"h\"/><bpmn:sequenceFlow id=\"f3\" sourceRef=\"h\" targetRef=\"g\"/></bpmn:subProcess>")),
                bpmn("a signal to everybody", "ELEMENT", step("<bpmn:intermediateThrowEvent id=\"X\"><bpmn:signalEventDefinition signalRef=\"x\"/></bpmn:intermediateThrowEvent>")),
                bpmn("a task to send something", "ELEMENT", step("<bpmn:sendTask id=\"X\" camunda:expression=\"${x}\"/>")),
                bpmn("who may start it", "ATTRIBUTE", good.replace("isExecutable", "camunda:candidateStarterGroups=\"x\" isExecutable")),
                bpmn("a job priority by expression", "ATTRIBUTE", good.replace("isExecutable", "camunda:jobPriority=\"${x}\" isExecutable")),
                bpmn("a history that is kept for no time", "HISTORY", good.replace("historyTimeToLive=\"1\"", "historyTimeToLive=\"${x}\"")),
                bpmn("a process under another's name", "ID_OF_FILE", good.replace("id=\"hostile\"", "id=\"card-return\"")),
                bpmn("a process that does not run", "NOT_EXECUTABLE", good.replace("isExecutable=\"true\"", "isExecutable=\"false\"")),
                bpmn("two processes in a file", "MANY_PROCESSES", good.replace("</bpmn:definitions>", "<bpmn:process id=\"b\"/></bpmn:definitions>")),
                bpmn("no process at all", "NO_PROCESS", HEAD + "</bpmn:definitions>"),
                bpmn("a collaboration", "ELEMENT", good.replace("</bpmn:definitions>", "<bpmn:collaboration id=\"c\"/></bpmn:definitions>")),
                bpmn("elements of somebody else's", "ELEMENT", extension("<evil:thing xmlns:evil=\"urn:evil\"/>")),
                bpmn("attributes of somebody else's", "ATTRIBUTE", task("xmlns:evil=\"urn:evil\" evil:thing=\"x\"", "")),
                bpmn("a file that is brought in", "ELEMENT", extension("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\"/>")),
                bpmn("a model that is imported", "ELEMENT", good.replace("<bpmn:process", "<bpmn:import location=\"http://example.org/x.xsd\" namespace=\"x\" importType=\"x\"/><bpmn:process")),
                bpmn("an entity from outside", "DTD", good.replace("?>", "?>" + entity)),
                bpmn("a bomb of entities", "DTD", good.replace("?>", "?>" + bomb)),
                bpmn("an instruction to a program", "INSTRUCTION", good.replace("?>", "?><?php evil?>")),
                bpmn("no XML", "UNREADABLE", "PK\u0003\u0004"),
                bpmn("XML that ends too soon", "UNREADABLE", good.substring(0, good.length() - 30)),
                bpmn("deep nesting", "TOO_DEEP", process("<bpmn:subProcess>".repeat(500) + "</bpmn:subProcess>".repeat(500))),
                bpmn("very many parts", "TOO_MANY_PARTS", process("<bpmn:endEvent/>".repeat(40_000))),
                bpmn("a giant value", "TOO_LONG", good.replace("name=\"x\"", "name=\"" + "x".repeat(30_000) + "\"")),
                bpmn("a giant file", "FILE_TOO_LARGE", " ".repeat(SafeModels.LARGEST + 1)),
                arguments("another encoding", "ENCODING", "hostile.bpmn", good.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16)),
                arguments("an encoding that hides what is written", "UNREADABLE", "hostile.bpmn", good.replace("UTF-8", "UTF-7").getBytes(Charset.forName("US-ASCII"))),
                arguments("a case model", "FILE_KIND", "hostile.cmmn", "<x/>".getBytes(StandardCharsets.UTF_8)),
                arguments("a script file", "FILE_KIND", "hostile.groovy", "System.exit(1)".getBytes(StandardCharsets.UTF_8)),
                arguments("a program", "FILE_KIND", "hostile.jar", new byte[] {0x50, 0x4b}),
                arguments("a form", "FILE_KIND", "hostile.form", "{}".getBytes(StandardCharsets.UTF_8)),
                dmn("a table in a script language", "LANGUAGE", table("a", "1", "1").replace("<inputEntry", "<inputEntry expressionLanguage=\"groovy\"")),
                dmn("a table in the language of models", "LANGUAGE", table("a", "1", "1").replace("<outputEntry", "<outputEntry expressionLanguage=\"juel\"")),
                dmn("a column that calls something", "CELL", table("a.class", "1", "1")),
                dmn("a column that counts for ever", "CELL", table("for i in 1..1000000000 return i", "1", "1")),
                dmn("a cell that counts for ever", "CELL", table("a", "some x in 1..1000000000 satisfies x = 0", "1")),
                dmn("a cell that defines a function", "CELL", table("a", "(function(x) x)(1)", "1")),
                dmn("an answer from outside", "CELL", table("a", "1", "function() external {java: {class: \"java.lang.Math\", method signature: \"cos(double)\"}}")),
                dmn("an answer that is an expression", "CELL", table("a", "1", "${x}")),
                dmn("an answer with an expression between its quotes", "CELL", table("a", "1", "\"${x}\"")),
                dmn("a cell that searches for ever", "CELL", table("a", "matches(a, \"(a+)+$\")", "1")),
                dmn("a decision that is an expression", "ELEMENT", table("a", "1", "1").replace("<decisionTable", "<literalExpression/><decisionTable")),
                dmn("a decision that asks others", "ELEMENT", table("a", "1", "1").replace("<decisionTable", "<informationRequirement/><decisionTable")),
                dmn("a function for other decisions", "ELEMENT", table("a", "1", "1").replace("<decision ", "<businessKnowledgeModel id=\"b\"/><decision ")),
                dmn("a column whose value becomes a variable", "ATTRIBUTE", table("a", "1", "1").replace("<input ", "<input camunda:inputVariable=\"x\" ")),
                dmn("an unknown way to answer", "CELL", table("a", "1", "1").replace("FIRST", "EVIL")),
                dmn("no table", "NO_TABLE", table("a", "1", "1").replaceAll("<decisionTable.*</decisionTable>", "")),
                dmn("an entity from outside in a table", "DTD", entity + table("a", "1", "1")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void what_could_do_harm_is_refused_with_its_reason(String what, String code, String name, byte[] xml) {
        assertThat(SafeModels.check(Map.of(name, xml))).extracting(Finding::code).contains(code);
    }

    @Test
    void our_own_models_and_tables_pass() throws IOException {
        assertThat(SafeModels.check(released())).isEmpty();
    }

    static Map<String, byte[]> released() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Path.of("processes"))) {
            for (Path file : all.filter(one -> one.toString().endsWith("mn")).toList()) {
                files.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"${a == 'X'}", "${a != true}", "${a == 'X' and b == false}", "${a == 'X' || (b >= 3 && !c)}", "${not a}", "${ feePaid == true }", "${a < -1.5}"})
    void comparisons_of_variables_are_conditions(String condition) {
        assertThat(Words.condition(condition)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "\"A\"", "\"A\", \"B\"", ">= 3", "< date(\"2026-06-14\")", "[1..3]", "not(\"A\",\"B\")", "true", "-1", "(1..2]"})
    void constants_and_ranges_are_cells(String cell) {
        assertThat(Words.isCell(cell)).isTrue();
    }

    @Test
    void a_circle_that_waits_for_somebody_is_no_endless_one() {
        String model = process("<bpmn:startEvent id=\"S\"/><bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"A\"/><bpmn:userTask id=\"A\"/><bpmn:sequenceFlow id=\"F2\" sourceRef=\"A\" targetRef=\"G\"/>"
                + "<bpmn:exclusiveGateway id=\"G\" default=\"F3\"/><bpmn:sequenceFlow id=\"F3\" sourceRef=\"G\" targetRef=\"A\"/>");
        assertThat(SafeModels.check(Map.of("hostile.bpmn", model.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }

    @Test
    void processes_that_call_each_other_in_a_circle_or_come_back_at_once_are_found() {
        String a = step("<bpmn:callActivity id=\"X\" calledElement=\"b\" camunda:calledElementBinding=\"deployment\"/>").replace("id=\"hostile\"", "id=\"a\"");
        String b = a.replace("id=\"a\"", "id=\"b\"").replace("calledElement=\"b\"", "calledElement=\"a\"");
        assertThat(SafeModels.check(Map.of("a.bpmn", a.getBytes(StandardCharsets.UTF_8), "b.bpmn", b.getBytes(StandardCharsets.UTF_8)))).extracting(Finding::code).containsOnly("ENDLESS_CALL");

        String again = process("<bpmn:startEvent id=\"S\"/><bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"X\"/><bpmn:callActivity id=\"X\" calledElement=\"b\" camunda:calledElementBinding=\"deployment\"/>"
                + "<bpmn:sequenceFlow id=\"F2\" sourceRef=\"X\" targetRef=\"X\"/>").replace("id=\"hostile\"", "id=\"a\"");
        String atOnce = process("<bpmn:startEvent id=\"S\"/><bpmn:sequenceFlow id=\"F1\" sourceRef=\"S\" targetRef=\"E\"/><bpmn:endEvent id=\"E\"/>").replace("id=\"hostile\"", "id=\"b\"");
        String waits = step("<bpmn:userTask id=\"X\"/>").replace("id=\"hostile\"", "id=\"b\"");
        assertThat(SafeModels.check(Map.of("a.bpmn", again.getBytes(StandardCharsets.UTF_8), "b.bpmn", atOnce.getBytes(StandardCharsets.UTF_8)))).extracting(Finding::code).containsExactly("ENDLESS");
        assertThat(SafeModels.check(Map.of("a.bpmn", again.getBytes(StandardCharsets.UTF_8), "b.bpmn", waits.getBytes(StandardCharsets.UTF_8)))).isEmpty();
    }

    @Test
    void at_least_sixty_are_tried() {
        assertThat(hostile().count()).isGreaterThanOrEqualTo(60);
        assertThat(List.of(SafeModels.check(Map.of("hostile.bpmn", step("<bpmn:userTask id=\"X\"/>").getBytes(StandardCharsets.UTF_8))))).containsExactly(List.of());
    }
}
