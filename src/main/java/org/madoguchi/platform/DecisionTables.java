package org.madoguchi.platform;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.delegate.DmnDecisionTableEvaluationEvent;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Asks the released decision tables. Each answer is a matched row: its outputs by name, and with them
 * {@link #RULE_ID} and {@link #TABLE_VERSION}, so that whoever decides can record by which rule it was decided.
 *
 * <p>Days are passed as {@code LocalDate}: the engine's own date type carries a time zone and laws do not. At history
 * level {@code activity} the engine keeps neither inputs nor outputs.
 *
 * <p>A release never changes and a table knows nothing but what it is asked, so the same question has the same answer.
 * Answers are kept in memory, because the engine's expression language sets up all its functions again for every cell it
 * looks at: that was a third of all work.
 */
@Component
public class DecisionTables {

    public static final String RULE_ID = "ruleId";
    public static final String TABLE_VERSION = "tableVersion";

    /** How many answers are kept; those not asked for longest go first. */
    private static final int KEPT = 4096;

    /** What was asked of which release. */
    private record Question(String release, Map<String, Object> inputs) {}

    private final DecisionService decisions;
    private final RepositoryService releases;
    private final MatchedRules matched;
    private final Map<Question, List<Map<String, Object>>> answers = Collections.synchronizedMap(
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Question, List<Map<String, Object>>> eldest) {
                    return size() > KEPT;
                }
            });

    DecisionTables(@Lazy DecisionService decisions, @Lazy RepositoryService releases, MatchedRules matched) {
        this.decisions = decisions;
        this.releases = releases;
        this.matched = matched;
    }

    /**
     * The matching rows of the latest release, in the order of the table; an empty output cell is null.
     *
     * @throws IllegalArgumentException where no such table was ever released
     */
    public List<Map<String, Object>> evaluate(String table, Map<String, Object> inputs) {
        DecisionDefinition release = latest(table);
        var question = new Question(release.getId(), new HashMap<>(inputs));
        List<Map<String, Object>> answer = answers.get(question);
        if (answer == null) {
            answer = ask(table, release, inputs);
            answers.put(question, answer);
        }
        return answer;
    }

    /** Which release of the table is asked: another word for each. @throws IllegalArgumentException where no such table was ever released */
    public String release(String table) {
        return latest(table).getId();
    }

    /** Within a transaction the same release answers all questions, and is looked for once. */
    private DecisionDefinition latest(String table) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return find(table);
        }
        @SuppressWarnings("unchecked")
        var asked = (Map<String, DecisionDefinition>) TransactionSynchronizationManager.getResource(this);
        if (asked == null) {
            asked = new HashMap<>();
            TransactionSynchronizationManager.bindResource(this, asked);
            TransactionSynchronizationManager.registerSynchronization(new Forgetting());
        }
        return asked.computeIfAbsent(table, this::find);
    }

    private DecisionDefinition find(String table) {
        DecisionDefinition release = releases.createDecisionDefinitionQuery().decisionDefinitionKey(table).latestVersion().singleResult();
        if (release == null) {
            throw new IllegalArgumentException("Table " + table + " was never released");
        }
        return release;
    }

    /** Takes what one transaction knows of the releases along with it. */
    private final class Forgetting implements TransactionSynchronization {

        private Object asked;

        @Override
        public void suspend() {
            asked = TransactionSynchronizationManager.unbindResource(DecisionTables.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(DecisionTables.this, asked);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResource(DecisionTables.this);
        }
    }

    private List<Map<String, Object>> ask(String table, DecisionDefinition release, Map<String, Object> inputs) {
        DmnDecisionTableEvaluationEvent evaluation = matched.during(table,
                () -> decisions.evaluateDecisionTableById(release.getId()).variables(inputs).evaluate());
        return evaluation.getMatchingRules().stream().map(rule -> {
            Map<String, Object> row = new LinkedHashMap<>();
            rule.getOutputEntries().forEach((name, output) -> row.put(name, output.getValue().getValue()));
            row.put(RULE_ID, rule.getId());
            row.put(TABLE_VERSION, release.getVersion());
            return Collections.unmodifiableMap(row);
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
