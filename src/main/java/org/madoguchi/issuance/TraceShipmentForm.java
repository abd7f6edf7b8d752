package org.madoguchi.issuance;

import jakarta.validation.constraints.NotBlank;
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

/** Somebody looks for a card that did not arrive. */
@Component
class TraceShipmentForm implements TaskForm<TraceShipmentForm.Form> {

    enum Trace { FOUND, LOST }

    /** {@code note} says where it was found, or where it was looked for. */
    record Form(@NotNull Trace trace, @NotBlank @Size(max = 1000) String note) {}

    public record Page(Card card, List<CustodyEvent> chain) {}

    private final CaseFiles cases;
    private final Custody custody;

    TraceShipmentForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_TraceShipment";
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
        custody.note(custody.current(task.caseNumber()), "TRACED", task.office(), task.actor(), null, form.note());
        cases.record(task.caseNumber(), Event.internal("CARD_TRACED_" + form.trace(), task.actor()).at(task.office()).noting(form.note()));
        return Map.of("trace", form.trace().name());
    }
}
