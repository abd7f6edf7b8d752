package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** What the contact centre sees while a holder is on the phone: the words that the holder reads, and nothing to act with. */
@Controller
@RequestMapping("/cases/call")
class CallPages {

    record CallForm(String number, String dateOfBirth, Boolean agreed) {}

    record CallPage(CaseFile file, CaseStatus status, List<Tracking.Entry> timeline) {}

    private final Calls calls;
    private final CaseFiles cases;
    private final Tracking tracking;
    private final StatementRules rules;

    CallPages(Calls calls, CaseFiles cases, Tracking tracking, StatementRules rules) {
        this.calls = calls;
        this.cases = cases;
        this.tracking = tracking;
        this.rules = rules;
    }

    @GetMapping
    String call(Model model) {
        model.addAttribute("form", new CallForm("", "", false));
        return "portal/Call";
    }

    @PostMapping
    String begin(@ModelAttribute("form") CallForm form, BindingResult result, @AuthenticationPrincipal CurrentUser agent,
            HttpServletResponse response) {
        List<Problem> problems = new ArrayList<>();
        var born = rules.day(problems, "dateOfBirth", form.dateOfBirth(), true);
        if (!Boolean.TRUE.equals(form.agreed())) {
            problems.add(Problem.of("agreed", "CALL_NOT_AGREED"));
        }
        if (problems.isEmpty()) {
            try {
                String number = CaseNumber.parse(form.number());
                calls.begin(number, born, agent);
                return "redirect:/cases/call/" + number;
            } catch (Refusal no) {
                problems.add(Problem.of("number", "CALLER_UNKNOWN"));
            }
        }
        ApplyPages.reject(result, problems, response);
        return "portal/Call";
    }

    @GetMapping("/{number}")
    String read(@PathVariable String number, @AuthenticationPrincipal CurrentUser agent, Model model) {
        CaseFile file = cases.open(CaseNumber.parse(number), agent, Purpose.CALL);
        model.addAttribute("page", new CallPage(file, tracking.statusOf(file), tracking.timeline(file)));
        return "portal/CallCase";
    }
}
