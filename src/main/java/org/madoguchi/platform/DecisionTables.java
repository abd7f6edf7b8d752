package org.madoguchi.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Asks the released decision tables. Each answer is a matched row: its outputs by name, and with them
 * {@link #RULE_ID} and {@link #TABLE_VERSION}, so that whoever decides can record by which rule it was decided.
 *
 * <p>Days are passed as {@code LocalDate}: the engine's own date type carries a time zone and laws do not. At history
 * level {@code activity} the engine keeps neither inputs nor outputs.
 */
@Component
public class DecisionTables {

    public static final String RULE_ID = "ruleId";
    public static final String TABLE_VERSION = "tableVersion";

    private final DecisionService decisions;
    private final MatchedRules matched;

    DecisionTables(@Lazy DecisionService decisions, MatchedRules matched) {
        this.decisions = decisions;
        this.matched = matched;
    }

    /** The matching rows of the latest release, in the order of the table; an empty output cell is null. */
    public List<Map<String, Object>> evaluate(String table, Map<String, Object> inputs) {
        DmnDecisionTableEvaluationEvent evaluation = matched.during(table,
                () -> decisions.evaluateDecisionTableByKey(table).variables(inputs).evaluate());
        int version = ((DecisionDefinition) evaluation.getDecisionTable()).getVersion();
        return evaluation.getMatchingRules().stream().map(rule -> {
            Map<String, Object> row = new LinkedHashMap<>();
            rule.getOutputEntries().forEach((name, output) -> row.put(name, output.getValue().getValue()));
            row.put(RULE_ID, rule.getId());
            row.put(TABLE_VERSION, version);
            return row;
        }).toList();
    }

    /** The one matching row. None is a fault of the table, since a caller that asks for one cannot go on without. */
    public Map<String, Object> single(String table, Map<String, Object> inputs) {
        List<Map<String, Object>> rows = evaluate(table, inputs);
        if (rows.size() != 1) {
            throw new IllegalStateException("Table " + table + " answered with " + rows.size() + " rows instead of one");
        }
        return rows.get(0);
    }
}
