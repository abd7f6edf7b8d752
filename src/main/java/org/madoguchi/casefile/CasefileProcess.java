package org.madoguchi.casefile;

import java.time.Clock;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** What models call of the case file. Method names are a contract with cases in flight. */
@Component
public class CasefileProcess {

    private final CaseFiles cases;
    private final Deadlines deadlines;
    private final Clock clock;

    CasefileProcess(CaseFiles cases, Deadlines deadlines, Clock clock) {
        this.cases = cases;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** Tells the applicant that the application has arrived; a resident, that it is taken at the counter. Nothing is checked yet. */
    public void confirmReceipt(DelegateExecution execution) {
        execution.setVariable("eligibilityOutcome", "NONE");
        execution.setVariable("matchOutcome", "NONE");
        CaseFile file = cases.get(execution.getProcessBusinessKey());
        boolean toCounter = !file.overseas() && !file.channel().equals("ONLINE");
        cases.tellApplicant(file.number(), toCounter ? "receipt-counter" : "receipt", "once");
    }

    /** Tells the applicant what an officer or a table asked; the question itself stands on the follow page. */
    public void askApplicant(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        var request = cases.openRequest(number).orElseThrow();
        cases.become(number, CaseState.WAITING_FOR_APPLICANT,
                Event.of("APPLICANT_ASKED", CurrentUser.SYSTEM).because(request.reasonCode()));
        cases.tellApplicant(number, "information-wanted", request.id().toString());
    }

    public Date informationReminderAt(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.informationReminder(), clock));
    }

    public Date informationDeadline(DelegateExecution execution) {
        return Date.from(Tokyo.endOfDayIn(deadlines.informationLapse(), clock));
    }

    public void remindOfInformation(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        cases.openRequest(number).ifPresent(request ->
                cases.tellApplicant(number, "information-reminder", request.id().toString()));
    }

    public void recordLapse(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        cases.become(number, CaseState.LAPSED, Event.of("APPLICATION_LAPSED", CurrentUser.SYSTEM).because("NO_ANSWER_IN_TIME"));
        cases.tellApplicant(number, "lapsed", "once");
    }

    /** Tells the decision; the reasons and what one can do stand on the follow page. */
    public void tellRefusal(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        String reason = cases.decision(number).map(CaseFiles.Decision::reasonCode).orElseThrow();
        cases.become(number, CaseState.REFUSED, Event.of("APPLICATION_REFUSED", CurrentUser.SYSTEM).because(reason));
        cases.tellApplicant(number, "refused", "once");
    }

    /** The case ended for a reason outside the procedure: {@code ending} says which. */
    public void tellEnding(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        String ending = (String) execution.getVariable("ending");
        cases.become(number, CaseState.WITHDRAWN, Event.of("CASE_ENDED", CurrentUser.SYSTEM).because("ENDED_" + ending));
        if (!"DEATH".equals(ending)) {
            cases.tellApplicant(number, "ended", "once");
        }
    }

    public void closeUncollected(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        cases.become(number, CaseState.UNCOLLECTED, Event.of("CARD_UNCOLLECTED", CurrentUser.SYSTEM).because("NOT_COLLECTED_IN_TIME"));
        cases.tellApplicant(number, "uncollected", "once");
    }
}
