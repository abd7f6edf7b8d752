package org.madoguchi.portal;

import static org.madoguchi.portal.ResidentApplications.EXPLAINED_IN;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.portal.ResidentOptions.Options;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Explanation;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A resident files a base procedure: the statement, the photo, the check before submitting. The merged card can be asked
 * for at the very end, once both ways were opened side by side; nothing is chosen beforehand, and silence needs nothing.
 */
@Controller
class ResidentApplyPages {

    record FormPage(Options options, String email, String lastFour, Draft draft, boolean saved, boolean withoutPhoto) {}

    /** {@code obstacle}: why the merged card cannot be asked for with this procedure, or null. */
    record ReviewPage(Draft draft, ResidentStatement statement, String email, String lastFour, boolean withoutPhoto,
            String explainedIn, ResidentFacts.Obstacle obstacle) {}

    private final ResidentApplications applications;
    private final ResidentRules rules;
    private final ResidentFacts facts;
    private final ResidentOptions options;
    private final Ways ways;
    private final Drafts drafts;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final JsonMapper json;
    private final Words words;

    ResidentApplyPages(ResidentApplications applications, ResidentRules rules, ResidentFacts facts, ResidentOptions options, Ways ways,
            Drafts drafts, NumberVault vault, ApplicantAccounts accounts, JsonMapper json, Words words) {
        this.applications = applications;
        this.rules = rules;
        this.facts = facts;
        this.options = options;
        this.ways = ways;
        this.drafts = drafts;
        this.vault = vault;
        this.accounts = accounts;
        this.json = json;
        this.words = words;
    }

    @GetMapping("/residence/apply")
    String apply() {
        return "redirect:/residence/apply/form";
    }

    // The statement

    /** {@code lost}: the case that issued a card which is to be replaced because it is gone; what was begun before goes on as it is. */
    @GetMapping("/residence/apply/form")
    String form(@RequestParam(required = false) String saved, @RequestParam(required = false) String check,
            @RequestParam(required = false) String lost, @AuthenticationPrincipal CurrentUser user, Model model) {
        Optional<Draft> draft = draft(user);
        ResidentStatement form = draft.map(applications::statementOf).orElseGet(() -> applications.known(account(user), lost));
        if (check != null && draft.isPresent()) {
            var result = new BeanPropertyBindingResult(form, "form");
            rules.problems(form).forEach(problem -> result.rejectValue(problem.field(), problem.key(), problem.args(), problem.code()));
            model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", result);
        }
        return formPage(user, draft.orElse(null), form, saved != null, model);
    }

    /** The form with the procedure that a page led to; what was begun before goes on as it is. */
    @GetMapping(value = "/residence/apply/form", params = "procedure")
    String form(@RequestParam String procedure, @AuthenticationPrincipal CurrentUser user, Model model) {
        return draft(user).isPresent() ? "redirect:/residence/apply/form"
                : formPage(user, null, applications.known(account(user), null).choosing(procedure), false, model);
    }

    private String formPage(CurrentUser user, Draft draft, ResidentStatement form, boolean saved, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("page", new FormPage(options.all(), accounts.get(account(user)).email(), lastFour(draft), draft, saved,
                withoutPhoto(form)));
        return "portal/ResidentForm";
    }

    @PostMapping("/residence/apply/form")
    String state(@ModelAttribute("form") ResidentStatement said, BindingResult result, @RequestParam(required = false) String save,
            @RequestParam(required = false) String forgetNumber, @AuthenticationPrincipal CurrentUser user, Model model,
            HttpServletResponse response) {
        Draft draft = draft(user)
                .orElseGet(() -> drafts.begin(account(user), Programme.RESIDENCE, Answers.none(), Statement.of(Map.of())));
        if (forgetNumber != null) {
            drafts.forgetNumber(draft);
            return "redirect:/residence/apply/form";
        }
        List<Problem> problems = rules.problems(said);
        boolean numberGood = problems.stream().noneMatch(problem -> problem.field().equals("myNumber"));
        boolean numberGiven = numberGood && !ResidentRules.blank(said.myNumber());
        drafts.state(draft, answers(said).with(EXPLAINED_IN, draft.answers().given().get(EXPLAINED_IN)), draft.statement(),
                numberGiven ? MyNumber.of(said.myNumber()) : null);
        if (save != null && numberGood) {
            return "redirect:/residence/apply/form?saved=yes";
        }
        if (!problems.isEmpty()) {
            ApplyPages.reject(result, problems, response);
            return formPage(user, draft(user).orElseThrow(), said, false, model);
        }
        return "redirect:/residence/apply/" + (withoutPhoto(said) ? "review" : "photo");
    }

