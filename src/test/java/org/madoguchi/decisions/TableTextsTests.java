package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.Output;
import org.camunda.bpm.model.dmn.instance.OutputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a table says to people exists in words, and a reader of the table finds their way. */
class TableTextsTests {

    static Stream<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(TableUnderTest.FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".dmn")).sorted().toList().stream();
        }
    }

    @Test
    void every_reason_code_has_a_text_and_a_way_out_in_both_languages() throws IOException {
        Set<String> codes = outputs("reasonCode");
        assertThat(codes).hasSizeGreaterThan(40).contains("OK", "FACT_UNKNOWN", "TOO_EARLY");
        for (String language : List.of("messages.properties", "messages_en.properties")) {
            Properties texts = texts(language);
            for (String code : codes) {
                assertThat(texts.getProperty("reason." + code + ".text")).as("%s text in %s", code, language).isNotBlank();
                assertThat(texts.getProperty("reason." + code + ".wayOut")).as("%s way out in %s", code, language).isNotBlank();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"document, document", "note, documentNote", "fittingPurpose, purpose", "unknownFact, fact"})
    void every_other_code_of_a_table_has_words_in_both_languages(String output, String prefix) throws IOException {
        for (String language : List.of("messages.properties", "messages_en.properties")) {
            assertThat(texts(language).stringPropertyNames()).as(language)
                    .containsAll(outputs(output).stream().map(code -> prefix + "." + code).toList());
        }
    }

    @Test
    void texts_have_no_apostrophe_since_those_with_arguments_would_lose_it() throws IOException {
        for (String language : List.of("messages.properties", "messages_en.properties")) {
            texts(language).forEach((key, text) -> {
                if (key.toString().startsWith("reason.")) {
                    assertThat(text.toString()).as("%s in %s", key, language).doesNotContain("'");
                }
            });
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_table_is_named_like_its_file_and_explains_itself(Path file) {
        var model = Dmn.readModelFromFile(file.toFile());
        Decision decision = model.getModelElementsByType(Decision.class).iterator().next();
        assertThat(decision.getId() + ".dmn").isEqualTo(file.getFileName().toString());
        assertThat(decision.getCamundaHistoryTimeToLiveString()).isEqualTo("3650");
        assertThat(decision.getDescription().getTextContent()).isNotBlank();
        assertThat(model.getModelElementsByType(Input.class)).allSatisfy(input -> assertThat(input.getLabel()).contains(" / "));
        assertThat(model.getModelElementsByType(Output.class)).allSatisfy(output -> assertThat(output.getLabel()).contains(" / "));
        assertThat(model.getModelElementsByType(Rule.class)).allSatisfy(rule -> {
            assertThat(rule.getId()).matches("Rule_[A-Z][A-Za-z0-9]+");
            assertThat(rule.getDescription().getTextContent()).as("source of %s", rule.getId()).isNotBlank();
        });
    }

    private static Set<String> outputs(String name) throws IOException {
        Set<String> values = new TreeSet<>();
        for (Path file : tables().toList()) {
            DecisionTable table = Dmn.readModelFromFile(file.toFile()).getModelElementsByType(DecisionTable.class).iterator().next();
            int column = new ArrayList<>(table.getOutputs()).stream().map(Output::getName).toList().indexOf(name);
            for (Rule rule : table.getRules()) {
                if (column >= 0) {
                    List<OutputEntry> entries = new ArrayList<>(rule.getOutputEntries());
                    values.add(entries.get(column).getTextContent().strip().replace("\"", ""));
                }
            }
        }
        values.remove("");
        return values;
    }

    private static Properties texts(String file) throws IOException {
        var texts = new Properties();
        try (var in = new InputStreamReader(TableTextsTests.class.getResourceAsStream("/" + file), StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }
}
