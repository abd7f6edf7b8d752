package org.madoguchi.worklist;

import java.time.LocalDate;

/**
 * What somebody wants to do with a task without doing it.
 *
 * @param assignee who gets it: {@code ASSIGN}, {@code HAND_OVER}; who is asked: {@code ASK}
 * @param note words for whoever reads the timeline, above all for the one who gets it; the question itself: {@code ASK}
 * @param reason why it is held, a {@link HoldReason}: {@code HOLD}
 * @param day the last day of the hold: {@code HOLD}, {@code ASK}; the day to look again, null for none any more: {@code FOLLOW_UP}
 */
public record WorkAction(Kind kind, String assignee, String note, HoldReason reason, LocalDate day) {

    public enum Kind {
        /** Takes it for oneself. */
        CLAIM,
        /** Puts it back into its queue. */
        RELEASE,
        /** A supervisor gives it to somebody. */
        ASSIGN,
        /** Whoever has it gives it to a colleague. */
        HAND_OVER,
        /** Whoever has it gives it back to the one who had it before. */
        GIVE_BACK,
        /** It waits for somebody else until a day. */
        HOLD,
        /** It waits for what a colleague answers, until a day at the latest. */
        ASK,
        /** It waits no longer. */
        RESUME,
        /** It is to be looked at again on a day. */
        FOLLOW_UP;

        /** Whether it can be done with many tasks at once: a question is about one. */
        public boolean ofMany() {
            return this != ASK;
        }
    }

    /** What a held task waits for. */
    public enum HoldReason {
        APPLICANT, OTHER_OFFICE, PARTNER, DOCUMENT, COLLEAGUE, OTHER;

        /** The office cannot go on without somebody outside it: what the applicant feels goes on, its own clock does not. */
        public boolean stopsTheClock() {
            return this != COLLEAGUE && this != OTHER;
        }
    }

    static WorkAction release() {
        return new WorkAction(Kind.RELEASE, null, null, null, null);
    }

    static WorkAction assign(String assignee) {
        return new WorkAction(Kind.ASSIGN, assignee, null, null, null);
    }
}
