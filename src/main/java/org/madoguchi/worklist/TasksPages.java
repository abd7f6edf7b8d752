package org.madoguchi.worklist;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
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
import org.madoguchi.worklist.Worklist.View;
import org.springframework.context.MessageSource;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionService;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.validation.DataBinder;
import org.springframework.validation.SmartValidator;
import org.springframework.web.bind.ServletRequestDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** The task list and the page of one task. */
@Controller
@RequestMapping("/tasks")
class TasksPages {

    /** Everything the task list shows. */
    record TasksPage(View view, List<ViewLink> views, Filters filters, List<Row> rows, List<Key> keys, String list, String nextUrl) {}

    /** A key that this page answers to. */
    record Key(String key, String label) {}

    /** What the queues can be narrowed to; null where the view has no filters. */
    record Filters(List<Choice> offices, List<Choice> steps, Worklist.Wanted wanted) {}

    record Choice(String value, String label) {}

    record ViewLink(View name, String href, boolean current, Long count) {}

    record Row(String taskId, String task, String caseNumber, String office, String state, String due, String dueIso,
            String distance, String why, String assignee) {}

    /** What surrounds the form of a task. */
    record TaskPage(String title, String kind, String state, String due, String dueIso, String distance, String assignee,
            boolean closed, String barred, boolean mayClaim, boolean mayRelease, boolean mayComplete, String confirmUrl,
            List<CurrentUser> candidates) {

        public boolean mayAssign() {
            return !candidates.isEmpty();
        }
    }

    /** The query of a list of ours. */
    private static final Pattern LIST = Pattern.compile("view=[A-Z]+(&(office|step|state|cursor)=[\\w.%-]{1,200}){0,4}");

    private final Worklist worklist;
    private final TaskOutcomes outcomes;
    private final TaskDrafts drafts;
    private final CaseFiles cases;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final ConversionService conversion;
    private final SmartValidator validator;
    private final Clock clock;

