package org.madoguchi.worklist;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.WorkQuestions.Question;
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

/** A question of a colleague's, for the one who was asked. */
@Controller
@RequestMapping("/tasks/questions/{id}")
class WorkQuestionPages {

    /** @param answer what was answered, or typed and not taken because of {@code problem}; {@code open} while it can be answered */
    record QuestionPage(long id, String caseNumber, String by, String at, String question, String answer, boolean open, String problem) {}

    private final WorkQuestions questions;
    private final CaseFiles cases;
    private final Staff staff;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;

    WorkQuestionPages(WorkQuestions questions, CaseFiles cases, Staff staff, Offices offices, Moments moments, MessageSource messages) {
        this.questions = questions;
        this.cases = cases;
        this.staff = staff;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
    }

    @GetMapping
    String question(@PathVariable long id, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Question asked = questions.askedOf(id, user);
        return show(asked, asked.answer(), null, user, locale, model);
    }

    @PostMapping
    String answer(@PathVariable long id, @RequestParam(defaultValue = "") String answer, @AuthenticationPrincipal CurrentUser user, Locale locale,
            Model model, HttpServletResponse response, RedirectAttributes flash) {
        try {
            questions.answer(id, answer, user);
        } catch (Refusal no) {
            if (no.kind() != Refusal.Kind.BAD_INPUT) {
                throw no;
            }
            response.setStatus(422);
            return show(questions.askedOf(id, user), answer, messages.getMessage(no.messageKey(), no.args(), no.code(), locale), user, locale, model);
        }
        flash.addFlashAttribute("answered", true);
        return "redirect:/tasks/notices";
    }

    private String show(Question asked, String answer, String problem, CurrentUser user, Locale locale, Model model) {
        cases.open(asked.caseNumber(), user, Purpose.CASE_WORK);
        String by = CurrentUser.name(staff.find(asked.byId()).orElse(null), locale);
        model.addAttribute("page", new QuestionPage(asked.id(), asked.caseNumber(), by, moments.atNamed(asked.askedAt(), offices.zoneOf(user)), asked.question(),
                answer, asked.answer() == null, problem));
        return "worklist/Question";
    }
}
