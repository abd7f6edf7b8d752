package org.madoguchi.worklist;

import java.time.LocalDate;
import org.madoguchi.worklist.WorkAction.HoldReason;

/**
 * How a task stands between people.
 *
 * @param givenBy whose wish it is that the assignee does it, null where they took it
 * @param previous who had it before, null for nobody
 * @param heldUntil the last day of the hold, null for none; afterwards the hold is over by itself
 * @param version changes with whatever happens to the task
 */
record WorkState(String assignee, String givenBy, String previous, LocalDate followUpOn, LocalDate heldUntil, HoldReason heldFor,
        int version) {

    static WorkState of(WorkItem item) {
        return new WorkState(item.assignee(), item.assignedBy(), item.previousAssignee(), item.followUpOn(), item.heldUntil(),
                item.heldReason() == null ? null : HoldReason.valueOf(item.heldReason()), item.version());
    }

    /** Nobody has it; what somebody had noted for themselves goes with them. */
    WorkState released() {
        return new WorkState(null, null, assignee, null, null, null, version);
    }

    /** Somebody else has it; a hold was the decision of whoever had it, the day to look again stays. */
    WorkState given(String to, String by) {
        return new WorkState(to, by, assignee == null ? previous : assignee, followUpOn, null, null, version);
    }

    WorkState held(LocalDate until, HoldReason reason) {
        return new WorkState(assignee, givenBy, previous, followUpOn, until, reason, version);
    }

    WorkState followedUp(LocalDate day) {
        return new WorkState(assignee, givenBy, previous, day, heldUntil, heldFor, version);
    }

    boolean heldOn(LocalDate today) {
        return heldUntil != null && !today.isAfter(heldUntil);
    }
}
