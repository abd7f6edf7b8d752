package org.madoguchi.worklist;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
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

/** The page of one task: what it is about, and its form. */
@Controller
@RequestMapping("/tasks/{id}")
class TaskPages {

    /** What surrounds the form of a task. */
    record TaskPage(String title, String kind, String state, String due, String dueIso, String distance, String assignee,
            boolean closed, String barred, boolean mayClaim, boolean mayComplete, String confirmUrl) {}

    private final Worklist worklist;
    private final TaskOutcomes outcomes;
    private final TaskDrafts drafts;
    private final TaskListPages lists;
    private final CaseFiles cases;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final ConversionService conversion;
    private final SmartValidator validator;
    private final Clock clock;

    TaskPages(Worklist worklist, TaskOutcomes outcomes, TaskDrafts drafts, TaskListPages lists, CaseFiles cases, Offices offices, Staff staff, Moments moments,
            MessageSource messages, ConversionService mvcConversionService, SmartValidator mvcValidator, Clock clock) {
        this.worklist = worklist;
        this.outcomes = outcomes;
        this.drafts = drafts;
        this.lists = lists;
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
        model.addAttribute("list", ListAddress.ofQuery(list).query());
        model.addAttribute("file", file);
        model.addAttribute("page", serves && free ? form.page(file) : null);
        model.addAttribute("form", filled);
        model.addAttribute("outcomes", serves && free ? outcomes.of(item, file, form, locale) : List.of());
        model.addAttribute("view", new TaskPage(taskName(item.taskKey(), locale),
                kind(file, locale), TaskListPages.chip(item, now),
                moments.atNamed(item.dueAt(), offices.zoneOf(user)), item.dueAt().toString(), moments.distance(now, item.dueAt()), assignee,
                !item.open(), barred, serves && item.assignee() == null,
                serves && free, serves && free && worklist.wantsSecondFactor(item) ? "/sign-in/second-factor?back=/tasks/" + item.taskId() : null));
    }

    private String taskName(String key, Locale locale) {
        return messages.getMessage("task." + key, null, key, locale);
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

    @PostMapping("/claim")
    String claim(@PathVariable String id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user) {
        worklist.claim(id, user);
        return TaskListPages.toTask(id, list);
    }

    /** A clash that names a field is shown at that field, with everything else as it was typed. */
    @PostMapping("/complete")
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
                return new ModelAndView(andNext ? lists.next(list, user, flash) : TaskListPages.toList(list, null));
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
    @PostMapping("/draft")
    String draft(@PathVariable String id, @RequestParam(defaultValue = "") String list, @RequestHeader(name = "HX-Request", required = false) String htmx,
            @AuthenticationPrincipal CurrentUser user, HttpServletRequest request, Model model, RedirectAttributes flash) {
        String at = moments.atNamed(drafts.keep(id, worklist.formOf(worklist.requireDoable(id, user)), request.getParameterMap(), user), offices.zoneOf(user));
        if (htmx != null) {
            model.addAttribute("draftKept", at);
            return "worklist/task-parts :: kept";
        }
        flash.addFlashAttribute("draftKept", at);
        return TaskListPages.toTask(id, list);
    }

    @PostMapping("/draft/discard")
    String discard(@PathVariable String id, @RequestParam(defaultValue = "") String list, @AuthenticationPrincipal CurrentUser user) {
        drafts.discard(worklist.see(id, user).taskId(), user);
        return TaskListPages.toTask(id, list);
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
