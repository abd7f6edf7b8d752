package org.madoguchi.verification;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Why an identity was not confirmed, or not at once. The first ones are what a {@link Finding} of that name shows. */
enum Reason {
    PASSPORT_MISSING,
    PASSPORT_EXPIRED,
    PASSPORT_NOT_JAPANESE,
    NAME_DIFFERS,
    BIRTH_DATE_DIFFERS,
    FACE_IN_DOUBT,
    FACE_DIFFERENT,
    OLD_CARD_MISSING,
    REPRESENTATIVE_MISSING,
    REPRESENTATIVE_PASSPORT_MISSING,
    REPRESENTATIVE_PASSPORT_EXPIRED,
    REPRESENTATIVE_PASSPORT_NOT_JAPANESE,
    PROOF_MISSING,
    /** The representative came without the holder. */
    HOLDER_NOT_PRESENT,
    DOCUMENT_SUSPECT,
    OTHER;

    /** What the officer's entries must show for this reason; empty where only words can say it. */
    Optional<Finding> finding() {
        return Arrays.stream(Finding.values()).filter(finding -> finding.name().equals(name())).findFirst();
    }

    /** The code on the timeline and the follow page. */
    String code() {
        return "VISIT_" + name();
    }

    static String[] names(boolean represented) {
        return Arrays.stream(values()).filter(reason -> represented || !List.of(REPRESENTATIVE_MISSING, HOLDER_NOT_PRESENT,
                        REPRESENTATIVE_PASSPORT_MISSING, REPRESENTATIVE_PASSPORT_EXPIRED, REPRESENTATIVE_PASSPORT_NOT_JAPANESE,
                        PROOF_MISSING).contains(reason))
                .map(Reason::name).toArray(String[]::new);
    }
}
