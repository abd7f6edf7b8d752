package org.madoguchi.portal;

import java.time.LocalDate;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.PinResets;
import org.madoguchi.issuance.PinResets.PinReset;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** A holder asks to have the PINs of a card set again. A card is named by the case that issued it. */
@Controller
@RequestMapping("/track/cards/{number}/pin-reset")
class PinResetPage {

    /** {@code latest} is null where nothing was ever asked; {@code until} the last day to come while it is open. */
    record Page(String number, boolean possible, PinReset latest, LocalDate until, String counter) {

        public boolean open() {
            return latest != null && latest.open();
        }
    }

    private final PinResets resets;
    private final CaseFiles cases;
    private final Words words;

    PinResetPage(PinResets resets, CaseFiles cases, Words words) {
        this.resets = resets;
        this.cases = cases;
        this.words = words;
    }

    @GetMapping
    String show(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        PinReset latest = resets.of(file.number()).orElse(null);
        model.addAttribute("page", new Page(file.number(), resets.card(file.number()).isPresent(), latest,
                latest == null ? null : resets.comeUntil(latest),
                words.office(file.overseas() ? file.missionCode() : file.municipalityCode())));
        return "portal/PinReset";
    }

    @PostMapping
    String ask(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        resets.ask(file.number(), user);
        return back(file);
    }

    @PostMapping("/withdraw")
    String withdraw(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        resets.withdraw(file.number());
        return back(file);
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, Purpose.OWN_CASE);
    }

    private static String back(CaseFile file) {
        return "redirect:/track/cards/" + file.number() + "/pin-reset";
    }
}
