package org.madoguchi.worklist;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What the page of a task offers besides its form. */
@Component("workActionBar")
public class WorkActionBar {

    /**
     * @param colleagues to whom it can be given, empty where nothing of the kind is offered
     * @param askable who can be asked
     * @param questions what was asked about the task, the latest first
     * @param previous the name of the one it can be given back to
     * @param heldUntil null where it is not held, or no longer
     * @param firstDay the earliest day that can be chosen, as a browser's field wants it
     */
    public record Bar(Set<Kind> kinds, List<CurrentUser> colleagues, List<CurrentUser> askable, List<Asked> questions, String previous, LocalDate followUpOn, LocalDate heldUntil,
            HoldReason heldFor, String firstDay, String lastHold, String lastFollowUp, Undo undo) {

        public boolean offers(String kind) {
            return kinds.contains(Kind.valueOf(kind));
        }
    }

    /** A question and what came of it; {@code answer} is null until then. {@code at} is when the last of both was said. */
    public record Asked(String by, String of, String question, String answer, String at) {}

    /** What the reader did last with the task and may still take back, until this time of day. */
    public record Undo(UUID occasion, Kind kind, String until) {}

    private final WorkActions actions;
    private final WorkQuestions questions;
    private final Worklist worklist;
    private final WorkSettings settings;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;

    WorkActionBar(WorkActions actions, WorkQuestions questions, Worklist worklist, WorkSettings settings, Staff staff, Offices offices, Moments moments) {
        this.actions = actions;
        this.questions = questions;
        this.worklist = worklist;
        this.settings = settings;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
    }

    /** For this task and reader. */
    public Bar of(WorkItem item, CaseFile file, CurrentUser reader) {
        WorkState now = WorkState.of(item);
        Set<Kind> kinds = actions.offered(item, now, reader);
        Locale locale = LocaleContextHolder.getLocale();
        boolean gives = kinds.contains(Kind.HAND_OVER) || kinds.contains(Kind.ASSIGN);
        List<CurrentUser> colleagues = gives ? worklist.candidates(item).stream().filter(one -> !one.id().equals(item.assignee())).toList() : List.of();
        if (colleagues.isEmpty()) {
            kinds.removeAll(EnumSet.of(Kind.HAND_OVER, Kind.ASSIGN));
        }
        List<CurrentUser> askable = kinds.contains(Kind.ASK) ? questions.askable(file, reader) : List.of();
        if (askable.isEmpty()) {
            kinds.remove(Kind.ASK);
        }
        LocalDate today = actions.today(item);
        Undo undo = item.open() ? actions.undoable(item, now, reader).map(done -> new Undo(done.occasion(), done.kind(),
                moments.at(actions.undoUntil(done), offices.zoneOf(reader)))).orElse(null) : null;
        return new Bar(kinds, colleagues, askable, asked(item, reader, locale), kinds.contains(Kind.GIVE_BACK) ? staff.find(now.previous()).map(one -> CurrentUser.name(one, locale))
                .orElse(now.previous()) : null, now.followUpOn(), now.heldOn(today) ? now.heldUntil() : null, now.heldFor(),
                today.plusDays(1).toString(), today.plus(settings.holdAtMost()).toString(), today.plus(settings.followUpAtMost()).toString(), undo);
    }

    private List<Asked> asked(WorkItem item, CurrentUser reader, Locale locale) {
        List<WorkQuestions.Question> found = questions.of(item.taskId());
        if (found.isEmpty()) {
            return List.of();
        }
        Map<String, CurrentUser> people = staff.named(found.stream().flatMap(one -> Stream.of(one.byId(), one.askedId())).toList());
        return found.stream().map(one -> new Asked(CurrentUser.name(people.get(one.byId()), locale), CurrentUser.name(people.get(one.askedId()), locale),
                one.question(), one.answer(), moments.at(one.answer() == null ? one.askedAt() : one.answeredAt(), offices.zoneOf(reader)))).toList();
    }
}
