package org.madoguchi.issuance;

import java.util.Map;
import java.util.function.Function;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
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

    /** @param <T> the data of the report */
    private abstract static class Report<T> implements PartnerEventHandler {

        final CaseFiles cases;
        final CaseFlow flow;
        final Custody custody;
        final CardStore cards;
        private final String type;
        private final Class<T> data;
        private final Function<T, String> orderNumber;

        Report(String type, Class<T> data, Function<T, String> orderNumber, CaseFiles cases, CaseFlow flow, Custody custody,
                CardStore cards) {
            this.type = type;
            this.data = data;
            this.orderNumber = orderNumber;
            this.cases = cases;
            this.flow = flow;
            this.custody = custody;
            this.cards = cards;
        }

        @Override
        public final String partner() {
            return JLisClient.PARTNER;
        }

        @Override
        public final String type() {
            return type;
        }

        @Override
        public final void handle(PartnerEvent event) {
            T report = event.dataAs(data);
            Card card = cards.lockByOrder(event.caseNumber(), orderNumber.apply(report))
                    .orElseThrow(() -> Refusal.conflict("ORDER_UNKNOWN"));
            apply(event.caseNumber(), card, report);
        }

        abstract void apply(String caseNumber, Card card, T report);
    }

    @Component
    static class Produced extends Report<CardProduced> {

        Produced(CaseFiles cases, CaseFlow flow, Custody custody, CardStore cards) {
            super("card.produced", CardProduced.class, CardProduced::orderNumber, cases, flow, custody, cards);
        }

        @Override
        void apply(String caseNumber, Card card, CardProduced produced) {
            if (card.state() != State.ORDERED) {
                return;
            }
            // The card is printed: its last day is what is on it.
            cards.setProduced(card.id(), produced.cardNumber(), produced.validUntil(), produced.certificatesValidUntil());
            custody.move(card, State.PRODUCED, null, CurrentUser.SYSTEM, null, null);
            cases.record(caseNumber, Event.of("CARD_PRODUCED", CurrentUser.SYSTEM));
            flow.tell(caseNumber, "card-produced", Map.of());
        }
    }

    @Component
    static class Rejected extends Report<CardRejected> {

        Rejected(CaseFiles cases, CaseFlow flow, Custody custody, CardStore cards) {
            super("card.rejected", CardRejected.class, CardRejected::orderNumber, cases, flow, custody, cards);
        }

        /** Nobody waits where an officer is already looking, since the order was overdue: their form then shows this. */
        @Override
        void apply(String caseNumber, Card card, CardRejected rejected) {
            if (card.state() != State.ORDERED) {
                return;
            }
            cards.setRejection(card.id(), rejected.reason().name());
            custody.move(card, State.CANCELLED, null, CurrentUser.SYSTEM, null, rejected.reason().name());
            cases.record(caseNumber, Event.internal("CARD_REJECTED", CurrentUser.SYSTEM).because(rejected.reason().name()));
            flow.tellIfWaiting(caseNumber, "card-rejected", Map.of());
        }
    }

    @Component
    static class Dispatched extends Report<CardDispatched> {

        private final Offices offices;

        Dispatched(CaseFiles cases, CaseFlow flow, Custody custody, CardStore cards, Offices offices) {
            super("card.dispatched", CardDispatched.class, CardDispatched::orderNumber, cases, flow, custody, cards);
            this.offices = offices;
        }

        @Override
        void apply(String caseNumber, Card card, CardDispatched dispatched) {
            if (card.state() == State.ORDERED) {
                throw Refusal.conflict("CARD_NOT_PRODUCED");
            }
            if (card.state() != State.PRODUCED) {
                return;
            }
            custody.move(card, State.DISPATCHED, offices.get(dispatched.sentTo()).code(), CurrentUser.SYSTEM,
                    dispatched.trackingNumber(), null);
            cases.become(caseNumber, CaseState.IN_TRANSIT, Event.of("CARD_DISPATCHED", CurrentUser.SYSTEM));
            cases.tellApplicant(caseNumber, cases.get(caseNumber).overseas() ? "card-dispatched" : "merged-dispatched",
                    "order-" + card.orderSeq());
            flow.tell(caseNumber, "card-dispatched", Map.of());
        }
    }
}
