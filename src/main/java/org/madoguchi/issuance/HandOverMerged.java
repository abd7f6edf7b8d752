package org.madoguchi.issuance;

import static java.lang.Boolean.TRUE;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * A resident's card changes hands at the counter: the old cards come back, each recorded, and the holder hears what the new
 * one does not carry over.
 */
abstract class HandOverMerged implements TaskForm<HandOverMerged.Form> {

    enum Handover { HANDED_OVER, NOT_VERIFIED, DEFECTIVE }

    /** @param note why an old card does not come back, what was doubtful, or what is wrong with the card */
    record Form(@NotNull Handover handover, Boolean identityChecked, OldCards.Surrender residenceCard, OldCards.Surrender myNumberCard,
            Boolean notCarriedOverTold, Boolean signatureTaken, @Size(max = 1000) String note) {}

    /**
     * @param held NONE, SEPARATE or MERGED: which old cards are to come back
     * @param notCarriedOver codes with texts {@code issuance.notCarriedOver.<code>}
     */
    public record Page(Card card, String held, boolean merged, List<String> notCarriedOver) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final OldCards oldCards;
    private final LinkInDoubt doubt;

    HandOverMerged(CaseFiles cases, Custody custody, OldCards oldCards, LinkInDoubt doubt) {
        this.cases = cases;
        this.custody = custody;
        this.oldCards = oldCards;
        this.doubt = doubt;
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        boolean merged = file.residence().merged();
        return new Page(custody.find(file.number()).orElseThrow(), file.residence().heldCard(), merged,
                merged ? Issuance.NOT_CARRIED_OVER : List.of());
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        Card card = custody.current(task.caseNumber());
        if (card.state() != State.RECEIVED || !task.office().equals(file.cardOfficeCode())) {
            throw Refusal.conflict("CARD_NOT_HERE");
        }
        switch (form.handover()) {
            case HANDED_OVER -> handOver(task, form, file, card);
            case NOT_VERIFIED -> stop(task, "HANDOVER_NOT_VERIFIED", "IDENTITY_NOT_PROVEN", form.note());
            case DEFECTIVE -> stop(task, "HANDOVER_STOPPED", "CARD_UNUSABLE", form.note());
        }
        return Map.of("handover", form.handover().name());
    }

    private void handOver(TaskContext task, Form form, CaseFile file, Card card) {
        boolean merged = file.residence().merged();
        if (merged) {
            doubt.refuse(file.number());
        }
        if (!TRUE.equals(form.identityChecked())) {
            throw Refusal.badInput("IDENTITY_UNCHECKED", "identityChecked");
        }
        oldCards.takeBack(task, card, file, form.residenceCard(), merged ? form.myNumberCard() : null, merged, form.note());
        if (merged && !TRUE.equals(form.notCarriedOverTold())) {
            throw Refusal.badInput("NOT_CARRIED_OVER_UNTOLD", "notCarriedOverTold");
        }
        if (!TRUE.equals(form.signatureTaken())) {
            throw Refusal.badInput("SIGNATURE_WANTED", "signatureTaken");
        }
        custody.move(card, State.HANDED_OVER, task.office(), task.actor(), null, form.note());
    }

    private void stop(TaskContext task, String event, String reason, String note) {
        String what = Reasons.required(note, "note");
        cases.record(task.caseNumber(), Event.internal(event, task.actor()).at(task.office()).because(reason).noting(what));
    }

    @Component
    static class AtBureau extends HandOverMerged {

        AtBureau(CaseFiles cases, Custody custody, OldCards oldCards, LinkInDoubt doubt) {
            super(cases, custody, oldCards, doubt);
        }

        @Override
        public String taskKey() {
            return "Task_HandOverAtBureau";
        }
    }

    @Component
    static class AtMunicipality extends HandOverMerged {

        AtMunicipality(CaseFiles cases, Custody custody, OldCards oldCards, LinkInDoubt doubt) {
            super(cases, custody, oldCards, doubt);
        }

        @Override
        public String taskKey() {
            return "Task_HandOverAtMunicipality";
        }
    }
}
