package org.madoguchi.verification;

import java.time.LocalDate;
import java.util.List;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/** Shows the officer what the entries so far point to, before the decision. Stores nothing. */
@Controller
class PassportCheck {

    /** @param refusal why the passport could not be read, or null */
    record Shown(Refusal refusal, LocalDate expiresOn, List<Finding> open, IdentityForm.Decision pointsTo) {}

    private final Verification verification;
    private final CaseFiles cases;

    PassportCheck(Verification verification, CaseFiles cases) {
        this.verification = verification;
        this.cases = cases;
    }

    static String url(String caseNumber) {
        return "/cases/" + caseNumber + "/passport-check";
    }

    @PostMapping("/cases/{caseNumber}/passport-check")
    ModelAndView check(@PathVariable String caseNumber, IdentityForm form, @AuthenticationPrincipal CurrentUser officer) {
        CaseFile file = cases.open(CaseNumber.parse(caseNumber), officer, Purpose.TASK);
        if (!officer.has(Role.CONSULAR_OFFICER, file.missionCode())) {
            throw Refusal.forbidden("NOT_AT_THIS_MISSION");
        }
        return new ModelAndView("verification/findings :: findings", "shown", shown(file, form));
    }

    private Shown shown(CaseFile file, IdentityForm form) {
        try {
            Examination examination = verification.examine(file, form);
            return new Shown(null, examination.passport() == null ? null : examination.passport().expiresOn(),
                    List.copyOf(examination.open()), examination.pointsTo());
        } catch (Refusal no) {
            return new Shown(no, null, List.of(), null);
        }
    }
}
