package org.madoguchi.worklist;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
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
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.ListAddress.Column;
import org.madoguchi.worklist.WorkStore.CaseFacts;
import org.madoguchi.worklist.Worklist.View;
import org.springframework.context.MessageSource;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.validation.BindingResult;
import org.springframework.validation.SmartValidator;
import org.springframework.web.bind.ServletRequestDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriUtils;

/** The task list and the page of one task. */
@Controller
@RequestMapping("/tasks")
class TasksPages {

    /**
     * Everything the task list shows.
     *
     * @param list the query of this list
     * @param since what comes after that moment is new
     * @param asked what applicants have not answered yet; only in what waits
     */
    record TasksPage(View view, List<ViewLink> views, List<SavedLink> saved, Filters filters, List<Column> columns, List<Row> rows, List<Key> keys,
            String list, String nextUrl, String since, List<Asked> asked) {}

    /** A key that this page answers to. */
    record Key(String key, String label) {}

    /** What the list can be narrowed to, and in which order and with which columns it can be shown. */
    record Filters(List<Choice> offices, List<Choice> steps, List<Choice> roles, ListAddress chosen, boolean narrowed) {

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

    /** @param cells by the name of a column */
    record Row(String taskId, String task, String caseNumber, String state, String dueIso, String distance, String flag, Map<String, String> cells) {}

    /** A question to an applicant that waits for its answer. */
    record Asked(String caseNumber, String at, String distance) {}

    /** What surrounds the form of a task. */
    record TaskPage(String title, String kind, String state, String due, String dueIso, String distance, String assignee,
            boolean closed, String barred, boolean mayClaim, boolean mayComplete, String confirmUrl) {}

    /** Columns that tell of the case. */
    private static final Set<Column> OF_CASES = Set.of(Column.KIND, Column.LANGUAGE, Column.RECEIVED);

    private final Worklist worklist;
    private final WorkViews kept;
    private final CaseFiles cases;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final ConversionService conversion;
    private final SmartValidator validator;
    private final Clock clock;

