package org.madoguchi.verification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What models call of verification. Method names are a contract with cases in flight. */
@Component
public class VerificationProcess {

    private final Verification verification;

    VerificationProcess(Verification verification) {
        this.verification = verification;
    }

    public void recordFailedVisit(DelegateExecution execution) {
        verification.recordFailedVisit(execution.getProcessBusinessKey());
    }

    public void recordNoShow(DelegateExecution execution) {
        verification.recordNoShow(execution.getProcessBusinessKey());
    }
}
