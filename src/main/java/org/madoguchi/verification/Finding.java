package org.madoguchi.verification;

/** What the check of a visitor can show. */
enum Finding {
    PASSPORT_MISSING(true, "mrzLine1"),
    PASSPORT_EXPIRED(true, "mrzLine2"),
    PASSPORT_NOT_JAPANESE(true, "mrzLine2"),
    NAME_DIFFERS(false, "nameExplanation"),
    BIRTH_DATE_DIFFERS(false, "birthDateExplanation"),
    FACE_IN_DOUBT(false, "face"),
    FACE_DIFFERENT(true, "face"),
    OLD_CARD_MISSING(true, "oldCard"),
    REPRESENTATIVE_MISSING(true, "representative"),
    REPRESENTATIVE_PASSPORT_MISSING(true, "representativeMrzLine1"),
    REPRESENTATIVE_PASSPORT_EXPIRED(true, "representativeMrzLine2"),
    REPRESENTATIVE_PASSPORT_NOT_JAPANESE(true, "representativeMrzLine2"),
    PROOF_MISSING(true, "proof");

    /** Nothing to be decided: the card cannot be handed over at this visit. Otherwise a second officer may settle it. */
    final boolean stop;
    final String field;

    Finding(boolean stop, String field) {
        this.stop = stop;
        this.field = field;
    }

    String refusal() {
        return "FINDING_" + name();
    }
}
