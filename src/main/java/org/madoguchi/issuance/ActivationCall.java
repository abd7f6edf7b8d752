package org.madoguchi.issuance;

import java.util.Map;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.ActivatedCard;
import org.madoguchi.partners.JLisClient.CardActivation;
import org.madoguchi.partners.PartnerCall;
import org.madoguchi.partners.PartnerRefused;
import org.springframework.stereotype.Component;

/** Puts the card into force at the counter. A refusal is the BPMN error {@code ActivationRefused}. */
@Component
class ActivationCall implements PartnerCall<CardActivation, ActivatedCard> {

    private final CaseFiles cases;
    private final Custody custody;
    private final CardStore cards;
    private final LinkInDoubt doubt;
    private final JLisClient jLis;

    ActivationCall(CaseFiles cases, Custody custody, CardStore cards, LinkInDoubt doubt, JLisClient jLis) {
        this.cases = cases;
        this.custody = custody;
        this.cards = cards;
        this.doubt = doubt;
        this.jLis = jLis;
    }

    @Override
    public String topic() {
        return "card-activate";
    }

    @Override
    public boolean mustWait(String caseNumber) {
        return doubt.of(caseNumber);
    }

    @Override
    public CardActivation prepare(String caseNumber) {
        return new CardActivation(caseNumber, custody.current(caseNumber).serial(), cases.get(caseNumber).missionCode());
    }

    @Override
    public ActivatedCard call(CardActivation request) {
        return jLis.activateCard(request);
    }

    @Override
    public Map<String, Object> record(String caseNumber, CardActivation request, ActivatedCard answer) {
        Card card = custody.current(caseNumber);
        cards.setActivated(card.id(), answer.activatedAt());
        custody.note(card, "ACTIVATED", request.office(), CurrentUser.SYSTEM, null, null);
        cases.record(caseNumber, Event.of("CARD_ACTIVATED", CurrentUser.SYSTEM).at(request.office()));
        return Map.of();
    }

    /** The partner's own code goes into the note: there is no end of what it may say. */
    @Override
    public void refused(String caseNumber, CardActivation request, PartnerRefused refusal) {
        cards.setActivationRefusal(custody.current(caseNumber).id(), refusal.reason());
        cases.record(caseNumber, Event.internal("ACTIVATION_REFUSED", CurrentUser.SYSTEM).at(request.office())
                .noting(refusal.reason()));
    }

    /** The case ended while the card was being activated: a card in force must not lie about. */
    @Override
    public void tooLate(String caseNumber, CardActivation request, ActivatedCard answer) {
        cards.setStopDue(custody.current(caseNumber).id(), true);
    }
}
