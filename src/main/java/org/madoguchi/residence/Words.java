package org.madoguchi.residence;

import org.madoguchi.platform.Refusal;

/** What officers must say. */
final class Words {

    private Words() {}

    /** @throws Refusal with this code where nothing is said */
    static String required(String text, String field, String refusal) {
        if (blank(text)) {
            throw Refusal.badInput(refusal, field);
        }
        return text.strip();
    }

    static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
