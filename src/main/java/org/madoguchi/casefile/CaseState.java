package org.madoguchi.casefile;

import java.util.EnumSet;
import java.util.Set;

/** Where a case stands, in the words its applicant reads. The legal changes are all here. */
public enum CaseState {
    RECEIVED,
    /** A resident's application was taken at the counter. */
    ACCEPTED,
    CHECKING_ELIGIBILITY,
    MATCHING_REGISTER,
    EXAMINING,
    WAITING_FOR_APPLICANT,
    WAITING_FOR_PAYMENT,
    IN_PRODUCTION,
    IN_TRANSIT,
    READY_FOR_COLLECTION,
    VISIT_BOOKED,
    AT_THE_COUNTER,
    HANDED_OVER,
    REFUSED,
    LAPSED,
    UNCOLLECTED,
    WITHDRAWN,
    /** A resident's procedure is done, and no new card comes of it. */
    COMPLETED;

    private static final Set<CaseState> FINAL = EnumSet.of(HANDED_OVER, REFUSED, LAPSED, UNCOLLECTED, WITHDRAWN, COMPLETED);

    /** The case is closed and stays so. */
    public boolean isFinal() {
        return FINAL.contains(this);
    }

    /** Whether a case may go from here to there. An ending can come at any time; nothing leaves a final state. */
    public boolean mayBecome(CaseState next) {
        if (isFinal()) {
            return false;
        }
        return switch (next) {
            case RECEIVED -> false;
            case ACCEPTED -> among(RECEIVED, WAITING_FOR_APPLICANT);
            case CHECKING_ELIGIBILITY -> among(RECEIVED, WAITING_FOR_APPLICANT);
            // A link found to be wrong, or made under a name that has changed since, brings a case back from wherever it had come.
            case MATCHING_REGISTER -> this != RECEIVED;
            case EXAMINING -> among(ACCEPTED, CHECKING_ELIGIBILITY, MATCHING_REGISTER, WAITING_FOR_APPLICANT);
            case WAITING_FOR_APPLICANT -> among(RECEIVED, ACCEPTED, CHECKING_ELIGIBILITY, MATCHING_REGISTER, EXAMINING, IN_PRODUCTION);
            case WAITING_FOR_PAYMENT -> among(ACCEPTED, EXAMINING);
            case IN_PRODUCTION -> among(EXAMINING, MATCHING_REGISTER, WAITING_FOR_PAYMENT, WAITING_FOR_APPLICANT, IN_TRANSIT, AT_THE_COUNTER,
                    READY_FOR_COLLECTION);
            case IN_TRANSIT -> among(IN_PRODUCTION, READY_FOR_COLLECTION, VISIT_BOOKED);
            case READY_FOR_COLLECTION -> among(IN_TRANSIT, VISIT_BOOKED, AT_THE_COUNTER, ACCEPTED, EXAMINING, MATCHING_REGISTER,
                    WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT, IN_PRODUCTION);
            case VISIT_BOOKED -> among(READY_FOR_COLLECTION, IN_TRANSIT);
            case AT_THE_COUNTER -> among(VISIT_BOOKED);
            case HANDED_OVER -> among(AT_THE_COUNTER, READY_FOR_COLLECTION);
            case REFUSED -> among(CHECKING_ELIGIBILITY, MATCHING_REGISTER, EXAMINING);
            case LAPSED -> among(WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT);
            case UNCOLLECTED -> among(READY_FOR_COLLECTION);
            case WITHDRAWN -> true;
            // An address is written on the card at once, or after all when the merged card does not come.
            case COMPLETED -> among(ACCEPTED, EXAMINING, MATCHING_REGISTER, WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT, IN_PRODUCTION,
                    IN_TRANSIT);
        };
    }

    private boolean among(CaseState... from) {
        return Set.of(from).contains(this);
    }
}
