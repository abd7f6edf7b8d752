package org.madoguchi.eligibility;

import static java.time.temporal.ChronoUnit.DAYS;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.madoguchi.eligibility.Assessment.Reason;
import org.madoguchi.eligibility.Assessment.Rule;
import org.madoguchi.eligibility.EligibilityRequest.Card;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.Kind;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.Tokyo;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Answers whether a person may apply, for what, why or why not, what it costs and how long the card would be valid. */
@Component
public class Eligibility {

    /** Renewal abroad opens with less than this many months left (table A-2). */
    private static final int RENEWAL_MONTHS = 12;
    /** No date of a living person or of a card lies outside; ISO dates reach a billion years further. */
    private static final int FIRST_YEAR = 1850;
    private static final int LAST_YEAR = 2200;

    private final DecisionTables tables;
    private final CardValidity validity;
    private final MessageSource messages;
    private final Clock clock;

    Eligibility(DecisionTables tables, CardValidity validity, MessageSource messages, Clock clock) {
        this.tables = tables;
        this.validity = validity;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * Judges by the released tables; texts come in the language of the current request.
     *
     * @throws Refusal for facts that cannot be
     */
    public Assessment assess(EligibilityRequest request) {
        LocalDate asOf = request.asOf() != null ? request.asOf() : Tokyo.today(clock);
        refuseTheImpossible(request, asOf);
        return new Judging(request, asOf).judge();
    }

    private static void possible(String field, LocalDate day) {
        if (day != null && (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR)) {
            throw Refusal.badInput("DATE_IMPOSSIBLE", field);
        }
    }

    private static void refuseTheImpossible(EligibilityRequest request, LocalDate asOf) {
        if (request.programme() == null) {
            throw Refusal.badInput("FIELD_MISSING", "programme", "programme");
        }
        if (!request.programme().equals("overseas")) {
            throw Refusal.badInput("FIELD_INVALID", "programme", "programme");
        }
        possible("asOf", asOf);
        possible("dateOfBirth", request.dateOfBirth());
        possible("departedOn", request.departedOn());
        possible("card.expiresOn", request.card() == null ? null : request.card().expiresOn());
        LocalDate birth = request.dateOfBirth();
        LocalDate departure = request.departedOn();
        if (birth != null && birth.isAfter(asOf)) {
            throw Refusal.badInput("DATE_IN_FUTURE", "dateOfBirth");
        }
        if (departure != null && departure.isAfter(asOf)) {
            throw Refusal.badInput("DATE_IN_FUTURE", "departedOn");
        }
        if (birth != null && departure != null && departure.isBefore(birth)) {
            throw Refusal.badInput("DEPARTED_BEFORE_BIRTH", "departedOn");
        }
    }

    /** One request on its way through the tables. */
    private final class Judging {

        private final EligibilityRequest request;
        private final Card card;
        private final LocalDate asOf;
        private final Locale locale = Languages.nearest(LocaleContextHolder.getLocale());
        private final boolean japanese = locale.getLanguage().equals("ja");
        private final List<Reason> reasons = new ArrayList<>();
        private final List<Rule> rules = new ArrayList<>();

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
            reasons.add(reason(wish));
            Integer fee = fee(kind, cardState);
            return new Assessment(Outcome.ELIGIBLE, kind, List.copyOf(reasons), fee, validUntil(kind), List.copyOf(rules));
        }

        private Assessment closed(Map<String, Object> row, List<String> unknown) {
            reasons.add(switch ((String) row.get("reasonCode")) {
                case "FACT_UNKNOWN" -> reason(row, unknown.stream().map(fact -> text("fact." + fact))
                        .collect(Collectors.joining(japanese ? "、" : "; ")));
                case "TOO_EARLY" -> reason(row, day(CardValidity.windowOpens(card.expiresOn(), RENEWAL_MONTHS)));
                case "PURPOSE_MISMATCH" -> row.get("fittingPurpose") == null ? nothingFits(row)
                        : reason(row, text("purpose." + row.get("fittingPurpose")));
                default -> reason(row);
            });
            return new Assessment(outcome(row), null, List.copyOf(reasons), null, null, List.copyOf(rules));
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
                reasons.add(reason(row, yen == null ? "" : String.valueOf(yen)));
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
            rules.add(new Rule(table, (Integer) row.get(DecisionTables.TABLE_VERSION), (String) row.get(DecisionTables.RULE_ID)));
            return row;
        }

        private Reason reason(Map<String, Object> row, Object... args) {
            String code = (String) row.get("reasonCode");
            return new Reason(code, text("reason." + code + ".text", args), basis(row), text("reason." + code + ".wayOut", args));
        }

        private Reason nothingFits(Map<String, Object> row) {
            return new Reason((String) row.get("reasonCode"), text("reason.PURPOSE_MISMATCH.nothing.text"), basis(row),
                    text("reason.PURPOSE_MISMATCH.nothing.wayOut"));
        }

        private String basis(Map<String, Object> row) {
            return (String) row.get(japanese ? "legalBasisJa" : "legalBasisEn");
        }

        private String text(String key, Object... args) {
            return messages.getMessage(key, args, locale);
        }

        /** In digits first, since the order of day and month is read differently from country to country. */
        private String day(LocalDate day) {
            return japanese ? day + "（" + Tokyo.inEra(day) + "）" : day.toString();
        }
    }

    private static Outcome outcome(Map<String, Object> row) {
        return Outcome.valueOf((String) row.get("outcome"));
    }

    private static String word(Boolean fact) {
        return fact == null ? "unknown" : fact ? "yes" : "no";
    }
}
