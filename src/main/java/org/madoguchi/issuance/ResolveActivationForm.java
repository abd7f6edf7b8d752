package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.springframework.stereotype.Component;

/** J-LIS would not put the card into force: try once more, or have it made again. */
@Component
class ResolveActivationForm implements TaskForm<ResolveActivationForm.Form> {

    enum Activation { RETRY, DEFECTIVE }

    record Form(@NotNull Activation activation, @Size(max = 1000) String note) {}

    private final CaseFiles cases;
    private final Custody custody;

    ResolveActivationForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_ResolveActivation";
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
        String note = form.activation() == Activation.DEFECTIVE ? Reasons.required(form.note(), "note") : form.note();
        cases.record(task.caseNumber(), Event.internal("ACTIVATION_RESOLVED", task.actor()).at(task.office())
                .because(form.activation() == Activation.DEFECTIVE ? "CARD_UNUSABLE" : null).noting(note));
        return Map.of("activation", form.activation().name());
    }
}
