package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Instant;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.platform.TaskShape;
import org.madoguchi.sla.Sla;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Writes {@code work_item} and the clock of each human task in the engine's own transaction. Built-in listeners, since
 * those of a model can be skipped by a caller.
 */
@Component
class WorkItemRecorder extends AbstractBpmnParseListener {

    private final ObjectProvider<Desk> desk;

    /** Lazily, since the engine is built before the beans that need it. */
    WorkItemRecorder(ObjectProvider<Desk> desk) {
        this.desk = desk;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_CREATE, created -> desk.getObject().opened(created));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_ASSIGNMENT, assigned ->
                desk.getObject().assigned(assigned.getId(), assigned.getAssignee()));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_COMPLETE, done -> desk.getObject().closed(done.getId(), "COMPLETED"));
        task.addBuiltInTaskListener(TaskListener.EVENTNAME_DELETE, gone -> desk.getObject().closed(gone.getId(), "WITHDRAWN"));
    }

    /** What the listeners do. */
    @Component
    static class Desk {

        private final WorkStore store;
        private final CaseFiles cases;
        private final Sla sla;
        private final WorkPriority priority;
        private final Clock clock;

        Desk(WorkStore store, CaseFiles cases, Sla sla, WorkPriority priority, Clock clock) {
            this.store = store;
            this.cases = cases;
            this.sla = sla;
            this.priority = priority;
            this.clock = clock;
        }

        void opened(DelegateTask task) {
            String number = task.getExecution().getProcessBusinessKey();
            TaskShape shape = TaskShape.of(task.getExecution());
            CaseFile file = cases.get(number);
            String office = cases.officeFor(file, shape);
            Sla.Target target = sla.target(shape.taskKey(), office);
            Instant now = clock.instant();
            WorkPriority.Price price = priority.of(new WorkPriority.Facts(task.getId(), shape.taskKey(), office, file.receivedAt(), now, target.dueAt(),
                    target.atRiskAt(), file.residence() != null && file.residence().hardship(), null));
            store.insert(task.getId(), number, shape, office, now, target, price);
            sla.start(task.getId(), number, shape.taskKey(), shape.role(), office, target);
        }

        void assigned(String taskId, String assignee) {
            if (store.assign(taskId, assignee)) {
                sla.resume(taskId);
            }
        }

        void closed(String taskId, String outcome) {
            store.close(taskId, outcome, clock.instant());
            sla.stop(taskId, outcome.equals("WITHDRAWN"));
        }
    }
}
