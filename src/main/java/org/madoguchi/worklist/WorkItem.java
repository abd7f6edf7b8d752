package org.madoguchi.worklist;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A human task as the task list knows it.
 *
 * @param assignedBy who gave it to the assignee, null where they took it
 * @param reasons codes of the rules that made its priority
 * @param followUpOn the day to look again, null for none
 * @param heldUntil the last day on which it waits for somebody else, null for none
 * @param previousAssignee who had it before
 * @param version changes with whatever people do with it
 */
public record WorkItem(String taskId, String caseNumber, String taskKey, String formKey, String role, String officeCode,
        String assignee, String assignedBy, Instant createdAt, Instant dueAt, Instant atRiskAt, int priority, List<String> reasons,
        String fourEyesOf, Instant closedAt, String completedBy, String outcome, LocalDate followUpOn, LocalDate heldUntil, String heldReason,
        String previousAssignee, int version) {

    public enum Lateness { ON_TIME, AT_RISK, LATE, DONE }

    public Lateness lateness(Instant now) {
        if (closedAt != null) {
            return Lateness.DONE;
        }
        return now.isBefore(atRiskAt) ? Lateness.ON_TIME : now.isBefore(dueAt) ? Lateness.AT_RISK : Lateness.LATE;
    }

    public boolean open() {
        return closedAt == null;
    }

    String queue() {
        return role + "@" + officeCode;
    }
}
