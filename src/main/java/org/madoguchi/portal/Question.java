package org.madoguchi.portal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The questions before an application, in the order in which they are asked. Most end with the first answer that decides;
 * those about the card and the fee are asked of the people they concern. What pages read is public, for their sake.
 */
enum Question {
    PURPOSE("purpose", List.of("NEW", "RENEWAL", "REISSUE", "CHANGE")),
    JAPANESE_NATIONAL("japaneseNational", Words.YES_NO),
    RESIDENT_RECORD_IN_JAPAN("residentRecordInJapan", Words.YES_NO_UNKNOWN),
    EVER_REGISTERED("everRegistered", Words.YES_NO_UNKNOWN),
    RESIDENT_RECORD_SINCE_NUMBERING("residentRecordSinceNumbering", Words.YES_NO_UNKNOWN,
            answers -> !answers.is("everRegistered", "no")),
    REGISTERED_DOMICILE_KNOWN("registeredDomicileKnown", Words.YES_NO),
    CARD("card", List.of("NONE", "VALID", "EXPIRED", "LAPSED_ON_DEPARTURE", "LOST", "STOLEN", "DAMAGED")),
    CARD_EXPIRES_ON("cardExpiresOn", List.of(), answers -> answers.is("card", "VALID") && answers.is("purpose", "RENEWAL")),
    DETAILS_CHANGED("detailsChanged", Words.YES_NO, answers -> answers.is("card", "VALID") && answers.is("purpose", "CHANGE")),
    HOLDER_AT_FAULT("holderAtFault", Words.YES_NO_UNKNOWN, answers -> answers.is("purpose", "REISSUE")
            && (answers.is("card", "LOST") || answers.is("card", "STOLEN") || answers.is("card", "DAMAGED"))),
    DEPARTED_ON("departedOn", List.of(), answers -> answers.is("card", "LAPSED_ON_DEPARTURE")),
    DATE_OF_BIRTH("dateOfBirth", List.of());

    private final String id;
    private final List<String> options;
    private final Predicate<Answers> concerns;

    Question(String id, List<String> options) {
        this(id, options, answers -> true);
    }

    Question(String id, List<String> options, Predicate<Answers> concerns) {
        this.id = id;
        this.options = options;
        this.concerns = concerns;
    }

    public String id() {
        return id;
    }

    /** The answers to choose from; none where a day is asked. */
    public List<String> options() {
        return options;
    }

    public boolean isDay() {
        return options.isEmpty();
    }

    boolean concerns(Answers answers) {
        return concerns.test(answers);
    }

    static Optional<Question> of(String id) {
        return Arrays.stream(values()).filter(question -> question.id.equals(id)).findFirst();
    }

    private static final class Words {
        private static final List<String> YES_NO = List.of("yes", "no");
        private static final List<String> YES_NO_UNKNOWN = List.of("yes", "no", "unknown");
    }
}
