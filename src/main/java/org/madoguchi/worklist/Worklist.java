package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.casefile.TaskForm.TaskContext;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.SecondFactor;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * What people do with tasks. Whoever was first wins; the other is told. Every verb checks role, office and four eyes, so
 * that the page, the API and a partner's event obey the same rules.
 */
@Component
public class Worklist {

    /** Which part of the work a list shows. */
    public enum View {
        /** Assigned to me. */
        MINE,
        /** In my queues, with nobody. */
        OPEN,
        /** In my queues, with anybody. */
        ALL,
        /** What I did within {@link #RECENT}, newest first. */
        DONE
    }

    /** Which of it: null is everything. */
    public record Wanted(String office, String step, WorkItem.Lateness state) {

        static final Wanted ALL = new Wanted(null, null, null);
    }

    /** A page of the list; {@code next} is the cursor of the following one, or null. */
    public record Page(List<WorkItem> items, String next) {}

    static final int ROWS = 25;

    /** How long what somebody did stays in their list. */
    static final Duration RECENT = Duration.ofDays(30);

    /** How many free tasks are looked at in one go. */
    private static final int GLANCE = 20;

    private final WorkStore store;
    private final TaskService tasks;
    private final CaseFiles cases;
    private final Staff staff;
    private final AccessRegister access;
    private final Map<String, TaskForm<?>> forms;
    private final FormReader formReader;
    private final SecondFactor secondFactor;
    private final Clock clock;

    Worklist(WorkStore store, TaskService tasks, CaseFiles cases, Staff staff, AccessRegister access, List<TaskForm<?>> forms,
            FormReader formReader, SecondFactor secondFactor, Clock clock) {
        this.store = store;
        this.tasks = tasks;
        this.cases = cases;
        this.staff = staff;
        this.access = access;
        this.forms = forms.stream().collect(Collectors.toUnmodifiableMap(TaskForm::taskKey, Function.identity()));
        this.formReader = formReader;
        this.secondFactor = secondFactor;
        this.clock = clock;
    }

    /** A page of 25 of the work this person may do, most pressing first; the reading is recorded. */
    @Transactional
    public Page list(CurrentUser person, View view, String cursor) {
        return list(person, view, Wanted.ALL, cursor);
    }

    /** The same of the queues of one office, at one step, or in one state. */
    @Transactional
    public Page list(CurrentUser person, View view, Wanted wanted, String cursor) {
        WorkStore.Cursor after = Cursors.read(cursor);
        WorkStore.Filter filter = new WorkStore.Filter(wanted.step(), wanted.state(), clock.instant());
        Set<String> queues = queues(person, wanted.office());
        List<WorkItem> items = switch (view) {
            case MINE -> store.mine(person.id(), after, ROWS + 1);
            case OPEN -> store.inQueues(queues, false, filter, after, ROWS + 1);
            case ALL -> store.inQueues(queues, true, filter, after, ROWS + 1);
            case DONE -> store.doneBy(person.id(), clock.instant().minus(RECENT), after, ROWS + 1);
        };
        access.listed(person, Purpose.LIST, Math.min(items.size(), ROWS));
        return page(items);
    }

    private static Set<String> queues(CurrentUser person, String office) {
        return person.queues().stream().filter(queue -> office == null || queue.endsWith("@" + office)).collect(Collectors.toSet());
    }

    /** The steps at which anything is open in this person's queues. */
    public Set<String> steps(CurrentUser person) {
        return store.steps(person.queues());
    }

    /**
     * Takes for this person the first free task of their queues in the order of the list, passing over what four eyes bar them
     * from. Two who ask at once get two tasks: what one is just taking, the other does not wait for.
     *
     * @param wanted whoever works through part of the list gets the next of that part
     */
    @Transactional
    public Optional<WorkItem> next(CurrentUser person, Wanted wanted) {
        Set<String> queues = queues(person, wanted.office());
        WorkStore.Filter filter = new WorkStore.Filter(wanted.step(), wanted.state(), clock.instant());
        WorkStore.Cursor after = null;
        List<WorkItem> free;
        do {
            free = store.inQueues(queues, false, filter, after, GLANCE);
            for (WorkItem item : free) {
                if (barred(item, person).isEmpty() && store.lockFree(item.taskId())) {
                    tasks.setAssignee(item.taskId(), person.id());
                    return Optional.of(item);
                }
                after = end(item);
            }
        } while (free.size() == GLANCE);
        return Optional.empty();
    }

