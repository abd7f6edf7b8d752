package org.madoguchi.worklist;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.ListAddress.Column;
import org.madoguchi.worklist.WorkStore.CaseFacts;
import org.madoguchi.worklist.Worklist.View;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The task list. */
@Controller
@RequestMapping("/tasks")
class TaskListPages {

    /**
     * Everything the task list shows.
     *
     * @param filters null until somebody wants to narrow the list, which most people seldom do
     * @param narrow where they are asked for
     * @param list the query of this list
     * @param since what comes after that moment is new
     * @param asked what applicants have not answered yet; only in what waits
     */
    record TasksPage(View view, List<ViewLink> views, List<SavedLink> saved, Filters filters, String narrow, List<Column> columns, List<Row> rows, String list,
            String nextUrl, String since, List<Asked> asked) {

        /** What can be done with many tasks at once. */
        public List<WorkAction.Kind> kinds() {
            return Stream.of(WorkAction.Kind.values()).filter(WorkAction.Kind::ofMany).toList();
        }
    }

    /** What the list can be narrowed to, and in which order and with which columns it can be shown. */
    record Filters(List<Choice> offices, List<Choice> steps, List<Choice> roles, ListAddress chosen) {

        public Worklist.Flag[] flags() {
            return Worklist.Flag.values();
        }

        public Worklist.Order[] orders() {
            return Worklist.Order.values();
        }

        public Column[] columns() {
            return Column.values();
        }
    }

    record Choice(String value, String label) {}

    /** @param count null where nobody counts, beyond {@link Worklist#COUNTED} that there are more */
    record ViewLink(View name, String href, boolean current, String count) {}

    record SavedLink(UUID id, String name, String href, boolean own, String office) {}

    /**
     * Public, as its parts are, for templates that are compiled.
     *
     * @param choose what the box of the row does, in words
     * @param before the cells left of the one that tells when it is due; {@code after} those right of it
     * @param due null where that column is not shown
     */
    public record Row(String taskId, String task, String choose, String flag, List<Cell> before, Due due, List<Cell> after) {}

    public record Cell(String column, String style, String text) {}

    public record Due(String column, String state, String iso, String at, String distance) {}

    /** A question to an applicant that waits for its answer. */
    record Asked(String caseNumber, String at, String distance) {}

    /** Columns that tell of the case. */
    private static final Set<Column> OF_CASES = Set.of(Column.KIND, Column.LANGUAGE, Column.RECEIVED);

    private final Worklist worklist;
    private final WorkViews kept;
    private final CaseFiles cases;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    TaskListPages(Worklist worklist, WorkViews kept, CaseFiles cases, Offices offices, Staff staff, Moments moments, MessageSource messages,
            Clock clock) {
        this.worklist = worklist;
        this.kept = kept;
        this.cases = cases;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal CurrentUser user, @RequestParam MultiValueMap<String, String> fields, Locale locale, Model model) {
        ListAddress asked = ListAddress.of(fields);
        Worklist.Counts counts = worklist.counts(user);
        ListAddress here = asked.of(asked.view() != null ? asked.view() : counts.mine() > 0 ? View.MINE : View.OPEN);
        boolean narrowing = fields.containsKey("narrow") || !here.wanted().equals(Worklist.Wanted.ALL);
        Worklist.Page page = worklist.list(user, here.view(), here.wanted(), here.order(), here.cursor());
        model.addAttribute("page", new TasksPage(here.view(), views(here, counts), saved(user), narrowing ? filters(user, here, locale) : null,
                UriComponentsBuilder.fromUriString(here.from(null).href()).queryParam("narrow", true).build().toUriString(), here.columns(),
                rows(page.items(), here.columns(), user, locale), here.query(), page.next() == null ? null : here.from(page.next()).href(), clock.instant().toString(),
                here.view() == View.WAITING ? asked(user) : List.of()));
        return "worklist/Tasks";
    }

