package org.madoguchi.issuance;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.issuance.PinResets.PinReset;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What the model {@code pin-reset} calls. Method names are a contract with resets that are open. */
@Component
public class PinResetProcess {

    private final PinResets resets;

    PinResetProcess(PinResets resets) {
        this.resets = resets;
    }

    public void inviteToCounter(DelegateExecution execution) {
        tell(execution, "pin-reset-invitation", "once");
    }

    public void tellNotVerified(DelegateExecution execution) {
        // Every attempt has a token of its own at this step.
        tell(execution, "pin-reset-again", execution.getActivityInstanceId());
    }

    public void tellReset(DelegateExecution execution) {
        tell(execution, "pin-reset-done", "once");
    }

    public void tellReissue(DelegateExecution execution) {
        tell(execution, "pin-reset-card-defective", "once");
    }

    /** The end of the last day to come, in Tokyo. */
    public Date deadline(DelegateExecution execution) {
        return Date.from(resets.comeUntil(reset(execution)).plusDays(1).atStartOfDay(Tokyo.ZONE).toInstant());
    }

    public void recordNoShow(DelegateExecution execution) {
        resets.noShow(execution.getProcessBusinessKey());
        tell(execution, "pin-reset-closed", "once");
    }

    public void recordWithdrawal(DelegateExecution execution) {
        resets.withdrawn(execution.getProcessBusinessKey());
    }

    private void tell(DelegateExecution execution, String template, String occasion) {
        resets.tell(execution.getProcessBusinessKey(), template, reset(execution).id() + "-" + occasion);
    }

    private PinReset reset(DelegateExecution execution) {
        return resets.of(execution.getProcessBusinessKey()).orElseThrow();
    }
}