    /** Late and soon-late work of these offices, the most overdue first; the reading is recorded. */
    @Transactional
    public Page late(CurrentUser person, Collection<String> offices, String cursor) {
        List<WorkItem> items = store.late(offices, clock.instant(), Cursors.read(cursor), ROWS + 1);
        access.listed(person, Purpose.SUPERVISION, Math.min(items.size(), ROWS));
        return page(items);
    }

    private static Page page(List<WorkItem> items) {
        return items.size() <= ROWS ? new Page(items, null)
                : new Page(items.subList(0, ROWS), Cursors.write(end(items.get(ROWS - 1))));
    }

    /** What is done is in the order in which it was closed, what is open in that of its due date. */
    private static WorkStore.Cursor end(WorkItem item) {
        return new WorkStore.Cursor(item.priority(), item.open() ? item.dueAt() : item.closedAt(), item.taskId());
    }

    public long assignedTo(CurrentUser person) {
        return store.openOf(person.id());
    }

    public List<WorkItem> ofCase(String caseNumber) {
        return store.ofCase(caseNumber);
    }

    /** A task this person may see: it is in one of their queues, or theirs, or they supervise its office. @throws Refusal TASK_UNKNOWN */
    public WorkItem see(String taskId, CurrentUser person) {
        return store.find(taskId).filter(item -> maySee(item, person)).orElseThrow(() -> Refusal.notFound("TASK_UNKNOWN"));
    }

    private static boolean maySee(WorkItem item, CurrentUser person) {
        return person.queues().contains(item.queue()) || person.id().equals(item.assignee()) || supervises(person, item);
    }

    private static boolean supervises(CurrentUser person, WorkItem item) {
        Role role = Role.ofId(item.role()).orElseThrow();
        return person.has(role.supervisor(), item.officeCode()) || person.has(Role.PROGRAMME_MANAGER);
    }

    /** An open task that this person could complete now. @throws Refusal TASK_UNKNOWN, TASK_DONE, TASK_TAKEN, NOT_IN_QUEUE, FOUR_EYES */
    WorkItem requireDoable(String taskId, CurrentUser person) {
        WorkItem item = see(taskId, person);
        if (!item.open()) {
            throw Refusal.conflict("TASK_DONE");
        }
        requireFree(item, person);
        requireQueue(item, person);
        requireOtherEyes(item, person);
        return item;
    }

    /** Takes a task for oneself. @throws Refusal TASK_UNKNOWN, TASK_DONE, TASK_TAKEN, FOUR_EYES */
    @Transactional
    public WorkItem claim(String taskId, CurrentUser person) {
        WorkItem item = lockOpen(taskId, person);
        requireFree(item, person);
        requireQueue(item, person);
        requireOtherEyes(item, person);
        if (item.assignee() == null) {
            tasks.setAssignee(taskId, person.id());
        }
        return item;
    }

    /** Puts a task back into its queue. Safe to repeat. */
    @Transactional
    public void release(String taskId, CurrentUser person) {
        WorkItem item = lockOpen(taskId, person);
        if (item.assignee() == null) {
            return;
        }
        if (!item.assignee().equals(person.id()) && !supervises(person, item)) {
            throw Refusal.conflict("TASK_TAKEN");
        }
        tasks.setAssignee(taskId, null);
    }

    /** A supervisor gives a task to somebody who serves its queue and is not away. Safe to repeat. @throws Refusal NOT_SUPERVISOR, STAFF_UNKNOWN, FOUR_EYES */
    @Transactional
    public void assign(String taskId, String to, CurrentUser supervisor) {
        WorkItem item = lockOpen(taskId, supervisor);
        if (!supervises(supervisor, item)) {
            throw Refusal.forbidden("NOT_SUPERVISOR");
        }
        if (to == null) {
            throw Refusal.badInput("FIELD_MISSING", "assignee", "assignee");
        }
        CurrentUser person = candidates(item).stream().filter(one -> one.id().equals(to)).findFirst()
                .orElseThrow(() -> Refusal.badInput("STAFF_UNKNOWN", "assignee", to));
        requireOtherEyes(item, person);
        if (person.id().equals(item.assignee())) {
            return;
        }
        tasks.setAssignee(taskId, person.id());
        store.assignedBy(taskId, supervisor.id());
        cases.record(item.caseNumber(), Event.internal("TASK_ASSIGNED", supervisor).at(item.officeCode()));
    }