    /** Views keep how the list is narrowed, ordered and shown, but begin at their own beginning. */
    private static List<ViewLink> views(ListAddress here, Worklist.Counts counts) {
        return Stream.of(View.values()).map(view -> new ViewLink(view, here.of(view).from(null).href(), view == here.view(), switch (view) {
            case MINE -> count(counts.mine());
            case OPEN -> count(counts.open());
            case WAITING -> count(counts.waiting());
            case ALL, DONE -> null;
        })).toList();
    }

    private static String count(int tasks) {
        return tasks > Worklist.COUNTED ? Worklist.COUNTED + "+" : String.valueOf(tasks);
    }

    private List<SavedLink> saved(CurrentUser user) {
        return kept.of(user).stream().map(view -> new SavedLink(view.id(), view.name(), view.query().isEmpty() ? "/tasks" : "/tasks?" + view.query(),
                view.owner().equals(user.id()), view.officeCode())).toList();
    }

    /** How much is new, and how much there is, without disturbing whoever works in the list. */
    @GetMapping("/arrivals")
    String arrivals(@AuthenticationPrincipal CurrentUser user, @RequestParam(defaultValue = "") String list, @RequestParam Instant since, Model model) {
        if (!Cursors.storable(since)) {
            throw Refusal.badInput("CURSOR_MALFORMED", "since");
        }
        ListAddress here = ListAddress.ofQuery(list);
        View view = here.view() != null ? here.view() : View.OPEN;
        model.addAttribute("arrived", worklist.arrived(user, view, here.wanted(), since));
        model.addAttribute("views", views(here.of(view), worklist.counts(user)));
        model.addAttribute("href", here.from(null).href());
        return "worklist/Tasks :: arrivals";
    }

    private List<Asked> asked(CurrentUser user) {
        return cases.openRequestsOf(user).stream().map(one -> new Asked(one.caseNumber(), moments.at(one.askedAt(), offices.zoneOf(user)),
                moments.distance(clock.instant(), one.askedAt()))).toList();
    }

    private Filters filters(CurrentUser user, ListAddress here, Locale locale) {
        List<Choice> places = user.posts().stream().map(post -> post.office()).distinct().map(code -> new Choice(code, offices.get(code).name(locale)))
                .sorted(Comparator.comparing(Choice::label)).toList();
        List<Choice> steps = worklist.steps(user).stream().map(key -> new Choice(key, taskName(key, locale))).sorted(Comparator.comparing(Choice::label)).toList();
        List<Choice> roles = user.posts().stream().map(post -> post.role().id()).distinct().sorted()
                .map(role -> new Choice(role, messages.getMessage("role." + role, null, role, locale))).toList();
        return new Filters(places, steps, roles, here);
    }

    /** Takes the next task of the list and opens it; where there is none, the list says so. */
    @PostMapping("/next")
    String next(@RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        ListAddress here = ListAddress.ofQuery(list);
        try {
            Optional<WorkItem> next = worklist.next(user, here.wanted());
            if (next.isPresent()) {
                return toTask(next.get().taskId(), list);
            }
            flash.addFlashAttribute("nothing", here.wanted().equals(Worklist.Wanted.ALL) ? "tasks.take.nothing" : "tasks.take.nothing.narrowed");
        } catch (Refusal enough) {
            flash.addFlashAttribute("nothing", enough.messageKey());
        }
        return toList(list, null);
    }

    static String toTask(String id, String list) {
        String query = ListAddress.ofQuery(list).query();
        return "redirect:/tasks/" + id + (query.isEmpty() ? "" : "?list=" + UriUtils.encode(query, StandardCharsets.UTF_8));
    }

    /** @param taskId the row to come back to, null for the beginning */
    static String toList(String list, String taskId) {
        return "redirect:" + ListAddress.ofQuery(list).href() + (taskId == null ? "" : "#task-" + taskId);
    }

