package org.madoguchi.reporting;

import java.util.Locale;

/** One text in the two languages a letter is written in. */
public record Bilingual(String ja, String en) {

    /** The Japanese text for a Japanese letter, the English one for every other. */
    public String in(Locale locale) {
        return isJapanese(locale) ? ja : en;
    }

    static boolean isJapanese(Locale locale) {
        return locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
    }
}
