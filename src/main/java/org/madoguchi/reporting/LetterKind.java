package org.madoguchi.reporting;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.casefile.CaseFile;

/** The letters and records of a case. Each shows certain facts, and is there only for readers who are granted all of them. */
public enum LetterKind {
    RECEIPT("receipt", "receipt-of-application"),
    INFORMATION("information", "request-for-information", Fact.TIMELINE),
    REFUSAL("refusal", "decision-of-refusal", Fact.TIMELINE),
    FEE("fee", "fee-notice", Fact.FEE),
    ISSUANCE("issuance", "notice-of-issuance"),
    VISIT("visit", "visit-slip", Fact.VISIT),
    HAND_OVER("hand-over", "hand-over-record", Fact.TIMELINE),
    DISPOSAL("disposal", "record-of-disposal", Fact.TIMELINE),
    LOSS("loss", "loss-receipt", Fact.TIMELINE),
    CORRECTION("correction", "linkage-correction", Fact.RECORD),
    WISH("wish", "record-of-wish", Fact.WISH),
    READINGS("readings", "disclosure-of-readings", Fact.TIMELINE);

    private static final String DOCUMENT = "LETTER_";

    private final String slug;
    private final String report;
    private final Set<Fact> facts;

    LetterKind(String slug, String report, Fact... facts) {
        this.slug = slug;
        this.report = report;
        this.facts = Stream.concat(Stream.of(Fact.IDENTITY), Stream.of(facts)).collect(Collectors.toUnmodifiableSet());
    }

    /** As an address names it. */
    public String slug() {
        return slug;
    }

    /** Its folder under {@code reports}; its title is {@code reporting.<report>.title}. */
    public String report() {
        return report;
    }

    /** Whether the holder gets it too: all but what two officers sign among themselves. */
    public boolean forHolder() {
        return this != DISPOSAL;
    }

    /** The kind of document under which a case keeps it. */
    public String document() {
        return DOCUMENT + name();
    }

    /** Whether who opened the case is granted everything that this letter shows. */
    public boolean granted(CaseFile file) {
        return facts.stream().allMatch(file::shows);
    }

    public static Optional<LetterKind> ofSlug(String slug) {
        return Arrays.stream(values()).filter(kind -> kind.slug.equals(slug)).findFirst();
    }

    /** The letter that a case keeps under this kind of document, if it is one. */
    public static Optional<LetterKind> ofDocument(@Nullable String document) {
        return Arrays.stream(values()).filter(kind -> kind.document().equals(document)).findFirst();
    }
}
