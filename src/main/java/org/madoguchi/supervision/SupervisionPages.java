package org.madoguchi.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.FreeText;
import org.madoguchi.sla.Escalations;
import org.madoguchi.sla.Escalations.Escalation;
import org.madoguchi.sla.Escalations.Settled;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.WorkActions;
import org.madoguchi.worklist.Worklist;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The supervisor's page. */
@Controller
@RequestMapping("/supervision")
class SupervisionPages {

    /**
     * @param escalated how many late tasks nobody has acknowledged yet
     * @param narrowed to what the list is narrowed, in words
     */
    record SupervisionPage(List<String> offices, long escalated, List<LateRow> late, List<StuckRow> stuck, String cursor,
            String nextUrl, List<String> narrowed, int alerts) {}

    /**
     * @param escalation to settle; null where there is none
     * @param candidates to whom the reader may give it
     */
    record LateRow(String taskId, String task, String caseNumber, String office, String state, String due, String distance,
            String assignee, Told escalation, List<CurrentUser> candidates) {}

    /** @param to who was told of it last, in words; null where it is about to be told */
    record Told(long id, String to) {}

    record StuckRow(String incidentId, String caseNumber, String step, String since, String cause) {}

    private static final int LONGEST_REASON = 500;

    private final Supervised supervised;
    private final Alerts alerts;
    private final Worklist worklist;
    private final WorkActions actions;
    private final Escalations escalations;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    SupervisionPages(Supervised supervised, Alerts alerts, Worklist worklist, WorkActions actions, Escalations escalations, CaseFiles cases, CaseFlow flow, Offices offices, Staff staff, Moments moments,
            MessageSource messages, Clock clock) {
        this.supervised = supervised;
        this.alerts = alerts;
        this.worklist = worklist;
        this.actions = actions;
        this.escalations = escalations;
        this.cases = cases;
        this.flow = flow;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(@AuthenticationPrincipal CurrentUser user, @RequestParam(defaultValue = "false") boolean all, @RequestParam(defaultValue = "") String office,
            @RequestParam(defaultValue = "") String step, @RequestParam(required = false) String cursor, Locale locale, Model model) {
        Set<String> mine = supervised.by(user);
        Set<String> wanted = office.isEmpty() ? mine : mine.stream().filter(office::equals).collect(Collectors.toSet());
        if (wanted.isEmpty()) {
            throw Refusal.notFound("OFFICE_UNKNOWN", office);
        }
        ZoneId zone = offices.zoneOf(user);
        Instant now = clock.instant();
        Worklist.Page late = worklist.late(user, wanted, all, step.isEmpty() ? null : step, cursor);
        Map<String, CurrentUser> people = staff.named(late.items().stream().map(WorkItem::assignee).filter(a -> a != null).toList());
        Map<String, Escalation> open = escalations.ofTasks(late.items().stream().map(WorkItem::taskId).toList());
        Map<String, List<CurrentUser>> candidates = new HashMap<>();
        List<LateRow> rows = late.items().stream().map(item -> new LateRow(item.taskId(), text("task." + item.taskKey(), locale),
                item.caseNumber(), offices.get(item.officeCode()).name(locale),
                item.lateness(now).name().toLowerCase().replace('_', '-'), moments.at(item.dueAt(), zone),
                moments.distance(now, item.dueAt()), CurrentUser.name(people.get(item.assignee()), locale),
                told(open.get(item.taskId()), locale), worklist.mayAssign(item, user)
                        // the same for a whole queue, but where four eyes keep somebody away
                        ? candidates.computeIfAbsent(item.fourEyesOf() == null ? item.role() + "@" + item.officeCode() : item.taskId(),
                                one -> worklist.candidates(item)) : List.of())).toList();
        String next = late.next() == null ? null : UriComponentsBuilder.fromPath("/supervision").queryParam("all", all).queryParam("office", office)
                .queryParam("step", step).queryParam("cursor", late.next()).build().toUriString();
        List<String> narrowed = Stream.of(all ? text("supervision.all", locale) : null, office.isEmpty() ? null : offices.get(office).name(locale),
                step.isEmpty() ? null : text("task." + step, locale)).filter(Objects::nonNull).toList();
        model.addAttribute("page", new SupervisionPage(mine.size() > 5 ? List.of(text("supervision.everywhere", locale))
                : mine.stream().map(code -> offices.get(code).name(locale)).sorted().toList(), escalations.open(mine), rows,
                stuck(user, zone, locale), cursor, next, narrowed, alerts.standing(mine).size()));
        return "supervision/Supervision";
    }

    private static String at(String cursor) {
        return UriComponentsBuilder.fromPath("/supervision").queryParamIfPresent("cursor", Optional.ofNullable(cursor)).toUriString();
    }

    private List<StuckRow> stuck(CurrentUser user, ZoneId zone, Locale locale) {
        return flow.stuck().stream().filter(one -> mayOpen(user, one.caseNumber()))
                .map(one -> new StuckRow(one.incidentId(), one.caseNumber(),
                        locale.getLanguage().equals("ja") ? one.nameJa() : one.nameEn(), moments.at(one.since(), zone), one.cause())).toList();
    }

    private boolean mayOpen(CurrentUser user, String caseNumber) {
        return caseNumber != null && cases.find(caseNumber).map(file -> cases.mayOpen(file, user)).orElse(user.has(Role.PROGRAMME_MANAGER));
    }

    private Told told(Escalation late, Locale locale) {
        return late == null ? null : new Told(late.id(), late.told() == null ? null : text("supervision.told." + late.told(), locale));
    }

    /** A supervisor knows of late work, or says why it may be late; nobody else is told of it. Safe to repeat. */
    @PostMapping("/escalations/{id}/settle")
    String settle(@PathVariable long id, @RequestParam(defaultValue = "") String reason, @RequestParam(required = false) String cursor,
            @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        Escalation late = escalations.find(id).filter(one -> supervised.by(user).contains(one.officeCode()))
                .orElseThrow(() -> Refusal.notFound("ESCALATION_UNKNOWN"));
        FreeText.check(reason, "reason", LONGEST_REASON);
        escalations.settle(id, reason.isBlank() ? Settled.ACKNOWLEDGED : Settled.CLOSED, reason.isBlank() ? null : reason.strip(), user.id());
        flash.addFlashAttribute("settled", late.caseNumber());
        return "redirect:" + at(cursor);
    }

    @PostMapping("/tasks/{id}/assign")
    String assign(@PathVariable String id, @RequestParam String assignee, @RequestParam(required = false) String cursor,
            @AuthenticationPrincipal CurrentUser user, Locale locale, RedirectAttributes flash) {
        actions.assign(id, assignee, user);
        flash.addFlashAttribute("assigned", CurrentUser.name(staff.find(assignee).orElse(null), locale));
        return "redirect:" + at(cursor);
    }

    @PostMapping("/stuck/{id}/retry")
    String retry(@PathVariable String id, @AuthenticationPrincipal CurrentUser user) {
        flow.stuck().stream().filter(one -> one.incidentId().equals(id)).findFirst().ifPresent(one -> {
            if (!mayOpen(user, one.caseNumber())) {
                throw Refusal.notFound("CASE_UNKNOWN", one.caseNumber());
            }
            flow.retry(id);
        });
        return "redirect:/supervision";
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
