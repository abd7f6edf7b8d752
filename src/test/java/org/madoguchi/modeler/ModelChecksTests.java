package org.madoguchi.modeler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.modeler.Finding.Severity;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;

/** Each fault that a check knows is found in a model of ours that was spoilt, and ours as they are have none. */
@MadoguchiTest
class ModelChecksTests {

    private static final String FILE = "card-return.bpmn";

    @Autowired
    private ModelChecks checks;
    @Autowired
    private MessageSource messages;

    @Test
    void our_own_models_have_no_faults() throws IOException {
        assertThat(checks.of(SafeModelsTests.released())).filteredOn(one -> one.severity() != Severity.WARNING).isEmpty();
    }

    static Stream<Arguments> spoilt() {
        return Stream.of(
                arguments("NAME_MISSING", "StartEvent_CardGoesOutOfUse", "name=\"Card goes out of use\"", "name=\"\""),
                arguments("NAME_MISSING", "StartEvent_CardGoesOutOfUse", "value=\"カードの使用終了\"", "value=\"\""),
                arguments("NO_DEFAULT", "Gateway_ComesIn", " default=\"Flow_ComesIn_TellWhereToBring\"", ""),
                arguments("STEP_UNKNOWN", "Task_TellCardEnded", "lossProcess.tellCardEnded", "lossProcess.tellNobody"),
                arguments("ROLE_UNKNOWN", "Task_TakeBackAtMission", "candidateGroups=\"consular-officer\"", "candidateGroups=\"chief-officer\""),
                arguments("FORM_UNKNOWN", "Task_TakeBackAtMission", "formKey=\"", "formKey=\"un"),
                arguments("NO_CLOCK", "Task_TakeBackAtMission", "cancelActivity=\"false\" attachedToRef=\"Task_TakeBackAtMission\"", "cancelActivity=\"true\" attachedToRef=\"Task_TakeBackAtMission\""),
                arguments("NO_WAY_IN", "Task_TellCardEnded", "targetRef=\"Task_TellCardEnded\"", "targetRef=\"Task_TellWhereToBring\""),
                arguments("NO_WAY_OUT", "Task_TellCardEnded", "sourceRef=\"Task_TellCardEnded\"", "sourceRef=\"Task_TellWhereToBring\""),
                arguments("SPLIT_WITHOUT_GATEWAY", "Task_TellWhereToBring", "sourceRef=\"Task_TellCardEnded\"", "sourceRef=\"Task_TellWhereToBring\""),
                arguments("NO_CONDITION", "Flow_ReturnCounter_TakeBackAtMission", "<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">${counter == 'MISSION'}</bpmn:conditionExpression>", ""),
                arguments("PERSONAL", "Flow_ReturnCounter_TakeBackAtMission", "${counter == 'MISSION'}", "${birthDate == 'MISSION'}"),
                arguments("ELEMENT", "Task_TellCardEnded", "<bpmn:serviceTask id=\"Task_TellCardEnded\"", "<bpmn:sendTask id=\"Task_TellCardEnded\""));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("spoilt")
    void what_is_spoilt_is_found_at_its_shape(String code, String element, String from, String to) throws IOException {
        Map<String, byte[]> set = SafeModelsTests.released();
        String model = new String(set.get(FILE), StandardCharsets.UTF_8);
        assertThat(model).contains(from);
        String spoilt = model.replace(from, to);
        if (code.equals("ELEMENT")) {
            spoilt = spoilt.replaceFirst("(?s)(<bpmn:sendTask .*?)</bpmn:serviceTask>", "$1</bpmn:sendTask>");
        }
        set.put(FILE, spoilt.getBytes(StandardCharsets.UTF_8));
        assertThat(checks.of(set)).anySatisfy(one -> {
            assertThat(one.model()).isEqualTo(FILE);
            assertThat(one.code()).isEqualTo(code);
            assertThat(one.element()).isEqualTo(element);
        });
    }

    @Test
    void what_other_models_need_is_missed() throws IOException {
        Map<String, byte[]> set = SafeModelsTests.released();
        set.remove("card-production.bpmn");
        assertThat(checks.of(set)).extracting(Finding::code).contains("CALL_UNKNOWN");
        set = SafeModelsTests.released();
        set.put("card-copy.bpmn", new String(set.get(FILE), StandardCharsets.UTF_8).replace("id=\"card-return\"", "id=\"card-copy\"").getBytes(StandardCharsets.UTF_8));
        assertThat(checks.of(set)).extracting(Finding::code).contains("TASK_TWICE");
        set = SafeModelsTests.released();
        set.replaceAll((name, xml) -> new String(xml, StandardCharsets.UTF_8).replace("camunda:topic=\"card-", "camunda:topic=\"cart-").getBytes(StandardCharsets.UTF_8));
        assertThat(checks.of(set)).extracting(Finding::code).contains("TOPIC_UNKNOWN");
    }

    private static List<String> ofTable(String policy, String... cells) {
        var rules = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            rules.append("<rule id=\"r").append(i).append("\">");
            for (String cell : cells[i].split("\\|")) {
                rules.append("<inputEntry id=\"c\"><text><![CDATA[").append(cell).append("]]></text></inputEntry>");
            }
            rules.append("<outputEntry id=\"o\"><text>1</text></outputEntry></rule>");
        }
        String columns = "<input id=\"i\"><inputExpression id=\"e\"><text>a</text></inputExpression></input>".repeat(cells[0].split("\\|").length);
        String table = SafeModelsTests.table("a", "", "").replace("FIRST", policy).replaceFirst("<input .*</rule>", columns.replace("$", "\\$") + "<output id=\"o\" name=\"y\"/>" + rules);
        return checkTable(table);
    }

    private static List<String> checkTable(String table) {
        return TableChecks.of("hostile.dmn", ModelXml.main(ModelXml.read(table.getBytes(StandardCharsets.UTF_8)))).stream().map(one -> one.code() + " " + one.element()).toList();
    }

    @Test
    void rules_that_come_too_late_or_fit_at_once_are_found_and_cases_that_none_fits() {
        assertThat(ofTable("FIRST", "< 3", ">= 3", "5")).containsExactly("RULE_TOO_LATE r2");
        assertThat(ofTable("FIRST", "< 3", "> 3")).containsExactly("GAP hostile");
        assertThat(ofTable("FIRST", "[1..5]|true", "[1..5]|false", "3|-", "-|-")).containsExactly("RULE_TOO_LATE r2");
        assertThat(ofTable("UNIQUE", "[1..5]", "[5..9]")).contains("RULES_OVERLAP r1");
        assertThat(ofTable("UNIQUE", "[1..5)", "[5..9]")).containsExactly("GAP hostile");
        assertThat(ofTable("UNIQUE", "\"A\"", "not(\"A\")")).isEmpty();
        assertThat(ofTable("UNIQUE", "true", "false")).isEmpty();
        assertThat(ofTable("FIRST", "< date(\"2026-06-14\")", ">= date(\"2026-06-14\")")).isEmpty();
        assertThat(ofTable("COLLECT", "1", "1")).isEmpty();
        assertThat(checkTable(SafeModelsTests.table("a", "", "1").replace("<rule id=\"r\">", "<rule>"))).containsExactly("RULE_WITHOUT_ID hostile");
    }

    @Test
    void every_fault_is_told_in_both_languages_with_how_to_mend_it() throws IOException {
        Pattern code = Pattern.compile("(?:refuse|tell)\\([^;]*?\"([A-Z_]{3,})\"|Severity\\.\\w+, [^;]*?\"([A-Z_]{3,})\"");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/org/madoguchi/modeler"))) {
            List<String> codes = files.map(ModelChecksTests::read).flatMap(text -> code.matcher(text).results()).map(one -> one.group(1) == null ? one.group(2) : one.group(1)).distinct().toList();
            assertThat(codes).hasSizeGreaterThan(40).allSatisfy(one -> {
                for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
                    assertThat(messages.getMessage("finding." + one, new Object[] {"a", "b", "c"}, "", language)).as(one + language).isNotEmpty();
                    assertThat(messages.getMessage("finding." + one + ".mend", new Object[] {"a", "b", "c"}, "", language)).as(one + language).isNotEmpty();
                }
            });
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