    /** Whether this person may give the task to somebody. */
    public boolean mayAssign(WorkItem item, CurrentUser person) {
        return item.open() && supervises(person, item);
    }

    /** The people a task can be given to. */
    public List<CurrentUser> candidates(WorkItem item) {
        return staff.inQueue(Role.ofId(item.role()).orElseThrow(), item.officeCode()).stream()
                .filter(person -> barred(item, person).isEmpty()).toList();
    }

    /** Whether the second factor has to be shown before this task can be completed. */
    public boolean wantsSecondFactor(WorkItem item) {
        return formOf(item).secondFactor() && !secondFactor.shown();
    }

    public TaskForm<?> formOf(WorkItem item) {
        TaskForm<?> form = forms.get(item.taskKey());
        if (form == null) {
            throw new IllegalStateException("No form for " + item.taskKey());
        }
        return form;
    }

    Set<String> formKeys() {
        return forms.keySet();
    }

    /**
     * Completes a task with its filled and validated form; takes it first where nobody has it.
     *
     * @throws Refusal TASK_UNKNOWN, TASK_DONE, TASK_TAKEN, FOUR_EYES, SECOND_FACTOR_NEEDED, and what the form itself refuses
     */
    @Transactional
    public void complete(String taskId, Object form, CurrentUser person) {
        WorkItem item = claim(taskId, person);
        finish(item, form, person);
    }

    /** Like {@link #complete(String, Object, CurrentUser)}, with the form as JSON by the names of its fields. */
    @Transactional
    public void complete(String taskId, JsonNode fields, CurrentUser person) {
        complete(taskId, (Object) formReader.read(fields, formOf(see(taskId, person)).form()), person);
    }

    /** A partner does the open task of this key in its own office. @throws Refusal TASK_UNKNOWN, FOUR_EYES */
    @Transactional
    public void completeForOffice(String caseNumber, String taskKey, CurrentUser partner, JsonNode fields) {
        WorkItem found = store.openTask(caseNumber, taskKey).orElseThrow(() -> Refusal.notFound("TASK_UNKNOWN"));
        WorkItem item = lockOpen(found.taskId(), partner);
        requireFree(item, partner);
        requireQueue(item, partner);
        requireOtherEyes(item, partner);
        finish(item, formReader.read(fields, formOf(item).form()), partner);
    }

    private void finish(WorkItem item, Object form, CurrentUser person) {
        if (formOf(item).secondFactor()) {
            secondFactor.require();
        }
        Map<String, Object> outcomes = completeForm(formOf(item), item, form, person);
        store.completedBy(item.taskId(), person.id());
        cases.record(item.caseNumber(), Event.internal("TASK_DONE", person).at(item.officeCode()).because(item.taskKey()));
        tasks.complete(item.taskId(), outcomes);
    }

    private static <F> Map<String, Object> completeForm(TaskForm<F> taskForm, WorkItem item, Object form, CurrentUser person) {
        return taskForm.complete(new TaskContext(item.taskId(), item.taskKey(), item.caseNumber(), person, item.officeCode()),
                taskForm.form().cast(form));
    }

    private WorkItem lockOpen(String taskId, CurrentUser person) {
        WorkItem item = store.lock(taskId).filter(one -> maySee(one, person)).orElseThrow(() -> Refusal.notFound("TASK_UNKNOWN"));
        if (!item.open()) {
            throw Refusal.conflict("TASK_DONE");
        }
        return item;
    }

    private void requireFree(WorkItem item, CurrentUser person) {
        if (item.assignee() != null && !item.assignee().equals(person.id())) {
            throw Refusal.conflict("TASK_TAKEN");
        }
    }

    private static void requireQueue(WorkItem item, CurrentUser person) {
        Post post = new Post(Role.ofId(item.role()).orElseThrow(), item.officeCode());
        if (!person.posts().contains(post)) {
            throw Refusal.forbidden("NOT_IN_QUEUE");
        }
    }

    private void requireOtherEyes(WorkItem item, CurrentUser person) {
        if (barred(item, person).isPresent()) {
            throw Refusal.forbidden("FOUR_EYES");
        }
    }

    /** The task this person did that bars them from this one, if any. */
    public Optional<String> barred(WorkItem item, CurrentUser person) {
        return Optional.ofNullable(item.fourEyesOf()).filter(key -> store.did(person.id(), item.caseNumber(), key));
    }
}
