package org.madoguchi.issuance;

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

/** The card changes hands: signature taken, and the holder shown what it is good for. */
@Component
class HandOverCardForm implements TaskForm<HandOverCardForm.Form> {

    enum Handover { HANDED_OVER, DEFECTIVE }

    record Form(@NotNull Handover handover, boolean signatureTaken, boolean servicesShown, @Size(max = 1000) String note) {}

    /** {@code services} have texts {@code issuance.service.<name>}. */
    public record Page(Card card, List<String> services) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final LinkInDoubt doubt;

    HandOverCardForm(CaseFiles cases, Custody custody, LinkInDoubt doubt) {
        this.cases = cases;
        this.custody = custody;
        this.doubt = doubt;
    }

    @Override
    public String taskKey() {
        return "Task_HandOverCard";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        return new Page(custody.find(file.number()).orElseThrow(), Issuance.SERVICES);
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        Card card = custody.current(task.caseNumber());
        if (form.handover() == Handover.DEFECTIVE) {
            String what = Reasons.required(form.note(), "note");
            cases.record(task.caseNumber(), Event.internal("HANDOVER_STOPPED", task.actor()).at(task.office()).because("CARD_UNUSABLE")
                    .noting(what));
        } else {
            doubt.refuse(task.caseNumber());
            if (!form.signatureTaken()) {
                throw Refusal.badInput("SIGNATURE_WANTED", "signatureTaken");
            }
            if (!form.servicesShown()) {
                throw Refusal.badInput("SERVICES_UNSHOWN", "servicesShown");
            }
            custody.move(card, State.HANDED_OVER, task.office(), task.actor(), null, form.note());
        }
        return Map.of("handover", form.handover().name());
    }
}
