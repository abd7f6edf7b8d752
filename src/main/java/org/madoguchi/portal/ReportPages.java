package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/**
 * Saying that a record is linked to the wrong person: as the holder, who is believed at once, or as anybody. The public
 * page answers the same to everybody, whether there is such a case or not.
 */
@Controller
class ReportPages {

    record AnonymousForm(String statedCase, String seenWhere, String words) {}

    record ReportForm(String words) {}

    private final Corrections corrections;
    private final CaseFiles cases;

    ReportPages(Corrections corrections, CaseFiles cases) {
        this.corrections = corrections;
        this.cases = cases;
    }

    @GetMapping("/report-link")
    String anybody(Model model) {
        model.addAttribute("form", new AnonymousForm("", "", ""));
        return "portal/ReportLink";
    }

    @PostMapping("/report-link")
    String anybody(@ModelAttribute("form") AnonymousForm form, BindingResult result, HttpServletResponse response) {
        try {
            corrections.reportAnonymously(form.statedCase(), form.seenWhere(), form.words());
            return "redirect:/report-link/thanks";
        } catch (Refusal no) {
            reject(no, result, response);
            return "portal/ReportLink";
        }
    }

    @GetMapping("/report-link/thanks")
    String thanks() {
        return "portal/ReportThanks";
    }

    @GetMapping("/track/{number}/report")
    String holder(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        model.addAttribute("file", open(number, user));
        model.addAttribute("form", new ReportForm(""));
        return "portal/ReportError";
    }

    @PostMapping("/track/{number}/report")
    String holder(@PathVariable String number, @ModelAttribute("form") ReportForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        try {
            corrections.report(file.number(), Reporter.HOLDER, form.words(), user);
            return "redirect:/track/" + file.number();
        } catch (Refusal no) {
            reject(no, result, response);
            model.addAttribute("file", file);
            return "portal/ReportError";
        }
    }

    @PostMapping("/track/{number}/report/withdraw")
    String withdraw(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        corrections.withdrawReport(file.number(), user);
        return "redirect:/track/" + file.number();
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, Purpose.OWN_CASE);
    }

    private static void reject(Refusal no, BindingResult result, HttpServletResponse response) {
        if (no.kind() != Refusal.Kind.BAD_INPUT) {
            throw no;
        }
        ApplyPages.reject(result, List.of(Problem.of(no, no.field())), response);
    }
}
