package org.madoguchi.casefile;

import java.time.Instant;
import java.util.Optional;
import org.madoguchi.identity.CurrentUser;

/** What other steps may know of the booked visit of a case, and what they can tell about it. Kept by appointments. */
public interface BookedVisits {

    /** The visit that is booked; {@code persons} counts the holder and a representative who must come along. */
    record BookedVisit(String officeCode, Instant start, Instant end, int persons, boolean walkIn) {}

    Optional<BookedVisit> of(String caseNumber);

    /** The officers wait for the visitor: it is too late to change anything about the visit. */
    boolean dayBegan(String caseNumber);

    /** The card is to be collected elsewhere: cancels a booking, if there is one. Safe to repeat. */
    void cancelForMove(String caseNumber, CurrentUser actor);

    /** Somebody came; the booking has served. */
    void kept(String caseNumber, CurrentUser actor);

    /** Nobody came; the desk is free again. */
    void missed(String caseNumber, CurrentUser actor);
}
