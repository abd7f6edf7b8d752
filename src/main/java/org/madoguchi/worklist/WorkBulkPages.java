package org.madoguchi.worklist;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.madoguchi.worklist.WorkActionPages.Problem;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The same done to many tasks: choose, say what is needed, look at what will come of each, do it, see what came of each. */
@Controller
@RequestMapping("/tasks/bulk")
class WorkBulkPages {

    /** A task in the table; {@code will} is what comes, or came, of it, {@code no} why nothing does. */
    public record Line(String taskId, String task, String caseNumber, String assignee, String will, String no) {}

    /**
     * @param ready whether everything needed is known, so that the lines say what will happen
     * @param problem what was typed, and what of it cannot be
     * @param occasion by which it is done once, however often it is sent
     */
    record BulkPage(WorkAction action, List<Line> lines, long possible, boolean ready, boolean asks, List<CurrentUser> colleagues,
            String firstDay, String lastDay, Problem problem, UUID occasion) {}

    /** @param undo the occasion that can be taken back, null where there is none */
    public record Result(Kind kind, List<Line> lines, long done, UUID undo) {}

    private final WorkBulk bulk;
    private final WorkActions actions;
    private final Worklist worklist;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final WorkSettings settings;

    WorkBulkPages(WorkBulk bulk, WorkActions actions, Worklist worklist, Staff staff, Moments moments, MessageSource messages,
            WorkSettings settings) {
        this.bulk = bulk;
        this.actions = actions;
        this.worklist = worklist;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.settings = settings;
    }

    /** Asks for what is needed, then shows what will come of each; nothing is done yet. */
    @PostMapping
    String prepare(@RequestParam(name = "task", required = false) List<String> chosen, @RequestParam(defaultValue = "") String list,
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam Kind kind, @RequestParam(defaultValue = "false") boolean asked, @RequestParam(required = false) String assignee,
            @RequestParam(required = false) String note, @RequestParam(required = false) HoldReason reason,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal CurrentUser user, Locale locale, Model model, RedirectAttributes flash, HttpServletResponse response) {
        List<String> ids = all ? ofList(list, user) : chosen == null ? List.of() : chosen;
        if (ids.isEmpty()) {
            flash.addFlashAttribute("nothingChosen", true);
            return TaskListPages.toList(list, null);
        }
        var action = new WorkAction(kind, assignee, note == null || note.isBlank() ? null : note.strip(), reason, day);
        boolean asks = kind != Kind.CLAIM && kind != Kind.RELEASE && kind != Kind.RESUME;
        List<Line> lines;
        var problem = new Problem(action, null, null);
        boolean ready = asked || !asks;
        try {
            lines = ready ? lines(bulk.preview(ids, action, user), action, user, locale) : chosen(ids, user, locale);
        } catch (Refusal no) {
            if (no.field() == null || no.code().equals("BULK_SIZE")) {
                throw no;
            }
            problem = new Problem(action, no.field(), messages.getMessage(no.messageKey(), no.args(), no.code(), locale));
            lines = chosen(ids, user, locale);
            ready = false;
            response.setStatus(422);
        }
        List<WorkItem> items = ids.stream().map(id -> find(id, user)).flatMap(Optional::stream).toList();
        LocalDate today = items.isEmpty() ? null : actions.today(items.get(0));
        model.addAttribute("page", new BulkPage(action, lines, lines.stream().filter(line -> line.no() == null).count(), ready, asks,
                kind == Kind.HAND_OVER || kind == Kind.ASSIGN ? colleagues(items) : List.of(), today == null ? null : today.plusDays(1).toString(),
                today == null ? null : today.plus(kind == Kind.HOLD ? settings.holdAtMost() : settings.followUpAtMost()).toString(), problem,
                UUID.randomUUID()));
        return "worklist/Bulk";
    }

    private List<String> ofList(String query, CurrentUser user) {
        ListAddress list = ListAddress.ofQuery(query);
        return worklist.firstOf(user, list.view() == null ? Worklist.View.OPEN : list.view(), list.wanted(), list.order(), WorkBulk.MOST);
    }

