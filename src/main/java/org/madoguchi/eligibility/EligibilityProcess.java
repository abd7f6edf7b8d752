package org.madoguchi.eligibility;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.Outcome;
import org.springframework.stereotype.Component;

/** What {@code eligibility-check} calls. */
@Component
public class EligibilityProcess {

    private static final String ELIGIBILITY = "eligibility";

    private final CaseEligibility eligibility;
    private final CaseFiles cases;

    EligibilityProcess(CaseEligibility eligibility, CaseFiles cases) {
        this.eligibility = eligibility;
        this.cases = cases;
    }

    /** Judges what is stated now, by the tables in force. */
    public void assess(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        CaseFile file = cases.get(number);
        Assessment assessment = eligibility.of(file);
        var rule = assessment.decidedBy().get(assessment.decidedBy().size() - 1);
        cases.become(number, CaseState.CHECKING_ELIGIBILITY, Event.of("ELIGIBILITY_ASSESSED", CurrentUser.SYSTEM)
                .because(assessment.reasons().get(0).code()).by(rule.table(), rule.version()));
        if (assessment.kind() != null) {
            cases.setKind(number, assessment.kind().name());
        }
        if (assessment.outcome() == Outcome.MORE_INFORMATION) {
            cases.ask(number, assessment.reasons().get(0).code(), null, CurrentUser.SYSTEM);
        }
        execution.setVariable(ELIGIBILITY, assessment.outcome().name());
    }

    public void lapse(DelegateExecution execution) {
        execution.setVariable(ELIGIBILITY, "LAPSED");
    }
}
