package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Issuance.CustodyEvent;
import org.springframework.stereotype.Component;

/** The second person: without their word no card counts as returned or destroyed. */
@Component
class WitnessDisposalForm implements TaskForm<WitnessDisposalForm.Form> {

    enum Witness { CONFIRMED, REJECTED }

    record Form(@NotNull Witness witness, @Size(max = 1000) String note) {}

    public record Page(Card card, List<CustodyEvent> chain) {}

    private final CaseFiles cases;
    private final Custody custody;

    WitnessDisposalForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_WitnessDisposal";
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
    public boolean secondFactor() {
        return true;
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        boolean confirmed = form.witness() == Witness.CONFIRMED;
        String note = confirmed ? form.note() : Reasons.required(form.note(), "note");
        custody.note(custody.current(task.caseNumber()), confirmed ? "DISPOSAL_WITNESSED" : "DISPOSAL_REJECTED", task.office(),
                task.actor(), null, note);
        cases.record(task.caseNumber(), Event.internal(confirmed ? "DISPOSAL_WITNESSED" : "DISPOSAL_REJECTED", task.actor())
                .at(task.office()).noting(note));
        return Map.of("witness", form.witness().name());
    }
}