    TasksPages(Worklist worklist, TaskOutcomes outcomes, TaskDrafts drafts, CaseFiles cases, Offices offices, Staff staff, Moments moments, MessageSource messages,
            ConversionService mvcConversionService, SmartValidator mvcValidator, Clock clock) {
        this.worklist = worklist;
        this.outcomes = outcomes;
        this.drafts = drafts;
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
    String list(@AuthenticationPrincipal CurrentUser user, @RequestParam(required = false) View view,
            @RequestParam(defaultValue = "") String office, @RequestParam(defaultValue = "") String step,
            @RequestParam(required = false) WorkItem.Lateness state, @RequestParam(required = false) String cursor, Locale locale, Model model) {
        long mine = worklist.assignedTo(user);
        View shown = view != null ? view : mine > 0 ? View.MINE : View.OPEN;
        var wanted = new Worklist.Wanted(office.isEmpty() ? null : office, step.isEmpty() ? null : step, state);
        Worklist.Page page = worklist.list(user, shown, wanted, cursor);
        List<ViewLink> views = List.of(View.values()).stream().map(one -> new ViewLink(one, "/tasks?view=" + one,
                one == shown, one == View.MINE ? mine : null)).toList();
        String here = address(shown, wanted, cursor);
        String next = page.next() == null ? null : "/tasks?" + address(shown, wanted, page.next());
        model.addAttribute("page", new TasksPage(shown, views, shown == View.MINE || shown == View.DONE ? null : filters(user, wanted, locale),
                rows(page.items(), user, locale), List.of(new Key("n", messages.getMessage("tasks.take", null, locale))), here, next));
        return "worklist/Tasks";
    }

    /** The query of the list as it is shown, so that whoever opens a task comes back to where they were. */
    private static String address(View view, Worklist.Wanted wanted, String cursor) {
        return UriComponentsBuilder.newInstance().queryParam("view", view).queryParamIfPresent("office", Optional.ofNullable(wanted.office()))
                .queryParamIfPresent("step", Optional.ofNullable(wanted.step())).queryParamIfPresent("state", Optional.ofNullable(wanted.state()))
                .queryParamIfPresent("cursor", Optional.ofNullable(cursor)).encode().toUriString().substring(1);
    }

    private Filters filters(CurrentUser user, Worklist.Wanted wanted, Locale locale) {
        List<Choice> places = user.posts().stream().map(post -> post.office()).distinct().map(code -> new Choice(code, offices.get(code).name(locale)))
                .sorted(Comparator.comparing(Choice::label)).toList();
        List<Choice> steps = worklist.steps(user).stream().map(key -> new Choice(key, taskName(key, locale))).sorted(Comparator.comparing(Choice::label)).toList();
        return new Filters(places, steps, wanted);
    }

    /** Takes the next task of the list and opens it; where there is none, the list says so. */
    @PostMapping("/next")
    String next(@RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        Optional<WorkItem> next = worklist.next(user, wanted(ours(list)));
        if (next.isEmpty()) {
            flash.addFlashAttribute("nothing", true);
        }
        return next.map(item -> toTask(item.taskId(), list)).orElseGet(() -> toList(list));
    }

    /** What the query of a list narrows it to. */
    private static Worklist.Wanted wanted(String list) {
        Map<String, String> fields = UriComponentsBuilder.fromUriString("?" + list).build().getQueryParams().toSingleValueMap();
        return new Worklist.Wanted(fields.get("office"), fields.get("step"), Stream.of(WorkItem.Lateness.values())
                .filter(state -> state.name().equals(fields.get("state"))).findFirst().orElse(null));
    }

    private static String toTask(String id, String list) {
        return "redirect:/tasks/" + id + (ours(list).isEmpty() ? "" : "?list=" + UriUtils.encode(list, StandardCharsets.UTF_8));
    }

    private static String toList(String list) {
        return "redirect:/tasks" + (ours(list).isEmpty() ? "" : "?" + list);
    }

    /** The query of a list, or nothing where somebody made it up. */
    private static String ours(String list) {
        return LIST.matcher(list).matches() ? list : "";
    }

    private List<Row> rows(List<WorkItem> items, CurrentUser user, Locale locale) {
        Map<String, CurrentUser> people = staff.named(items.stream().flatMap(item -> Stream.of(item.assignee(), item.assignedBy()))
                .filter(Objects::nonNull).toList());
        Instant now = clock.instant();
        return items.stream().map(item -> new Row(item.taskId(), taskName(item.taskKey(), locale), item.caseNumber(),
                offices.get(item.officeCode()).name(locale), chip(item, now), moments.at(item.dueAt(), offices.zoneOf(user)),
                item.dueAt().toString(), moments.distance(now, item.dueAt()), why(item, now, people.get(item.assignedBy()), locale),
                CurrentUser.name(people.get(item.assignee()), locale))).toList();
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
        Optional<TaskDrafts.Draft> draft = item.open() ? drafts.of(id, user) : Optional.empty();
        Object typed = draft.map(one -> typed(form, one)).orElse(null);
        if (typed != null) {
            known = typed;
            model.addAttribute("draftOf", moments.atNamed(draft.get().savedAt(), offices.zoneOf(user)));
        }
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
        model.addAttribute("list", ours(list));
        model.addAttribute("file", file);
        model.addAttribute("page", serves && free ? form.page(file) : null);
        model.addAttribute("form", filled);
        model.addAttribute("outcomes", serves && free ? outcomes.of(item, file, form, locale) : List.of());
        model.addAttribute("view", new TaskPage(taskName(item.taskKey(), locale),
                kind(file, locale), chip(item, now),
                moments.atNamed(item.dueAt(), offices.zoneOf(user)), item.dueAt().toString(), moments.distance(now, item.dueAt()), assignee,
                !item.open(), barred, serves && item.assignee() == null, serves && user.id().equals(item.assignee()),
                serves && free, serves && free && worklist.wantsSecondFactor(item) ? "/sign-in/second-factor?back=/tasks/" + item.taskId() : null,
                worklist.mayAssign(item, user) ? worklist.candidates(item) : List.of()));
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

    @PostMapping("/{id}/release")
    String release(@PathVariable String id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user) {
        worklist.release(id, user);
        return toList(list);
    }

    @PostMapping("/{id}/assign")
    String assign(@PathVariable String id, @RequestParam String assignee, @AuthenticationPrincipal CurrentUser user) {
        worklist.assign(id, assignee, user);
        return "redirect:/tasks/" + id;
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
                drafts.discardAll(id);
                flash.addFlashAttribute("done", taskName(item.taskKey(), locale));
                return new ModelAndView(andNext ? next(list, user, flash) : toList(list));
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

    /** What was typed, as the form's record; null where it does not fit the form any more. */
    private Object typed(TaskForm<?> form, TaskDrafts.Draft draft) {
        var binder = binder(form);
        binder.construct(new DataBinder.ValueResolver() {
            @Override
            public Object resolveValue(String name, Class<?> type) {
                String[] values = draft.fields().get(name);
                return values == null ? null : values.length == 1 ? values[0] : values;
            }

            @Override
            public Set<String> getNames() {
                return draft.fields().keySet();
            }
        });
        return binder.getBindingResult().hasErrors() ? null : binder.getTarget();
    }

    /** Keeps what is typed so far; from the button, or by itself while somebody types. Nothing of it is looked at. */
    @PostMapping("/{id}/draft")
    String draft(@PathVariable String id, @RequestParam(defaultValue = "") String list, @RequestHeader(name = "HX-Request", required = false) String htmx,
            @AuthenticationPrincipal CurrentUser user, HttpServletRequest request, Model model, RedirectAttributes flash) {
        String at = moments.atNamed(drafts.keep(id, worklist.formOf(worklist.requireDoable(id, user)), request.getParameterMap(), user), offices.zoneOf(user));
        if (htmx != null) {
            model.addAttribute("draftKept", at);
            return "worklist/task-parts :: kept";
        }
        flash.addFlashAttribute("draftKept", at);
        return toTask(id, list);
    }

    @PostMapping("/{id}/draft/discard")
    String discard(@PathVariable String id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user) {
        drafts.discard(worklist.see(id, user).taskId(), user);
        return toTask(id, list);
    }

    /** The form record made from the request's fields; empty fields are null. */
    private ServletRequestDataBinder binder(TaskForm<?> form, HttpServletRequest request) {
        var binder = binder(form);
        binder.construct(request);
        return binder;
    }

    private ServletRequestDataBinder binder(TaskForm<?> form) {
        var binder = new ServletRequestDataBinder(null, "form");
        binder.setTargetType(ResolvableType.forClass(form.form()));
        binder.setConversionService(conversion);
        binder.setValidator(validator);
        binder.registerCustomEditor(String.class, new org.springframework.beans.propertyeditors.StringTrimmerEditor(true));
        return binder;
    }
}
