package org.madoguchi.issuance;

import java.util.Map;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.CancelOutcome;
import org.madoguchi.partners.JLisClient.CancelledOrder;
import org.madoguchi.partners.JLisClient.CardCancellation;
import org.madoguchi.partners.PartnerCall;
import org.springframework.stereotype.Component;

/** Takes an order back when the case has ended or goes on without it, or stops a card that was lost on its way. */
@Component
class CancelCall implements PartnerCall<CardCancellation, CancelledOrder> {

    private final CaseFiles cases;
    private final Custody custody;
    private final JLisClient jLis;

    CancelCall(CaseFiles cases, Custody custody, JLisClient jLis) {
        this.cases = cases;
        this.custody = custody;
        this.jLis = jLis;
    }

    @Override
    public String topic() {
        return "card-cancel";
    }

    /** Without an order number where the case has ended: the producer may have an order whose answer never came. */
    @Override
    public CardCancellation prepare(String caseNumber) {
        Card card = custody.current(caseNumber);
        return card.state() == State.LOST ? new CardCancellation(caseNumber, card.orderNumber(), "LOST_IN_TRANSIT")
                : new CardCancellation(caseNumber, null, "CASE_ENDED");
    }

    @Override
    public CancelledOrder call(CardCancellation request) {
        return jLis.cancelOrder(request);
    }

    @Override
    public Map<String, Object> record(String caseNumber, CardCancellation request, CancelledOrder answer) {
        Card card = custody.current(caseNumber);
        if (card.state() == State.ORDERED || card.state() == State.PRODUCED) {
            custody.move(card, State.CANCELLED, null, CurrentUser.SYSTEM, null, null);
            cases.record(caseNumber, Event.of("ORDER_CANCELLED", CurrentUser.SYSTEM));
        } else if (answer.outcome() == CancelOutcome.STOPPED) {
            custody.note(card, "STOPPED", null, CurrentUser.SYSTEM, null, null);
        }
        return Map.of();
    }

    @Override
    public void tooLate(String caseNumber, CardCancellation request, CancelledOrder answer) {
        record(caseNumber, request, answer);
    }
}
