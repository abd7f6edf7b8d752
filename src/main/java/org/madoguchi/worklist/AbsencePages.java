package org.madoguchi.worklist;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.madoguchi.identity.Absences;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** When one is away, and who does one's work meanwhile; supervisors see to it for their people. */
@Controller
@RequestMapping("/tasks/absence")
class AbsencePages {

    record Line(long id, String firstDay, String lastDay, String standIn) {}

    /** @param people whose absences the reader may enter besides their own */
    record AbsencePage(CurrentUser person, boolean own, List<Line> lines, List<CurrentUser> people, List<CurrentUser> standIns) {}

    private final Absences absences;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;

    AbsencePages(Absences absences, Staff staff, Moments moments, MessageSource messages) {
        this.absences = absences;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String page(@RequestParam(defaultValue = "") String person, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        CurrentUser whose = whose(person, user);
        List<Absences.Absence> found = absences.of(whose);
        Map<String, CurrentUser> people = staff.named(found.stream().map(Absences.Absence::standIn).filter(Objects::nonNull).toList());
        model.addAttribute("page", new AbsencePage(whose, whose.id().equals(user.id()), found.stream().map(one -> new Line(one.id(),
                moments.day(one.firstDay()), moments.day(one.lastDay()), CurrentUser.name(people.get(one.standIn()), locale))).toList(),
                absences.peopleOf(user), absences.standIns(whose)));
        return "worklist/Absence";
    }

    /** @throws Refusal STAFF_UNKNOWN where it is nobody whose absences this reader sees to */
    private CurrentUser whose(String id, CurrentUser user) {
        return id.isEmpty() || id.equals(user.id()) ? user
                : staff.find(id).filter(one -> absences.mayEnter(one, user)).orElseThrow(() -> Refusal.badInput("STAFF_UNKNOWN", "person", id));
    }

    @PostMapping
    String enter(@RequestParam(defaultValue = "") String person, @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate firstDay,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate lastDay, @RequestParam(defaultValue = "") String standIn,
            @AuthenticationPrincipal CurrentUser user, Locale locale, RedirectAttributes flash) {
        CurrentUser whose = whose(person, user);
        try {
            absences.enter(whose, firstDay, lastDay, standIn.isEmpty() ? null : standIn, user);
            flash.addFlashAttribute("entered", true);
        } catch (Refusal no) {
            if (no.kind() != Refusal.Kind.BAD_INPUT) {
                throw no;
            }
            flash.addFlashAttribute("problem", messages.getMessage(no.messageKey(), no.args(), no.code(), locale));
            flash.addFlashAttribute("firstDay", firstDay);
            flash.addFlashAttribute("lastDay", lastDay);
            flash.addFlashAttribute("standIn", standIn);
        }
        return back(whose, user);
    }

    @PostMapping("/{absence}/end")
    String end(@PathVariable long absence, @RequestParam(defaultValue = "") String person, @AuthenticationPrincipal CurrentUser user) {
        CurrentUser whose = whose(person, user);
        absences.end(whose, absence, user);
        return back(whose, user);
    }

    private static String back(CurrentUser whose, CurrentUser user) {
        return whose.id().equals(user.id()) ? "redirect:/tasks/absence" : "redirect:/tasks/absence?person=" + whose.id();
    }
}
