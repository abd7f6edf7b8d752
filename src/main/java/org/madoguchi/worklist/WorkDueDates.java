package org.madoguchi.worklist;

import java.time.Clock;
import java.util.Map;
import org.madoguchi.sla.DueDates;
import org.madoguchi.sla.Sla;
import org.springframework.stereotype.Component;

/** The task list follows the ledger of clocks; how pressing a task is, is looked at again. */
@Component
class WorkDueDates implements DueDates {

    private final WorkStore store;
    private final Clock clock;

    WorkDueDates(WorkStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void move(Map<String, Sla.Target> byTask) {
        store.moveDue(byTask, clock.instant());
    }
}
