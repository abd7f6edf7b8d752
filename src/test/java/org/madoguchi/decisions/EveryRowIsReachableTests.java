package org.madoguchi.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.HitPolicy;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Input;
import org.camunda.bpm.model.dmn.instance.InputEntry;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Facts are generated from the tables themselves: the values they name, and each number and day they name with those beside
 * it. A row that no facts reach stands behind others that always win; a table that has no answer to some facts has a gap.
 */
class EveryRowIsReachableTests {

    private static final long SEED = 20261122;
    /** A row is looked for among so many facts that fit it; facts that fit nothing in particular find the gaps. */
    private static final int TRIES = 2_000;
    private static final int STRAYS = 100;

    /** Abroad there is no period of stay to renew. */
    private static final String WITH_GAPS = "renewal-window.dmn";

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern DAY = Pattern.compile("date\\(\"([^\"]*)\"\\)");
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w\"-])\\d+(?![\\w\"-])");

    static Stream<Path> tables() throws java.io.IOException {
        return TableTextsTests.tables();
    }

    @ParameterizedTest
    @MethodSource("tables")
    void every_row_is_reached_and_a_table_with_one_answer_always_has_it(Path file) {
        var table = new TableUnderTest(file.getFileName().toString().replace(".dmn", ""));
        DecisionTable read = Dmn.readModelFromFile(file.toFile()).getModelElementsByType(DecisionTable.class).iterator().next();
        List<Column> columns = columns(read);
        var random = new Random(SEED);
        for (Rule rule : read.getRules()) {
            List<InputEntry> cells = new ArrayList<>(rule.getInputEntries());
            for (int i = 0; i < TRIES && !table.wasHit(rule.getId()); i++) {
                Map<String, Object> facts = new LinkedHashMap<>();
                for (int c = 0; c < columns.size(); c++) {
                    facts.put(columns.get(c).name(), any(columns.get(c).fitting(text(cells.get(c))), random));
                }
                table.ask(facts);
            }
        }
        table.assertEveryRuleWasHit();
        if (read.getHitPolicy() == HitPolicy.FIRST && !file.endsWith(WITH_GAPS)) {
            for (int i = 0; i < STRAYS; i++) {
                Map<String, Object> facts = new LinkedHashMap<>();
                columns.forEach(column -> facts.put(column.name(), any(column.values(), random)));
                assertThat(table.ask(facts)).as("%s for %s", file.getFileName(), facts).hasSize(1);
            }
        }
    }

    /** @param values all that the table tells apart in this column */
    private record Column(String name, Set<Object> values, boolean days) {

        /** Values that may fit a cell; for an empty one or a negation any may. */
        Set<Object> fitting(String cell) {
            return cell.isBlank() || cell.contains("not(") ? values : named(cell, days);
        }
    }

    private static List<Column> columns(DecisionTable table) {
        List<Column> columns = new ArrayList<>();
        List<Input> inputs = new ArrayList<>(table.getInputs());
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            int column = i;
            List<String> cells = table.getRules().stream().map(rule -> text(new ArrayList<>(rule.getInputEntries()).get(column))).toList();
            boolean days = cells.stream().anyMatch(cell -> cell.contains("date("));
            Set<Object> values = new LinkedHashSet<>();
            cells.forEach(cell -> values.addAll(named(cell, days)));
            if (input.getInputValues() != null) {
                values.addAll(named(input.getInputValues().getText().getTextContent(), false));
            }
            if ("boolean".equals(input.getInputExpression().getTypeRef())) {
                values.addAll(List.of(true, false));
            } else if (days || "integer".equals(input.getInputExpression().getTypeRef())) {
                values.add(null);
            }
            columns.add(new Column(input.getInputExpression().getText().getTextContent(), values, days));
        }
        return columns;
    }

    private static Set<Object> named(String cell, boolean days) {
        Set<Object> named = new LinkedHashSet<>();
        if (days) {
            DAY.matcher(cell).results().map(match -> LocalDate.parse(match.group(1)))
                    .forEach(day -> named.addAll(List.of(day.minusDays(1), day, day.plusDays(1))));
        } else if (cell.contains("\"")) {
            WORD.matcher(cell).results().forEach(match -> named.add(match.group(1)));
        } else if (cell.equals("true") || cell.equals("false")) {
            named.add(Boolean.valueOf(cell));
        } else {
            NUMBER.matcher(cell).results().map(match -> Integer.valueOf(match.group()))
                    .forEach(number -> named.addAll(List.of(number - 1, number, number + 1)));
        }
        return named;
    }

    private static String text(InputEntry cell) {
        return cell.getTextContent().strip();
    }

    private static Object any(Set<Object> values, Random random) {
        return new ArrayList<>(values).get(random.nextInt(values.size()));
    }
}
