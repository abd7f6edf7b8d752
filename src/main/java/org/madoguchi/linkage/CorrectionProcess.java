package org.madoguchi.linkage;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.linkage.Correction.Stage;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What {@code linkage-correction} calls. */
@Component
public class CorrectionProcess {

    private final Corrections corrections;
    private final Clock clock;

    CorrectionProcess(Corrections corrections, Clock clock) {
        this.corrections = corrections;
        this.clock = clock;
    }

    public void freeze(DelegateExecution execution) {
        corrections.ensureFrozen(execution.getProcessBusinessKey());
    }

    public void checkNotices(DelegateExecution execution) {
        setNotices(execution);
    }

    public void checkOutcomeNotices(DelegateExecution execution) {
        setNotices(execution);
    }

    private void setNotices(DelegateExecution execution) {
        Correction correction = corrections.current(execution.getProcessBusinessKey());
        execution.setVariable("notices", corrections.nextToTell(correction).isPresent() ? "TO_SEND" : "SENT");
    }

    public void checkConfirmations(DelegateExecution execution) {
        execution.setVariable("copies", corrections.everyCopyConfirmed(execution.getProcessBusinessKey()) ? "CONFIRMED" : "OPEN");
    }

    public Date confirmationsDueAt(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(corrections.confirmationReminder(), clock));
    }

    public void apply(DelegateExecution execution) {
        corrections.apply(execution.getProcessBusinessKey());
    }

    public void returnCase(DelegateExecution execution) {
        corrections.returnCase(execution.getProcessBusinessKey());
    }

    public void tellHolder(DelegateExecution execution) {
        corrections.tellHolder(execution.getProcessBusinessKey());
    }

    public void tellNoError(DelegateExecution execution) {
        corrections.tellHolder(execution.getProcessBusinessKey());
    }

    public Date preliminaryWarningAt(DelegateExecution execution) {
        return Date.from(corrections.preliminaryWarning(correction(execution)).atStartOfDay(Tokyo.ZONE).toInstant());
    }

    public Date preliminaryEndAt(DelegateExecution execution) {
        return endOf(corrections.reportDue(correction(execution), Stage.PRELIMINARY));
    }

    public Date finalEndAt(DelegateExecution execution) {
        return endOf(corrections.reportDue(correction(execution), Stage.FINAL));
    }

    public void raiseBreachClock(DelegateExecution execution) {
        corrections.raiseDeadline(execution.getProcessBusinessKey());
    }

    private Correction correction(DelegateExecution execution) {
        return corrections.current(execution.getProcessBusinessKey());
    }

    private static Date endOf(LocalDate day) {
        return Date.from(day.plusDays(1).atStartOfDay(Tokyo.ZONE).toInstant());
    }
}
