package org.madoguchi.renewal;

import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What the model {@code card-renewal} calls; its business key is the number of the renewal. */
@Component
public class RenewalProcess {

    private final Renewals renewals;

    RenewalProcess(Renewals renewals) {
        this.renewals = renewals;
    }

    public void invite(DelegateExecution execution) {
        renewals.invite(execution.getProcessBusinessKey());
    }

    public Date nextNoticeAt(DelegateExecution execution) {
        return startOf(renewals.nextNotice(execution.getProcessBusinessKey()));
    }

    public void remind(DelegateExecution execution) {
        renewals.remind(execution.getProcessBusinessKey());
    }

    public Date cardExpiredAt(DelegateExecution execution) {
        return startOf(renewals.expired(execution.getProcessBusinessKey()));
    }

    public void recordExpiry(DelegateExecution execution) {
        renewals.recordExpiry(execution.getProcessBusinessKey());
    }

    public void recordDecline(DelegateExecution execution) {
        renewals.recordDecline(execution.getProcessBusinessKey());
    }

    /** The first moment of a day in Tokyo. */
    private static Date startOf(LocalDate day) {
        return Date.from(day.atStartOfDay(Tokyo.ZONE).toInstant());
    }
}
