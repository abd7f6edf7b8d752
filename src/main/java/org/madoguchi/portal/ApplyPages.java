package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.eligibility.Assessment;
import org.madoguchi.eligibility.Eligibility;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.platform.Choices;
import org.madoguchi.platform.Choices.Choice;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.programme.MyNumber;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.renewal.Renewals.Renewal;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Applying, step by step: the questions (no sign-in, nothing stored but in the visitor's session), then with sign-in the
 * statement, the photo, and the check before submitting. After each step everything is in the draft of the account.
 */
@Controller
class ApplyPages {

    static final String ANSWERS = "apply.answers";
    /** Key in the answers: they belong to the draft and go back there. */
    private static final String OF_DRAFT = "ofDraft";
    /** Key in the answers: the invitation that is being answered. */
    private static final String RENEWAL = "renewal";

    record QuestionForm(String question, String answer) {}

    record QuestionPage(Question question, List<Choice> choices, List<Row> answered, boolean draftWaiting) {}

    record Row(String question, String value, boolean day) {}

    record OutcomePage(Assessment assessment, List<Row> answered, boolean mayApply, boolean formalDecision) {}

    record FormPage(List<Choice> municipalities, List<Words.Group> missions, String email, String lastFour, Draft draft,
            boolean saved, boolean infant) {}

    record ReviewPage(Draft draft, Statement statement, Assessment assessment, String email, String lastFour, boolean infant,
            List<Row> answered) {}

    private final Eligibility eligibility;
    private final Drafts drafts;
    private final StatementRules rules;
    private final Submission submission;
    private final Renewals renewals;
    private final Applications applications;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final Choices choices;
    private final Words words;

    ApplyPages(Eligibility eligibility, Drafts drafts, StatementRules rules, Submission submission,
            Renewals renewals, Applications applications, NumberVault vault, ApplicantAccounts accounts,
            Choices choices, Words words) {
        this.eligibility = eligibility;
        this.drafts = drafts;
        this.rules = rules;
        this.submission = submission;
        this.renewals = renewals;
        this.applications = applications;
        this.vault = vault;
        this.accounts = accounts;
        this.choices = choices;
        this.words = words;
    }

    // The questions

    @GetMapping("/apply")
    String apply(@RequestParam(required = false) String question, @RequestParam(required = false) String purpose,
            HttpSession session, Model model) {
        Answers answers = answers(session);
        if (answers.isEmpty() && purpose != null && Question.PURPOSE.options().contains(purpose)) {
            answers = answers.with(Question.PURPOSE, purpose);
            session.setAttribute(ANSWERS, answers);
        }
        Optional<Question> asked = question == null ? next(answers) : Question.of(question);
        if (asked.isEmpty()) {
            return outcome(answers, model);
        }
        return ask(asked.get(), answers, new QuestionForm(asked.get().id(), answers.get(asked.get())), model);
    }

    @PostMapping("/apply/check")
    String check(@ModelAttribute("form") QuestionForm form, BindingResult result, @RequestParam(required = false) String restart,
            HttpSession session, Model model, HttpServletResponse response) {
        if (restart != null) {
            session.removeAttribute(ANSWERS);
            return "redirect:/apply";
        }
        Question question = Question.of(form.question()).orElseThrow(() -> Refusal.notFound("PAGE_UNKNOWN"));
        Answers answers = answers(session);
        try {
            Answers now = answers.with(question, form.answer());
            eligibility.assess(now.facts());
            session.setAttribute(ANSWERS, now);
            return "redirect:/apply";
        } catch (Refusal no) {
            reject(result, List.of(Problem.of(no, "answer")), response);
            return ask(question, answers, form, model);
        }
    }

    /** Begins a renewal that the holder was invited to: what is known from the card is not asked again. */
    @GetMapping("/apply/renewal")
    String renewal(@RequestParam String number, @AuthenticationPrincipal CurrentUser user, HttpSession session) {
        Renewal renewal = renewals.waitingFor(account(user)).stream().filter(one -> one.number().equals(number))
                .filter(one -> applications.earlierCase(one).filter(CaseFile::overseas).isPresent()).findFirst()
                .orElseThrow(() -> Refusal.notFound("RENEWAL_UNKNOWN"));
        Answers answers = Answers.none().with(RENEWAL, number).with("purpose", "RENEWAL").with("everRegistered", "yes")
                .with("residentRecordSinceNumbering", "yes").with("registeredDomicileKnown", "yes").with("card", "VALID")
                .with("cardExpiresOn", renewal.period().toString());
        session.setAttribute(ANSWERS, applications.earlierCase(renewal)
                .map(file -> answers.with("dateOfBirth", file.applicant().birthDate().toString())).orElse(answers));
        return "redirect:/apply";
    }

    /** What the earlier application of an invited holder said. */
    private Statement known(Answers answers, UUID account) {
        return renewals.waitingFor(account).stream().filter(one -> answers.is(RENEWAL, one.number())).findFirst()
                .flatMap(applications::earlierCase).map(file -> Statement.of(file)).orElse(Statement.of(Map.of()));
    }

    /** Asking ends with the answer that decides: what comes after would change nothing. */
    private Optional<Question> next(Answers answers) {
        Outcome outcome = eligibility.assess(answers.facts()).outcome();
        boolean decided = outcome == Outcome.NOT_ELIGIBLE || outcome == Outcome.REFER
                || answers.is(Question.REGISTERED_DOMICILE_KNOWN.id(), "no") && outcome == Outcome.MORE_INFORMATION;
        return decided ? Optional.empty() : answers.next();
    }

    private String ask(Question question, Answers answers, QuestionForm form, Model model) {
        boolean waiting = applicant().flatMap(drafts::of).isPresent() && answers.given().get(OF_DRAFT) == null;
        model.addAttribute("form", form);
        model.addAttribute("page", new QuestionPage(question,
                choices.of("portal.question." + question.id(), question.options().toArray(String[]::new)), rows(answers), waiting));
        return "portal/Question";
    }

    private String outcome(Answers answers, Model model) {
        Assessment assessment = eligibility.assess(answers.facts());
        boolean nowhereToSend = answers.is(Question.REGISTERED_DOMICILE_KNOWN.id(), "no");
        boolean mayApply = assessment.outcome() != Outcome.NOT_ELIGIBLE && !nowhereToSend;
        model.addAttribute("page", new OutcomePage(assessment, rows(answers), mayApply,
                assessment.outcome() == Outcome.NOT_ELIGIBLE && !nowhereToSend));
        return "portal/Outcome";
    }

    private List<Row> rows(Answers answers) {
        return answers.answered().stream().map(question -> new Row(question.id(), answers.get(question), question.isDay())).toList();
    }

    // The statement

    @GetMapping("/apply/form")
    String form(@RequestParam(required = false) String formalDecision, @RequestParam(required = false) String saved,
            @RequestParam(required = false) String check, @AuthenticationPrincipal CurrentUser user, HttpSession session,
            Model model) {
        UUID account = account(user);
        Answers answers = answers(session);
        Optional<Draft> draft = drafts.of(account);
        if (answers.isEmpty()) {
            return draft.map(one -> savedForm(one, saved != null, check != null, model)).orElse("redirect:/apply");
        }
        if (next(answers).isPresent()) {
            return "redirect:/apply";
        }
        if (formalDecision != null) {
            answers = answers.with(Answers.FORMAL_DECISION, "yes");
            session.setAttribute(ANSWERS, answers);
        }
        if (draft.isPresent() && draft.get().begun() && answers.given().get(OF_DRAFT) == null) {
            model.addAttribute("draft", draft.get());
            return "portal/TwoDrafts";
        }
        session.removeAttribute(ANSWERS);
        Answers kept = answers.with(OF_DRAFT, null);
        if (draft.isPresent()) {
            drafts.answer(draft.get(), kept);
        } else {
            drafts.begin(account, Programme.OVERSEAS, kept, known(kept, account));
        }
        return "redirect:/apply/form";
    }

    /** Two applications at once on one account: the person says which goes on. */
    @PostMapping("/apply/which")
    String which(@RequestParam String keep, @AuthenticationPrincipal CurrentUser user, HttpSession session) {
        Answers answers = answers(session);
        session.removeAttribute(ANSWERS);
        if (keep.equals("new") && !answers.isEmpty()) {
            drafts.begin(account(user), Programme.OVERSEAS, answers.with(OF_DRAFT, null), known(answers, account(user)));
        }
        return "redirect:/apply/form";
    }

    /** Back to the questions with the answers of the draft. */
    @GetMapping("/apply/answers")
    String changeAnswers(@RequestParam(required = false) String question, @AuthenticationPrincipal CurrentUser user,
            HttpSession session) {
        Optional<Draft> draft = drafts.of(account(user));
        draft.ifPresent(one -> session.setAttribute(ANSWERS, one.answers().with(OF_DRAFT, "yes").with(Answers.FORMAL_DECISION, null)));
        boolean known = question != null && Question.of(question).isPresent();
        return "redirect:/apply" + (draft.isPresent() && known ? "?question=" + question : "");
    }

    @PostMapping("/apply/form")
    String state(@ModelAttribute("form") Statement said, BindingResult result, @RequestParam(required = false) String save,
            @RequestParam(required = false) String forgetNumber, @AuthenticationPrincipal CurrentUser user, Model model,
            HttpServletResponse response) {
        Optional<Draft> found = drafts.of(account(user));
        if (found.isEmpty()) {
            return "redirect:/apply";
        }
        Draft draft = found.get();
        if (forgetNumber != null) {
            drafts.forgetNumber(draft);
            return "redirect:/apply/form";
        }
        List<Problem> problems = rules.problems(said);
        boolean numberGood = problems.stream().noneMatch(problem -> problem.field().equals("myNumber"));
        boolean numberGiven = said.myNumber() != null && !said.myNumber().isBlank();
        drafts.state(draft, answersWith(draft.answers(), said, problems), said, numberGiven && numberGood ? MyNumber.of(said.myNumber()) : null);
        if (save != null && numberGood) {
            return "redirect:/apply/form?saved=yes";
        }
        if (!problems.isEmpty()) {
            reject(result, problems, response);
            return formPage(drafts.of(draft.accountId()).orElseThrow(), said, false, model);
        }
        return rules.withoutPhoto(Tokyo.parse(said.dateOfBirth(), "dateOfBirth")) ? "redirect:/apply/review" : "redirect:/apply/photo";
    }

    /** Days and wishes that both steps know stand in one place: the answers, from which the facts are made. */
    private static Answers answersWith(Answers answers, Statement said, List<Problem> problems) {
        Answers next = answers.with("certificatesWanted", said.certificatesWanted());
        if (problems.stream().anyMatch(problem -> List.of("dateOfBirth", "departedOn").contains(problem.field()))) {
            return next;
        }
        boolean departed = said.departedOn() != null && !said.departedOn().isBlank();
        return next.with("dateOfBirth", Tokyo.parse(said.dateOfBirth(), "dateOfBirth").toString())
                .with("departedOn", departed ? Tokyo.parse(said.departedOn(), "departedOn").toString() : null);
    }

    private Statement prefilled(Draft draft) {
        Map<String, String> fields = draft.statement().withoutNumber();
        Map<String, String> answers = draft.answers().given();
        fields.put("dateOfBirth", answers.get("dateOfBirth"));
        fields.put("departedOn", answers.get("departedOn"));
        fields.putIfAbsent("certificatesWanted", "yes");
        fields.putIfAbsent("ward", "no");
        if (rules.underFifteen(answers.get("dateOfBirth"))) {
            fields.putIfAbsent("applyingAs", "LEGAL_REPRESENTATIVE");
        }
        return Statement.of(fields);
    }

    /** The form as it was left; with {@code check}, what is wrong with it too. */
    private String savedForm(Draft draft, boolean saved, boolean check, Model model) {
        Statement form = prefilled(draft);
        if (check) {
            var result = new BeanPropertyBindingResult(form, "form");
            submission.problems(draft).stream().filter(problem -> !problem.field().equals("photo")).forEach(problem ->
                    result.rejectValue(problem.field(), problem.key(), problem.args(), problem.code()));
            model.addAttribute(BindingResult.MODEL_KEY_PREFIX + "form", result);
        }
        return formPage(draft, form, saved, model);
    }

    private String formPage(Draft draft, Statement form, boolean saved, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("page", new FormPage(words.offices(Office.Kind.MUNICIPALITY), words.missions(),
                accounts.get(draft.accountId()).email(), lastFour(draft), draft, saved, infant(draft)));
        return "portal/Form";
    }

    private String lastFour(Draft draft) {
        return draft.numberRef() == null ? null : vault.lastFour(draft.numberRef());
    }

    private boolean infant(Draft draft) {
        String birth = draft.answers().given().get("dateOfBirth");
        return birth != null && rules.withoutPhoto(java.time.LocalDate.parse(birth));
    }

    // The check, and submitting

    @GetMapping("/apply/review")
    String review(@AuthenticationPrincipal CurrentUser user, Model model) {
        Optional<Draft> draft = drafts.of(account(user));
        if (draft.isEmpty()) {
            return "redirect:/apply";
        }
        List<Problem> missing = submission.problems(draft.get());
        if (missing.isEmpty()) {
            return reviewPage(draft.get(), null, model);
        }
        boolean onlyThePhoto = missing.stream().allMatch(problem -> problem.field().equals("photo"));
        return onlyThePhoto ? "redirect:/apply/photo" : "redirect:/apply/form?check=yes";
    }

    private String reviewPage(Draft draft, Refusal no, Model model) {
        model.addAttribute("page", new ReviewPage(draft, prefilled(draft), eligibility.assess(draft.answers().facts()),
                accounts.get(draft.accountId()).email(), lastFour(draft), infant(draft), rows(draft.answers())));
        model.addAttribute("refused", no == null ? null : words.text(no.messageKey(), no.args()));
        model.addAttribute("refusedWayOut", no == null ? null : words.textOrNull(no.messageKey() + ".wayOut", no.args()));
        return "portal/Review";
    }

    @PostMapping("/apply/submit")
    String submit(@RequestParam UUID draft, @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        try {
            return submission.submit(draft, user, words.locale().getLanguage())
                    .map(number -> "redirect:/track/" + number + "/received").orElse("redirect:/apply");
        } catch (Refusal no) {
            Optional<Draft> still = drafts.of(account(user));
            if (still.isEmpty()) {
                throw no;
            }
            response.setStatus(no.kind() == Refusal.Kind.CONFLICT ? 409 : 422);
            return reviewPage(still.get(), no, model);
        }
    }

    private static Answers answers(HttpSession session) {
        return session.getAttribute(ANSWERS) instanceof Answers answers ? answers : Answers.none();
    }

    private static UUID account(CurrentUser user) {
        return UUID.fromString(user.id());
    }

    private static Optional<UUID> applicant() {
        return CurrentUser.find().filter(CurrentUser::isApplicant).map(ApplyPages::account);
    }

    static void reject(BindingResult result, List<Problem> problems, HttpServletResponse response) {
        problems.forEach(problem -> result.rejectValue(problem.field(), problem.key(), problem.args(), problem.code()));
        response.setStatus(422);
    }
}
