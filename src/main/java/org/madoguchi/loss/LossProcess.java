package org.madoguchi.loss;

import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What the models {@code card-loss} and {@code card-return} call. Method names are a contract with cards in hand. */
@Component
public class LossProcess {

    private final Losses losses;
    private final Returns returns;

    LossProcess(Losses losses, Returns returns) {
        this.losses = losses;
        this.returns = returns;
    }

    public void tellHolder(DelegateExecution execution) {
        losses.tellHolder(execution.getProcessBusinessKey());
    }

    public Date nextReminderAt(DelegateExecution execution) {
        return startOf(losses.nextReminder(execution.getProcessBusinessKey()));
    }

    public void remindOfPolice(DelegateExecution execution) {
        losses.remindOfPolice(execution.getProcessBusinessKey());
    }

    public void remindOfBureau(DelegateExecution execution) {
        losses.remindOfBureau(execution.getProcessBusinessKey());
    }

    public void recordLift(DelegateExecution execution) {
        losses.recordLift(execution.getProcessBusinessKey());
    }

    public Date cardExpiredAt(DelegateExecution execution) {
        return startOf(losses.expired(execution.getProcessBusinessKey()));
    }

    public void recordExpiry(DelegateExecution execution) {
        losses.recordExpiry(execution.getProcessBusinessKey());
    }

    public void tellWhereToBring(DelegateExecution execution) {
        returns.tellWhereToBring(execution.getProcessBusinessKey());
    }

    public void tellCardEnded(DelegateExecution execution) {
        returns.tellCardEnded(execution.getProcessBusinessKey(), (String) execution.getVariable("ending"));
    }

    /** The first moment of a day in Tokyo. */
    private static Date startOf(LocalDate day) {
        return Date.from(day.atStartOfDay(Tokyo.ZONE).toInstant());
    }
}
