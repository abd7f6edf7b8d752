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
import org.springframework.stereotype.Component;

/** A card was not made, or not in time: order it again, with another photo, or wait longer. */
@Component
class ResolveProductionForm implements TaskForm<ResolveProductionForm.Form> {

    enum Resolution { ORDER_AGAIN, NEW_PHOTO, KEEP_WAITING }

    /** {@code question} is what the applicant is told about the photo. */
    record Form(@NotNull Resolution resolution, @Size(max = 1000) String note, @Size(max = 1000) String question) {}

    /** {@code rejection} is null where the order is only overdue. */
    public record Page(Card card, String rejection) {}

    private final CaseFiles cases;
    private final Custody custody;

    ResolveProductionForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_ResolveProduction";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        Card card = custody.find(file.number()).orElseThrow();
        return new Page(card, card.rejection());
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        Card card = custody.current(task.caseNumber());
        if (form.resolution() == Resolution.KEEP_WAITING) {
            if (!card.live()) {
                throw Refusal.badInput("WAITING_IN_VAIN", "resolution");
            }
        } else if (card.live()) {
            custody.move(card, State.CANCELLED, task.office(), task.actor(), null, form.note());
        }
        if (form.resolution() == Resolution.NEW_PHOTO) {
            String question = Reasons.required(form.question(), "question", "QUESTION_WANTED");
            cases.ask(task.caseNumber(), "PHOTO_WANTED", question, task.actor());
        }
        cases.record(task.caseNumber(), Event.internal("PRODUCTION_RESOLVED", task.actor()).at(task.office())
                .because(form.resolution() == Resolution.KEEP_WAITING ? "PRODUCTION_OVERDUE"
                        : card.rejection() == null ? "PRODUCTION_OVERDUE" : card.rejection()).noting(form.note()));
        return Map.of("resolution", form.resolution().name());
    }
}
