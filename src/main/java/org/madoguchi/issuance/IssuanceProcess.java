package org.madoguchi.issuance;

import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.casefile.Deadlines;
import org.madoguchi.issuance.Issuance.Change;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What models call of issuance. Method names are a contract with cases in flight. */
@Component
public class IssuanceProcess {

    private final Issuance issuance;
    private final Deadlines deadlines;
    private final Clock clock;

    IssuanceProcess(Issuance issuance, Deadlines deadlines, Clock clock) {
        this.issuance = issuance;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    public Date paymentReminderAt(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.paymentReminder(), clock));
    }

    public Date paymentDeadline(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.paymentLapse(), clock));
    }

    public void remindOfPayment(DelegateExecution execution) {
        issuance.remindOfPayment(execution.getProcessBusinessKey());
    }

    public Date productionOverdueAt(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.production(), clock));
    }

    /** A case ends outside the procedure, or goes back to its match: what must be undone. */
    public void takeStock(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        execution.setVariable("feePaid", issuance.feePaid(number));
        execution.setVariable("cardStock", issuance.stock(number));
    }

    public void applyChange(DelegateExecution execution) {
        Change change = Change.valueOf((String) execution.getVariable("change"));
        execution.setVariable("cardToForward", issuance.applyChange(execution.getProcessBusinessKey(), change));
    }

    public void recordDefect(DelegateExecution execution) {
        issuance.recordDefect(execution.getProcessBusinessKey());
        execution.setVariable("handover", "DEFECTIVE");
    }

    public void recordLossInTransit(DelegateExecution execution) {
        issuance.recordLossInTransit(execution.getProcessBusinessKey());
    }

    /** No new photo came: what was ordered is undone, and the case is to lapse. */
    public void giveUpOnPhoto(DelegateExecution execution) {
        issuance.giveUpOnPhoto(execution.getProcessBusinessKey());
        execution.setVariable("production", "LAPSED");
    }

    /** A card that was forwarded is gone: whoever waits for the visit has another one made. */
    public void remakeCard(DelegateExecution execution) {
        issuance.remakeCard(execution.getProcessBusinessKey());
    }

    public void locateCard(DelegateExecution execution) {
        execution.setVariable("cardPlace", issuance.cardPlace(execution.getProcessBusinessKey()));
    }

    public void recordDisposal(DelegateExecution execution) {
        issuance.recordDisposal(execution.getProcessBusinessKey());
    }

    public void completeCase(DelegateExecution execution) {
        issuance.complete(execution.getProcessBusinessKey());
    }
}
