package org.madoguchi.worklist;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.Absences;
import org.madoguchi.identity.Absences.Absence;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Staff;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What somebody has when they go away passes to their stand-in, or back to its queue; its clocks run on. */
@Component
public class WorkAbsence {

    private static final int BATCH = 20;

    private final WorkStore store;
    private final Worklist worklist;
    private final TaskService tasks;
    private final CaseFiles cases;
    private final Staff staff;
    private final StaffNotices notices;
    private final Absences absences;

    WorkAbsence(WorkStore store, Worklist worklist, TaskService tasks, CaseFiles cases, Staff staff, StaffNotices notices, Absences absences) {
        this.store = store;
        this.worklist = worklist;
        this.tasks = tasks;
        this.cases = cases;
        this.staff = staff;
        this.notices = notices;
        this.absences = absences;
    }

    /**
     * Passes on the work of those whose absence has begun. Safe on several nodes and to repeat.
     *
     * @return how many absences were looked at; none where nothing is left
     */
    @Transactional
    public int passOn() {
        List<Absence> begun = absences.begun(BATCH);
        for (Absence absence : begun) {
            Optional<CurrentUser> standIn = Optional.ofNullable(absence.standIn()).flatMap(staff::find);
            UUID occasion = UUID.randomUUID();
            store.takenBy(absence.staffId()).forEach(item -> passOn(item, absence.staffId(), standIn.filter(one -> mayTake(item, one)), occasion));
            absences.passedOn(absence);
        }
        return begun.size();
    }

    private boolean mayTake(WorkItem item, CurrentUser standIn) {
        return standIn.queues().contains(item.queue()) && !staff.away(standIn.id(), item.officeCode()) && worklist.barred(item, standIn).isEmpty();
    }

    private void passOn(WorkItem item, String away, Optional<CurrentUser> standIn, UUID occasion) {
        tasks.setAssignee(item.taskId(), standIn.map(CurrentUser::id).orElse(null));
        cases.record(item.caseNumber(), Event.internal(standIn.isPresent() ? "TASK_PASSED_TO_STAND_IN" : "TASK_BACK_WHILE_AWAY", CurrentUser.SYSTEM)
                .at(item.officeCode()).because(item.taskKey()));
        standIn.ifPresent(one -> notices.tell(one.id(), "STAND_IN", occasion, away, item));
    }
}
