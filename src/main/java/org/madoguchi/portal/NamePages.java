package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Kind;
import org.madoguchi.identity.Role;
import org.madoguchi.names.NameChange;
import org.madoguchi.names.NameChange.Ground;
import org.madoguchi.names.NameChange.OnCard;
import org.madoguchi.names.NameChange.Stated;
import org.madoguchi.names.NameChanges;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** A name that has changed: stated by the holder, or by an officer for them; of a running case, or of a card in force. */
@Controller
class NamePages {

    /** A resident has no fields for a name in characters. */
    record NameForm(String familyName, String givenName, String familyKana, String givenKana, String familyLatin, String givenLatin,
            String changedOn, String ground) {}

    record DayForm(String changedOn) {}

    /** @param staff an officer fills it in; @param change what is being looked at, or null */
    record NamePage(CaseFile file, boolean staff, NameChange change, String[] grounds) {

        public String back() {
            return (staff ? "/cases/" : "/track/") + file.number();
        }
    }

    /** @param change the latest one we know of, or null; @param until the day by which the bureau must hear of it, or null */
    record CardPage(HeldCards.Card card, OnCard change, LocalDate until) {}

    private static final String[] ABROAD = grounds(Ground.MARRIAGE, Ground.DIVORCE, Ground.ADOPTION, Ground.COURT_PERMISSION, Ground.OTHER);
    private static final String[] RESIDENT = grounds(Ground.NEW_PASSPORT, Ground.MARRIAGE, Ground.DIVORCE, Ground.ADOPTION, Ground.OTHER);

    private final NameChanges changes;
    private final CaseFiles cases;
    private final HeldCards cards;
    private final StatementRules rules;

    NamePages(NameChanges changes, CaseFiles cases, HeldCards cards, StatementRules rules) {
        this.changes = changes;
        this.cases = cases;
        this.cards = cards;
        this.rules = rules;
    }

    private static String[] grounds(Ground... grounds) {
        return Arrays.stream(grounds).map(Enum::name).toArray(String[]::new);
    }

    @GetMapping({"/track/{number}/name", "/cases/{number}/name"})
    String name(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        NamePage page = page(open(number, user), user);
        if (!page.file().open()) {
            return "redirect:" + page.back();
        }
        NameChange change = page.change();
        Name name = change == null ? page.file().applicant().fullName() : change.name();
        model.addAttribute("form", new NameForm(name.familyName(), name.givenName(), name.familyKana(), name.givenKana(), name.familyLatin(),
                name.givenLatin(), change == null ? "" : change.changedOn().toString(), change == null ? "" : change.ground().name()));
        model.addAttribute("page", page);
        return "portal/Name";
    }

    @PostMapping({"/track/{number}/name", "/cases/{number}/name"})
    String state(@PathVariable String number, @ModelAttribute("form") NameForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        NamePage page = page(open(number, user), user);
        List<Problem> problems = new ArrayList<>();
        Stated stated = stated(form, page, problems);
        if (problems.isEmpty()) {
            try {
                changes.state(page.file().number(), stated, user);
                return "redirect:" + page.back();
            } catch (Refusal no) {
                if (no.kind() != Refusal.Kind.BAD_INPUT) {
                    throw no;
                }
                problems.add(Problem.of(no, no.field()));
            }
        }
        ApplyPages.reject(result, problems, response);
        model.addAttribute("page", page);
        return "portal/Name";
    }

    private Stated stated(NameForm form, NamePage page, List<Problem> problems) {
        if (page.file().overseas()) {
            StatementRules.name(problems, "familyName", form.familyName());
            StatementRules.name(problems, "givenName", form.givenName());
            StatementRules.kana(problems, "familyKana", form.familyKana());
            StatementRules.kana(problems, "givenKana", form.givenKana());
            StatementRules.latin(problems, "familyLatin", form.familyLatin());
            StatementRules.latin(problems, "givenLatin", form.givenLatin());
        } else {
            ResidentRules.name(problems, form.familyLatin(), form.givenLatin(), form.familyKana(), form.givenKana());
        }
        LocalDate changedOn = rules.day(problems, "changedOn", form.changedOn(), true);
        StatementRules.choice(problems, "ground", form.ground(), page.grounds());
        return problems.isEmpty() ? new Stated(name(form, page.file()), changedOn, Ground.valueOf(form.ground())) : null;
    }

    private static Name name(NameForm form, CaseFile file) {
        String family = text(file.overseas() ? form.familyName() : form.familyLatin());
        String given = text(file.overseas() ? form.givenName() : form.givenLatin());
        return new Name(family, given, text(form.familyKana()), text(form.givenKana()), text(form.familyLatin()), text(form.givenLatin()));
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }

    private NamePage page(CaseFile file, CurrentUser user) {
        NameChange change = changes.open(file.number()).orElse(null);
        String[] grounds = file.overseas() ? ABROAD : RESIDENT;
        if (change != null && change.ground() == Ground.REGISTER) {
            grounds = Arrays.copyOf(grounds, grounds.length + 1);
            grounds[grounds.length - 1] = Ground.REGISTER.name();
        }
        return new NamePage(file, user.kind() == Kind.STAFF, change, grounds);
    }

    // A card in force

    @GetMapping("/track/cards/{number}/name")
    String card(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        model.addAttribute("form", new DayForm(""));
        return cardPage(file, model);
    }

    private String cardPage(CaseFile file, Model model) {
        OnCard change = changes.onCard(file.number()).orElse(null);
        model.addAttribute("page", new CardPage(cards.of(file), change, change == null ? null : changes.notifyUntil(change)));
        return "portal/CardName";
    }

    @PostMapping("/track/cards/{number}/name")
    String card(@PathVariable String number, @ModelAttribute("form") DayForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        List<Problem> problems = new ArrayList<>();
        LocalDate changedOn = rules.day(problems, "changedOn", form.changedOn(), true);
        if (!problems.isEmpty()) {
            ApplyPages.reject(result, problems, response);
            return cardPage(file, model);
        }
        changes.ofCard(file.number(), changedOn, user);
        return "redirect:/track/cards/" + file.number() + "/name";
    }

    /** The municipality wrote the new name on the card that its holder brought. */
    @PostMapping("/cases/{number}/name/noted")
    String noted(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        if (!user.has(Role.MUNICIPAL_OFFICER)) {
            throw Refusal.forbidden("NOT_IN_QUEUE");
        }
        changes.notedOnCard(file.number(), user);
        return "redirect:/cases/" + file.number();
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, user.kind() == Kind.STAFF ? Purpose.CASE_WORK : Purpose.OWN_CASE);
    }
}
