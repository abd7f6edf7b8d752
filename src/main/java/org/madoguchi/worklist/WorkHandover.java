package org.madoguchi.worklist;

import org.camunda.bpm.engine.TaskService;
import org.madoguchi.casefile.OpenWork;
import org.madoguchi.sla.Sla;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Open tasks move to the office that is now in charge; whoever had one there has it no more. */
@Component
class WorkHandover implements OpenWork {

    private final WorkStore store;
    private final TaskService tasks;
    private final Sla sla;

    WorkHandover(WorkStore store, TaskService tasks, Sla sla) {
        this.store = store;
        this.tasks = tasks;
        this.sla = sla;
    }

    @Override
    @Transactional
    public void handOver(String caseNumber, String fromOffice, String toOffice) {
        store.moveOpen(caseNumber, fromOffice, toOffice).stream().filter(item -> item.assignee() != null)
                .forEach(item -> tasks.setAssignee(item.taskId(), null));
        sla.handOver(caseNumber, fromOffice, toOffice);
    }
}
