package org.madoguchi.issuance;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.springframework.stereotype.Component;

/** The office that has the card sends it to where it is to be collected. */
@Component
class ForwardCardForm implements TaskForm<ForwardCardForm.Form> {

    /** {@code reference} is the number of the pouch or parcel, {@code seal} that of the seal on it. */
    record Form(@NotBlank @Size(max = 60) String reference, @Size(max = 60) String seal, @Size(max = 1000) String note) {}

    private final CaseFiles cases;
    private final Custody custody;

    ForwardCardForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_ForwardToNewPlace";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Card page(CaseFile file) {
        return custody.find(file.number()).orElseThrow();
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        String number = task.caseNumber();
        String destination = cases.get(number).counterCode();
        Card card = custody.current(number);
        custody.seal(card, form.seal(), task);
        custody.move(card, State.FORWARDED, destination, task.actor(), form.reference(), form.note());
        cases.cardNowAt(number, null);
        cases.become(number, CaseState.IN_TRANSIT, Event.of("CARD_FORWARDED", task.actor()).at(task.office()));
        return Map.of();
    }
}
