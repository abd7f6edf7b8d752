package org.madoguchi.issuance;

import java.util.Map;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;

/** The office where the card is now to be collected opens the pouch. */
@Component
class ConfirmForwardedCardForm extends ConfirmCardReceiptForm {

    private final CaseFlow flow;

    ConfirmForwardedCardForm(CaseFiles cases, Custody custody, Issuance issuance, CaseFlow flow) {
        super(cases, custody, issuance);
        this.flow = flow;
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmForwardedCard";
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        // A case begun under an earlier model knows no way to have the card made again: its task stays open, and late.
        if (form.receipt() != Receipt.RECEIVED && !flow.waitsFor(task.caseNumber(), Issuance.CARD_GONE)) {
            throw Refusal.conflict("NOT_WAITING", Issuance.CARD_GONE);
        }
        return super.complete(task, form);
    }
}
