package org.madoguchi.worklist;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.WorkDistribution.Rules;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** By which rules the next task is handed out, in words, and for supervisors to choose. */
@Controller
@RequestMapping("/tasks/distribution")
class WorkDistributionPages {

    /** @param changes whether the reader may change the rules; {@code languages}: what the reader is handed first for them */
    record Place(String office, String name, Rules rules, boolean changes, List<NeedLine> needs, List<TaskListPages.Choice> steps) {}

    record NeedLine(String taskKey, String task, String skill, boolean mine) {}

    private static final int LONGEST_SKILL = 60;

    private final WorkDistribution distribution;
    private final Worklist worklist;
    private final Offices offices;
    private final MessageSource messages;

    WorkDistributionPages(WorkDistribution distribution, Worklist worklist, Offices offices, MessageSource messages) {
        this.distribution = distribution;
        this.worklist = worklist;
        this.offices = offices;
        this.messages = messages;
    }

    /** Those of the reader's offices; a programme manager may look at any. */
    @GetMapping
    String page(@RequestParam(defaultValue = "") String office, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Set<String> codes = user.posts().stream().map(CurrentUser.Post::office).collect(Collectors.toSet());
        if (!office.isEmpty()) {
            if (!user.has(Role.PROGRAMME_MANAGER) && !codes.contains(office) || offices.find(office).isEmpty()) {
                throw Refusal.badInput("OFFICE_NOT_YOURS", "office");
            }
            codes = Set.of(office);
        }
        Set<String> skills = distribution.skills(user);
        model.addAttribute("places", codes.stream().map(offices::get).sorted(Comparator.comparing(Office::code)).map(place -> new Place(place.code(),
                place.name(locale), distribution.of(place.code()), WorkDistribution.mayChange(user, place.code()),
                distribution.needs(Set.of(place.code())).stream().map(need -> new NeedLine(need.taskKey(), task(need.taskKey(), locale), need.skill(),
                        skills.contains(need.skill()))).toList(),
                worklist.steps().stream().map(key -> new TaskListPages.Choice(key, task(key, locale)))
                        .sorted(Comparator.comparing(TaskListPages.Choice::label)).toList())).toList());
        model.addAttribute("first", Worklist.GLANCE);
        model.addAttribute("languages", skills.stream().filter(skill -> messages.getMessage("language." + skill, null, "", locale).length() > 0)
                .map(skill -> messages.getMessage("language." + skill, null, locale)).sorted().collect(Collectors.joining(", ")));
        return "worklist/Distribution";
    }

    private String task(String key, Locale locale) {
        return messages.getMessage("task." + key, null, key, locale);
    }

    @PostMapping
    String change(@RequestParam String office, @RequestParam(defaultValue = "false") boolean continuity, @RequestParam(defaultValue = "false") boolean languages,
            @RequestParam(defaultValue = "0") int most, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        distribution.change(new Rules(known(office), continuity, languages, most), user);
        flash.addFlashAttribute("changed", true);
        return back(office, user);
    }

    /** Without a skill nothing is needed any more. */
    @PostMapping("/skills")
    String need(@RequestParam String office, @RequestParam String task, @RequestParam(defaultValue = "") String skill,
            @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        String wanted = skill.strip();
        if (wanted.length() > LONGEST_SKILL || wanted.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.badInput("TEXT_TOO_LONG", "skill", LONGEST_SKILL);
        }
        if (!worklist.steps().contains(task)) {
            throw Refusal.badInput("FILTER_UNKNOWN", "task");
        }
        distribution.need(known(office), task, wanted.isEmpty() ? null : wanted, user);
        flash.addFlashAttribute("changed", true);
        return back(office, user);
    }

    private String known(String office) {
        return offices.find(office).map(Office::code).orElseThrow(() -> Refusal.badInput("OFFICE_UNKNOWN", "office", office));
    }

    private static String back(String office, CurrentUser user) {
        return user.worksIn(office) ? "redirect:/tasks/distribution" : "redirect:/tasks/distribution?office=" + office;
    }
}
