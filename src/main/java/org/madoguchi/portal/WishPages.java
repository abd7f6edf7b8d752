package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Explanation;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asking for the merged card while the procedure runs, and taking that back: a page and a button each. */
@Controller
class WishPages {

    private final CaseFiles cases;
    private final Wish wish;
    private final Ways ways;
    private final Words words;

    WishPages(CaseFiles cases, Wish wish, Ways ways, Words words) {
        this.cases = cases;
        this.wish = wish;
        this.ways = ways;
        this.words = words;
    }

    /** Both ways side by side: who asks below has seen them, in the language of the page. */
    @GetMapping("/track/{number}/wish")
    String ask(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        return askPage(open(number, user), null, model);
    }

    private String askPage(CaseFile file, Refusal no, Model model) {
        model.addAttribute("file", file);
        model.addAttribute("ways", ways.side());
        model.addAttribute("asked", wish.of(file.number()).filter(Wish.Asked::standing).isPresent());
        model.addAttribute("refused", no == null ? null : words.refused(no));
        return "portal/Wish";
    }

    @PostMapping("/track/{number}/wish")
    String asked(@PathVariable String number, @RequestParam(defaultValue = "false") boolean withoutCertificates,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response, RedirectAttributes flash) {
        CaseFile file = open(number, user);
        try {
            wish.ask(file.number(), new Explanation(Wish.PAGE, words.locale().getLanguage()), !withoutCertificates, user);
            flash.addFlashAttribute("wishDone", "portal.wish.done");
            return "redirect:/track/" + file.number() + "#cards";
        } catch (Refusal no) {
            response.setStatus(no.kind() == Refusal.Kind.CONFLICT ? 409 : 422);
            return askPage(file, no, model);
        }
    }

    @GetMapping("/track/{number}/wish/revoke")
    String revoke(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        if (wish.of(file.number()).filter(Wish.Asked::standing).isEmpty()) {
            return "redirect:/track/" + file.number() + "#cards";
        }
        return revokePage(file, wish.revocable(file.number()) ? null : Refusal.conflict("CARD_ALREADY_MADE"), model);
    }

    private String revokePage(CaseFile file, Refusal no, Model model) {
        model.addAttribute("file", file);
        model.addAttribute("refused", no == null ? null : words.refused(no));
        return "portal/WishRevoked";
    }

    @PostMapping("/track/{number}/wish/revoke")
    String revoked(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response,
            RedirectAttributes flash) {
        CaseFile file = open(number, user);
        try {
            wish.revoke(file.number(), user);
            flash.addFlashAttribute("wishDone", "portal.wish.revoke.done");
            return "redirect:/track/" + file.number() + "#cards";
        } catch (Refusal no) {
            response.setStatus(409);
            return revokePage(file, no, model);
        }
    }

    private CaseFile open(String number, CurrentUser user) {
        CaseFile file = cases.open(CaseNumber.parse(number), user, Purpose.OWN_CASE);
        if (file.overseas()) {
            throw Refusal.notFound("PAGE_UNKNOWN");
        }
        return file;
    }
}
