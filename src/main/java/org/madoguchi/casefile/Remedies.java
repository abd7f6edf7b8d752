package org.madoguchi.casefile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/** What a person can do about a decision, by the table {@code remedies}. */
@Component
public class Remedies {

    /**
     * @param reasonCode its words are {@code reason.<code>.text} and {@code .wayOut}
     * @param within an ISO 8601 period from the day after one learned of the decision, null without a limit
     */
    public record Remedy(String remedy, String reasonCode, String within, String authority, String legalBasisJa, String legalBasisEn) {}

    private final DecisionTables tables;
    private final CaseFiles cases;

    Remedies(DecisionTables tables, CaseFiles cases) {
        this.tables = tables;
        this.cases = cases;
    }

    /** @param decisionKind as the table names it */
    public List<Remedy> of(String decisionKind) {
        return tables.evaluate("remedies", Map.of("decisionKind", decisionKind)).stream().map(row -> new Remedy((String) row.get("remedy"),
                (String) row.get("reasonCode"), (String) row.get("within"), (String) row.get("authority"),
                (String) row.get("legalBasisJa"), (String) row.get("legalBasisEn"))).toList();
    }

    /** As what the table knows the refusal of this case; empty while it is not refused. */
    public Optional<String> kindOfRefusal(CaseFile file) {
        if (file.state() != CaseState.REFUSED) {
            return Optional.empty();
        } else if (!file.overseas()) {
            return Optional.of("BASE_REFUSED");
        }
        String code = cases.decision(file.number()).map(CaseFiles.Decision::reasonCode).orElse("");
        return Optional.of(code.equals("NOT_LINKED") ? "NOT_LINKED" : file.kind() == null ? "NOT_ELIGIBLE" : "REFUSED");
    }
}
