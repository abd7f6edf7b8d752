package org.madoguchi.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DecisionTablesTests {

    private static final TablesOnPlainEngine PLAIN = new TablesOnPlainEngine()
            .with("renewal-window", "remedies", "service-levels", "overseas-fee");

    private final DecisionTables tables = PLAIN.tables();

    @AfterAll
    static void close() {
        PLAIN.close();
    }

    @Test
    void an_answer_names_the_rule_and_the_version_it_came_from() {
        assertThat(tables.single("renewal-window", Map.of("programme", "overseas", "object", "CARD")))
                .containsEntry("opensMonthsBefore", 12).containsEntry("ruleId", "Rule_OverseasCard")
                .containsEntry("tableVersion", 1);
    }

    @Test
    void all_matching_rows_come_in_the_order_of_the_table_and_empty_cells_are_null() {
        assertThat(tables.evaluate("remedies", Map.of("decisionKind", "REFUSED")))
                .extracting(row -> row.get("ruleId") + " " + row.get("within"))
                .containsExactly("Rule_ApplyAgain null", "Rule_AskForReview P3M", "Rule_FileSuit P6M");
    }

    @Test
    void the_latest_release_answers_from_the_next_question_on() {
        tables.single("service-levels", Map.of("taskKey", "Task_ExamineApplication"));
        PLAIN.engine.getRepositoryService().createDeployment().addString("service-levels.dmn",
                TablesOnPlainEngine.source("service-levels").replace("<text>5</text>", "<text>7</text>")).deploy();
        assertThat(tables.single("service-levels", Map.of("taskKey", "Task_ExamineApplication")))
                .containsEntry("targetWorkingDays", 7).containsEntry("tableVersion", 2);
    }

    @Test
    void days_are_compared_without_a_time_zone() {
        Map<String, Object> facts = new HashMap<>(Map.of("kind", "NEW", "earlierCard", "LAPSED_ON_DEPARTURE", "holderAtFault",
                "unknown", "daysSinceDeparture", 200, "certificatesWanted", "yes"));
        facts.put("departedOn", LocalDate.of(2024, 5, 27));
        assertThat(tables.single("overseas-fee", facts)).containsEntry("feeYen", 0);
        facts.put("departedOn", LocalDate.of(2024, 5, 28));
        assertThat(tables.single("overseas-fee", facts)).containsEntry("feeYen", 1000);
        facts.put("departedOn", null);
        assertThat(tables.single("overseas-fee", facts)).containsEntry("feeYen", null);
    }

    @Test
    void a_question_without_exactly_one_answer_is_a_fault() {
        assertThatIllegalStateException().isThrownBy(() -> tables.single("service-levels", Map.of("taskKey", "Task_Unheard")));
        assertThatIllegalStateException().isThrownBy(() -> tables.single("remedies", Map.of("decisionKind", "REFUSED")));
    }

    @Test
    void an_answer_cannot_be_changed_by_whoever_asked() {
        Map<String, Object> question = new HashMap<>(Map.of("decisionKind", "REFUSED"));
        List<Map<String, Object>> answer = tables.evaluate("remedies", question);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> answer.get(0).put("within", "P9M"));
        question.put("decisionKind", "LAPSED");
        assertThat(tables.evaluate("remedies", question)).hasSize(1).isNotEqualTo(answer);
        assertThat(tables.evaluate("remedies", Map.of("decisionKind", "REFUSED"))).isEqualTo(answer);
    }

    @Test
    void a_table_that_was_never_released_is_a_fault_and_leaves_nothing_behind() {
        assertThatIllegalArgumentException().isThrownBy(() -> tables.evaluate("unheard", Map.of()));
        assertThat(tables.evaluate("remedies", Map.of("decisionKind", "LAPSED"))).hasSize(1);
    }

    @Test
    void the_engine_keeps_nothing_of_what_was_asked() throws SQLException {
        tables.single("overseas-fee", new HashMap<>(Map.of("kind", "NEW", "earlierCard", "PLANTED_7c1e", "holderAtFault", "yes",
                "departedOn", LocalDate.of(2031, 7, 13), "daysSinceDeparture", 424242, "certificatesWanted", "yes")));
        assertThat(PLAIN.engine.getHistoryService().createHistoricDecisionInstanceQuery().count()).isZero();
        assertThat(everyStoredText()).noneMatch(text -> text.contains("PLANTED_7c1e") || text.contains("424242") || text.contains("2031-07-13"));
    }

    private List<String> everyStoredText() throws SQLException {
        var engine = (ProcessEngineConfigurationImpl) PLAIN.engine.getProcessEngineConfiguration();
        List<String> texts = new ArrayList<>();
        try (Connection database = engine.getDataSource().getConnection()) {
            List<String> names = new ArrayList<>();
            try (ResultSet found = database.getMetaData().getTables(null, null, "ACT_%", null)) {
                while (found.next()) {
                    names.add(found.getString("TABLE_NAME"));
                }
            }
            assertThat(names).hasSizeGreaterThan(40);
            for (String name : names) {
                try (var statement = database.createStatement(); ResultSet rows = statement.executeQuery("select * from " + name)) {
                    while (rows.next()) {
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            Object stored = rows.getObject(i);
                            texts.add(stored instanceof Blob ? new String(rows.getBytes(i), StandardCharsets.UTF_8)
                                    : stored instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8)
                                    : String.valueOf(stored));
                        }
                    }
                }
            }
        }
        return texts;
    }
}
