package org.madoguchi.loss;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Staff;
import org.madoguchi.partners.HolderChanged;
import org.madoguchi.partners.HolderChanged.Change;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cards that go out of use: given back by their holder, or ended by what a register reports of the holder. */
@Component
public class Returns {

    public enum Why {
        /** The holder does not want it any more. */
        WISH,
        /** It was found when it had been replaced. */
        FOUND
    }

    /** {@code outcome} is null until the card came: TAKEN_BACK or NOT_BROUGHT. */
    public record Return(UUID id, UUID cardId, String caseNumber, Why why, Instant requestedAt, Instant closedAt, String outcome) {

        public boolean open() {
            return closedAt == null;
        }
    }

    /** What was done with a card that was taken back; {@code witness} is the second officer where it was destroyed. */
    record Disposed(Disposal method, String reference, String witness) {}

    private static final String PROCESS = "card-return";

    private final LossStore store;
    private final CardsInForce cards;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Staff staff;
    private final Clock clock;

    Returns(LossStore store, CardsInForce cards, CaseFiles cases, CaseFlow flow, Staff staff, Clock clock) {
        this.store = store;
        this.cards = cards;
        this.cases = cases;
        this.flow = flow;
        this.staff = staff;
        this.clock = clock;
    }

    /** The latest return of the card that this case issued; a return that came to nothing is none. */
    public Optional<Return> of(String caseNumber) {
        return store.latestReturn(caseNumber).filter(one -> !"NOT_BROUGHT".equals(one.outcome()));
    }

    /**
     * The holder wants to give the card back; it stays good until an officer has it. The same again changes nothing.
     *
     * @throws Refusal CARD_NOT_IN_FORCE, CARD_SUSPENDED: what is lost cannot be given back
     */
    @Transactional
    public void request(String caseNumber, CurrentUser holder) {
        CardInForce card = cards.lockOfCase(caseNumber).filter(CardInForce::inForce)
                .orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
        if (card.suspended()) {
            throw Refusal.conflict("CARD_SUSPENDED");
        }
        if (of(caseNumber).isEmpty()) {
            cases.record(caseNumber, Event.of("RETURN_REQUESTED", holder));
            begin(caseNumber, card.id(), Why.WISH, holder);
        }
    }

    void begin(String caseNumber, UUID card, Why why, CurrentUser actor) {
        store.insertReturn(card, caseNumber, why, clock.instant(), actor.id());
        flow.start(PROCESS, caseNumber, Map.of("comesIn", true, "counter", Counter.of(cases.get(caseNumber)).name()));
    }

    /**
     * A register reports something that ends the right to a card: every card and every open case of this person in the
     * programme concerned ends. The holder is told with the way out, unless they have died.
     *
     * @throws Refusal CASE_UNKNOWN
     */
    @Transactional
    public void holderChanged(String caseNumber, HolderChanged changed, CurrentUser actor) {
        CaseFile file = cases.get(caseNumber);
        for (CaseFile one : cases.ofPerson(file)) {
            if (concerns(changed.change(), one)) {
                flow.tellIfWaiting(one.number(), "case-ended", Map.of("ending", changed.change().name()));
                cards.lockOfCase(one.number()).filter(CardInForce::inForce).ifPresent(card -> end(card, one, changed, actor));
            }
        }
    }

    private static boolean concerns(Change change, CaseFile file) {
        return switch (change) {
            case DEATH -> true;
            case RETURNED, NATIONALITY_LOST -> file.overseas();
            case STATUS_LOST, NATURALISED, DEPARTED -> !file.overseas();
            case NAME -> false;
        };
    }

    private void end(CardInForce card, CaseFile file, HolderChanged changed, CurrentUser actor) {
        boolean lost = card.suspended();
        cards.end(card.id(), changed.continues() ? EndReason.CONTINUED_IN_JAPAN : EndReason.ENTITLEMENT_LOST);
        cases.record(file.number(), Event.of("CARD_ENDED", actor).because(changed.continues() ? "HOLDER_CONTINUES" : "HOLDER_" + changed.change()));
        if (changed.continues() || lost) {
            // Nothing to revoke here: the card goes on in Japan, or the loss that is open revokes it.
            tellCardEnded(file.number(), changed.change().name());
        } else {
            flow.start(PROCESS, file.number(), Map.of("comesIn", false, "ending", changed.change().name(),
                    "counter", Counter.of(file).name()));
        }
    }

    // What the model and the counter ask for

    void tellWhereToBring(String caseNumber) {
        Return one = of(caseNumber).orElseThrow();
        cases.tellApplicant(caseNumber, one.why() == Why.FOUND ? "return-found" : "return-wish", one.id().toString());
    }

    void tellCardEnded(String caseNumber, String ending) {
        if (!Change.DEATH.name().equals(ending)) {
            cases.tellApplicant(caseNumber, "card-ended", ending);
        }
    }

    /** The card is in the officer's hands: it is out of force, and somebody knows where it went. */
    void takenBack(String caseNumber, Disposed disposed, CurrentUser actor, String office) {
        if (disposed.method() == Disposal.DESTROY) {
            // Four eyes on a card that is destroyed.
            boolean colleague = disposed.witness() != null && !disposed.witness().equals(actor.id())
                    && staff.find(disposed.witness()).filter(person -> person.worksIn(office)).isPresent();
            if (!colleague) {
                throw Refusal.badInput("WITNESS_WANTED", "witness");
            }
        } else if (disposed.reference() == null) {
            throw Refusal.badInput("REFERENCE_WANTED", "reference");
        }
        Return one = store.latestReturn(caseNumber).filter(Return::open).orElseThrow();
        store.closeReturn(one.id(), "TAKEN_BACK", disposed.method(), disposed.reference(),
                disposed.method() == Disposal.DESTROY ? disposed.witness() : null, clock.instant());
        cards.end(one.cardId(), EndReason.RETURNED);
        cases.record(caseNumber, Event.of("CARD_TAKEN_BACK", actor).at(office));
        cases.tellApplicant(caseNumber, "card-taken-back", one.id().toString());
    }

    void notBrought(String caseNumber, String note, CurrentUser actor, String office) {
        store.latestReturn(caseNumber).filter(Return::open).ifPresent(one ->
                store.closeReturn(one.id(), "NOT_BROUGHT", null, null, null, clock.instant()));
        cases.record(caseNumber, Event.of("RETURN_CLOSED", actor).at(office).because("CARD_NOT_BROUGHT"));
        cases.record(caseNumber, Event.internal("RETURN_NOTED", actor).at(office).noting(note));
    }
}