    private List<Row> rows(List<WorkItem> items, List<Column> columns, CurrentUser user, Locale locale) {
        Map<String, CurrentUser> people = staff.named(items.stream().flatMap(item -> Stream.of(item.assignee(), item.assignedBy()))
                .filter(Objects::nonNull).toList());
        boolean ofCases = columns.stream().anyMatch(OF_CASES::contains);
        Map<String, CaseFacts> facts = ofCases ? worklist.facts(items) : Map.of();
        Instant now = clock.instant();
        ZoneId zone = offices.zoneOf(user);
        LocalDate today = LocalDate.ofInstant(now, zone);
        Map<Column, String> names = columns.stream().collect(Collectors.toMap(Function.identity(),
                column -> messages.getMessage("tasks.column." + column, null, locale)));
        String nobody = messages.getMessage("tasks.nobody", null, locale);
        return items.stream().map(item -> {
            Function<Column, Cell> cell = column -> new Cell(names.get(column), column == Column.CASE ? "case-number" : column == Column.WHY ? "small" : null,
                    switch (column) {
                        case CASE -> item.caseNumber();
                        case KIND -> kind(facts.get(item.caseNumber()), locale);
                        case LANGUAGE -> messages.getMessage("language." + facts.get(item.caseNumber()).language(), null, locale);
                        case RECEIVED -> moments.at(facts.get(item.caseNumber()).receivedAt(), zone);
                        case OFFICE -> offices.get(item.officeCode()).name(locale);
                        case DUE -> throw new IllegalArgumentException("Told with its state");
                        case WHY -> why(item, now, people.get(item.assignedBy()), locale);
                        case ASSIGNEE -> item.assignee() == null ? nobody : CurrentUser.name(people.get(item.assignee()), locale);
                    });
            Due due = columns.contains(Column.DUE) ? new Due(names.get(Column.DUE), chip(item, now), item.dueAt().toString(), moments.at(item.dueAt(), zone),
                    moments.distance(now, item.dueAt())) : null;
            String task = taskName(item.taskKey(), locale);
            String flag = item.heldUntil() != null && !today.isAfter(item.heldUntil()) ? "tasks.row.held"
                    : item.followUpOn() != null && !item.followUpOn().isAfter(today) ? "tasks.row.followUp" : null;
            return new Row(item.taskId(), task, messages.getMessage("bulk.choose", new Object[] {task, item.caseNumber()}, locale), flag,
                    columns.stream().filter(column -> column.compareTo(Column.DUE) < 0).map(cell).toList(), due,
                    columns.stream().filter(column -> column.compareTo(Column.DUE) > 0).map(cell).toList());
        }).toList();
    }

    private String kind(CaseFacts facts, Locale locale) {
        return messages.getMessage("kind." + (facts.kind() == null ? "UNKNOWN" : facts.kind()), null, locale);
    }

    /** What the list is sorted by, in words: the rules that made the priority, then the due date; and who wants it done. */
    private String why(WorkItem item, Instant now, CurrentUser giver, Locale locale) {
        Stream<String> rules = item.reasons().stream().map(code -> messages.getMessage("reason." + code + ".text", null, code, locale));
        String due = messages.getMessage("tasks.why." + item.lateness(now), new Object[] {moments.distance(now, item.dueAt())}, locale);
        Stream<String> given = giver == null ? Stream.empty()
                : Stream.of(messages.getMessage("tasks.why.given", new Object[] {CurrentUser.name(giver, locale)}, locale));
        return Stream.of(rules, Stream.of(due), given).flatMap(Function.identity()).collect(Collectors.joining(" "));
    }

    private String taskName(String key, Locale locale) {
        return messages.getMessage("task." + key, null, key, locale);
    }

    static String chip(WorkItem item, Instant now) {
        return item.lateness(now).name().toLowerCase().replace('_', '-');
    }
}
