package org.madoguchi.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.Sla;
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

    /** @param escalated how many late tasks nobody has acknowledged yet */
    record SupervisionPage(List<String> offices, int escalated, List<LateRow> late, List<StuckRow> stuck, String cursor,
            String nextUrl) {}

    /**
     * @param escalation to acknowledge; null where there is none
     * @param candidates to whom the reader may give it
     */
    record LateRow(String taskId, String task, String caseNumber, String office, String state, String due, String distance,
            String assignee, Long escalation, List<CurrentUser> candidates) {}

    record StuckRow(String incidentId, String caseNumber, String step, String since, String cause) {}

    private final Worklist worklist;
    private final WorkActions actions;
    private final Sla sla;
    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    SupervisionPages(Worklist worklist, WorkActions actions, Sla sla, CaseFiles cases, CaseFlow flow, Offices offices, Staff staff, Moments moments,
            MessageSource messages, Clock clock) {
        this.worklist = worklist;
        this.actions = actions;
        this.sla = sla;
        this.cases = cases;
        this.flow = flow;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(@AuthenticationPrincipal CurrentUser user, @RequestParam(required = false) String cursor, Locale locale, Model model) {
        Set<String> mine = supervised(user);
        ZoneId zone = offices.zoneOf(user);
        Instant now = clock.instant();
        Worklist.Page late = worklist.late(user, mine, cursor);
        Map<String, CurrentUser> people = staff.named(late.items().stream().map(WorkItem::assignee).filter(a -> a != null).toList());
        Map<String, Long> escalations = sla.escalations(mine).stream().collect(Collectors.toMap(Sla.Escalation::taskId, Sla.Escalation::id));
        Map<String, List<CurrentUser>> candidates = new HashMap<>();
        List<LateRow> rows = late.items().stream().map(item -> new LateRow(item.taskId(), text("task." + item.taskKey(), locale),
                item.caseNumber(), offices.get(item.officeCode()).name(locale),
                item.lateness(now).name().toLowerCase().replace('_', '-'), moments.at(item.dueAt(), zone),
                moments.distance(now, item.dueAt()), CurrentUser.name(people.get(item.assignee()), locale),
                escalations.get(item.taskId()), worklist.mayAssign(item, user)
                        // the same for a whole queue, but where four eyes keep somebody away
                        ? candidates.computeIfAbsent(item.fourEyesOf() == null ? item.role() + "@" + item.officeCode() : item.taskId(),
                                one -> worklist.candidates(item)) : List.of())).toList();
        String next = late.next() == null ? null : at(late.next());
        model.addAttribute("page", new SupervisionPage(mine.size() > 5 ? List.of(text("supervision.everywhere", locale))
                : mine.stream().map(code -> offices.get(code).name(locale)).sorted().toList(), escalations.size(), rows,
                stuck(user, zone, locale), cursor, next));
        return "supervision/Supervision";
    }

    private static String at(String cursor) {
        return UriComponentsBuilder.fromPath("/supervision").queryParamIfPresent("cursor", Optional.ofNullable(cursor)).toUriString();
    }

    /** A programme manager supervises every office; other supervisors their own. */
    private Set<String> supervised(CurrentUser user) {
        if (user.has(Role.PROGRAMME_MANAGER)) {
            return java.util.Arrays.stream(Office.Kind.values()).flatMap(kind -> offices.ofKind(kind).stream())
                    .map(Office::code).collect(Collectors.toUnmodifiableSet());
        }
        return user.posts().stream().filter(post -> post.role().supervises()).map(CurrentUser.Post::office)
                .collect(Collectors.toUnmodifiableSet());
    }

    private List<StuckRow> stuck(CurrentUser user, ZoneId zone, Locale locale) {
        return flow.stuck().stream().filter(one -> mayOpen(user, one.caseNumber()))
                .map(one -> new StuckRow(one.incidentId(), one.caseNumber(),
                        locale.getLanguage().equals("ja") ? one.nameJa() : one.nameEn(), moments.at(one.since(), zone), one.cause())).toList();
    }

    private boolean mayOpen(CurrentUser user, String caseNumber) {
        return caseNumber != null && cases.find(caseNumber).map(file -> cases.mayOpen(file, user)).orElse(user.has(Role.PROGRAMME_MANAGER));
    }

    @PostMapping("/escalations/{id}/acknowledge")
    String acknowledge(@PathVariable long id, @RequestParam(required = false) String cursor, @AuthenticationPrincipal CurrentUser user) {
        boolean theirs = sla.escalations(supervised(user)).stream().anyMatch(one -> one.id() == id);
        if (theirs) {
            sla.acknowledge(id, user.id());
        }
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
