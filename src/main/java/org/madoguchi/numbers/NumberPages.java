package org.madoguchi.numbers;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.NumberPurpose;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.SecondFactor;
import org.madoguchi.identity.Staff;
import org.madoguchi.numbers.NumberRequest.State;
import org.madoguchi.platform.Moments;
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

/** Asking to see a My Number in full, deciding about it, seeing it. */
@Controller
@RequestMapping("/cases/{caseNumber}/number")
class NumberPages {

    /** @param lastFour null where the number has gone; {@code purposes} are names, for choices, and empty for whoever may not ask now */
    record NumberPage(String caseNumber, String lastFour, String[] purposes, List<Row> requests, String zone) {}

    record Row(UUID id, String asked, String asker, String purpose, State state) {}

    /**
     * @param decidedBy null before; {@code until} is null once it is closed
     * @param confirmUrl where the second factor is shown first, null where that need not be
     */
    record RequestPage(NumberRequest request, String lastFour, String office, String asked, String asker, String decided, String decidedBy,
            String until, String zone, boolean decides, boolean opens, String confirmUrl) {}

    record AskForm(String purpose, String reason) {}

    record DecideForm(String decision, String note) {}

    private final NumberRequests requests;
    private final NumberVault vault;
    private final CaseFiles cases;
    private final SecondFactor secondFactor;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;

    NumberPages(NumberRequests requests, NumberVault vault, CaseFiles cases, SecondFactor secondFactor, Offices offices, Staff staff,
            Moments moments) {
        this.requests = requests;
        this.vault = vault;
        this.cases = cases;
        this.secondFactor = secondFactor;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
    }

    @GetMapping
    String number(@PathVariable String caseNumber, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        model.addAttribute("form", new AskForm("", ""));
        return numberPage(caseNumber, user, locale, model);
    }

    private String numberPage(String caseNumber, CurrentUser user, Locale locale, Model model) {
        CaseFile file = open(caseNumber, user);
        ZoneId zone = offices.zoneOf(user);
        List<NumberRequest> known = requests.ofCase(file);
        boolean waits = known.stream().anyMatch(one -> one.open() && one.askedBy().equals(user.id()));
        model.addAttribute("page", new NumberPage(file.number(), lastFour(file), waits ? new String[0]
                : requests.purposes(file, user).stream().map(NumberPurpose::name).toArray(String[]::new),
                known.stream().map(one -> new Row(one.id(), moments.at(one.askedAt(), zone), name(one.askedBy(), locale),
                        one.purpose().name(), one.state())).toList(), moments.zone(zone)));
        return "numbers/Number";
    }

    @PostMapping
    String ask(@PathVariable String caseNumber, @ModelAttribute("form") AskForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Locale locale, Model model, HttpServletResponse response) {
        String number = CaseNumber.parse(caseNumber);
        try {
            NumberPurpose purpose = Stream.of(NumberPurpose.values()).filter(one -> one.name().equals(form.purpose())).findAny()
                    .orElseThrow(() -> Refusal.badInput("CHOICE_MISSING", "purpose"));
            return "redirect:/cases/" + number + "/number/" + requests.ask(number, purpose, form.reason(), user);
        } catch (Refusal no) {
            reject(result, no, response);
            return numberPage(caseNumber, user, locale, model);
        }
    }

    @GetMapping("/{id}")
    String request(@PathVariable String caseNumber, @PathVariable UUID id, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        model.addAttribute("form", new DecideForm("", ""));
        return requestPage(caseNumber, id, user, locale, model);
    }

    private String requestPage(String caseNumber, UUID id, CurrentUser user, Locale locale, Model model) {
        CaseFile file = open(caseNumber, user);
        NumberRequest request = requests.of(file, id);
        ZoneId zone = offices.zoneOf(user);
        boolean decides = request.state() == State.ASKED && requests.decides(request, file, user);
        boolean opens = request.state() == State.RELEASED && request.askedBy().equals(user.id());
        model.addAttribute("page", new RequestPage(request, lastFour(file), offices.get(request.office()).name(locale), moments.at(request.askedAt(), zone),
                name(request.askedBy(), locale), time(request.decidedAt(), zone), name(request.decidedBy(), locale), time(request.until(), zone),
                moments.zone(zone), decides, opens, (decides || opens) && !secondFactor.shown()
                        ? "/sign-in/second-factor?back=/cases/" + file.number() + "/number/" + id : null));
        return "numbers/Request";
    }

    @PostMapping("/{id}")
    String decide(@PathVariable String caseNumber, @PathVariable UUID id, @ModelAttribute("form") DecideForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Locale locale, Model model, HttpServletResponse response) {
        String number = CaseNumber.parse(caseNumber);
        try {
            switch (Objects.requireNonNullElse(form.decision(), "")) {
                case "RELEASE" -> requests.release(number, id, user);
                case "REFUSE" -> requests.refuse(number, id, form.note(), user);
                default -> throw Refusal.badInput("CHOICE_MISSING", "decision");
            }
        } catch (Refusal no) {
            reject(result, no, response);
            return requestPage(caseNumber, id, user, locale, model);
        }
        return "redirect:/cases/" + number + "/number/" + id;
    }

    /** Answers with the number itself: a page with an address of its own could be opened again. */
    @PostMapping("/{id}/show")
    String show(@PathVariable String caseNumber, @PathVariable UUID id, @AuthenticationPrincipal CurrentUser user, Model model,
            HttpServletResponse response) {
        String number = CaseNumber.parse(caseNumber);
        String digits = requests.show(number, id, user).digits();
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        model.addAttribute("caseNumber", number);
        // in fours, as on the card
        model.addAttribute("digits", List.of(digits.substring(0, 4), digits.substring(4, 8), digits.substring(8)));
        return "numbers/Shown";
    }

    /** The address of the page that showed the number leads back to the request. */
    @GetMapping("/{id}/show")
    String shown(@PathVariable String caseNumber, @PathVariable UUID id) {
        return "redirect:/cases/" + CaseNumber.parse(caseNumber) + "/number/" + id;
    }

    private CaseFile open(String caseNumber, CurrentUser user) {
        return cases.open(CaseNumber.parse(caseNumber), user, Purpose.CASE_WORK);
    }

    private String lastFour(CaseFile file) {
        return file.applicant().numberRef() == null ? null : vault.lastFour(file.applicant().numberRef());
    }

    private String time(Instant at, ZoneId zone) {
        return at == null ? null : moments.at(at, zone);
    }

    private String name(String id, Locale locale) {
        return id == null ? null : staff.find(id).map(person -> CurrentUser.name(person, locale)).orElse(id);
    }

    private static void reject(BindingResult result, Refusal no, HttpServletResponse response) {
        if (no.field() == null) {
            throw no;
        }
        result.rejectValue(no.field(), no.messageKey(), no.args(), no.code());
        response.setStatus(422);
    }
}
