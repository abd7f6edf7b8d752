package org.madoguchi.issuance;

import org.madoguchi.platform.Refusal;

/** What officers must say, checked in the same words everywhere. */
final class Reasons {

    private Reasons() {}

    /** @throws Refusal REASON_WANTED where nothing is said */
    static String required(String text, String field) {
        return required(text, field, "REASON_WANTED");
    }

    static String required(String text, String field, String refusal) {
        if (text == null || text.isBlank()) {
            throw Refusal.badInput(refusal, field);
        }
        return text.strip();
    }
}
