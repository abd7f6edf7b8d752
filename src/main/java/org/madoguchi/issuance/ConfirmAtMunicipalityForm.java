package org.madoguchi.issuance;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.Issuance.CustodyEvent;
import org.springframework.stereotype.Component;

/** The municipality has the card that the bureau sent. One that does not arrive leaves this task open, and late. */
@Component
class ConfirmAtMunicipalityForm implements TaskForm<ConfirmAtMunicipalityForm.Form> {

    /** {@code reference} is the number of the seal. */
    record Form(@NotBlank @Size(max = 60) String reference, @Size(max = 1000) String note) {}

    public record Page(Card card, List<CustodyEvent> chain) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final Issuance issuance;

    ConfirmAtMunicipalityForm(CaseFiles cases, Custody custody, Issuance issuance) {
        this.cases = cases;
        this.custody = custody;
        this.issuance = issuance;
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmAtMunicipality";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(custody.find(file.number()).orElseThrow(), custody.events(file.number()));
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        String number = task.caseNumber();
        Card card = custody.current(number);
        custody.compareSeal(card, form.reference(), form.note(), task);
        custody.move(card, State.RECEIVED, task.office(), task.actor(), form.reference(), form.note());
        cases.cardNowAt(number, task.office());
        cases.record(number, Event.of("CARD_RECEIVED", task.actor()).at(task.office()));
        issuance.applyWaitingChange(number);
        return Map.of();
    }
}
