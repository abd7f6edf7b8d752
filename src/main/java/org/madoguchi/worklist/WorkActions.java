package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.FreeText;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.madoguchi.sla.Escalations;
import org.madoguchi.sla.Sla;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people do with tasks besides doing them. One set of rules says how a task would stand afterwards; a preview shows that,
 * doing it writes it, and taking it back writes how the task stood before.
 */
@Component
public class WorkActions {

    /** What an action does to one task. {@code before} equals {@code after} where there is nothing to do. */
    record Plan(WorkItem item, WorkState before, WorkState after) {

        boolean changesNothing() {
            return before.equals(after);
        }
    }

    static final int LONGEST_NOTE = 1000;

    private final Worklist worklist;
    private final WorkActionStore store;
    private final TaskService tasks;
    private final CaseFiles cases;
    private final Staff staff;
    private final Offices offices;
    private final StaffNotices notices;
    private final WorkQuestions questions;
    private final Moments moments;
    private final WorkSettings settings;
    private final Sla sla;
    private final Escalations escalations;
    private final Clock clock;

    WorkActions(Worklist worklist, WorkActionStore store, TaskService tasks, CaseFiles cases, Staff staff, Offices offices,
            StaffNotices notices, WorkQuestions questions, Moments moments, WorkSettings settings, Sla sla,
            Escalations escalations, Clock clock) {
        this.worklist = worklist;
        this.store = store;
        this.tasks = tasks;
        this.cases = cases;
        this.staff = staff;
        this.offices = offices;
        this.notices = notices;
        this.questions = questions;
        this.moments = moments;
        this.settings = settings;
        this.sla = sla;
        this.escalations = escalations;
        this.clock = clock;
    }

    /** Puts a task back into its queue. Safe to repeat. @throws Refusal TASK_UNKNOWN, TASK_DONE, TASK_TAKEN */
    @Transactional
    public void release(String taskId, CurrentUser person) {
        act(taskId, WorkAction.release(), person, UUID.randomUUID());
    }

    /**
     * A supervisor gives a task to somebody who serves its queue and is not away. Safe to repeat.
     *
     * @throws Refusal TASK_UNKNOWN, TASK_DONE, NOT_SUPERVISOR, STAFF_UNKNOWN, STAFF_AWAY, STAFF_BARRED
     */
    @Transactional
    public void assign(String taskId, String to, CurrentUser supervisor) {
        act(taskId, WorkAction.assign(to), supervisor, UUID.randomUUID());
    }

    /** What would come of it. @throws Refusal why it cannot be done */
    Plan plan(String taskId, WorkAction action, CurrentUser person) {
        WorkItem item = worklist.see(taskId, person);
        worklist.requireOpen(item);
        return plan(item, action, person);
    }

    /** @param occasion the same for what is done together @throws Refusal why it cannot be done */
    @Transactional
    public Plan act(String taskId, WorkAction action, CurrentUser person, UUID occasion) {
        WorkItem item = worklist.lockOpen(taskId, person);
        Plan plan = plan(item, action, person);
        if (plan.changesNothing() && action.kind() != Kind.ASK) {
            return plan;
        }
        stand(item, plan.before(), plan.after());
        if (action.kind() != Kind.CLAIM) {
            int version = store.write(taskId, plan.after());
            store.append(taskId, action.kind(), person.id(), clock.instant(), occasion, version, plan.before());
            runClock(item, plan.before(), plan.after());
            if (action.kind() == Kind.ASSIGN) {
                escalations.ofTask(taskId).ifPresent(late -> escalations.settle(late.id(), Escalations.Settled.TAKEN_OVER, null, person.id()));
            }
            cases.record(item.caseNumber(), event(action, plan.after(), item, person));
            tell(action, plan, person, occasion);
            if (action.kind() == Kind.ASK) {
                questions.ask(item, action.assignee(), action.note(), person, occasion);
            }
        }
        return plan;
    }

    private void stand(WorkItem item, WorkState before, WorkState after) {
        if (!Objects.equals(before.assignee(), after.assignee())) {
            tasks.setAssignee(item.taskId(), after.assignee());
        }
    }

    /** The clock of the task stands still while somebody outside the office is waited for. */
    private void runClock(WorkItem item, WorkState before, WorkState after) {
        if (Objects.equals(before.heldUntil(), after.heldUntil()) && before.heldFor() == after.heldFor()) {
            return;
        }
        if (after.heldUntil() != null && after.heldFor().stopsTheClock()) {
            sla.pause(item.taskId(), after.heldFor().name(), "WAITS_FOR_" + after.heldFor(),
                    after.heldUntil().plusDays(1).atStartOfDay(offices.get(item.officeCode()).zone()).toInstant());
        } else {
            sla.resume(item.taskId());
        }
    }

