package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses;
import org.madoguchi.loss.Losses.PoliceReport;
import org.madoguchi.loss.Losses.Report;
import org.madoguchi.loss.Returns;
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

/** A card in its holder's hand: lost, found again, given back. A card is named by the case that issued it. */
@Controller
@RequestMapping("/track/cards/{number}")
class CardPages {

    /** {@code knownOn} and {@code abroad} are asked of residents only. */
    record LossForm(String what, String knownOn, Boolean abroad) {}

    record PoliceForm(String number, String station, String on) {}

    record EntryForm(String day) {}

    private final CaseFiles cases;
    private final HeldCards cards;
    private final Losses losses;
    private final Returns returns;

    CardPages(CaseFiles cases, HeldCards cards, Losses losses, Returns returns) {
        this.cases = cases;
        this.cards = cards;
        this.losses = losses;
        this.returns = returns;
    }

    @GetMapping
    String card(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        return cardPage(open(number, user), model);
    }

    private String cardPage(CaseFile file, Model model) {
        HeldCards.Card card = cards.of(file);
        model.addAttribute("page", card);
        if (!model.containsAttribute("police")) {
            model.addAttribute("police", card.loss() == null || !card.loss().policeReported() ? new PoliceForm("", "", "")
                    : new PoliceForm(card.loss().policeNumber(), card.loss().policeStation(), card.loss().policeOn().toString()));
        }
        if (!model.containsAttribute("entry")) {
            model.addAttribute("entry", new EntryForm(card.loss() == null || card.loss().enteredOn() == null ? ""
                    : card.loss().enteredOn().toString()));
        }
        return "portal/Card";
    }

    @GetMapping("/loss")
    String loss(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        if (!cards.of(file).usable()) {
            return "redirect:/track/cards/" + file.number();
        }
        model.addAttribute("form", new LossForm("", "", false));
        return lossPage(file, model);
    }

    private String lossPage(CaseFile file, Model model) {
        model.addAttribute("page", cards.of(file));
        return "portal/CardLoss";
    }

    @PostMapping("/loss")
    String reported(@PathVariable String number, @ModelAttribute("form") LossForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        List<Problem> problems = new ArrayList<>();
        StatementRules.choice(problems, "what", form.what(), "LOST", "STOLEN");
        LocalDate knownOn = day(problems, "knownOn", form.knownOn());
        if (!problems.isEmpty()) {
            ApplyPages.reject(result, problems, response);
            return lossPage(file, model);
        }
        try {
            losses.report(file.number(), new Report(What.valueOf(form.what()), knownOn, Boolean.TRUE.equals(form.abroad())), user);
        } catch (Refusal no) {
            reject(result, no, response);
            return lossPage(file, model);
        }
        return back(file);
    }

    @PostMapping("/police")
    String police(@PathVariable String number, @ModelAttribute("police") PoliceForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        List<Problem> problems = new ArrayList<>();
        present(problems, "number", form.number(), "POLICE_NUMBER_MISSING");
        present(problems, "station", form.station(), "POLICE_STATION_MISSING");
        present(problems, "on", form.on(), "POLICE_DAY_MISSING");
        LocalDate on = day(problems, "on", form.on());
        if (!problems.isEmpty()) {
            ApplyPages.reject(result, problems, response);
            return cardPage(file, model);
        }
        try {
            losses.police(file.number(), new PoliceReport(form.number(), form.station(), on), user);
        } catch (Refusal no) {
            reject(result, no, response);
            return cardPage(file, model);
        }
        return back(file);
    }

    @PostMapping("/entry")
    String entry(@PathVariable String number, @ModelAttribute("entry") EntryForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        try {
            losses.entered(file.number(), day(form.day(), "day"), user);
        } catch (Refusal no) {
            reject(result, no, response);
            return cardPage(file, model);
        }
        return back(file);
    }

    @PostMapping("/found")
    String found(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        losses.found(file.number(), user);
        return back(file);
    }

    /** Refused with the reason: whoever has the e-mail of a holder is not the holder. */
    @PostMapping("/lift")
    String lift(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        losses.lift(file.number(), false, false, null, user, null);
        return back(file);
    }

    @GetMapping("/return")
    String giveBack(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        HeldCards.Card card = cards.of(open(number, user));
        if (!card.stand().equals("IN_FORCE")) {
            return back(card.file());
        }
        model.addAttribute("page", card);
        return "portal/CardReturn";
    }

    @PostMapping("/return")
    String givenBack(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        returns.request(file.number(), user);
        return back(file);
    }

    private static void present(List<Problem> problems, String field, String given, String code) {
        if (given == null || given.isBlank()) {
            problems.add(Problem.of(field, code));
        }
    }

    private static LocalDate day(List<Problem> problems, String field, String given) {
        try {
            return day(given, field);
        } catch (Refusal no) {
            problems.add(Problem.of(no, field));
            return null;
        }
    }

    /** A field's own mistake is shown at the field, anything else is an answer of its own. */
    private static void reject(BindingResult result, Refusal no, HttpServletResponse response) {
        if (no.kind() != Refusal.Kind.BAD_INPUT || no.field() == null) {
            throw no;
        }
        ApplyPages.reject(result, List.of(Problem.of(no, no.field())), response);
    }

    private static LocalDate day(String given, String field) {
        if (given == null || given.isBlank()) {
            return null;
        }
        try {
            return LocalDate.parse(given.strip());
        } catch (DateTimeException e) {
            throw Refusal.badInput("DATE_IMPOSSIBLE", field);
        }
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, Purpose.OWN_CASE);
    }

    private static String back(CaseFile file) {
        return "redirect:/track/cards/" + file.number();
    }
}
