package org.madoguchi.eligibility;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.List;
import org.madoguchi.programme.Kind;
import org.madoguchi.programme.Outcome;

/**
 * The answer to an {@link EligibilityRequest}.
 *
 * @param kind null unless eligible
 * @param feeYen indicative; null unless eligible, or where a fact it depends on is unknown
 * @param cardValidUntil for a card issued on the day judged by; null unless eligible, or where the date of birth is unknown
 * @param decidedBy the rules behind it, for the record of a decision; not part of the public answer
 */
public record Assessment(Outcome outcome, Kind kind, List<Reason> reasons, Integer feeYen, LocalDate cardValidUntil,
        @JsonIgnore List<Rule> decidedBy) {

    /** Why, in the asker's language. {@code wayOut} says what the person can do. */
    public record Reason(String code, String text, String legalBasis, String wayOut) {}

    /** A row of a released table. */
    public record Rule(String table, int version, String rule) {}
}
