package org.madoguchi.casefile;

import org.madoguchi.identity.CurrentUser;

/**
 * One entry of the timeline, before it is written. {@code name} has a text {@code event.<name>} in the messages.
 *
 * @param office the office for which it was done, or null
 * @param reasonCode why, by code, or null
 * @param note an officer's words, or null; never shown to the public
 * @param rule the decision table that said so, with its version, or null
 * @param shownToApplicant whether the holder sees it on the follow page
 */
public record Event(String name, CurrentUser actor, String office, String reasonCode, String note, String rule,
        Integer ruleVersion, boolean shownToApplicant) {

    /** Something the holder may see. */
    public static Event of(String name, CurrentUser actor) {
        return new Event(name, actor, null, null, null, null, null, true);
    }

    /** Something only staff see. */
    public static Event internal(String name, CurrentUser actor) {
        return new Event(name, actor, null, null, null, null, null, false);
    }

    public Event at(String office) {
        return new Event(name, actor, office, reasonCode, note, rule, ruleVersion, shownToApplicant);
    }

    public Event because(String reasonCode) {
        return new Event(name, actor, office, reasonCode, note, rule, ruleVersion, shownToApplicant);
    }

    public Event noting(String note) {
        return new Event(name, actor, office, reasonCode, note == null || note.isBlank() ? null : note, rule, ruleVersion,
                shownToApplicant);
    }

    public Event by(String rule, int ruleVersion) {
        return new Event(name, actor, office, reasonCode, note, rule, ruleVersion, shownToApplicant);
    }
}
