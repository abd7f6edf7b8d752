package org.madoguchi.issuance;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.ResolveProductionForm.Page;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** A merged card was not made, or not in time. Nobody has to wait for it: ordinary cards can come instead. */
@Component
class ResolveMergedProductionForm implements TaskForm<ResolveMergedProductionForm.Form> {

    enum Resolution { ORDER_AGAIN, NEW_PHOTO, KEEP_WAITING, SEPARATE }

    /** {@code question} is what the applicant is told about the photo. */
    record Form(@NotNull Resolution resolution, @Size(max = 1000) String note, @Size(max = 1000) String question) {}

    private final CaseFiles cases;
    private final Custody custody;

    ResolveMergedProductionForm(CaseFiles cases, Custody custody) {
        this.cases = cases;
        this.custody = custody;
    }

    @Override
    public String taskKey() {
        return "Task_ResolveMergedProduction";
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
        switch (form.resolution()) {
            case KEEP_WAITING -> {
                if (!card.live()) {
                    throw Refusal.badInput("WAITING_IN_VAIN", "resolution");
                }
            }
            case ORDER_AGAIN, NEW_PHOTO -> {
                if (card.live()) {
                    custody.move(card, State.CANCELLED, task.office(), task.actor(), null, form.note());
                }
            }
            // The next step takes the order back from the producer.
            case SEPARATE -> Reasons.required(form.note(), "note");
        }
        if (form.resolution() == Resolution.NEW_PHOTO) {
            cases.ask(task.caseNumber(), "PHOTO_WANTED", Reasons.required(form.question(), "question", "QUESTION_WANTED"), task.actor());
        }
        cases.record(task.caseNumber(), Event.internal("PRODUCTION_RESOLVED", task.actor()).at(task.office())
                .because(card.rejection() == null ? "PRODUCTION_OVERDUE" : card.rejection()).noting(form.note()));
        return Map.of("resolution", form.resolution().name());
    }
}
