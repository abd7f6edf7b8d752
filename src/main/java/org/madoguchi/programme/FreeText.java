package org.madoguchi.programme;

import java.text.Normalizer;
import java.util.regex.Pattern;
import org.madoguchi.platform.Refusal;

/** Words that officers write and others read later. */
public final class FreeText {

    private static final Pattern NUMBER = Pattern.compile("[0-9](?:[ \\-]?[0-9]){11}");

    private FreeText() {}

    /** @return the words without space around them @throws Refusal FIELD_EMPTY, TEXT_TOO_LONG, NUMBER_IN_TEXT */
    public static String require(String text, String field, int longest) {
        if (text == null || text.isBlank()) {
            throw Refusal.badInput("FIELD_EMPTY", field);
        }
        check(text, field, longest);
        return text.strip();
    }

    /** The same where nothing need be written. @throws Refusal TEXT_TOO_LONG, NUMBER_IN_TEXT */
    public static void check(String text, String field, int longest) {
        if (text == null) {
            return;
        }
        if (text.length() > longest) {
            throw Refusal.badInput("TEXT_TOO_LONG", field, longest);
        }
        // people would note it here, and what is written here is kept
        if (NUMBER.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).find()) {
            throw Refusal.badInput("NUMBER_IN_TEXT", field);
        }
    }
}
