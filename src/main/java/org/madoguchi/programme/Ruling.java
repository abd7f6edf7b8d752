package org.madoguchi.programme;

import java.util.Map;
import org.madoguchi.platform.DecisionTables;

/**
 * Why a table answered as it did: to the person a reason with words in {@code reason.<code>}, to the record the row of the
 * release that decided.
 */
public record Ruling(String reasonCode, String legalBasisJa, String legalBasisEn, String table, int tableVersion, String rule) {

    static Ruling of(String table, Map<String, Object> row) {
        return new Ruling((String) row.get("reasonCode"), (String) row.get("legalBasisJa"), (String) row.get("legalBasisEn"), table,
                (Integer) row.get(DecisionTables.TABLE_VERSION), (String) row.get(DecisionTables.RULE_ID));
    }
}
