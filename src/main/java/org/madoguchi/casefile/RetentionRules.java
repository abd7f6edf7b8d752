package org.madoguchi.casefile;

import java.util.Map;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/** How long what is kept of a case stays after its end: table {@code retention}. */
@Component
class RetentionRules {

    static final String MY_NUMBER = "MY_NUMBER";
    /** The ending of what was typed and never sent in. */
    static final String NOT_SUBMITTED = "NOT_SUBMITTED";

    /** @param days from the day of the ending */
    record Rule(String id, int version, int days) {}

    private final DecisionTables tables;

    RetentionRules(DecisionTables tables) {
        this.tables = tables;
    }

    /** For a My Number. @param ending a final state, or {@link #NOT_SUBMITTED} */
    Rule after(String ending) {
        Map<String, Object> row = tables.single("retention", Map.of("documentClass", MY_NUMBER, "ending", ending));
        return new Rule((String) row.get(DecisionTables.RULE_ID), (Integer) row.get(DecisionTables.TABLE_VERSION),
                (Integer) row.get("keepDays"));
    }
}
