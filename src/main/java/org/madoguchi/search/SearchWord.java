package org.madoguchi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.madoguchi.accessregister.Fact;

/**
 * One word of what was typed, folded as the index is.
 *
 * @param sound how it sounds in Latin letters; the word itself where it has none
 */
record SearchWord(String word, String sound) {

    /** What a word may be the beginning of, and under which fact of the access register that stands. */
    private enum Thing {
        NAME('N', Fact.IDENTITY), OTHER_NAME('O', Fact.IDENTITY), BIRTH_DATE('B', Fact.IDENTITY), CASE_NUMBER('S', Fact.PROGRESS),
        CARD_NUMBER('C', Fact.HELD_CARD);

        private final char tag;
        private final Fact fact;

        Thing(char tag, Fact fact) {
            this.tag = tag;
            this.fact = fact;
        }
    }

    /** An entry of the index that this may be the beginning of, with the key under which the index has it. */
    record Beginning(String key, String text, boolean ofNow) {

        /** Whether the key is all there is to it. */
        boolean inKey() {
            return key.equals(text);
        }
    }

    private static final Map<String, String> PROGRAMMES = Map.of("OVERSEAS", "A", "RESIDENCE", "B");
    private static final int KEY = 4;

    /** What it may be the beginning of, as far as {@code granted} says so of a programme and a fact; empty where it is too short. */
    List<Beginning> beginnings(BiPredicate<String, Fact> granted) {
        List<Beginning> all = new ArrayList<>();
        PROGRAMMES.forEach((programme, letter) -> {
            for (Thing thing : Thing.values()) {
                if (granted.test(programme, thing.fact)) {
                    spellings(thing).forEach(text -> all.add(new Beginning(letter + thing.tag + key(thing, text), letter + thing.tag + text,
                            thing != Thing.OTHER_NAME)));
                }
            }
        });
        return all;
    }

    private Set<String> spellings(Thing thing) {
        boolean number = word.matches("[0-9A-Z]{4,}");
        return switch (thing) {
            // one kanji is a name, one letter is nobody's
            case NAME, OTHER_NAME -> word.codePointCount(0, word.length()) > 1 || Character.isIdeographic(word.codePointAt(0))
                    ? distinct(word, sound) : Set.of();
            case BIRTH_DATE -> number && word.chars().allMatch(Character::isDigit) ? Set.of(word) : Set.of();
            // read out on the telephone: case numbers have no O, I and L
            case CASE_NUMBER -> number ? Set.of(word.replace('O', '0').replace('I', '1').replace('L', '1')) : Set.of();
            case CARD_NUMBER -> number ? Set.of(word) : Set.of();
        };
    }

    private static Set<String> distinct(String one, String other) {
        return one.equals(other) ? Set.of(one) : Set.of(one, other);
    }

    /** Of a number the last characters, which fewer share than the first. */
    private static String key(Thing thing, String text) {
        boolean number = thing == Thing.CASE_NUMBER || thing == Thing.CARD_NUMBER;
        return number ? text.substring(text.length() - KEY)
                : text.substring(0, text.offsetByCodePoints(0, Math.min(KEY, text.codePointCount(0, text.length()))));
    }
}
