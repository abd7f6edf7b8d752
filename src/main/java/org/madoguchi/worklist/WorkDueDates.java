package org.madoguchi.worklist;

import java.time.Clock;
import java.util.Map;
import org.madoguchi.sla.DueDates;
import org.madoguchi.sla.Sla;
import org.springframework.stereotype.Component;

/** The task list and the engine's timers follow the ledger of clocks; how pressing a task is, is looked at again. */
@Component
class WorkDueDates implements DueDates {

    private final WorkStore store;
    private final TaskTimers timers;
    private final Clock clock;

    WorkDueDates(WorkStore store, TaskTimers timers, Clock clock) {
        this.store = store;
        this.timers = timers;
        this.clock = clock;
    }

    @Override
    public void move(Map<String, Sla.Target> byTask) {
        store.moveDue(byTask, clock.instant());
        timers.move(byTask);
    }
}
