package org.madoguchi.loss;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * A card that was reported lost or stolen.
 *
 * @param caseNumber the case that issued it
 * @param knownOn the day the holder knew, in Tokyo
 * @param abroad the holder was outside Japan then; {@code enteredOn} is the next entry, null while not known
 * @param reissueCase the case that is to replace it, or null
 */
public record Loss(UUID id, UUID cardId, String caseNumber, What what, Instant reportedAt, LocalDate knownOn, boolean abroad,
        LocalDate enteredOn, String policeNumber, String policeStation, LocalDate policeOn, String reissueCase, State state,
        Instant foundAt, Instant closedAt) {

    public enum What { LOST, STOLEN }

    public enum State {
        /** Reported; the card cannot be used. */
        SUSPENDED,
        /** Its holder has it again and is to come to the counter with it. */
        FOUND,
        LIFTED,
        REPLACED,
        /** The card ended otherwise. */
        ENDED
    }

    public boolean open() {
        return closedAt == null;
    }

    public boolean policeReported() {
        return policeNumber != null;
    }
}
