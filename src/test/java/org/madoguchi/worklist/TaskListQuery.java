package org.madoguchi.worklist;

import java.util.Collection;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bare query behind the task list, without the reading that is recorded with it, for those who measure. */
public final class TaskListQuery {

    private final WorkStore store;
    private final JdbcClient sql;

    public TaskListQuery(ApplicationContext product) {
        this.store = product.getBean(WorkStore.class);
        this.sql = product.getBean(JdbcClient.class);
    }

    /** The first page of these queues, with whoever has the tasks. */
    public int firstPage(Collection<String> queues) {
        return store.inQueues(queues, true, WorkStore.Filter.NONE, null, Worklist.ROWS + 1).size();
    }

    public List<String> explain(Collection<String> queues) {
        return sql.sql("explain (analyze, buffers, costs off) " + WorkStore.QUEUES).param("queues", queues.toArray(String[]::new))
                .param("all", true).params(WorkStore.params(WorkStore.Filter.NONE)).param("rows", Worklist.ROWS + 1).param("priority", Integer.MAX_VALUE)
                .param("due", java.time.OffsetDateTime.parse("1970-01-01T00:00:00Z")).param("task", "").query(String.class).list();
    }
}
