package org.madoguchi.issuance;

import java.util.HashMap;
import java.util.Map;
import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The bureau opens the parcel: with the card there, the merged card is made. */
@Component
class ConfirmMergedReceiptForm extends ConfirmCardReceiptForm {

    ConfirmMergedReceiptForm(CaseFiles cases, Custody custody, Issuance issuance) {
        super(cases, custody, issuance);
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmMergedReceipt";
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        Map<String, Object> outcomes = new HashMap<>(super.complete(task, form));
        if (form.receipt() == Receipt.RECEIVED) {
            outcomes.put("merged", "MADE");
        }
        return outcomes;
    }
}
