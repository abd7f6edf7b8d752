package org.madoguchi.appointments;

import java.time.LocalDate;
import java.util.Optional;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.appointments.Appointments.Appointment;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What consular staff do from the page of a case: accept a visitor without booking, keep the card longer. */
@Controller
@RequestMapping("/cases/{caseNumber}")
class CounterPages {

    private final Appointments appointments;
    private final Collecting collecting;
    private final CaseFiles cases;

    CounterPages(Appointments appointments, Collecting collecting, CaseFiles cases) {
        this.appointments = appointments;
        this.collecting = collecting;
        this.cases = cases;
    }

    @PostMapping("/walk-in")
    String walkIn(@PathVariable String caseNumber, @AuthenticationPrincipal CurrentUser officer, RedirectAttributes flash) {
        String number = open(caseNumber, officer);
        Optional<Appointment> before = appointments.booked(number);
        Appointment now = appointments.walkIn(number, officer);
        flash.addFlashAttribute("counterDone", before.filter(now::equals).isPresent() ? "already" : "walkIn");
        return "redirect:/cases/" + number;
    }

    @PostMapping("/hold")
    String hold(@PathVariable String caseNumber, @RequestParam LocalDate until, @RequestParam Collecting.HoldReason reason,
            @RequestParam(defaultValue = "") String note, @AuthenticationPrincipal CurrentUser officer,
            RedirectAttributes flash) {
        if (note.length() > 1000) {
            throw Refusal.badInput("FIELD_INVALID", "note", "note");
        }
        String number = open(caseNumber, officer);
        collecting.hold(number, until, reason, note, officer);
        flash.addFlashAttribute("counterDone", "hold");
        return "redirect:/cases/" + number;
    }

    private String open(String caseNumber, CurrentUser officer) {
        return cases.open(CaseNumber.parse(caseNumber), officer, Purpose.CASE_WORK).number();
    }
}
