package org.madoguchi.loss;

import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.HolderNames;
import org.madoguchi.casefile.ProducedCards;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses.Report;
import org.madoguchi.partners.FamilyRegisterClient;
import org.madoguchi.partners.HolderChanged;
import org.madoguchi.partners.HolderChanged.Change;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.JLisClient.CardSuspended;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** What partners report of a card in force and of its holder. */
class LossEvents {

    private LossEvents() {}

    /** The holder rang the hotline. Whoever has reported the loss here before loses nothing by it. */
    @Component
    static class Suspended implements PartnerEventHandler {

        private final Losses losses;
        private final ProducedCards produced;

        Suspended(Losses losses, ProducedCards produced) {
            this.losses = losses;
            this.produced = produced;
        }

        @Override
        public String partner() {
            return JLisClient.PARTNER;
        }

        @Override
        public String type() {
            return "card.suspended";
        }

        @Override
        public void handle(PartnerEvent event) {
            CardSuspended suspended = event.dataAs(CardSuspended.class);
            CardInForce card = losses.cardOf(event.caseNumber()).orElseThrow(() -> Refusal.conflict("CARD_NOT_IN_FORCE"));
            if (produced.numberOf(card.id()).filter(suspended.cardNumber()::equals).isEmpty()) {
                throw Refusal.conflict("CARD_UNKNOWN");
            }
            if (!card.suspended()) {
                losses.report(event.caseNumber(), new Report(What.valueOf(suspended.reason().name()), null, false),
                        CurrentUser.find().orElse(CurrentUser.SYSTEM));
            }
        }
    }

    private abstract static class Changed implements PartnerEventHandler {

        private final Returns returns;
        private final HolderNames names;
        private final String partner;

        Changed(Returns returns, HolderNames names, String partner) {
            this.returns = returns;
            this.names = names;
            this.partner = partner;
        }

        @Override
        public String partner() {
            return partner;
        }

        @Override
        public String type() {
            return HolderChanged.TYPE;
        }

        @Override
        public void handle(PartnerEvent event) {
            HolderChanged changed = event.dataAs(HolderChanged.class);
            CurrentUser actor = CurrentUser.find().orElse(CurrentUser.SYSTEM);
            if (changed.change() == Change.NAME) {
                names.registered(event.caseNumber(), name(changed), changed.changedOn(), actor);
            } else {
                returns.holderChanged(event.caseNumber(), changed, actor);
            }
        }

        private static CaseFile.Name name(HolderChanged changed) {
            if (changed.name() == null || changed.changedOn() == null) {
                throw Refusal.badInput("EVENT_MALFORMED", "data.name");
            }
            HolderChanged.Name name = changed.name();
            return new CaseFile.Name(name.familyName(), name.givenName(), name.familyKana(), name.givenKana(), name.familyLatin(),
                    name.givenLatin());
        }
    }

    @Component
    static class ByFamilyRegister extends Changed {

        ByFamilyRegister(Returns returns, HolderNames names) {
            super(returns, names, FamilyRegisterClient.PARTNER);
        }
    }

    @Component
    static class ByProducer extends Changed {

        ByProducer(Returns returns, HolderNames names) {
            super(returns, names, JLisClient.PARTNER);
        }
    }
}
