package org.madoguchi.issuance;

import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** A holder who comes or rings without having asked on the site. */
@Controller
class PinResetPages {

    private final PinResets resets;
    private final CaseFiles cases;

    PinResetPages(PinResets resets, CaseFiles cases) {
        this.resets = resets;
        this.cases = cases;
    }

    @PostMapping("/cases/{caseNumber}/pin-reset")
    String ask(@PathVariable String caseNumber, @AuthenticationPrincipal CurrentUser officer) {
        String number = cases.open(CaseNumber.parse(caseNumber), officer, Purpose.CASE_WORK).number();
        resets.ask(number, officer);
        return "redirect:/cases/" + number;
    }
}
