package org.madoguchi.issuance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.madoguchi.programme.MissionCapabilities.Route;

/**
 * A card from its order to its end, whose {@code state} changes only along the set of legal moves in {@link Custody}.
 *
 * @param destination the mission the producer was told
 * @param orderNumber null until the producer has answered
 * @param serial the producer's own number of the card, never the one printed on it
 */
public record Card(UUID id, String caseNumber, int orderSeq, State state, Route route, String destination,
        LocalDate validUntil, LocalDate certificatesUntil, String orderNumber, String serial, String rejection,
        Instant activatedAt, String activationRefusal, Disposal disposal, Instant orderedAt) {

    public enum State { ORDERED, PRODUCED, DISPATCHED, RECEIVED, FORWARDED, HANDED_OVER, LOST, DEFECTIVE, RETURNED, DESTROYED,
        CANCELLED }

    private static final Set<State> LIVE =
            EnumSet.of(State.ORDERED, State.PRODUCED, State.DISPATCHED, State.RECEIVED, State.FORWARDED);

    /** It may still reach its holder; a case has at most one such card. */
    public boolean live() {
        return LIVE.contains(state);
    }

    /** The intention is written down, the producer's answer is not. */
    boolean unanswered() {
        return state == State.ORDERED && orderNumber == null;
    }
}
