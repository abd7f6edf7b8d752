package org.madoguchi.worklist;

import org.camunda.bpm.engine.TaskService;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.PostsChanged;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Whoever loses a post, or leaves, gives back the tasks they had taken for it; their clocks run on. */
@Component
class WorkReturn {

    private final WorkStore store;
    private final TaskService tasks;
    private final CaseFiles cases;

    WorkReturn(WorkStore store, TaskService tasks, CaseFiles cases) {
        this.store = store;
        this.tasks = tasks;
        this.cases = cases;
    }

    @EventListener
    void changed(PostsChanged person) {
        var queues = person.posts().stream().map(CurrentUser.Post::queue).toList();
        store.takenBy(person.staffId()).stream().filter(item -> !queues.contains(item.queue())).forEach(item -> {
            tasks.setAssignee(item.taskId(), null);
            cases.record(item.caseNumber(), Event.internal("TASK_RETURNED", CurrentUser.SYSTEM).at(item.officeCode()));
        });
    }
}
