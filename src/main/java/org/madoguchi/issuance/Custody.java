package org.madoguchi.issuance;

import static org.madoguchi.issuance.Card.State.CANCELLED;
import static org.madoguchi.issuance.Card.State.DEFECTIVE;
import static org.madoguchi.issuance.Card.State.DESTROYED;
import static org.madoguchi.issuance.Card.State.DISPATCHED;
import static org.madoguchi.issuance.Card.State.FORWARDED;
import static org.madoguchi.issuance.Card.State.HANDED_OVER;
import static org.madoguchi.issuance.Card.State.LOST;
import static org.madoguchi.issuance.Card.State.ORDERED;
import static org.madoguchi.issuance.Card.State.PRODUCED;
import static org.madoguchi.issuance.Card.State.RECEIVED;
import static org.madoguchi.issuance.Card.State.RETURNED;

import java.text.Normalizer;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.casefile.MadeCards;
import org.madoguchi.casefile.TaskForm.TaskContext;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.Issuance.CustodyEvent;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The chain of custody: which hands a card went through, and the only moves it can make. */
@Component
class Custody implements MadeCards {

    private record Move(State from, State to) {}

    private static final Set<Move> LEGAL = Set.of(
            new Move(ORDERED, PRODUCED),
            new Move(ORDERED, CANCELLED),
            new Move(PRODUCED, DISPATCHED),
            new Move(PRODUCED, CANCELLED),
            new Move(DISPATCHED, RECEIVED),
            new Move(DISPATCHED, FORWARDED),
            new Move(DISPATCHED, LOST),
            new Move(RECEIVED, FORWARDED),
            new Move(FORWARDED, RECEIVED),
            new Move(FORWARDED, LOST),
            new Move(RECEIVED, HANDED_OVER),
            new Move(RECEIVED, DEFECTIVE),
            // A case may end while its card is still on the way: who has it then disposes of it.
            new Move(DISPATCHED, RETURNED),
            new Move(DISPATCHED, DESTROYED),
            new Move(FORWARDED, RETURNED),
            new Move(FORWARDED, DESTROYED),
            new Move(RECEIVED, RETURNED),
            new Move(RECEIVED, DESTROYED),
            new Move(DEFECTIVE, RETURNED),
            new Move(DEFECTIVE, DESTROYED));

    private static final Set<State> MADE = EnumSet.of(PRODUCED, DISPATCHED, RECEIVED, FORWARDED, HANDED_OVER);

    private static final String SEALED = "SEALED";

    private final CardStore cards;
    private final Clock clock;

    Custody(CardStore cards, Clock clock) {
        this.cards = cards;
        this.clock = clock;
    }

    static boolean mayMove(State from, State to) {
        return LEGAL.contains(new Move(from, to));
    }

    /** The latest card of a case. */
    Optional<Card> find(String caseNumber) {
        return cards.latest(caseNumber);
    }

    /** The latest card of a case, for a change. @throws Refusal CARD_MISSING */
    Card current(String caseNumber) {
        return cards.lockLatest(caseNumber).orElseThrow(() -> Refusal.conflict("CARD_MISSING"));
    }

    /** Notes a new card of a case before it is ordered, so that an order that was never answered can be taken back. */
    Card begin(Card card) {
        cards.insert(card);
        note(card, "ORDERED", null, CurrentUser.SYSTEM, null, null);
        return card;
    }

    /** Notes a card that the bureau makes at its own counter: nobody ordered it, and it is there at once. */
    Card makeHere(Card card, String office, CurrentUser by) {
        cards.insert(card);
        note(card, "MADE_AT_COUNTER", office, by, null, null);
        return card;
    }

    /** Locks the latest card, so that the producer's report waits for whoever gives the card up. */
    @Override
    public boolean made(String caseNumber) {
        return cards.lockLatest(caseNumber).filter(card -> MADE.contains(card.state())).isPresent();
    }

    /** @throws IllegalStateException where the move is not legal: a fault of the model, not of a person */
    void move(Card card, State to, String office, CurrentUser by, String reference, String note) {
        if (!mayMove(card.state(), to)) {
            throw new IllegalStateException("Card %s cannot go from %s to %s".formatted(card.id(), card.state(), to));
        }
        cards.move(card, to);
        note(card, to.name(), office, by, reference, note);
    }

    /** Something happened to the card that leaves its state as it is. */
    void note(Card card, String event, String office, CurrentUser by, String reference, String note) {
        cards.append(card.id(), event, office, by.id(), blankAsNull(reference), blankAsNull(note), clock.instant());
    }

    /** Notes the seal on what is about to be sent, so that who receives it can compare. */
    void seal(Card card, String seal, TaskContext sender) {
        if (blankAsNull(seal) != null) {
            note(card, SEALED, sender.office(), sender.actor(), seal, null);
        }
    }

    /**
     * Compares the seal found with the one that was sent, where the sender noted one.
     *
     * @throws Refusal SEAL_DIFFERS where it is another and nobody says why
     */
    void compareSeal(Card card, String found, String why, TaskContext receiver) {
        Optional<String> sent = sentSeal(card);
        if (sent.isEmpty() || bare(sent.get()).equals(bare(found))) {
            return;
        }
        if (blankAsNull(why) == null) {
            throw Refusal.badInput("SEAL_DIFFERS", "reference", sent.get());
        }
        note(card, "SEAL_DIFFERS", receiver.office(), receiver.actor(), found, why);
    }

    /** The seal on the shipment that is on its way, empty where its sender noted none. */
    Optional<String> sentSeal(Card card) {
        return cards.events(card.caseNumber()).stream().filter(one -> one.orderSeq() == card.orderSeq())
                .filter(one -> one.event().equals(SEALED) || one.event().equals(RECEIVED.name())).reduce((first, last) -> last)
                .filter(one -> one.event().equals(SEALED)).map(CustodyEvent::reference);
    }

    private static String bare(String seal) {
        return Normalizer.normalize(seal, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    List<CustodyEvent> events(String caseNumber) {
        return cards.events(caseNumber);
    }

    Card get(UUID card) {
        return cards.get(card);
    }

    private static String blankAsNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
