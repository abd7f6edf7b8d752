package org.madoguchi.issuance;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What the table {@code overseas-fee} indicates for a case; the municipality sets the fee. */
@Component
class FeeTable {

    /** {@code yen} is null where a fact it depends on is unknown. */
    record Indication(Integer yen, String reasonCode, int ruleVersion) {}

    private static final List<String> CARDS_OF_THEIR_OWN = List.of("NONE", "EXPIRED", "LAPSED_ON_DEPARTURE");

    private final DecisionTables tables;

    FeeTable(DecisionTables tables) {
        this.tables = tables;
    }

    Indication indicate(CaseFile file) {
        Map<String, Object> answers = Cases.answers(file);
        LocalDate departed = file.applicant().departedOn();
        LocalDate applied = LocalDate.ofInstant(file.receivedAt(), Tokyo.ZONE);
        Map<String, Object> facts = new HashMap<>();
        facts.put("kind", Cases.kind(file));
        facts.put("earlierCard", earlierCard(answers));
        facts.put("holderAtFault", word(answers.get("card.holderAtFault")));
        facts.put("departedOn", departed);
        facts.put("daysSinceDeparture", departed == null ? null : (int) DAYS.between(departed, applied));
        facts.put("certificatesWanted", file.applicant().certificatesWanted() ? "yes" : "no");
        Map<String, Object> row = tables.single("overseas-fee", facts);
        return new Indication((Integer) row.get("feeYen"), (String) row.get("reasonCode"),
                (Integer) row.get(DecisionTables.TABLE_VERSION));
    }

    private static String earlierCard(Map<String, Object> answers) {
        Object state = answers.get("card.state");
        if (state == null) {
            return Boolean.FALSE.equals(answers.get("card.held")) ? "NONE" : "OTHER";
        }
        return CARDS_OF_THEIR_OWN.contains(state.toString()) ? state.toString() : "OTHER";
    }

    private static String word(Object fact) {
        return fact == null ? "unknown" : Boolean.parseBoolean(fact.toString()) ? "yes" : "no";
    }
}
