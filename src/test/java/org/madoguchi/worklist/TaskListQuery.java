package org.madoguchi.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.madoguchi.identity.CurrentUser;
import org.springframework.context.ApplicationContext;

/** The bare query behind the task list, without the reading that is recorded with it, for those who measure. */
public final class TaskListQuery {

    private final WorkStore store;
    private final Worklist worklist;

    public TaskListQuery(ApplicationContext product) {
        this.store = product.getBean(WorkStore.class);
        this.worklist = product.getBean(Worklist.class);
    }

    /** The first page of these queues, with whoever has the tasks. */
    public int firstPage(Collection<String> queues) {
        return store.inQueues(queues, true, all(), null, Worklist.ROWS + 1).size();
    }

    public void counts(CurrentUser person) {
        worklist.counts(person);
    }

    public List<String> explain(Collection<String> queues) {
        return store.explain(queues, true, all(), Worklist.ROWS + 1);
    }

    private static WorkStore.Filter all() {
        return new WorkStore.Filter(Worklist.Wanted.ALL, Worklist.Order.PRESSING, Instant.now(), LocalDate.now());
    }
}