    private Plan plan(WorkItem item, WorkAction action, CurrentUser person) {
        requireFilledIn(action);
        WorkState now = WorkState.of(item);
        return new Plan(item, now, after(item, now, action, person));
    }

    private WorkState after(WorkItem item, WorkState now, WorkAction action, CurrentUser person) {
        return switch (action.kind()) {
            case CLAIM -> {
                worklist.requireClaimable(item, person);
                yield now.assignee() != null ? now : now.given(person.id(), null);
            }
            case RELEASE -> {
                if (now.assignee() == null) {
                    yield now;
                }
                requireHolder(item, person);
                yield now.released();
            }
            case ASSIGN -> {
                worklist.requireSupervisor(item, person);
                yield given(item, now, action.assignee(), person);
            }
            case HAND_OVER -> {
                requireHolder(item, person);
                yield given(item, now, action.assignee(), person);
            }
            case GIVE_BACK -> {
                requireHolder(item, person);
                if (now.previous() == null || now.previous().equals(now.assignee())) {
                    throw Refusal.conflict("NOBODY_BEFORE");
                }
                yield given(item, now, now.previous(), person);
            }
            case HOLD -> {
                requireHolder(item, person);
                yield now.held(within(action.day(), item, today(item).plus(settings.holdAtMost())), action.reason());
            }
            case ASK -> {
                requireHolder(item, person);
                questions.requireMayBeAsked(action.assignee(), item, person);
                yield now.held(within(action.day(), item, today(item).plus(settings.holdAtMost())), HoldReason.COLLEAGUE);
            }
            case RESUME -> {
                requireHolder(item, person);
                yield now.heldUntil() == null ? now : now.held(null, null);
            }
            case FOLLOW_UP -> {
                requireHolder(item, person);
                yield now.followedUp(action.day() == null ? null : within(action.day(), item, today(item).plus(settings.followUpAtMost())));
            }
        };
    }

    /** What is missing whatever the task is. @throws Refusal FIELD_MISSING, TEXT_TOO_LONG, NUMBER_IN_TEXT */
    static void requireFilledIn(WorkAction action) {
        switch (action.kind()) {
            case ASSIGN -> require(action.assignee() != null && !action.assignee().isBlank(), "assignee");
            case HAND_OVER -> {
                require(action.assignee() != null && !action.assignee().isBlank(), "assignee");
                FreeText.require(action.note(), "note", LONGEST_NOTE);
            }
            case ASK -> {
                require(action.assignee() != null && !action.assignee().isBlank(), "assignee");
                FreeText.require(action.note(), "note", LONGEST_NOTE);
                require(action.day() != null, "day");
            }
            case GIVE_BACK -> FreeText.require(action.note(), "note", LONGEST_NOTE);
            case HOLD -> {
                require(action.reason() != null, "reason");
                require(action.day() != null, "day");
                if (action.reason() == HoldReason.OTHER) {
                    FreeText.require(action.note(), "note", LONGEST_NOTE);
                }
            }
            default -> { }
        }
        FreeText.check(action.note(), "note", LONGEST_NOTE);
    }

    private static void require(boolean given, String field) {
        if (!given) {
            throw Refusal.badInput("FIELD_MISSING", field, field);
        }
    }

    private void requireHolder(WorkItem item, CurrentUser person) {
        if (item.assignee() == null) {
            throw Refusal.conflict("TASK_NOBODYS");
        }
        if (!item.assignee().equals(person.id()) && !worklist.supervises(person, item)) {
            throw Refusal.conflict("TASK_TAKEN");
        }
    }

    private WorkState given(WorkItem item, WorkState now, String to, CurrentUser by) {
        if (to.equals(now.assignee())) {
            return now;
        }
        CurrentUser person = staff.find(to).filter(one -> one.queues().contains(item.queue()))
                .orElseThrow(() -> Refusal.badInput("STAFF_UNKNOWN", "assignee", to));
        if (staff.away(to, item.officeCode())) {
            throw Refusal.badInput("STAFF_AWAY", "assignee");
        }
        if (worklist.barred(item, person).isPresent()) {
            throw Refusal.badInput("STAFF_BARRED", "assignee");
        }
        return now.given(to, by.id());
    }

    private LocalDate within(LocalDate day, WorkItem item, LocalDate last) {
        if (!day.isAfter(today(item)) || day.isAfter(last)) {
            throw Refusal.badInput("DAY_OUT_OF_REACH", "day", moments.day(today(item).plusDays(1)), moments.day(last));
        }
        return day;
    }

    /** At the office whose task it is. */
    LocalDate today(WorkItem item) {
        return LocalDate.ofInstant(clock.instant(), offices.get(item.officeCode()).zone());
    }

