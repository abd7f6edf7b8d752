package org.madoguchi.eligibility;

import static org.madoguchi.eligibility.Eligibility.foreign;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.madoguchi.eligibility.Assessment.CardOutcome;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.BaseDecision;
import org.madoguchi.programme.BaseProcedure;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.ResidenceFee;
import org.madoguchi.programme.ResidenceFee.Fee;
import org.madoguchi.programme.ResidenceOutcome;
import org.madoguchi.programme.ResidenceOutcome.Card;
import org.madoguchi.programme.ResidenceOutcome.Facts;
import org.madoguchi.programme.ResidenceValidity;
import org.madoguchi.programme.ResidenceValidity.Format;
import org.madoguchi.programme.ResidenceValidity.Holder;
import org.madoguchi.programme.Ruling;
import org.madoguchi.programme.StatusGroup;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Merged cards for residents, by tables B-1 to B-3 and the table of fees. */
@Component
class ResidenceEligibility {

    /** A hundred years; longer periods of stay are none. */
    private static final int LONGEST_STAY = 1200;

    private final ResidenceOutcome outcomes;
    private final ResidenceFee fees;
    private final ResidenceValidity validity;
    private final MessageSource messages;

    ResidenceEligibility(ResidenceOutcome outcomes, ResidenceFee fees, ResidenceValidity validity, MessageSource messages) {
        this.outcomes = outcomes;
        this.fees = fees;
        this.validity = validity;
        this.messages = messages;
    }

    /** @throws Refusal for facts that cannot be */
    Assessment assess(EligibilityRequest request, LocalDate asOf) {
        refuseTheImpossible(request);
        return new Judging(request, asOf).judge();
    }

    private static void refuseTheImpossible(EligibilityRequest request) {
        foreign("purpose", request.purpose());
        foreign("japaneseNational", request.japaneseNational());
        foreign("everRegistered", request.everRegistered());
        foreign("residentRecordSinceNumbering", request.residentRecordSinceNumbering());
        foreign("registeredDomicileKnown", request.registeredDomicileKnown());
        foreign("certificatesWanted", request.certificatesWanted());
        foreign("departedOn", request.departedOn());
        foreign("card", request.card());
        if (request.channel() == Channel.MISSION || request.channel() == Channel.MAIL) {
            throw Refusal.badInput("FIELD_INVALID", "channel", "channel");
        }
        Integer months = request.periodOfStayMonths();
        if (months != null && (months < 1 || months > LONGEST_STAY)) {
            throw Refusal.badInput("PERIOD_IMPOSSIBLE", "periodOfStayMonths");
        }
    }

    /** One request on its way through the tables. */
    private final class Judging {

        private final EligibilityRequest request;
        private final LocalDate asOf;
        private final Facts facts;
        private final String channel;
        private final boolean asked;
        private final BaseDecision decision;
        private final Findings found = new Findings(messages);

        private Judging(EligibilityRequest request, LocalDate asOf) {
            this.request = request;
            this.asOf = asOf;
            this.facts = new Facts(name(request.statusGroup()), request.periodOfStayMonths(), request.residentRecordInJapan(),
                    name(request.baseProcedure()));
            this.channel = name(request.channel());
            this.asked = Boolean.TRUE.equals(request.cardRequested());
            this.decision = request.baseDecision() == null ? BaseDecision.PENDING : request.baseDecision();
        }

        private Assessment judge() {
            ResidenceOutcome.Eligibility eligibility = outcomes.eligibility(facts);
            tell(eligibility.ruling(), unknown());
            if (eligibility.eligible() && asked) {
                tellWhyTheWishCannotBeTaken();
            }
            CardOutcome card = decision == BaseDecision.PENDING ? null : card();
            Outcome outcome = eligibility.eligible() && decision == BaseDecision.GRANTED && card == null ? Outcome.MORE_INFORMATION
                    : eligibility.outcome();
            Integer fee = paysForAResidenceCard() ? fee() : null;
            return new Assessment(outcome, null, found.reasons(), fee, outcome == Outcome.ELIGIBLE ? validUntil(card) : null, card,
                    found.rules());
        }

        private void tell(Ruling ruling, List<String> unknown) {
            found.decidedBy(ruling);
            switch (ruling.reasonCode()) {
                case "FACT_UNKNOWN" -> found.reason(ruling, found.all("fact", unknown));
                case "NO_BASE_PROCEDURE" -> found.reason(ruling,
                        found.all("baseProcedure", outcomes.opening().stream().map(BaseProcedure::name).toList()));
                default -> found.reason(ruling);
            }
        }

        /** The person is eligible, the way is not; or, once the base procedure is granted, it must be known. */
        private void tellWhyTheWishCannotBeTaken() {
            outcomes.refusalOfWish(facts, channel).filter(no -> channel != null || decision == BaseDecision.GRANTED)
                    .ifPresent(no -> tell(no, List.of("channel")));
        }

        /** Null while a fact it depends on is unknown. */
        private CardOutcome card() {
            Card card = outcomes.card(facts, decision == BaseDecision.GRANTED, asked, channel);
            found.decidedBy(card.ruling());
            String code = card.ruling().reasonCode();
            return card.outcome() == null ? null : new CardOutcome(card.outcome(), code, found.text("reason." + code + ".text"),
                    found.text("reason." + code + ".wayOut"));
        }

        /** Only those who hold or get a residence card or certificate; a refused procedure is charged nothing here. */
        private boolean paysForAResidenceCard() {
            return decision != BaseDecision.REFUSED && request.baseProcedure() != null && request.baseProcedure() != BaseProcedure.NONE
                    && (request.statusGroup() == StatusGroup.MID_TO_LONG_TERM
                            || request.statusGroup() == StatusGroup.SPECIAL_PERMANENT_RESIDENT);
        }

        /** A fee that is due, or cannot be told, is explained; that something is free needs no words. */
        private Integer fee() {
            Fee fee = fees.of(asOf, facts.baseProcedure(), decision == BaseDecision.GRANTED, request.periodOfStayMonths(), channel, false);
            found.decidedBy(fee.ruling());
            if (fee.yen() == null || fee.yen() > 0) {
                found.reason(fee.ruling(), fee.yen() == null ? "" : String.valueOf(fee.yen()), fee.paymentChargeYen());
            }
            return fee.yen();
        }

        /** The end of a stay is not asked for, so that only the card of a stay without one has a day we can tell. */
        private LocalDate validUntil(CardOutcome card) {
            boolean permanent = request.periodOfStayMonths() == null || request.baseProcedure() == BaseProcedure.PERMANENT_RESIDENCE;
            if (request.dateOfBirth() == null || card != null && card.outcome().equals("NO_NEW_CARD") || !permanent
                    && request.statusGroup() != StatusGroup.SPECIAL_PERMANENT_RESIDENT) {
                return null;
            }
            return validity.lastDay(Holder.of(facts.statusGroup(), null), request.dateOfBirth(), asOf, Format.NEW, null);
        }

        private List<String> unknown() {
            List<String> unknown = new ArrayList<>();
            if (facts.statusGroup() == null) {
                unknown.add("statusGroup");
            }
            if (facts.inRegister() == null) {
                unknown.add("residentRecordInJapan");
            }
            if (facts.baseProcedure() == null) {
                unknown.add("baseProcedure");
            }
            return unknown;
        }
    }

    private static String name(Enum<?> fact) {
        return fact == null ? null : fact.name();
    }
}
