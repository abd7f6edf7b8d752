package org.madoguchi.casefile;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which entry of the family register, or of the resident register, a case is linked to. Linkage finds out and answers here, so that the steps after it
 * can print what the register says without knowing how it was matched.
 */
public interface LinkedRecords {

    /** The linked entry as registered; empty while the case is not linked, or its link is frozen. */
    Optional<LinkedRecord> linkedTo(String caseNumber);

    /** Whether there is a link that may not be used now, but perhaps later: it is frozen, or waits for its holder. */
    default boolean held(String caseNumber) {
        return false;
    }

    /**
     * Notes that what the link says was passed on, so that a correction finds every copy. Safe to repeat.
     *
     * @param holder to whom, as a holder of copies: {@code J_LIS}
     * @param detail their own reference, such as the number of an order
     */
    default void passedOn(String caseNumber, String holder, String detail) {}

    /** {@code sex} may be missing in the register. */
    record LinkedRecord(String entryId, String familyName, String givenName, LocalDate birthDate, String sex, String domicile,
            LocalDate departedOn, List<Compared> comparison) {

        public String name() {
            return (familyName + " " + givenName).strip();
        }
    }

    /** One compared item: {@code item} and {@code result} as the table {@code identity-match} names them. */
    record Compared(String item, String result) {}
}