    private Event event(WorkAction action, WorkState after, WorkItem item, CurrentUser person) {
        String name = switch (action.kind()) {
            case CLAIM -> throw new IllegalArgumentException("Taking a task is no entry of the timeline");
            case RELEASE -> "TASK_PUT_BACK";
            case ASSIGN -> "TASK_ASSIGNED";
            case HAND_OVER -> "TASK_HANDED_OVER";
            case GIVE_BACK -> "TASK_GIVEN_BACK";
            case HOLD -> "TASK_HELD";
            case ASK -> "TASK_COLLEAGUE_ASKED";
            case RESUME -> "TASK_RESUMED";
            case FOLLOW_UP -> after.followUpOn() == null ? "TASK_FOLLOW_UP_REMOVED" : "TASK_FOLLOW_UP_SET";
        };
        return Event.internal(name, person).at(item.officeCode())
                .because(action.kind() == Kind.HOLD ? "WAITS_FOR_" + after.heldFor() : item.taskKey()).noting(action.note());
    }

    /** Whoever gets a task, or no longer has it, hears of it, unless they did it themselves. */
    private void tell(WorkAction action, Plan plan, CurrentUser person, UUID occasion) {
        String before = plan.before().assignee();
        String after = plan.after().assignee();
        if (!Objects.equals(before, after)) {
            Optional.ofNullable(after).filter(one -> !one.equals(person.id()))
                    .ifPresent(one -> notices.tell(one, action.kind().name(), occasion, person, plan.item()));
            Optional.ofNullable(before).filter(one -> !one.equals(person.id()))
                    .ifPresent(one -> notices.tell(one, "TAKEN_AWAY", occasion, person, plan.item()));
        }
    }

    /** What this person may do with the task as it stands. */
    Set<Kind> offered(WorkItem item, WorkState now, CurrentUser person) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        if (!item.open()) {
            return kinds;
        }
        boolean supervises = worklist.supervises(person, item);
        if (now.assignee() != null && (supervises || now.assignee().equals(person.id()))) {
            kinds.addAll(List.of(Kind.RELEASE, Kind.HAND_OVER, Kind.HOLD, Kind.ASK, Kind.FOLLOW_UP));
            if (now.previous() != null) {
                kinds.add(Kind.GIVE_BACK);
            }
            if (now.heldUntil() != null) {
                kinds.add(Kind.RESUME);
            }
        }
        if (supervises) {
            kinds.add(Kind.ASSIGN);
            kinds.remove(Kind.HAND_OVER);
        }
        return kinds;
    }

    /** What this person did last with the task and may still take back. */
    Optional<WorkActionStore.Done> undoable(WorkItem item, WorkState now, CurrentUser person) {
        return store.latest(item.taskId()).filter(done -> done.byId().equals(person.id()) && stillWithin(done)
                && done.version() == now.version());
    }

    /** What was done on this occasion, by this person, whether or not it can still be taken back. */
    List<WorkActionStore.Done> ofOccasion(UUID occasion, CurrentUser person) {
        return store.ofOccasion(occasion).stream().filter(done -> done.byId().equals(person.id())).toList();
    }

    private boolean stillWithin(WorkActionStore.Done done) {
        return clock.instant().isBefore(done.at().plus(settings.undoWithin()));
    }

    /**
     * Takes back what this person did with a task, as long as nothing else has happened to it.
     *
     * @throws Refusal TASK_UNKNOWN, TASK_DONE, UNDO_UNKNOWN, UNDO_TOO_LATE, UNDO_OVERTAKEN, STAFF_UNKNOWN where who had it may have it no more
     */
    @Transactional
    public Plan undo(String taskId, UUID occasion, CurrentUser person) {
        WorkItem item = worklist.lockOpen(taskId, person);
        WorkActionStore.Done done = ofOccasion(occasion, person).stream().filter(one -> one.taskId().equals(taskId)).findFirst()
                .orElseThrow(() -> Refusal.notFound("UNDO_UNKNOWN"));
        if (!stillWithin(done)) {
            throw Refusal.conflict("UNDO_TOO_LATE", settings.undoWithin().toMinutes());
        }
        WorkState now = WorkState.of(item);
        if (done.version() != now.version() || !store.undo(done.id(), clock.instant())) {
            throw Refusal.conflict("UNDO_OVERTAKEN");
        }
        String back = done.before().assignee();
        if (back != null && staff.find(back).filter(one -> one.queues().contains(item.queue())).isEmpty()) {
            throw Refusal.conflict("STAFF_UNKNOWN");
        }
        stand(item, now, done.before());
        store.write(taskId, done.before());
        runClock(item, now, done.before());
        questions.withdraw(taskId, occasion);
        Stream.of(now.assignee(), back).filter(Objects::nonNull).forEach(one -> notices.takeBack(one, occasion));
        cases.record(item.caseNumber(), Event.internal("TASK_ACTION_UNDONE", person).at(item.officeCode()).because(item.taskKey()));
        return new Plan(item, now, done.before());
    }

    Instant undoUntil(WorkActionStore.Done done) {
        return done.at().plus(settings.undoWithin());
    }
}
