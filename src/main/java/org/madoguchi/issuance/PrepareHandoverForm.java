package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.MissionCapabilities.Capability;
import org.madoguchi.programme.MissionCapabilities.Pin;
import org.springframework.stereotype.Component;

/**
 * Before the card is activated: the old card comes back, and the holder sets the PINs on a sealed form or at the terminal.
 * No PIN is ever entered here.
 */
@Component
class PrepareHandoverForm implements TaskForm<PrepareHandoverForm.Form> {

    enum Preparation { READY, DEFECTIVE }

    enum OldCard { TAKEN_BACK, NONE }

    record Form(@NotNull Preparation preparation, OldCard oldCard, Pin pin, @Size(max = 1000) String note) {}

    public record Page(Card card, boolean oldCardExpected, Capability capability) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final LinkInDoubt doubt;
    private final MissionCapabilities capabilities;

    PrepareHandoverForm(CaseFiles cases, Custody custody, LinkInDoubt doubt, MissionCapabilities capabilities) {
        this.cases = cases;
        this.custody = custody;
        this.doubt = doubt;
        this.capabilities = capabilities;
    }

    @Override
    public String taskKey() {
        return "Task_PrepareHandover";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(custody.find(file.number()).orElseThrow(), Cases.bringsOldCard(file), capabilities.of(file.missionCode()));
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        Card card = custody.current(task.caseNumber());
        if (card.state() != State.RECEIVED || !task.office().equals(file.cardOfficeCode())) {
            throw Refusal.conflict("CARD_NOT_HERE");
        }
        if (form.preparation() == Preparation.DEFECTIVE) {
            String what = Reasons.required(form.note(), "note");
            cases.record(task.caseNumber(), Event.internal("HANDOVER_STOPPED", task.actor()).at(task.office()).because("CARD_UNUSABLE")
                    .noting(what));
        } else {
            prepare(task, form, file, card);
        }
        return Map.of("preparation", form.preparation().name());
    }

    private void prepare(TaskContext task, Form form, CaseFile file, Card card) {
        doubt.refuse(task.caseNumber());
        if (form.oldCard() == null) {
            throw Refusal.badInput("OLD_CARD_WANTED", "oldCard");
        }
        if (form.oldCard() == OldCard.NONE && Cases.bringsOldCard(file)) {
            Reasons.required(form.note(), "note", "OLD_CARD_UNEXPLAINED");
        }
        if (form.pin() == null) {
            throw Refusal.badInput("PIN_WAY_WANTED", "pin");
        }
        if (!capabilities.of(task.office()).can(form.pin())) {
            throw Refusal.badInput("PIN_NOT_POSSIBLE", "pin");
        }
        if (form.oldCard() == OldCard.TAKEN_BACK) {
            custody.note(card, "OLD_CARD_TAKEN_BACK", task.office(), task.actor(), null, null);
            cases.record(task.caseNumber(), Event.of("OLD_CARD_TAKEN_BACK", task.actor()).at(task.office()));
        }
        cases.record(task.caseNumber(), Event.internal("HANDOVER_PREPARED", task.actor()).at(task.office()).noting(form.note()));
    }
}
