package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.stereotype.Component;

/** One person prepares the return or destruction of a card; a second one witnesses it before it counts. */
@Component
class DisposeOfCardForm implements TaskForm<DisposeOfCardForm.Form> {

    /** {@code reference} is the pouch of a return. */
    record Form(@NotNull Disposal method, @Size(max = 60) String reference, @Size(max = 1000) String note) {}

    /** {@code usual} is what this office does. */
    public record Page(Card card, Disposal usual) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final CardStore cards;
    private final MissionCapabilities capabilities;

    DisposeOfCardForm(CaseFiles cases, Custody custody, CardStore cards, MissionCapabilities capabilities) {
        this.cases = cases;
        this.custody = custody;
        this.cards = cards;
        this.capabilities = capabilities;
    }

    @Override
    public String taskKey() {
        return "Task_DisposeOfCard";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(custody.find(file.number()).orElseThrow(), usual(file));
    }

    @Override
    public boolean secondFactor() {
        return true;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        Card card = custody.current(task.caseNumber());
        if (form.method() == Disposal.RETURN) {
            Reasons.required(form.reference(), "reference", "REFERENCE_WANTED");
        }
        if (form.method() != usual(cases.get(task.caseNumber()))) {
            Reasons.required(form.note(), "note");
        }
        cards.setDisposal(card.id(), form.method());
        custody.note(card, "DISPOSAL_PREPARED", task.office(), task.actor(), form.reference(), form.note());
        cases.record(task.caseNumber(), Event.internal("DISPOSAL_PREPARED", task.actor()).at(task.office()).noting(form.note()));
        return Map.of();
    }

    /** What becomes of a resident's card is the bureau's own; nothing was published. */
    Disposal usual(CaseFile file) {
        if (!file.overseas()) {
            return Disposal.DESTROY;
        }
        return capabilities.of(file.cardOfficeCode() == null ? file.missionCode() : file.cardOfficeCode()).disposal();
    }
}
