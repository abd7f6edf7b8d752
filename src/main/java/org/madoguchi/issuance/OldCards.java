package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm.TaskContext;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The cards a resident hands in for the new one: a merged card alone, or a residence card and a My Number Card. */
@Component
class OldCards {

    enum Surrender { SURRENDERED, NONE }

    private final CaseFiles cases;
    private final Custody custody;

    OldCards(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    /**
     * Records each card that comes back. With an ordinary new card the My Number Card stays where it is; a card that was
     * lost cannot come.
     *
     * @param myNumberWanted whether a My Number Card the holder has must come back too
     * @throws Refusal OLD_CARD_WANTED, OLD_CARD_UNEXPLAINED where one that is held does not come back and nobody says why
     */
    void takeBack(TaskContext task, Card card, CaseFile file, Surrender residenceCard, Surrender myNumberCard, boolean myNumberWanted,
            String why) {
        String held = file.residence().heldCard();
        one(task, card, "RESIDENCE_CARD", "residenceCard", !held.equals("NONE") && !file.residence().lost(), residenceCard, why);
        boolean myNumberCardHeld = held.equals("SEPARATE") && file.residence().myNumberCardUntil() != null;
        one(task, card, "MY_NUMBER_CARD", "myNumberCard", myNumberWanted && myNumberCardHeld, myNumberCard, why);
    }

    private void one(TaskContext task, Card card, String which, String field, boolean expected, Surrender came, String why) {
        if (expected && came == null) {
            throw Refusal.badInput("OLD_CARD_WANTED", field);
        }
        if (expected && came == Surrender.NONE) {
            Reasons.required(why, "note", "OLD_CARD_UNEXPLAINED");
        }
        if (came == Surrender.SURRENDERED) {
            String event = "OLD_" + which + "_SURRENDERED";
            custody.note(card, event, task.office(), task.actor(), null, null);
            cases.record(task.caseNumber(), Event.of(event, task.actor()).at(task.office()));
        }
    }
}
