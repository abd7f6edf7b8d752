package org.madoguchi.portal;

import org.madoguchi.platform.Refusal;

/** What is wrong with one field: a code, and the key of its sentence in the messages. */
record Problem(String field, String code, String key, Object... args) {

    static Problem of(String field, String code, Object... args) {
        return new Problem(field, code, "refusal." + code, args);
    }

    static Problem empty(String field) {
        return of(field, "FIELD_EMPTY");
    }

    static Problem notChosen(String field) {
        return of(field, "CHOICE_MISSING");
    }

    static Problem of(Refusal no, String field) {
        return of(field, no.code(), no.args());
    }

    /** A reason of a decision table or of the photo check. */
    static Problem reason(String field, String code) {
        return new Problem(field, code, "reason." + code + ".text");
    }
}