    /** What was typed, but for the My Number. */
    private Answers answers(ResidentStatement said) {
        var fields = new TreeMap<>(json.convertValue(said, new TypeReference<Map<String, String>>() {}));
        fields.remove("myNumber");
        fields.values().removeIf(ResidentRules::blank);
        return new Answers(fields);
    }

    private boolean withoutPhoto(ResidentStatement said) {
        try {
            return rules.withoutPhoto(said.dateOfBirth());
        } catch (Refusal unreadable) {
            return false;
        }
    }

    // The check, and submitting

    @GetMapping("/residence/apply/review")
    String review(@AuthenticationPrincipal CurrentUser user, Model model) {
        Optional<Draft> draft = draft(user);
        if (draft.isEmpty()) {
            return "redirect:/residence/apply/form";
        }
        List<Problem> missing = applications.problems(draft.get());
        if (missing.isEmpty()) {
            return reviewPage(draft.get(), null, model);
        }
        boolean onlyThePhoto = missing.stream().allMatch(problem -> problem.field().equals("photo"));
        return "redirect:/residence/apply/" + (onlyThePhoto ? "photo" : "form?check=yes");
    }

    private String reviewPage(Draft draft, Refusal no, Model model) {
        ResidentStatement said = applications.statementOf(draft);
        model.addAttribute("page", new ReviewPage(draft, said, accounts.get(draft.accountId()).email(), lastFour(draft),
                withoutPhoto(said), draft.answers().given().get(EXPLAINED_IN), facts.obstacle(said).orElse(null)));
        model.addAttribute("refused", no == null ? null : words.text(no.messageKey(), no.args()));
        model.addAttribute("refusedWayOut", no == null ? null : words.textOrNull(no.messageKey() + ".wayOut", no.args()));
        return "portal/ResidentReview";
    }

    /** Both ways side by side, within the application. */
    @GetMapping("/residence/apply/explanation")
    String explanation(@AuthenticationPrincipal CurrentUser user, Model model) {
        if (draft(user).isEmpty()) {
            return "redirect:/residence";
        }
        model.addAttribute("ways", ways.side());
        return "portal/ResidentExplanation";
    }

    /** Both ways were read, in the language of this page. */
    @PostMapping("/residence/apply/explanation")
    String explained(@AuthenticationPrincipal CurrentUser user) {
        draft(user).ifPresent(draft -> drafts.answer(draft, draft.answers().with(EXPLAINED_IN, words.locale().getLanguage())));
        return "redirect:/residence/apply/review#cards";
    }

    /**
     * {@code wish}: the language of the explanation where the merged card is asked for, else absent; {@code withoutCertificates}
     * goes with it alone.
     */
    @PostMapping("/residence/apply/submit")
    String submit(@RequestParam UUID draft, @RequestParam(required = false) String wish,
            @RequestParam(defaultValue = "false") boolean withoutCertificates, @AuthenticationPrincipal CurrentUser user, Model model,
            HttpServletResponse response, RedirectAttributes flash) {
        Optional<Draft> begun = draft(user).filter(one -> one.id().equals(draft));
        try {
            if (wish != null && begun.isPresent() && !Objects.equals(wish, begun.get().answers().given().get(EXPLAINED_IN))) {
                throw Refusal.badInput("WISH_UNEXPLAINED", "wish");
            }
            Optional<String> number = applications.submit(draft, user, words.locale().getLanguage());
            if (number.isEmpty()) {
                return "redirect:/residence/apply/form";
            }
            if (wish != null) {
                applications.ask(number.get(), new Explanation(Wish.PAGE, wish), !withoutCertificates)
                        .ifPresent(no -> flash.addFlashAttribute("wishRefused", words.refused(no)));
            }
            return "redirect:/track/" + number.get() + "/received";
        } catch (Refusal no) {
            if (begun.isEmpty()) {
                throw no;
            }
            response.setStatus(no.kind() == Refusal.Kind.CONFLICT ? 409 : 422);
            return reviewPage(begun.get(), no, model);
        }
    }

    private Optional<Draft> draft(CurrentUser user) {
        return drafts.of(account(user), Programme.RESIDENCE);
    }

    private String lastFour(Draft draft) {
        return draft == null || draft.numberRef() == null ? null : vault.lastFour(draft.numberRef());
    }

    private static UUID account(CurrentUser user) {
        return UUID.fromString(user.id());
    }
}
