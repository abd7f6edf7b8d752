package org.madoguchi.sla;

import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.platform.TaskShape;
import org.springframework.stereotype.Component;

/** What the SLA timers in the models call. */
@Component
public class SlaProcess {

    private static final String ESCALATION = "escalation";
    private static final String HOURS = "hours";

    private final Sla sla;
    private final Escalations escalations;
    private final CaseFiles cases;

    SlaProcess(Sla sla, Escalations escalations, CaseFiles cases) {
        this.sla = sla;
        this.escalations = escalations;
        this.cases = cases;
    }

    /** When the human task that this timer is attached to is due. */
    public Date dueDate(DelegateExecution execution) {
        TaskShape shape = TaskShape.of(execution);
        String office = cases.officeFor(cases.get(execution.getProcessBusinessKey()), shape);
        return Date.from(sla.target(shape.taskKey(), office).dueAt());
    }

    public void escalate(DelegateExecution execution) {
        escalations.raise(execution.getProcessBusinessKey());
    }

    /** Leaves {@code climbs}: whether somebody comes after the one who is told now. */
    public void tellNext(DelegateExecution execution) {
        Optional<Integer> hours = escalations.tellNext(number(execution));
        execution.setVariable("climbs", hours.isPresent());
        execution.setVariable(HOURS, hours.orElse(null));
    }

    /** When whoever comes next is told. */
    public Date nextRungAt(DelegateExecution execution) {
        return Date.from(escalations.nextAt(number(execution), (Integer) execution.getVariable(HOURS)));
    }

    private static long number(DelegateExecution execution) {
        return (Long) execution.getVariable(ESCALATION);
    }
}
