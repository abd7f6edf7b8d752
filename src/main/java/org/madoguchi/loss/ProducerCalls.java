package org.madoguchi.loss;

import java.util.Map;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.ProducedCards;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.CardRelease;
import org.madoguchi.partners.JLisClient.CardStop;
import org.madoguchi.partners.JLisClient.CardSuspension;
import org.madoguchi.partners.JLisClient.ReleasedCard;
import org.madoguchi.partners.JLisClient.StoppedCard;
import org.madoguchi.partners.JLisClient.SuspendedCard;
import org.madoguchi.partners.PartnerCall;
import org.springframework.stereotype.Component;

/**
 * What J-LIS is told of a card. An ordinary residence card is none of J-LIS's: it has no number there, and nothing is asked.
 */
class ProducerCalls {

    private ProducerCalls() {}

    private static String numberOf(ProducedCards produced, CardInForce card) {
        return produced.numberOf(card.id()).orElse(null);
    }

    @Component
    static class Suspend implements PartnerCall<CardSuspension, SuspendedCard> {

        private final CardsInForce cards;
        private final ProducedCards produced;
        private final CaseFiles cases;
        private final Losses losses;
        private final JLisClient jLis;

        Suspend(CardsInForce cards, ProducedCards produced, CaseFiles cases, Losses losses, JLisClient jLis) {
            this.cards = cards;
            this.produced = produced;
            this.cases = cases;
            this.losses = losses;
            this.jLis = jLis;
        }

        @Override
        public String topic() {
            return "card-suspend";
        }

        @Override
        public CardSuspension prepare(String caseNumber) {
            return new CardSuspension(caseNumber, numberOf(produced, cards.ofCase(caseNumber).orElseThrow()),
                    losses.of(caseNumber).orElseThrow().what().name());
        }

        @Override
        public SuspendedCard call(CardSuspension request) {
            return request.cardNumber() == null ? null : jLis.suspendCard(request);
        }

        /** The card may have been found while J-LIS was asked. */
        @Override
        public Map<String, Object> record(String caseNumber, CardSuspension request, SuspendedCard answer) {
            if (answer != null) {
                cases.record(caseNumber, Event.of("SUSPENDED_AT_PRODUCER", CurrentUser.SYSTEM));
            }
            return Map.of("found", losses.isFound(caseNumber));
        }
    }

    @Component
    static class Release implements PartnerCall<CardRelease, ReleasedCard> {

        private final CardsInForce cards;
        private final ProducedCards produced;
        private final CaseFiles cases;
        private final JLisClient jLis;

        Release(CardsInForce cards, ProducedCards produced, CaseFiles cases, JLisClient jLis) {
            this.cards = cards;
            this.produced = produced;
            this.cases = cases;
            this.jLis = jLis;
        }

        @Override
        public String topic() {
            return "card-unsuspend";
        }

        @Override
        public CardRelease prepare(String caseNumber) {
            return new CardRelease(caseNumber, numberOf(produced, cards.ofCase(caseNumber).orElseThrow()),
                    cases.get(caseNumber).counterCode());
        }

        @Override
        public ReleasedCard call(CardRelease request) {
            return request.cardNumber() == null ? null : jLis.releaseCard(request);
        }

        @Override
        public Map<String, Object> record(String caseNumber, CardRelease request, ReleasedCard answer) {
            return Map.of();
        }
    }

    @Component
    static class Revoke implements PartnerCall<CardStop, StoppedCard> {

        private final CardsInForce cards;
        private final ProducedCards produced;
        private final CaseFiles cases;
        private final JLisClient jLis;

        Revoke(CardsInForce cards, ProducedCards produced, CaseFiles cases, JLisClient jLis) {
            this.cards = cards;
            this.produced = produced;
            this.cases = cases;
            this.jLis = jLis;
        }

        @Override
        public String topic() {
            return "card-revoke";
        }

        @Override
        public CardStop prepare(String caseNumber) {
            CardInForce card = cards.ofCase(caseNumber).orElseThrow();
            return new CardStop(caseNumber, numberOf(produced, card), card.endReason().name());
        }

        @Override
        public StoppedCard call(CardStop request) {
            return request.cardNumber() == null ? null : jLis.stopCard(request);
        }

        @Override
        public Map<String, Object> record(String caseNumber, CardStop request, StoppedCard answer) {
            if (answer != null) {
                cases.record(caseNumber, Event.of("CARD_REVOKED", CurrentUser.SYSTEM));
            }
            return Map.of();
        }
    }
}
