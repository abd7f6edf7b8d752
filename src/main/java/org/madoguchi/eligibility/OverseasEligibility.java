package org.madoguchi.eligibility;

import static java.time.temporal.ChronoUnit.DAYS;
import static org.madoguchi.eligibility.Eligibility.foreign;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.madoguchi.eligibility.EligibilityRequest.Card;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Kind;
import org.madoguchi.programme.Outcome;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Cards for Japanese nationals abroad, by tables. */
@Component
class OverseasEligibility {

    /** Renewal abroad opens with less than this many months left (table A-2). */
    private static final int RENEWAL_MONTHS = 12;

    private final DecisionTables tables;
    private final CardValidity validity;
    private final MessageSource messages;

    OverseasEligibility(DecisionTables tables, CardValidity validity, MessageSource messages) {
        this.tables = tables;
        this.validity = validity;
        this.messages = messages;
    }

    /** @throws Refusal for facts that cannot be */
    Assessment assess(EligibilityRequest request, LocalDate asOf) {
        refuseTheImpossible(request, asOf);
        return new Judging(request, asOf).judge();
    }

    private static void refuseTheImpossible(EligibilityRequest request, LocalDate asOf) {
        foreign("statusGroup", request.statusGroup());
        foreign("periodOfStayMonths", request.periodOfStayMonths());
        foreign("cardRequested", request.cardRequested());
        foreign("baseProcedure", request.baseProcedure());
        foreign("baseDecision", request.baseDecision());
        if (request.channel() == Channel.COUNTER) {
            throw Refusal.badInput("FIELD_INVALID", "channel", "channel");
        }
        LocalDate birth = request.dateOfBirth();
        LocalDate departure = request.departedOn();
        Eligibility.past("departedOn", departure, asOf);
        Eligibility.possible("card.expiresOn", request.card() == null ? null : request.card().expiresOn());
        if (birth != null && departure != null && departure.isBefore(birth)) {
            throw Refusal.badInput("DEPARTED_BEFORE_BIRTH", "departedOn");
        }
    }

    /** One request on its way through the tables. */
    private final class Judging {

        private final EligibilityRequest request;
        private final Card card;
        private final LocalDate asOf;
        private final Findings found = new Findings(messages);

        private Judging(EligibilityRequest request, LocalDate asOf) {
            this.request = request;
            this.card = request.card() != null ? request.card() : Card.UNKNOWN;
            this.asOf = asOf;
        }

        private Assessment judge() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("japaneseNational", word(request.japaneseNational()));
            facts.put("residentRecordInJapan", word(request.residentRecordInJapan()));
            facts.put("everRegistered", word(request.everRegistered()));
            facts.put("residentRecordSinceNumbering", word(request.residentRecordSinceNumbering()));
            facts.put("registeredDomicileKnown", word(request.registeredDomicileKnown()));
            Map<String, Object> person = ask("overseas-eligibility", facts);
            if (outcome(person) != Outcome.ELIGIBLE) {
                List<String> unknown = facts.keySet().stream().filter(name -> facts.get(name).equals("unknown")).toList();
                return closed(person, unknown);
            }

            String cardState = cardState();
            Map<String, Object> wish = ask("overseas-application-kind", Map.of(
                    "purpose", request.purpose() == null ? "UNKNOWN" : request.purpose().name(),
                    "cardState", cardState,
                    "detailsChanged", word(card.detailsChanged()),
                    "lessThanOneYearLeft", word(lessThanOneYearLeft()),
                    "channel", request.channel() == null ? "UNKNOWN" : request.channel().name()));
            if (outcome(wish) != Outcome.ELIGIBLE) {
                return closed(wish, wish.get("unknownFact") == null ? List.of() : List.of((String) wish.get("unknownFact")));
            }

            Kind kind = Kind.valueOf((String) wish.get("kind"));
            found.reason(wish);
            Integer fee = fee(kind, cardState);
            return new Assessment(Outcome.ELIGIBLE, kind, found.reasons(), fee, validUntil(kind), null, found.rules());
        }

        private Assessment closed(Map<String, Object> row, List<String> unknown) {
            switch ((String) row.get("reasonCode")) {
                case "FACT_UNKNOWN" -> found.reason(row, found.all("fact", unknown));
                case "TOO_EARLY" -> found.reason(row, found.day(CardValidity.windowOpens(card.expiresOn(), RENEWAL_MONTHS)));
                case "PURPOSE_MISMATCH" -> {
                    Object fitting = row.get("fittingPurpose");
                    if (fitting == null) {
                        found.reasonInOtherWords(row, "reason.PURPOSE_MISMATCH.nothing");
                    } else {
                        found.reason(row, found.text("purpose." + fitting));
                    }
                }
                default -> found.reason(row);
            }
            return new Assessment(outcome(row), null, found.reasons(), null, null, null, found.rules());
        }

        /** The state as stated; where a valid card has run out by the day judged by, the date is the better witness. */
        private String cardState() {
            if (card.state() == null) {
                return Boolean.FALSE.equals(card.held()) ? "NONE" : "UNKNOWN";
            }
            boolean runOut = card.expiresOn() != null && card.expiresOn().isBefore(asOf);
            if (card.state() == CardState.VALID) {
                return Boolean.FALSE.equals(card.held()) ? "CONTRADICTORY" : runOut ? "EXPIRED" : "VALID";
            }
            return card.state() == CardState.EXPIRED && card.expiresOn() != null && !runOut ? "CONTRADICTORY" : card.state().name();
        }

        private Boolean lessThanOneYearLeft() {
            return card.expiresOn() == null ? null : !asOf.isBefore(CardValidity.windowOpens(card.expiresOn(), RENEWAL_MONTHS));
        }

        /** A fee that is due, or cannot be told, is explained; that something is free needs no words. */
        private Integer fee(Kind kind, String cardState) {
            Map<String, Object> facts = new HashMap<>();
            facts.put("kind", kind.name());
            facts.put("earlierCard", List.of("NONE", "EXPIRED", "LAPSED_ON_DEPARTURE").contains(cardState) ? cardState : "OTHER");
            facts.put("holderAtFault", word(card.holderAtFault()));
            facts.put("departedOn", request.departedOn());
            facts.put("daysSinceDeparture", request.departedOn() == null ? null : (int) DAYS.between(request.departedOn(), asOf));
            facts.put("certificatesWanted", word(request.certificatesWanted()));
            Map<String, Object> row = ask("overseas-fee", facts);
            Integer yen = (Integer) row.get("feeYen");
            if (yen == null || yen > 0) {
                found.reason(row, yen == null ? "" : String.valueOf(yen));
            }
            return yen;
        }

        private LocalDate validUntil(Kind kind) {
            if (kind == Kind.CHANGE_BY_REWRITE) {
                return card.expiresOn();
            }
            return request.dateOfBirth() == null ? null
                    : validity.lastDay(request.dateOfBirth(), asOf, asOf, kind == Kind.RENEWAL);
        }

        private Map<String, Object> ask(String table, Map<String, Object> facts) {
            Map<String, Object> row = tables.single(table, facts);
            found.decidedBy(table, row);
            return row;
        }
    }

    private static Outcome outcome(Map<String, Object> row) {
        return Outcome.valueOf((String) row.get("outcome"));
    }

    private static String word(Boolean fact) {
        return fact == null ? "unknown" : fact ? "yes" : "no";
    }
}