    /** Does it; sent again it does nothing more. */
    @PostMapping("/do")
    String act(@RequestParam(name = "task") List<String> chosen, @RequestParam Kind kind, @RequestParam UUID occasion,
            @RequestParam(required = false) String assignee, @RequestParam(required = false) String note,
            @RequestParam(required = false) HoldReason reason,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @AuthenticationPrincipal CurrentUser user, Locale locale, RedirectAttributes flash) {
        var action = new WorkAction(kind, assignee, note == null || note.isBlank() ? null : note.strip(), reason, day);
        List<WorkBulk.Row> rows = bulk.act(chosen, action, user, occasion);
        boolean undoable = kind != Kind.CLAIM && rows.stream().anyMatch(WorkBulk.Row::possible);
        return told(new Result(kind, lines(rows, action, user, locale), rows.stream().filter(WorkBulk.Row::possible).count(),
                undoable ? occasion : null), flash);
    }

    @PostMapping("/undo")
    String undo(@RequestParam UUID occasion, @AuthenticationPrincipal CurrentUser user, Locale locale, RedirectAttributes flash) {
        List<WorkBulk.Row> rows = bulk.undo(occasion, user);
        return told(new Result(null, lines(rows, null, user, locale), rows.stream().filter(WorkBulk.Row::possible).count(), null), flash);
    }

    private static String told(Result result, RedirectAttributes flash) {
        flash.addFlashAttribute("result", result);
        return "redirect:/tasks/bulk";
    }

    /** What came of each, once; who comes back later finds the list. */
    @GetMapping
    String result(Model model) {
        return model.containsAttribute("result") ? "worklist/BulkResult" : "redirect:/tasks";
    }

    private List<CurrentUser> colleagues(List<WorkItem> items) {
        record Queue(Role role, String office) {}
        return items.stream().map(item -> new Queue(Role.ofId(item.role()).orElseThrow(), item.officeCode())).distinct()
                .flatMap(queue -> staff.inQueue(queue.role(), queue.office()).stream()).distinct().toList();
    }

    private Optional<WorkItem> find(String id, CurrentUser user) {
        try {
            return Optional.of(worklist.see(id, user));
        } catch (Refusal no) {
            return Optional.empty();
        }
    }

    private List<Line> chosen(List<String> ids, CurrentUser user, Locale locale) {
        return lines(ids.stream().distinct().map(id -> new WorkBulk.Row(id, find(id, user).map(item -> {
            WorkState now = WorkState.of(item);
            return new WorkActions.Plan(item, now, now);
        }).orElse(null), null)).toList(), null, user, locale);
    }

    /** @param action null where the lines say nothing yet */
    private List<Line> lines(List<WorkBulk.Row> rows, WorkAction action, CurrentUser user, Locale locale) {
        Map<String, CurrentUser> people = staff.named(rows.stream().map(WorkBulk.Row::plan).filter(Objects::nonNull)
                .flatMap(plan -> Stream.of(plan.before().assignee(), plan.after().assignee())).filter(Objects::nonNull).toList());
        return rows.stream().map(row -> {
            WorkItem item = row.plan() != null ? row.plan().item() : find(row.taskId(), user).orElse(null);
            String assignee = item == null || item.assignee() == null ? null : name(people, item.assignee(), locale);
            String will = row.possible() && action != null ? text("bulk.will." + action.kind(), locale,
                    name(people, row.plan().after().assignee(), locale), action.day() == null ? "" : moments.day(action.day())) : null;
            String no = row.no() != null ? messages.getMessage(row.no().messageKey(), row.no().args(), row.no().code(), locale)
                    : action != null && row.plan().changesNothing() ? text("bulk.nothing", locale) : null;
            return new Line(item == null ? null : item.taskId(), item == null ? text("bulk.unknown", locale) : text("task." + item.taskKey(), locale),
                    item == null ? null : item.caseNumber(), assignee, will, no);
        }).toList();
    }

    private String name(Map<String, CurrentUser> people, String id, Locale locale) {
        return id == null ? null : people.containsKey(id) ? CurrentUser.name(people.get(id), locale)
                : staff.find(id).map(one -> CurrentUser.name(one, locale)).orElse(id);
    }

    private String text(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, key, locale);
    }
}
