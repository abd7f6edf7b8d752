package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.ResidentOptions.Options;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.programme.PhotoCheck;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/**
 * Somebody came to the counter without an application: an officer types it for them, by the same rules, and goes on to the
 * acceptance. A wish for the merged card is said there, not here.
 */
@Controller
class CounterFilingPages {

    /** {@code atBureau}: the officer works at an immigration bureau, else in a municipality. */
    record CounterPage(Options options, boolean atBureau, String office, List<String> photoProblems) {}

    private final ResidentApplications applications;
    private final ResidentRules rules;
    private final ResidentOptions options;
    private final PhotoCheck photos;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final CaseFlow flow;
    private final TransactionTemplate transaction;
    private final Words words;

    CounterFilingPages(ResidentApplications applications, ResidentRules rules, ResidentOptions options, PhotoCheck photos,
            NumberVault vault, ApplicantAccounts accounts, CaseFlow flow, TransactionTemplate transaction, Words words) {
        this.applications = applications;
        this.rules = rules;
        this.options = options;
        this.photos = photos;
        this.vault = vault;
        this.accounts = accounts;
        this.flow = flow;
        this.transaction = transaction;
        this.words = words;
    }

    @GetMapping("/cases/new")
    String form(@AuthenticationPrincipal CurrentUser officer, Model model) {
        model.addAttribute("form", ResidentStatement.person(null, null, null, null, null, null, null, null, null, null));
        return page(counterOf(officer), List.of(), model);
    }

    private String page(Post counter, List<String> photoProblems, Model model) {
        boolean atBureau = counter.role() == Role.ISA_CLERK;
        model.addAttribute("page", new CounterPage(options.at(atBureau), atBureau, words.office(counter.office()), photoProblems));
        return "portal/CounterFiling";
    }

    @PostMapping("/cases/new")
    String file(@ModelAttribute("form") ResidentStatement typed, BindingResult result, @RequestParam(required = false) MultipartFile photo,
            @AuthenticationPrincipal CurrentUser officer, Model model, HttpServletResponse response) throws IOException {
        Post counter = counterOf(officer);
        ResidentStatement said = typed.at(counter);
        List<Problem> problems = new ArrayList<>(rules.problems(said));
        if (!ApplicantAccounts.wellFormed(said.email())) {
            problems.add(Problem.of("email", "EMAIL_MALFORMED"));
        }
        StatementRules.choice(problems, "language", said.language(), "ja", "en");
        PhotoCheck.Result checked = photo == null || photo.isEmpty() ? null : photos.check(photo.getBytes());
        List<String> photoProblems = checked == null ? List.of()
                : checked.reasons().stream().map(reason -> words.text("reason." + reason + ".text")).toList();
        if (problems.isEmpty() && photoProblems.isEmpty()) {
            try {
                String number = transaction.execute(status -> applications.file(rules.filing(said,
                        ResidentRules.blank(said.myNumber()) ? null : vault.store(MyNumber.of(said.myNumber())),
                        checked == null ? null : checked.jpeg(), account(said), said.language()), officer));
                flow.hurry(number);
                return "redirect:/cases/" + number + "/next";
            } catch (Refusal no) {
                if ("photo".equals(no.field())) {
                    photoProblems = List.of(words.text(no.messageKey(), no.args()));
                } else {
                    problems.add(Problem.of(no, "baseProcedure"));
                }
            }
        }
        ApplyPages.reject(result, problems, response);
        photoProblems.forEach(text -> result.reject("photo", text));
        return page(counter, photoProblems, model);
    }

    private UUID account(ResidentStatement said) {
        return accounts.findOrCreate(said.email(), said.language());
    }

    private static Post counterOf(CurrentUser officer) {
        return officer.posts().stream().filter(post -> post.role() == Role.ISA_CLERK || post.role() == Role.MUNICIPAL_OFFICER)
                .findFirst().orElseThrow();
    }
}
