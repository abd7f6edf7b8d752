package org.madoguchi.loss;

import java.time.LocalDate;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses.PoliceReport;
import org.madoguchi.loss.Losses.Report;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What staff do for a holder who rings or comes: the card of a case is lost, reported to the police, found again. */
@Controller
@RequestMapping("/cases/{caseNumber}/loss")
class LossPages {

    /** How it was made sure that the caller is the holder. */
    enum Checked { THREE_ITEMS, CALLED_BACK, IN_PERSON }

    private final Losses losses;
    private final CaseFiles cases;

    LossPages(Losses losses, CaseFiles cases) {
        this.losses = losses;
        this.cases = cases;
    }

    @PostMapping
    String report(@PathVariable String caseNumber, @RequestParam What what, @RequestParam(required = false) Checked checked,
            @RequestParam(required = false) LocalDate knownOn, @RequestParam(defaultValue = "false") boolean abroad,
            @AuthenticationPrincipal CurrentUser officer) {
        String number = open(caseNumber, officer);
        if (checked == null) {
            throw Refusal.badInput("CALLER_UNCHECKED", "checked");
        }
        losses.report(number, new Report(what, knownOn, abroad), officer);
        cases.record(number, Event.internal("CALLER_CHECKED", officer).because("CALLER_" + checked));
        return "redirect:/cases/" + number;
    }

    @PostMapping("/police")
    String police(@PathVariable String caseNumber, @RequestParam String number, @RequestParam String station,
            @RequestParam(required = false) LocalDate on, @AuthenticationPrincipal CurrentUser officer) {
        String known = open(caseNumber, officer);
        losses.police(known, new PoliceReport(number, station, on), officer);
        return "redirect:/cases/" + known;
    }

    @PostMapping("/found")
    String found(@PathVariable String caseNumber, @AuthenticationPrincipal CurrentUser officer) {
        String number = open(caseNumber, officer);
        losses.found(number, officer);
        return "redirect:/cases/" + number;
    }

    private String open(String caseNumber, CurrentUser officer) {
        return cases.open(CaseNumber.parse(caseNumber), officer, Purpose.CASE_WORK).number();
    }
}
