package org.madoguchi.issuance;

import java.util.Map;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.CardDispatched;
import org.madoguchi.partners.JLisClient.CardProduced;
import org.madoguchi.partners.JLisClient.CardRejected;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * What J-LIS reports of an order. A report that comes twice or after the order was given up changes nothing; one that
 * comes too early, or of an order we do not know yet, is refused, and J-LIS sends it again.
 */
class CardEvents {

    private CardEvents() {}

    @Component
    static class Produced implements PartnerEventHandler {

        private final CaseFiles cases;
        private final CaseFlow flow;
        private final Custody custody;
        private final CardStore cards;

        Produced(CaseFiles cases, CaseFlow flow, Custody custody, CardStore cards) {
            this.cases = cases;
            this.flow = flow;
            this.custody = custody;
            this.cards = cards;
        }

        @Override
        public String partner() {
            return JLisClient.PARTNER;
        }

        @Override
        public String type() {
            return "card.produced";
        }

        @Override
        public void handle(PartnerEvent event) {
            CardProduced produced = event.dataAs(CardProduced.class);
            Card card = known(cards, event, produced.orderNumber());
            if (card.state() != State.ORDERED) {
                return;
            }
            // The card is printed: its last day is what is on it.
            cards.setProduced(card.id(), produced.cardNumber(), produced.validUntil(), produced.certificatesValidUntil());
            custody.move(card, State.PRODUCED, null, CurrentUser.SYSTEM, null, null);
            cases.record(event.caseNumber(), Event.of("CARD_PRODUCED", CurrentUser.SYSTEM));
            flow.tell(event.caseNumber(), "card-produced", Map.of());
        }
    }

    @Component
    static class Rejected implements PartnerEventHandler {

        private final CaseFiles cases;
        private final CaseFlow flow;
        private final Custody custody;
        private final CardStore cards;

        Rejected(CaseFiles cases, CaseFlow flow, Custody custody, CardStore cards) {
            this.cases = cases;
            this.flow = flow;
            this.custody = custody;
            this.cards = cards;
        }

        @Override
        public String partner() {
            return JLisClient.PARTNER;
        }

        @Override
        public String type() {
            return "card.rejected";
        }

        /** Nobody waits where an officer is already looking, since the order was overdue: their form then shows this. */
        @Override
        public void handle(PartnerEvent event) {
            CardRejected rejected = event.dataAs(CardRejected.class);
            Card card = known(cards, event, rejected.orderNumber());
            if (card.state() != State.ORDERED) {
                return;
            }
            cards.setRejection(card.id(), rejected.reason().name());
            custody.move(card, State.CANCELLED, null, CurrentUser.SYSTEM, null, rejected.reason().name());
            cases.record(event.caseNumber(), Event.internal("CARD_REJECTED", CurrentUser.SYSTEM).because(rejected.reason().name()));
            flow.tellIfWaiting(event.caseNumber(), "card-rejected", Map.of());
        }
    }

    @Component
    static class Dispatched implements PartnerEventHandler {

        private final CaseFiles cases;
        private final CaseFlow flow;
        private final Custody custody;
        private final CardStore cards;

        Dispatched(CaseFiles cases, CaseFlow flow, Custody custody, CardStore cards) {
            this.cases = cases;
            this.flow = flow;
            this.custody = custody;
            this.cards = cards;
        }

        @Override
        public String partner() {
            return JLisClient.PARTNER;
        }

        @Override
        public String type() {
            return "card.dispatched";
        }

        @Override
        public void handle(PartnerEvent event) {
            CardDispatched dispatched = event.dataAs(CardDispatched.class);
            Card card = known(cards, event, dispatched.orderNumber());
            if (card.state() == State.ORDERED) {
                throw Refusal.conflict("CARD_NOT_PRODUCED");
            }
            if (card.state() != State.PRODUCED) {
                return;
            }
            custody.move(card, State.DISPATCHED, null, CurrentUser.SYSTEM, dispatched.trackingNumber(), dispatched.sentTo());
            cases.become(event.caseNumber(), CaseState.IN_TRANSIT, Event.of("CARD_DISPATCHED", CurrentUser.SYSTEM));
            cases.tellApplicant(event.caseNumber(), "card-dispatched", "order-" + card.orderSeq());
            flow.tell(event.caseNumber(), "card-dispatched", Map.of());
        }
    }

    private static Card known(CardStore cards, PartnerEvent event, String orderNumber) {
        return cards.lockByOrder(event.caseNumber(), orderNumber).orElseThrow(() -> Refusal.conflict("ORDER_UNKNOWN"));
    }
}
