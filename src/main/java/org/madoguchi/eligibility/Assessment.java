package org.madoguchi.eligibility;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import org.madoguchi.programme.Kind;
import org.madoguchi.programme.Outcome;

/**
 * The answer to an {@link EligibilityRequest}.
 *
 * @param kind of an application from abroad; null unless eligible
 * @param feeYen null where a fact it depends on is unknown or the amount was never published; abroad it is indicative, and
 *     null unless eligible; for a resident it is that of the base procedure
 * @param cardValidUntil for a card issued on the day judged by; null unless eligible, or where a day it depends on is unknown
 * @param cardOutcome which card a resident gets; absent abroad and while the base procedure is undecided
 * @param decidedBy the rules behind it, for the record of a decision; not part of the public answer
 */
public record Assessment(Outcome outcome, Kind kind, List<Reason> reasons, Integer feeYen, LocalDate cardValidUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) CardOutcome cardOutcome, @JsonIgnore List<Rule> decidedBy) {

    /** Why, in the asker's language. {@code wayOut} says what the person can do. */
    public record Reason(String code, String text, String legalBasis, String wayOut) {}

    /** The card that comes of a decided base procedure, as the table {@code residence-card-outcome} names it, and why. */
    public record CardOutcome(String outcome, String code, String text, String wayOut) {}

    /** A row of a released table. */
    public record Rule(String table, int version, String rule) {}
}
