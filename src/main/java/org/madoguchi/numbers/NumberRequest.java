package org.madoguchi.numbers;

import java.time.Instant;
import java.util.UUID;
import org.madoguchi.casefile.NumberPurpose;

/**
 * Somebody asks to see a My Number in full.
 *
 * @param office for which it was asked; somebody else of it decides
 * @param until when it lapses as it stands now, null once it is closed
 */
public record NumberRequest(UUID id, String caseNumber, NumberPurpose purpose, String reason, String office, String askedBy, Instant askedAt,
        State state, String decidedBy, Instant decidedAt, String note, Instant closedAt, Instant until) {

    public enum State { ASKED, RELEASED, SHOWN, REFUSED, LAPSED }

    public boolean open() {
        return state == State.ASKED || state == State.RELEASED;
    }
}
