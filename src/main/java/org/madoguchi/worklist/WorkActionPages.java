package org.madoguchi.worklist;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Doing something with one task, and taking it back. */
@Controller
@RequestMapping("/tasks/{id}/actions")
class WorkActionPages {

    /** What the next page tells of; the task may no longer be one the reader sees. */
    public record Told(Kind kind, String task, String taskId, UUID occasion) {}

    /** What was typed, and at which field what could not be; {@code field} and {@code text} are null where nothing was wrong. */
    public record Problem(WorkAction action, String field, String text) {

        /** Its words where it is about this field of this kind. */
        public String at(String kind, String field) {
            return action.kind().name().equals(kind) && field.equals(this.field) ? text : null;
        }

        /** What was typed there. */
        public String typed(String kind, String field) {
            if (!action.kind().name().equals(kind)) {
                return null;
            }
            Object value = switch (field) {
                case "assignee" -> action.assignee();
                case "note" -> action.note();
                case "reason" -> action.reason();
                default -> action.day();
            };
            return value == null ? null : value.toString();
        }
    }

    /** After these one's eyes are on other tasks. */
    private static final Set<Kind> GONE = Set.of(Kind.RELEASE, Kind.HAND_OVER, Kind.GIVE_BACK, Kind.HOLD);

    private final WorkActions actions;
    private final MessageSource messages;

    WorkActionPages(WorkActions actions, MessageSource messages) {
        this.actions = actions;
        this.messages = messages;
    }

    /** A clash that names a field is shown at that field on the page of the task, with everything as it was typed. */
    @PostMapping
    String act(@PathVariable String id, @RequestParam Kind kind, @RequestParam(required = false) String assignee,
            @RequestParam(required = false) String note, @RequestParam(required = false) HoldReason reason,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user, Locale locale, RedirectAttributes flash) {
        var action = new WorkAction(kind, assignee, note == null || note.isBlank() ? null : note.strip(), reason, day);
        UUID occasion = UUID.randomUUID();
        try {
            WorkActions.Plan plan = actions.act(id, action, user, occasion);
            if (!plan.changesNothing() && kind != Kind.CLAIM) {
                String task = messages.getMessage("task." + plan.item().taskKey(), null, plan.item().taskKey(), locale);
                flash.addFlashAttribute("told", new Told(kind, task, id, occasion));
            }
        } catch (Refusal no) {
            if (no.kind() != Refusal.Kind.BAD_INPUT) {
                throw no;
            }
            flash.addFlashAttribute("problem", new Problem(action, no.field(), messages.getMessage(no.messageKey(), no.args(), no.code(), locale)));
            return TaskListPages.toTask(id, list);
        }
        return GONE.contains(kind) ? TaskListPages.toList(list, null) : TaskListPages.toTask(id, list);
    }

    @PostMapping("/{occasion}/undo")
    String undo(@PathVariable String id, @PathVariable UUID occasion, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        actions.undo(id, occasion, user);
        flash.addFlashAttribute("undone", true);
        return "redirect:/tasks/" + id;
    }
}
