package org.madoguchi.issuance;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.springframework.stereotype.Component;

/** The municipality checks the card it got and sends it on to the mission. */
@Component
class PassOnCardForm implements TaskForm<PassOnCardForm.Form> {

    /** {@code reference} is the number of the pouch or parcel, {@code seal} that of the seal on it. */
    record Form(@NotBlank @Size(max = 60) String reference, @Size(max = 60) String seal, @Size(max = 1000) String note) {}

    private final CaseFiles cases;
    private final Custody custody;

    PassOnCardForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_PassOnCard";
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
        Card card = custody.current(task.caseNumber());
        String mission = cases.get(task.caseNumber()).missionCode();
        custody.note(card, "AT_MUNICIPALITY", task.office(), task.actor(), null, null);
        custody.seal(card, form.seal(), task);
        custody.move(card, State.FORWARDED, mission, task.actor(), form.reference(), form.note());
        cases.record(task.caseNumber(), Event.of("CARD_PASSED_ON", task.actor()).at(task.office()));
        return Map.of();
    }
}
