package org.madoguchi.worklist;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
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
     * @param previous the name of the one it can be given back to
     * @param heldUntil null where it is not held, or no longer
     * @param firstDay the earliest day that can be chosen, as a browser's field wants it
     */
    public record Bar(Set<Kind> kinds, List<CurrentUser> colleagues, String previous, LocalDate followUpOn, LocalDate heldUntil,
            HoldReason heldFor, String firstDay, String lastHold, String lastFollowUp, Undo undo) {

        public boolean offers(String kind) {
            return kinds.contains(Kind.valueOf(kind));
        }
    }

    /** What the reader did last with the task and may still take back, until this time of day. */
    public record Undo(UUID occasion, Kind kind, String until) {}

    private final WorkActions actions;
    private final Worklist worklist;
    private final WorkSettings settings;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;

    WorkActionBar(WorkActions actions, Worklist worklist, WorkSettings settings, Staff staff, Offices offices, Moments moments) {
        this.actions = actions;
        this.worklist = worklist;
        this.settings = settings;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
    }

    /** For this task and reader. */
    public Bar of(WorkItem item, CurrentUser reader) {
        WorkState now = WorkState.of(item);
        Set<Kind> kinds = actions.offered(item, now, reader);
        Locale locale = LocaleContextHolder.getLocale();
        boolean gives = kinds.contains(Kind.HAND_OVER) || kinds.contains(Kind.ASSIGN);
        List<CurrentUser> colleagues = gives ? worklist.candidates(item).stream().filter(one -> !one.id().equals(item.assignee())).toList() : List.of();
        if (colleagues.isEmpty()) {
            kinds.removeAll(EnumSet.of(Kind.HAND_OVER, Kind.ASSIGN));
        }
        LocalDate today = actions.today(item);
        Undo undo = item.open() ? actions.undoable(item, now, reader).map(done -> new Undo(done.occasion(), done.kind(),
                moments.at(actions.undoUntil(done), offices.zoneOf(reader)))).orElse(null) : null;
        return new Bar(kinds, colleagues, kinds.contains(Kind.GIVE_BACK) ? staff.find(now.previous()).map(one -> CurrentUser.name(one, locale))
                .orElse(now.previous()) : null, now.followUpOn(), now.heldOn(today) ? now.heldUntil() : null, now.heldFor(),
                today.plusDays(1).toString(), today.plus(settings.holdAtMost()).toString(), today.plus(settings.followUpAtMost()).toString(), undo);
    }
}
