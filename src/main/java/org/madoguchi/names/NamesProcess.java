package org.madoguchi.names;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code change-of-name} and the spines call of names. Method names are a contract with cases in flight. */
@Component
public class NamesProcess {

    private final NameChanges changes;

    NamesProcess(NameChanges changes) {
        this.changes = changes;
    }

    /** The link has been frozen with the statement; the holder hears what happens now. */
    public void takeUp(DelegateExecution execution) {
        String number = execution.getProcessBusinessKey();
        changes.tellReceived(number);
        execution.setVariable("office", changes.atBureau(number) ? "BUREAU" : "MUNICIPALITY");
    }

    public void askHolder(DelegateExecution execution) {
        changes.tellQuestion(execution.getProcessBusinessKey(), "name-question");
    }

    public void remindHolder(DelegateExecution execution) {
        changes.tellQuestion(execution.getProcessBusinessKey(), "name-question-reminder");
    }

    /** Whatever the procedure is at, it is interrupted and begins again. */
    public void doOver(DelegateExecution execution) {
        changes.doOver(execution.getProcessBusinessKey());
    }
}
