package org.madoguchi.residence;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.Fees;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.ResidenceFee.Fee;
import org.springframework.stereotype.Component;

/** At the counter the fee is paid in revenue stamps, when the permission is handed over. */
@Component
class TakeRevenueStampsForm implements TaskForm<TakeRevenueStampsForm.Form> {

    /** {@code feeYen} only where the table could not tell the amount. */
    record Form(@Min(1) @Max(300_000) Integer feeYen, Boolean stampsTaken) {}

    /** {@code feeYen} is null where the table could not tell. */
    public record Page(Integer feeYen, String reasonCode) {}

    private final CaseFiles cases;
    private final CardDecision decision;
    private final Fees fees;

    TakeRevenueStampsForm(CaseFiles cases, CardDecision decision, Fees fees) {
        this.cases = cases;
        this.decision = decision;
        this.fees = fees;
    }

    @Override
    public String taskKey() {
        return "Task_TakeRevenueStamps";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public Page page(CaseFile file) {
        Fee fee = decision.fee(file);
        return new Page(fee.yen(), fee.ruling().reasonCode());
    }

    @Override
    public Map<String, Object> complete(TaskContext task, Form form) {
        CaseFile file = cases.get(task.caseNumber());
        Fee fee = decision.fee(file);
        if (fee.yen() == null) {
            if (form.feeYen() == null) {
                throw Refusal.badInput("FEE_WANTED", "feeYen");
            }
            fees.set(file.number(), form.feeYen(), fee.ruling().reasonCode(), fee.ruling().tableVersion());
        }
        if (!Boolean.TRUE.equals(form.stampsTaken())) {
            throw Refusal.badInput("STAMPS_WANTED", "stampsTaken");
        }
        cases.record(file.number(), Event.of("STAMPS_TAKEN", task.actor()).at(task.office()));
        return Map.of();
    }
}
