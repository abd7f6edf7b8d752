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
import org.madoguchi.issuance.Issuance.CustodyEvent;
import org.springframework.stereotype.Component;

/** The office opens the pouch: the card is there, damaged, or not there. */
@Component
class ConfirmCardReceiptForm implements TaskForm<ConfirmCardReceiptForm.Form> {

    enum Receipt { RECEIVED, DAMAGED, NOT_ARRIVED }

    /** {@code reference} is the number of the seal. */
    record Form(@NotNull Receipt receipt, @Size(max = 60) String reference, @Size(max = 1000) String note) {}

    /** The chain so far, so that the pouch can be compared with what was sent. */
    public record Page(Card card, List<CustodyEvent> chain) {}

    private final CaseFiles cases;
    private final Custody custody;
    private final Issuance issuance;

    ConfirmCardReceiptForm(CaseFiles cases, Custody custody, Issuance issuance) {
        this.cases = cases;
        this.custody = custody;
        this.issuance = issuance;
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmCardReceipt";
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
        switch (form.receipt()) {
            case RECEIVED -> {
                String seal = Reasons.required(form.reference(), "reference", "REFERENCE_WANTED");
                custody.compareSeal(card, seal, form.note(), task);
                custody.move(card, State.RECEIVED, task.office(), task.actor(), seal, form.note());
                cases.cardNowAt(number, task.office());
                cases.record(number, Event.of("CARD_RECEIVED", task.actor()).at(task.office()));
                issuance.applyWaitingChange(number);
            }
            case DAMAGED -> {
                String what = Reasons.required(form.note(), "note");
                custody.move(card, State.RECEIVED, task.office(), task.actor(), form.reference(), what);
                cases.cardNowAt(number, task.office());
                cases.record(number, Event.internal("CARD_ARRIVED_DAMAGED", task.actor()).at(task.office()).because("CARD_DAMAGED")
                        .noting(what));
            }
            case NOT_ARRIVED -> {
                String since = Reasons.required(form.note(), "note");
                custody.note(card, "NOT_ARRIVED", task.office(), task.actor(), null, since);
                cases.record(number, Event.internal("CARD_NOT_ARRIVED", task.actor()).at(task.office()).noting(since));
            }
        }
        return Map.of("receipt", form.receipt().name());
    }
}
