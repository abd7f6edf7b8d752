package org.madoguchi.reporting;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a letter is for.
 *
 * @param name        as in the family register, printed exactly as it is stored
 * @param nameInLatin as in the passport; without it an English letter shows {@code name} alone
 * @param address     the lines under the name, none when the letter is only fetched online
 */
public record Addressee(String name, @Nullable String nameInLatin, List<String> address) {

    /** The name a letter in this language addresses. */
    public String nameIn(Locale locale) {
        return new Bilingual(name, nameInLatin == null ? name : nameInLatin).in(locale);
    }

    /** Both names, the one of this language first, as a counter compares them with a passport. */
    public String bothNames(Locale locale) {
        return nameInLatin == null
                ? name
                : new Bilingual(name + "（" + nameInLatin + "）", nameInLatin + " (" + name + ")").in(locale);
    }
}
