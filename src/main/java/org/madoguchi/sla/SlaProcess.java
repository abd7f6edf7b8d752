package org.madoguchi.sla;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.platform.TaskShape;
import org.springframework.stereotype.Component;

/** What the SLA timers in the models call. */
@Component
public class SlaProcess {

    private final Sla sla;
    private final CaseFiles cases;

    SlaProcess(Sla sla, CaseFiles cases) {
        this.sla = sla;
        this.cases = cases;
    }

    /** When the human task that this timer is attached to is due. */
    public Date dueDate(DelegateExecution execution) {
        TaskShape shape = TaskShape.of(execution);
        String office = cases.officeFor(cases.get(execution.getProcessBusinessKey()), shape);
        return Date.from(sla.target(shape.taskKey(), office).dueAt());
    }

    public void escalate(DelegateExecution execution) {
        sla.escalateLate(execution.getProcessBusinessKey());
    }
}
