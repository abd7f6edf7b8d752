package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
import org.madoguchi.identity.Offices;
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
        /** Assigned to me, and not waiting for anybody. */
        MINE,
        /** In my queues, with nobody. */
        OPEN,
        /** In my queues, with anybody. */
        ALL,
        /** Mine, but until a day it waits for somebody else. */
        WAITING,
        /** What I did within {@link #RECENT}, newest first. */
        DONE
    }

    /** What comes first. */
    public enum Order {
        /** Whatever {@code work-priority} puts first, then whatever is due first. */
        PRESSING,
        /** Whatever is due first. */
        DUE,
        /** Whatever was opened first. */
        OLDEST
    }

    /** What is peculiar to a task. */
    public enum Flag {
        /** The applicant comes today. */
        APPOINTMENT_TODAY,
        /** Hardship was recorded. */
        HARDSHIP,
        /** Somebody acts for the applicant. */
        REPRESENTED,
        /** The day to look again has come. */
        FOLLOW_UP,
        /** It waits for somebody else. */
        HELD,
        /** Somebody had it and put it back. */
        HAD_BEFORE
    }

    /**
     * Which of it; null is everything.
     *
     * @param programme OVERSEAS or RESIDENCE
     * @param language in which the applicant is written to
     * @param days only of cases received at least so many days ago
     */
    public record Wanted(String office, String role, String step, WorkItem.Lateness state, String programme, String kind, String language,
            Flag flag, Integer days) {

        public static final Wanted ALL = new Wanted(null, null, null, null, null, null, null, null, null);
    }

    /** How much there is; {@code followUps}: of mine, how much was to be looked at again by today. */
    record Counts(int mine, int open, int waiting, int followUps) {}

    /** A page of the list; {@code next} is the cursor of the following one, or null. */
    public record Page(List<WorkItem> items, String next) {}

    static final int ROWS = 25;

    /** How long what somebody did stays in their list. */
    static final Duration RECENT = Duration.ofDays(30);

    /** How far tasks are counted; beyond that nobody cares how many. */
    static final int COUNTED = 999;

    /** How many free tasks are looked at in one go. */
    static final int GLANCE = 100;

    private final WorkStore store;
    private final TaskService tasks;
    private final CaseFiles cases;
    private final Staff staff;
    private final Offices offices;
    private final WorkDistribution distribution;
    private final AccessRegister access;
    private final Map<String, TaskForm<?>> forms;
    private final FormReader formReader;
    private final SecondFactor secondFactor;
    private final Clock clock;

    Worklist(WorkStore store, TaskService tasks, CaseFiles cases, Staff staff, Offices offices, WorkDistribution distribution,
            AccessRegister access, List<TaskForm<?>> forms, FormReader formReader, SecondFactor secondFactor, Clock clock) {
        this.store = store;
        this.tasks = tasks;
        this.cases = cases;
        this.staff = staff;
        this.offices = offices;
        this.distribution = distribution;
        this.access = access;
        this.forms = forms.stream().collect(Collectors.toUnmodifiableMap(TaskForm::taskKey, Function.identity()));
        this.formReader = formReader;
        this.secondFactor = secondFactor;
        this.clock = clock;
    }

    /** A page of 25 of the work this person may do, most pressing first; the reading is recorded. */
    @Transactional
    public Page list(CurrentUser person, View view, String cursor) {
        return list(person, view, Wanted.ALL, Order.PRESSING, cursor);
    }

    /** The same of part of the work, in this order. */
    @Transactional
    public Page list(CurrentUser person, View view, Wanted wanted, Order order, String cursor) {
        List<WorkItem> items = items(person, view, wanted, order, Cursors.read(cursor), ROWS + 1);
        access.listed(person, Purpose.LIST, Math.min(items.size(), ROWS));
        return page(items, order);
    }

    /** The ids of the first so many tasks of a list; the reading is recorded. */
    @Transactional
    List<String> firstOf(CurrentUser person, View view, Wanted wanted, Order order, int most) {
        List<WorkItem> items = items(person, view, wanted, order, null, most);
        access.listed(person, Purpose.LIST, items.size());
        return items.stream().map(WorkItem::taskId).toList();
    }

    private List<WorkItem> items(CurrentUser person, View view, Wanted wanted, Order order, WorkStore.Cursor after, int rows) {
        WorkStore.Filter filter = filter(person, wanted, order);
        return switch (view) {
            case MINE -> store.mine(person.id(), false, filter, after, rows);
            case OPEN -> store.inQueues(person.queues(), false, filter, after, rows);
            case ALL -> store.inQueues(person.queues(), true, filter, after, rows);
            case WAITING -> store.mine(person.id(), true, filter, after, rows);
            case DONE -> store.doneBy(person.id(), clock.instant().minus(RECENT), filter, after, rows);
        };
    }

    private WorkStore.Filter filter(CurrentUser person, Wanted wanted, Order order) {
        return new WorkStore.Filter(wanted, order, clock.instant(), LocalDate.ofInstant(clock.instant(), offices.zoneOf(person)));
    }

    /** How much there is in the views of this person, up to {@link #COUNTED} each. */
    Counts counts(CurrentUser person) {
        return store.counts(person.id(), person.queues(), LocalDate.ofInstant(clock.instant(), offices.zoneOf(person)), COUNTED + 1);
    }

    /** How many tasks of a list have come since then, up to {@link #COUNTED}. */
    int arrived(CurrentUser person, View view, Wanted wanted, Instant since) {
        return view == View.DONE || view == View.WAITING ? 0
                : store.arrived(person.id(), person.queues(), view, filter(person, wanted, Order.PRESSING), since, COUNTED + 1);
    }

    /** What a list can tell of the cases of these tasks, by case number. */
    Map<String, WorkStore.CaseFacts> facts(List<WorkItem> items) {
        return store.facts(items.stream().map(WorkItem::caseNumber).distinct().toList());
    }

    /** The steps at which anything is open in this person's queues. */
    public Set<String> steps(CurrentUser person) {
        return store.steps(person.queues());
    }

    /**
     * Takes for this person the task that the rules of its office hand to them: from their queues in the order of the list, among what
     * is equally pressing the most fitting, passing over what four eyes or a missing skill bar them from. Two who ask at once get two
     * tasks: what one is just taking, the other does not wait for.
     *
     * @param wanted whoever works through part of the list gets the next of that part
     * @throws Refusal WORK_ENOUGH where they have as much as their offices give to one
     */
    @Transactional
    public Optional<WorkItem> next(CurrentUser person, Wanted wanted) {
        WorkDistribution.For rules = distribution.to(person);
        Set<String> queues = person.queues().stream().filter(queue -> !rules.enough(queue)).collect(Collectors.toSet());
        if (queues.isEmpty() && !person.queues().isEmpty()) {
            throw Refusal.conflict("WORK_ENOUGH");
        }
        WorkStore.Filter filter = filter(person, wanted, Order.PRESSING);
        WorkStore.Cursor after = null;
        List<WorkItem> free;
        do {
            free = store.inQueues(queues, false, filter, after, GLANCE);
            for (WorkItem item : rules.order(free)) {
                if (barred(item, person).isEmpty() && store.lockFree(item.taskId())) {
                    tasks.setAssignee(item.taskId(), person.id());
                    return Optional.of(item);
                }
            }
            after = free.isEmpty() ? null : end(free.get(free.size() - 1), Order.PRESSING);
        } while (free.size() == GLANCE);
        return Optional.empty();
    }

    /**
     * Work of these offices, the most overdue first; the reading is recorded.
     *
     * @param all whether also what is neither late nor at risk
     * @param step only tasks of this key; null for any
     */
    @Transactional
    public Page late(CurrentUser person, Collection<String> offices, boolean all, String step, String cursor) {
        List<WorkItem> items = store.late(offices, all, step, clock.instant(), Cursors.read(cursor), ROWS + 1);
        access.listed(person, Purpose.SUPERVISION, Math.min(items.size(), ROWS));
        return page(items, Order.DUE);
    }

    private static Page page(List<WorkItem> items, Order order) {
        return items.size() <= ROWS ? new Page(items, null)
                : new Page(items.subList(0, ROWS), Cursors.write(end(items.get(ROWS - 1), order)));
    }

    /** What is done is in the order in which it was closed, whatever the order is. */
    private static WorkStore.Cursor end(WorkItem item, Order order) {
        Instant at = !item.open() ? item.closedAt() : order == Order.OLDEST ? item.createdAt() : item.dueAt();
        return new WorkStore.Cursor(item.priority(), at, item.taskId());
    }

    public List<WorkItem> ofCase(String caseNumber) {
        return store.ofCase(caseNumber);
    }

    /** A task this person may see: it is in one of their queues, or theirs, or they supervise its office. @throws Refusal TASK_UNKNOWN */
    public WorkItem see(String taskId, CurrentUser person) {
        return store.find(taskId).filter(item -> maySee(item, person)).orElseThrow(() -> Refusal.notFound("TASK_UNKNOWN"));
    }

    private boolean maySee(WorkItem item, CurrentUser person) {
        return person.queues().contains(item.queue()) || person.id().equals(item.assignee()) || supervises(person, item);
    }

    boolean supervises(CurrentUser person, WorkItem item) {
        Role role = Role.ofId(item.role()).orElseThrow();
        return person.has(role.supervisor(), item.officeCode()) || person.has(Role.PROGRAMME_MANAGER);
    }

    /** An open task that this person could complete now. @throws Refusal TASK_UNKNOWN, TASK_DONE, TASK_TAKEN, NOT_IN_QUEUE, FOUR_EYES */
    WorkItem requireDoable(String taskId, CurrentUser person) {
        WorkItem item = see(taskId, person);
        requireOpen(item);
        requireClaimable(item, person);
        return item;
    }

    /** Takes a task for oneself. @throws Refusal TASK_UNKNOWN, TASK_DONE, TASK_TAKEN, FOUR_EYES */
    @Transactional
    public WorkItem claim(String taskId, CurrentUser person) {
        WorkItem item = lockOpen(taskId, person);
        requireClaimable(item, person);
        if (item.assignee() == null) {
            tasks.setAssignee(taskId, person.id());
        }
        return item;
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

    /** Every step that people do. */
    Set<String> steps() {
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
        requireClaimable(item, partner);
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

    WorkItem lockOpen(String taskId, CurrentUser person) {
        WorkItem item = store.lock(taskId).filter(one -> maySee(one, person)).orElseThrow(() -> Refusal.notFound("TASK_UNKNOWN"));
        requireOpen(item);
        return item;
    }

    void requireOpen(WorkItem item) {
        if (!item.open()) {
            throw Refusal.conflict("TASK_DONE");
        }
    }

    void requireSupervisor(WorkItem item, CurrentUser person) {
        if (!supervises(person, item)) {
            throw Refusal.forbidden("NOT_SUPERVISOR");
        }
    }

    /** @throws Refusal TASK_TAKEN, NOT_IN_QUEUE, FOUR_EYES */
    void requireClaimable(WorkItem item, CurrentUser person) {
        if (item.assignee() != null && !item.assignee().equals(person.id())) {
            throw Refusal.conflict("TASK_TAKEN");
        }
        requireQueue(item, person);
        requireOtherEyes(item, person);
    }

    void requireQueue(WorkItem item, CurrentUser person) {
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
