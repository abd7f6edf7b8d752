package org.madoguchi.portal;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Purpose;
import org.madoguchi.programme.Tokyo;

/** What somebody has answered so far, by question. Kept in the session until they sign in, in the draft afterwards. */
record Answers(Map<String, String> given) implements Serializable {

    static final String FORMAL_DECISION = "formalDecision";

    static Answers none() {
        return new Answers(Map.of());
    }

    /** The answers behind facts that came another way; what is unknown is not answered. */
    static Answers of(EligibilityRequest facts) {
        Answers answers = none().with("purpose", facts.purpose() == null ? null : facts.purpose().name())
                .with("japaneseNational", word(facts.japaneseNational()))
                .with("residentRecordInJapan", word(facts.residentRecordInJapan()))
                .with("everRegistered", word(facts.everRegistered()))
                .with("residentRecordSinceNumbering", word(facts.residentRecordSinceNumbering()))
                .with("registeredDomicileKnown", word(facts.registeredDomicileKnown()))
                .with("certificatesWanted", word(facts.certificatesWanted()))
                .with("dateOfBirth", word(facts.dateOfBirth())).with("departedOn", word(facts.departedOn()));
        EligibilityRequest.Card card = facts.card();
        return card == null ? answers : answers
                .with("card", Boolean.FALSE.equals(card.held()) ? "NONE" : card.state() == null ? null : card.state().name())
                .with("cardExpiresOn", word(card.expiresOn())).with("detailsChanged", word(card.detailsChanged()))
                .with("holderAtFault", word(card.holderAtFault()));
    }

    private static String word(Boolean fact) {
        return fact == null ? null : fact ? "yes" : "no";
    }

    private static String word(LocalDate day) {
        return day == null ? null : day.toString();
    }

    /** The questions that concern this person and whose answer is not known yet. */
    List<Question> unknown() {
        return Arrays.stream(Question.values()).filter(question -> question.concerns(this) && (get(question) == null
                || is(question.id(), "unknown") || question == Question.REGISTERED_DOMICILE_KNOWN && is(question.id(), "no"))).toList();
    }

    boolean isEmpty() {
        return given.isEmpty();
    }

    boolean is(String question, String answer) {
        return answer.equals(given.get(question));
    }

    String get(Question question) {
        return given.get(question.id());
    }

    /** @throws Refusal ANSWER_MISSING, DATE_IMPOSSIBLE, DATE_IN_FUTURE at the field {@code answer} */
    Answers with(Question question, String answer) {
        if (answer == null || answer.isBlank()) {
            throw Refusal.badInput("ANSWER_MISSING", "answer");
        }
        if (!question.isDay() && !question.options().contains(answer)) {
            throw Refusal.badInput("ANSWER_MISSING", "answer");
        }
        return with(question.id(), question.isDay() ? Tokyo.parse(answer, "answer").toString() : answer);
    }

    Answers with(String key, String value) {
        Map<String, String> next = new LinkedHashMap<>(given);
        if (value == null || value.isBlank()) {
            next.remove(key);
        } else {
            next.put(key, value);
        }
        return new Answers(next);
    }

    /** The first question that concerns this person and has no answer. */
    Optional<Question> next() {
        return Arrays.stream(Question.values()).filter(question -> question.concerns(this) && get(question) == null).findFirst();
    }

    /** The questions answered, in the order of asking. */
    List<Question> answered() {
        return Arrays.stream(Question.values()).filter(question -> question.concerns(this) && get(question) != null).toList();
    }

    public boolean formalDecision() {
        return is(FORMAL_DECISION, "yes");
    }

    /** What the tables are asked. What was not asked, or answered with "I do not know", is unknown. */
    EligibilityRequest facts() {
        String purpose = given.get("purpose");
        return EligibilityRequest.overseas(purpose == null ? null : Purpose.valueOf(purpose), fact(Question.JAPANESE_NATIONAL),
                fact(Question.RESIDENT_RECORD_IN_JAPAN), fact(Question.EVER_REGISTERED), fact(Question.RESIDENT_RECORD_SINCE_NUMBERING),
                fact(Question.REGISTERED_DOMICILE_KNOWN), yes(given.get("certificatesWanted")), day("dateOfBirth"), day("departedOn"),
                null, Channel.ONLINE, card());
    }

    private EligibilityRequest.Card card() {
        String card = get(Question.CARD);
        if (card == null) {
            return null;
        }
        boolean none = card.equals("NONE");
        return new EligibilityRequest.Card(!none, none ? null : CardState.valueOf(card),
                Question.CARD_EXPIRES_ON.concerns(this) ? day("cardExpiresOn") : null, fact(Question.DETAILS_CHANGED),
                fact(Question.HOLDER_AT_FAULT));
    }

    /** An answer to a question that no longer concerns the person is not a fact. */
    private Boolean fact(Question question) {
        return question.concerns(this) ? yes(get(question)) : null;
    }

    private static Boolean yes(String answer) {
        return answer == null || answer.equals("unknown") ? null : answer.equals("yes");
    }

    private LocalDate day(String key) {
        return given.get(key) == null ? null : LocalDate.parse(given.get(key));
    }
}
