package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.dmn.engine.impl.DefaultDmnEngineConfiguration;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Rule;

/** One table on a bare decision engine, which remembers the rules that were matched. */
final class TableUnderTest {

    static final Path FOLDER = Path.of("processes/decisions");

    private final Set<String> hit = new LinkedHashSet<>();
    private final DmnModelInstance model;
    private final DmnEngine engine;
    private final DmnDecision decision;

    TableUnderTest(String table) {
        try (var file = Files.newInputStream(FOLDER.resolve(table + ".dmn"))) {
            model = Dmn.readModelFromStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var configuration = (DefaultDmnEngineConfiguration) DmnEngineConfiguration.createDefaultDmnEngineConfiguration();
        configuration.setCustomPostDecisionTableEvaluationListeners(
                List.of(event -> event.getMatchingRules().forEach(rule -> hit.add(rule.getId()))));
        configuration.setReturnBlankTableOutputAsNull(true);
        engine = configuration.buildEngine();
        decision = engine.parseDecision(table, model);
    }

    /** The outputs of each matching row. */
    List<Map<String, Object>> ask(Map<String, Object> inputs) {
        return engine.evaluateDecisionTable(decision, inputs).getResultList();
    }

    /** The outputs of the one matching row. */
    Map<String, Object> askOne(Map<String, Object> inputs) {
        List<Map<String, Object>> rows = ask(inputs);
        assertThat(rows).as("rows for %s", inputs).hasSize(1);
        return rows.get(0);
    }

    Set<String> rules() {
        return model.getModelElementsByType(Rule.class).stream().map(Rule::getId)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    boolean wasHit(String rule) {
        return hit.contains(rule);
    }

    void assertEveryRuleWasHit() {
        assertThat(hit).as("rules that were matched by a test").containsExactlyInAnyOrderElementsOf(rules());
    }

    /** A map that may hold nulls, from name, value, name, value. */
    static Map<String, Object> facts(Object... namesAndValues) {
        Map<String, Object> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return facts;
    }
}
