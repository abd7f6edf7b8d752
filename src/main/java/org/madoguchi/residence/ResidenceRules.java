package org.madoguchi.residence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Residence;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.programme.ResidenceFee;
import org.madoguchi.programme.ResidenceFee.Fee;
import org.madoguchi.programme.ResidenceOutcome;
import org.madoguchi.programme.ResidenceOutcome.Card;
import org.madoguchi.programme.ResidenceOutcome.Facts;
import org.madoguchi.programme.Ruling;
import org.madoguchi.residence.Residences.Appearing;
import org.springframework.stereotype.Component;

/** What the tables say about a resident's case. */
@Component
class ResidenceRules {

    /** A paper to show; document and note are codes with texts {@code document.<code>} and {@code documentNote.<code>}. */
    public record Paper(String document, boolean mandatory, String note) {}

    private static final List<String> GRANT_A_PERIOD = List.of("EXTENSION", "CHANGE_OF_STATUS", "PERMANENT_RESIDENCE");

    private final DecisionTables tables;
    private final ResidenceOutcome outcomes;
    private final ResidenceFee fees;

    ResidenceRules(DecisionTables tables, ResidenceOutcome outcomes, ResidenceFee fees) {
        this.tables = tables;
        this.outcomes = outcomes;
        this.fees = fees;
    }

    /** Why a wish for the merged card cannot be taken in this case, as a reason code; empty where it can. */
    Optional<String> obstacle(CaseFile file) {
        return outcomes.refusalOfWish(facts(file.residence()), file.channel()).map(Ruling::reasonCode);
    }

    /** Which card comes of the decided procedure, by table B-2. */
    Card card(CaseFile file, boolean asked) {
        return outcomes.card(facts(file.residence()), file.residence().granted(), asked, file.channel());
    }

    /** The fee by the day of acceptance; a reduction counts where its evidence was shown. */
    Fee fee(CaseFile file, boolean hardshipShown) {
        Residence stay = file.residence();
        return fees.of(stay.acceptedOn(), stay.baseProcedure(), stay.granted(), stay.grantedMonths(), file.channel(),
                stay.hardship() && hardshipShown);
    }

    /** Whoever deals with a municipality or a bureau is recorded where they live, or is being recorded with this procedure. */
    private static Facts facts(Residence stay) {
        boolean newPeriod = stay.granted() && grantsPeriod(stay.baseProcedure());
        // Who is granted a change of status is from then on what it makes of them, a visitor too.
        boolean newStatus = stay.granted() && stay.baseProcedure().equals("CHANGE_OF_STATUS");
        // A period of three months or less makes nobody a mid- to long-term resident, and gives no card.
        boolean tooShort = newPeriod && stay.grantedMonths() != null && stay.grantedMonths() <= 3;
        String group = tooShort ? "NOT_MID_LONG_TERM" : newStatus ? "MID_TO_LONG_TERM" : stay.statusGroup();
        return new Facts(group, newPeriod ? stay.grantedMonths() : stay.periodMonths(), true, stay.baseProcedure());
    }

    /** What the counter asks to see of whoever comes. */
    List<Paper> papers(CaseFile file, String baseProcedure, Appearing appearing) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("stage", "ACCEPTANCE");
        facts.put("kind", baseProcedure);
        facts.put("actor", appearing.name());
        facts.put("holderGroup", file.applicant().holderGroup());
        facts.put("infant", false);
        return tables.evaluate("required-documents", facts).stream().map(row -> new Paper((String) row.get("document"),
                (Boolean) row.get("mandatory"), (String) row.get("note"))).toList();
    }

    /** So many days before the My Number function ends its holder is sent to the city hall, if the filing is still pending. */
    int daysBeforeCityHall() {
        return tables.evaluate("reminder-schedule", Map.of("programme", "residence", "object", "CARD", "pending", true)).stream()
                .filter(row -> row.get("notice").equals("VISIT_CITY_HALL")).map(row -> (Integer) row.get("daysBefore")).findFirst()
                .orElseThrow();
    }

    /** A procedure that decides on the stay itself; the others give a card for the stay as it is. */
    static boolean grantsPeriod(String baseProcedure) {
        return GRANT_A_PERIOD.contains(baseProcedure);
    }

    /** With a notification of an address nothing is left to examine: it is the decision. */
    static boolean examinationDue(String baseProcedure) {
        return switch (baseProcedure) {
            case "FIRST_ADDRESS", "ADDRESS_CHANGE", "ADDRESS_AFTER_STATUS_CHANGE" -> false;
            default -> true;
        };
    }
}