    TasksPages(Worklist worklist, WorkViews kept, CaseFiles cases, Offices offices, Staff staff, Moments moments, MessageSource messages,
            ConversionService mvcConversionService, SmartValidator mvcValidator, Clock clock) {
        this.worklist = worklist;
        this.kept = kept;
        this.cases = cases;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.conversion = mvcConversionService;
        this.validator = mvcValidator;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal CurrentUser user, @RequestParam MultiValueMap<String, String> fields, Locale locale, Model model) {
        ListAddress asked = ListAddress.of(fields);
        Worklist.Counts counts = worklist.counts(user);
        ListAddress here = asked.of(asked.view() != null ? asked.view() : counts.mine() > 0 ? View.MINE : View.OPEN);
        Worklist.Page page = worklist.list(user, here.view(), here.wanted(), here.order(), here.cursor());
        model.addAttribute("page", new TasksPage(here.view(), views(here, counts), saved(user), filters(user, here, locale), here.columns(),
                rows(page.items(), here.columns(), user, locale), List.of(new Key("n", messages.getMessage("tasks.take", null, locale))),
                here.query(), page.next() == null ? null : here.from(page.next()).href(), clock.instant().toString(),
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
        return new Filters(places, steps, roles, here, !here.wanted().equals(Worklist.Wanted.ALL));
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
        return items.stream().map(item -> {
            Map<String, String> cells = new HashMap<>();
            columns.forEach(column -> cells.put(column.name(), switch (column) {
                case CASE -> item.caseNumber();
                case KIND -> kind(facts.get(item.caseNumber()), locale);
                case LANGUAGE -> messages.getMessage("language." + facts.get(item.caseNumber()).language(), null, locale);
                case RECEIVED -> moments.at(facts.get(item.caseNumber()).receivedAt(), zone);
                case OFFICE -> offices.get(item.officeCode()).name(locale);
                case DUE -> moments.at(item.dueAt(), zone);
                case WHY -> why(item, now, people.get(item.assignedBy()), locale);
                case ASSIGNEE -> CurrentUser.name(people.get(item.assignee()), locale);
            }));
            String flag = item.heldUntil() != null && !today.isAfter(item.heldUntil()) ? "tasks.row.held"
                    : item.followUpOn() != null && !item.followUpOn().isAfter(today) ? "tasks.row.followUp" : null;
            return new Row(item.taskId(), taskName(item.taskKey(), locale), item.caseNumber(), chip(item, now), item.dueAt().toString(),
                    moments.distance(now, item.dueAt()), flag, cells);
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

    private static String chip(WorkItem item, Instant now) {
        return item.lateness(now).name().toLowerCase().replace('_', '-');
    }

    @GetMapping("/{id}")
    String task(@PathVariable String id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user, HttpServletRequest request, Locale locale,
            Model model) {
        WorkItem item = worklist.see(id, user);
        CaseFile file = cases.open(item.caseNumber(), user, Purpose.TASK);
        TaskForm<?> form = worklist.formOf(item);
        Object known = item.open() ? form.prefilled(file) : null;
        show(item, file, form, known != null ? known : binder(form, request).getTarget(), list, user, locale, model);
        return "worklist/Task";
    }

    private void show(WorkItem item, CaseFile file, TaskForm<?> form, Object filled, String list, CurrentUser user, Locale locale, Model model) {
        Instant now = clock.instant();
        String barred = worklist.barred(item, user).map(key -> taskName(key, locale)).orElse(null);
        boolean free = item.assignee() == null || item.assignee().equals(user.id());
        boolean serves = item.open() && barred == null && user.queues().contains(item.queue());
        String assignee = item.assignee() == null ? null : CurrentUser.name(staff.find(item.assignee()).orElse(null), locale);
        model.addAttribute("task", item);
        model.addAttribute("list", ListAddress.ofQuery(list).query());
        model.addAttribute("file", file);
        model.addAttribute("page", serves && free ? form.page(file) : null);
        model.addAttribute("form", filled);
        model.addAttribute("view", new TaskPage(taskName(item.taskKey(), locale),
                kind(file, locale), chip(item, now),
                moments.atNamed(item.dueAt(), offices.zoneOf(user)), item.dueAt().toString(), moments.distance(now, item.dueAt()), assignee,
                !item.open(), barred, serves && item.assignee() == null,
                serves && free, serves && free && worklist.wantsSecondFactor(item) ? "/sign-in/second-factor?back=/tasks/" + item.taskId() : null));
    }

    /** Of a resident the procedure, and once that is decided the card that comes of it. */
    private String kind(CaseFile file, Locale locale) {
        String kind = messages.getMessage("kind." + (file.kind() == null ? "UNKNOWN" : file.kind()), null, file.kind(), locale);
        if (file.overseas()) {
            return kind;
        }
        String procedure = messages.getMessage("purpose." + file.purpose(), null, file.purpose(), locale);
        return file.kind() == null ? procedure : procedure + " · " + kind;
    }

    @PostMapping("/{id}/claim")
    String claim(@PathVariable String id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user) {
        worklist.claim(id, user);
        return toTask(id, list);
    }

    /** A clash that names a field is shown at that field, with everything else as it was typed. */
    @PostMapping("/{id}/complete")
    ModelAndView complete(@PathVariable String id, @RequestParam(defaultValue = "") String list, @RequestParam(defaultValue = "false") boolean andNext,
            @AuthenticationPrincipal CurrentUser user, HttpServletRequest request, Locale locale, Model model, RedirectAttributes flash) {
        WorkItem item = worklist.see(id, user);
        if (worklist.wantsSecondFactor(item)) {
            return new ModelAndView("redirect:/tasks/" + id);
        }
        TaskForm<?> form = worklist.formOf(item);
        var binder = binder(form, request);
        BindingResult result = binder.getBindingResult();
        if (!result.hasErrors()) {
            binder.validate();
        }
        if (!result.hasErrors()) {
            try {
                worklist.complete(id, binder.getTarget(), user);
                flash.addFlashAttribute("done", taskName(item.taskKey(), locale));
                return new ModelAndView(andNext ? next(list, user, flash) : toList(list, null));
            } catch (Refusal no) {
                if (no.kind() != Refusal.Kind.BAD_INPUT) {
                    throw no;
                }
                String text = messages.getMessage(no.messageKey(), no.args(), no.code(), locale);
                result.rejectValue(no.field() == null ? "" : no.field(), no.code(), text);
            }
        }
        CaseFile file = cases.open(item.caseNumber(), user, Purpose.TASK);
        show(item, file, form, binder.getTarget(), list, user, locale, model);
        model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", result);
        var page = new ModelAndView("worklist/Task", model.asMap());
        page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        return page;
    }

    /** The form record made from the request's fields; empty fields are null. */
    private ServletRequestDataBinder binder(TaskForm<?> form, HttpServletRequest request) {
        var binder = new ServletRequestDataBinder(null, "form");
        binder.setTargetType(ResolvableType.forClass(form.form()));
        binder.setConversionService(conversion);
        binder.setValidator(validator);
        binder.registerCustomEditor(String.class, new org.springframework.beans.propertyeditors.StringTrimmerEditor(true));
        binder.construct(request);
        return binder;
    }
}
