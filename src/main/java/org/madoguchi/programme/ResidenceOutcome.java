package org.madoguchi.programme;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.platform.DecisionTables;
import org.springframework.stereotype.Component;

/**
 * Who may ask for a merged card, and which card comes of a base procedure: tables {@code residence-eligibility} and
 * {@code residence-card-outcome}. The first knows alone which procedures open a request.
 */
@Component
public class ResidenceOutcome {

    private static final String ELIGIBILITY = "residence-eligibility";
    private static final String CARD = "residence-card-outcome";
    private static final String UNKNOWN = "UNKNOWN";

    /**
     * What a resident is judged by, in the names of {@link StatusGroup} and {@link BaseProcedure}; null is unknown.
     *
     * @param periodMonths the period of stay, 90 days counting as 3; null for an indefinite one
     * @param inRegister whether the Basic Resident Register knows the person
     */
    public record Facts(String statusGroup, Integer periodMonths, Boolean inRegister, String baseProcedure) {}

    public record Eligibility(Outcome outcome, Ruling ruling) {

        public boolean eligible() {
            return outcome == Outcome.ELIGIBLE;
        }
    }

    /** @param outcome as the table names it, NO_NEW_CARD included; null while a fact it depends on is unknown */
    public record Card(String outcome, Ruling ruling) {

        public boolean merged() {
            return "SPECIFIED_RESIDENCE_CARD".equals(outcome) || "SPECIFIED_SPR_CERTIFICATE".equals(outcome);
        }
    }

    private final DecisionTables tables;

    ResidenceOutcome(DecisionTables tables) {
        this.tables = tables;
    }

    /** Whether this person may ask for a merged card with this procedure (table B-1). */
    public Eligibility eligibility(Facts facts) {
        Map<String, Object> inputs = new HashMap<>();
        inputs.put("statusGroup", known(facts.statusGroup()));
        inputs.put("periodOfStayMonths", facts.periodMonths());
        inputs.put("residentRecordInJapan", facts.inRegister() == null ? "unknown" : facts.inRegister() ? "yes" : "no");
        inputs.put("baseProcedure", known(facts.baseProcedure()));
        Map<String, Object> row = tables.single(ELIGIBILITY, inputs);
        return new Eligibility(Outcome.valueOf((String) row.get("outcome")), Ruling.of(ELIGIBILITY, row));
    }

    /**
     * Which card comes of a decided base procedure (table B-2). {@code asked} is true only where the holder asked.
     *
     * @param granted the decision on the base procedure; while it is pending there is nothing to ask
     * @param channel null is unknown
     */
    public Card card(Facts facts, boolean granted, boolean asked, String channel) {
        Map<String, Object> row = tables.single(CARD, Map.of(
                "baseDecision", granted ? "GRANTED" : "REFUSED",
                "eligible", switch (eligibility(facts).outcome()) {
                    case ELIGIBLE -> "yes";
                    case NOT_ELIGIBLE -> "no";
                    default -> "unknown";
                },
                "asked", asked,
                "channel", known(channel),
                "baseProcedure", known(facts.baseProcedure()),
                "statusGroup", known(facts.statusGroup())));
        return new Card((String) row.get("cardOutcome"), Ruling.of(CARD, row));
    }

    /**
     * Why a wish for a merged card cannot be taken, whatever becomes of the base procedure, which goes on untouched; empty
     * where it can.
     */
    public Optional<Ruling> refusalOfWish(Facts facts, String channel) {
        Eligibility eligibility = eligibility(facts);
        if (!eligibility.eligible()) {
            return Optional.of(eligibility.ruling());
        }
        Card card = card(facts, true, true, channel);
        return card.merged() ? Optional.empty() : Optional.of(card.ruling());
    }

    /** The procedures with which a merged card can be asked for. */
    public List<BaseProcedure> opening() {
        return Arrays.stream(BaseProcedure.values())
                .filter(one -> eligibility(new Facts(StatusGroup.MID_TO_LONG_TERM.name(), null, true, one.name())).eligible())
                .toList();
    }

    private static String known(String fact) {
        return fact == null ? UNKNOWN : fact;
    }
}
