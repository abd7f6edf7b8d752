package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.issuance.Issuance.Payment;
import org.madoguchi.linkage.Linkage;
import org.madoguchi.linkage.Linkage.Candidate;
import org.madoguchi.platform.Refusal;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.portal.HolderActions.Paper;
import org.madoguchi.programme.PhotoCheck;
import org.madoguchi.reporting.CaseLetters;
import org.madoguchi.reporting.LetterKind;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.renewal.Renewals.Answer;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Following one's own cases, and everything one can do on the way. Whoever is not the holder finds no such case. */
@Controller
class TrackPages {

    record CasesPage(List<Line> cases, Draft draft, Draft residentDraft, List<Invitation> invitations, List<HeldCards.Line> cards) {}

    /** An invitation to renew that waits for an answer. */
    record Invitation(String number, String name, LocalDate expiresOn, boolean resident, boolean merged) {}

    /** {@code tone} is the look of the state. */
    record Line(String number, String kind, String name, String state, String tone, String received) {}

    record CasePage(CaseFile file, CaseStatus status, String kind, Candidate record, List<Tracking.Entry> timeline, List<Question> unknownFacts, String email,
            String lastFour, boolean hasPhoto, boolean canChange, boolean canWithdraw, List<LetterKind> letters, Payment payment, Integer stampsYen, ZoneId zone,
            String zoneName) {}

    record AnswerForm(String answer, MultipartFile photo, MultipartFile paper, Boolean correct, String familyName, String givenName,
            String familyKana, String givenKana, String familyLatin, String givenLatin, String dateOfBirth, String sex,
            String domicile, String departedOn) {}

    record ChangeForm(String missionCode, String phone) {}

    record ChangePage(CaseFile file, List<Words.Group> missions) {}

    /** The states in which a card waits for its holder. */
    private final CaseFiles cases;
    private final Tracking tracking;
    private final ResidentRules residentRules;
    private final Linkage linkage;
    private final Issuance issuance;
    private final Renewals renewals;
    private final HeldCards cards;
    private final Applications applications;
    private final HolderActions actions;
    private final CaseLetters letters;
    private final StatementRules rules;
    private final PhotoCheck photos;
    private final Drafts drafts;
    private final AccessRegister access;
    private final NumberVault vault;
    private final ApplicantAccounts accounts;
    private final Words words;

    TrackPages(CaseFiles cases, Tracking tracking, ResidentRules residentRules, Linkage linkage, Issuance issuance,
            Renewals renewals, HeldCards cards, Applications applications, HolderActions actions, CaseLetters letters, StatementRules rules, PhotoCheck photos, Drafts drafts,
            AccessRegister access, NumberVault vault, ApplicantAccounts accounts, Words words) {
        this.cases = cases;
        this.tracking = tracking;
        this.residentRules = residentRules;
        this.linkage = linkage;
        this.issuance = issuance;
        this.renewals = renewals;
        this.cards = cards;
        this.applications = applications;
        this.actions = actions;
        this.letters = letters;
        this.rules = rules;
        this.photos = photos;
        this.drafts = drafts;
        this.access = access;
        this.vault = vault;
        this.accounts = accounts;
        this.words = words;
    }

    @GetMapping("/track")
    String list(@AuthenticationPrincipal CurrentUser user, Model model) {
        UUID account = UUID.fromString(user.id());
        List<CaseFile> own = cases.ofAccount(account);
        if (!own.isEmpty()) {
            access.listed(user, Purpose.OWN_CASE, own.size());
        }
        List<Line> lines = own.stream().map(file -> new Line(file.number(), kind(file), file.applicant().name(),
                tracking.stateText(file), tone(file), words.lawDay(file.receivedAt(), tracking.zone(file)))).toList();
        model.addAttribute("page", new CasesPage(lines, drafts.of(account).orElse(null),
                drafts.of(account, Programme.RESIDENCE).orElse(null), invitations(account),
                own.isEmpty() ? List.of() : cards.of(account, own)));
        return "portal/Cases";
    }

    private List<Invitation> invitations(UUID account) {
        return renewals.waitingFor(account).stream().flatMap(renewal -> applications.earlierCase(renewal).stream()
                .map(file -> new Invitation(renewal.number(), file.applicant().name(), renewal.period(), !file.overseas(),
                        !file.overseas() && file.residence().merged()))).toList();
    }

    /** Turns an invitation to renew down, without giving a reason. */
    @PostMapping("/track/renewals/{number}/decline")
    String decline(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, RedirectAttributes flash) {
        renewals.answered(number, Answer.DECLINED, user);
        flash.addFlashAttribute("declined", true);
        return "redirect:/track";
    }

    private String kind(CaseFile file) {
        return words.text(file.kind() == null || !file.overseas() ? "purpose." + file.purpose() : "kind." + file.kind());
    }

    private static String tone(CaseFile file) {
        return switch (file.state()) {
            case HANDED_OVER, COMPLETED -> "done";
            case WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT, READY_FOR_COLLECTION -> "at-risk";
            case REFUSED, LAPSED, UNCOLLECTED, WITHDRAWN -> "plain";
            default -> "active";
        };
    }

    @GetMapping("/track/{number}")
    String track(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        model.addAttribute("form", formOf(file));
        return casePage(file, model);
    }

    @GetMapping("/track/{number}/received")
    String received(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        model.addAttribute("file", file);
        model.addAttribute("email", accounts.get(file.accountId()).email());
        model.addAttribute("resident", tracking.resident(file));
        return "portal/Received";
    }

    private String casePage(CaseFile file, Model model) {
        CaseStatus status = tracking.statusOf(file);
        Applicant applicant = file.applicant();
        boolean beforeHandover = file.open() && file.state() != CaseState.AT_THE_COUNTER;
        model.addAttribute("page", new CasePage(file, status, kind(file),
                status.confirmRecord() ? linkage.linkedRecord(file.number()).orElse(null) : null, tracking.timeline(file),
                status.question() == null ? List.of() : tracking.unknownFacts(file), accounts.get(file.accountId()).email(),
                applicant.numberRef() == null ? null : vault.lastFour(applicant.numberRef()),
                cases.latestDocument(file.number(), "PHOTO").isPresent(), beforeHandover, actions.withdrawable(file), CaseLetters.byState(file),
                file.state() == CaseState.WAITING_FOR_PAYMENT ? issuance.payment(file.number()).filter(Payment::payable).orElse(null) : null,
                stampsYen(file), tracking.zone(file), words.zoneName(file.counterCode())));
        return "portal/Track";
    }

    /** What is to be brought to the counter in revenue stamps, null where nothing is or the counter knows the amount. */
    private Integer stampsYen(CaseFile file) {
        return file.overseas() || file.channel().equals("ONLINE") || file.state() != CaseState.WAITING_FOR_PAYMENT ? null
                : issuance.fee(file.number()).map(Issuance.Fee::feeYen).orElse(null);
    }

    private static AnswerForm formOf(CaseFile file) {
        Applicant a = file.applicant();
        return new AnswerForm("", null, null, false, a.familyName(), a.givenName(), a.familyKana(), a.givenKana(), a.familyLatin(),
                a.givenLatin(), a.birthDate().toString(), a.sex(), a.domicile(),
                a.departedOn() == null ? "" : a.departedOn().toString());
    }

    @PostMapping("/track/{number}/answer")
    String answer(@PathVariable String number, @ModelAttribute("form") AnswerForm form, BindingResult result,
            @RequestParam Map<String, String> all, @AuthenticationPrincipal CurrentUser user, Model model,
            HttpServletResponse response) throws IOException {
        CaseFile file = open(number, user);
        List<Problem> problems = new ArrayList<>();
        if (form.answer() == null || form.answer().isBlank()) {
            problems.add(Problem.empty("answer"));
        } else if (form.answer().length() > 2000) {
            problems.add(Problem.of("answer", "TEXT_TOO_LONG", 2000));
        }
        Applicant corrected = Boolean.TRUE.equals(form.correct()) ? corrected(file, form, problems) : null;
        Answers facts = facts(file, corrected, all, problems);
        byte[] photo = photo(form, problems);
        Paper paper = paper(form, problems);
        if (!problems.isEmpty()) {
            ApplyPages.reject(result, problems, response);
            return casePage(file, model);
        }
        actions.answer(file.number(), form.answer().strip(), corrected, !file.overseas() || facts.equals(tracking.answersOf(file)) ? null : facts,
                photo, paper, user);
        return "redirect:/track/" + file.number();
    }

    private Applicant corrected(CaseFile file, AnswerForm form, List<Problem> problems) {
        return file.overseas() ? correctedAbroad(file, form, problems) : correctedResident(file, form, problems);
    }

    private Applicant correctedResident(CaseFile file, AnswerForm form, List<Problem> problems) {
        Applicant a = file.applicant();
        ResidentStatement said = ResidentStatement.person(form.familyLatin(), form.givenLatin(), form.familyKana(), form.givenKana(),
                form.dateOfBirth(), form.sex(), form.domicile(), a.represented() ? a.representativeKind() : "SELF",
                a.representativeName(), a.phone());
        List<Problem> wrong = atBirth(residentRules.personProblems(said));
        problems.addAll(wrong);
        return wrong.isEmpty() ? residentRules.applicant(said, a.certificatesWanted(), a.numberRef()) : null;
    }

    /** Who applies is not asked again: where it no longer fits, the date of birth is what was corrected. */
    private static List<Problem> atBirth(List<Problem> wrong) {
        return wrong.stream().map(problem -> problem.field().equals("applyingAs")
                ? new Problem("dateOfBirth", problem.code(), problem.key(), problem.args()) : problem).toList();
    }

    private Applicant correctedAbroad(CaseFile file, AnswerForm form, List<Problem> problems) {
        Applicant a = file.applicant();
        String actor = a.represented() ? a.representativeKind() : "SELF";
        Statement said = new Statement(form.familyName(), form.givenName(), form.familyKana(), form.givenKana(),
                form.familyLatin(), form.givenLatin(), form.dateOfBirth(), form.sex(), file.municipalityCode(), form.domicile(),
                form.departedOn(), file.missionCode(), a.phone(), null, a.certificatesWanted() ? "yes" : "no", actor,
                a.holderGroup().equals("WARD") ? "yes" : "no", a.representativeName());
        List<Problem> wrong = atBirth(rules.problems(said));
        problems.addAll(wrong);
        return wrong.isEmpty() ? rules.applicant(said, a.numberRef(), a.answers()) : null;
    }

    /** The answers to the check as they are now: open questions answered, days as corrected. */
    private Answers facts(CaseFile file, Applicant corrected, Map<String, String> all, List<Problem> problems) {
        Answers answers = tracking.answersOf(file);
        for (Question question : tracking.unknownFacts(file)) {
            String given = all.get("fact." + question.id());
            if (given != null && !given.isBlank()) {
                try {
                    answers = answers.with(question, given);
                } catch (Refusal no) {
                    problems.add(Problem.of(no, "answer"));
                }
            }
        }
        return corrected == null ? answers : answers.with("dateOfBirth", corrected.birthDate().toString())
                .with("departedOn", corrected.departedOn() == null ? null : corrected.departedOn().toString());
    }

    private byte[] photo(AnswerForm form, List<Problem> problems) throws IOException {
        if (form.photo() == null || form.photo().isEmpty()) {
            return null;
        }
        PhotoCheck.Result checked = photos.check(form.photo().getBytes());
        checked.reasons().forEach(reason -> problems.add(Problem.reason("photo", reason)));
        return checked.jpeg();
    }

    /** What the file is, its first bytes say: a browser's word for it is only the ending of its name. */
    private Paper paper(AnswerForm form, List<Problem> problems) throws IOException {
        if (form.paper() == null || form.paper().isEmpty()) {
            return null;
        }
        byte[] bytes = form.paper().getBytes();
        String start = new String(bytes, 0, Math.min(bytes.length, 5), StandardCharsets.ISO_8859_1);
        if (start.equals("%PDF-")) {
            return new Paper("application/pdf", bytes);
        }
        if (!start.startsWith("\u00ff\u00d8\u00ff")) {
            problems.add(Problem.of("paper", "PAPER_FORM"));
            return null;
        }
        Optional<byte[]> picture = photos.paper(bytes);
        if (picture.isEmpty()) {
            problems.add(Problem.of("paper", "PAPER_UNREADABLE"));
        }
        return picture.map(jpeg -> new Paper("image/jpeg", jpeg)).orElse(null);
    }

    @PostMapping("/track/{number}/record")
    String confirmRecord(@PathVariable String number, @RequestParam String mine, @AuthenticationPrincipal CurrentUser user) {
        String known = CaseNumber.parse(number);
        if (!List.of("yes", "no").contains(mine)) {
            throw Refusal.badInput("CHOICE_MISSING", "mine");
        }
        actions.confirmRecord(known, mine.equals("yes"), user);
        return "redirect:/track/" + known;
    }

    @GetMapping("/track/{number}/change")
    String change(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        model.addAttribute("form", new ChangeForm(file.missionCode(), file.applicant().phone()));
        return changePage(file, model);
    }

    private String changePage(CaseFile file, Model model) {
        model.addAttribute("page", new ChangePage(file, words.missions()));
        return "portal/Change";
    }

    @PostMapping("/track/{number}/change")
    String change(@PathVariable String number, @ModelAttribute("form") ChangeForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        List<Problem> problems = new ArrayList<>();
        if (file.overseas()) {
            problems.addAll(rules.contactProblems(form.missionCode(), form.phone()));
        } else {
            StatementRules.phone(problems, form.phone());
        }
        if (problems.isEmpty()) {
            try {
                boolean done = actions.change(file.number(), form.missionCode(), form.phone().strip(), user);
                return "redirect:/track/" + file.number() + (done ? "" : "?waits=yes");
            } catch (Refusal no) {
                problems = List.of(Problem.of(no, "phone".equals(no.field()) || !file.overseas() ? "phone" : "missionCode"));
            }
        }
        ApplyPages.reject(result, problems, response);
        return changePage(file, model);
    }

    @GetMapping("/track/{number}/withdraw")
    String withdraw(@PathVariable String number, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        if (!actions.withdrawable(file)) {
            return "redirect:/track/" + file.number();
        }
        model.addAttribute("file", file);
        return "portal/Withdraw";
    }

    @PostMapping("/track/{number}/withdraw")
    String withdrawn(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        String known = CaseNumber.parse(number);
        actions.withdraw(known, user);
        return "redirect:/track/" + known;
    }

    @GetMapping("/track/{number}/photo")
    ResponseEntity<byte[]> photo(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = open(number, user);
        var photo = cases.latestDocument(file.number(), "PHOTO").orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(photo.mediaType())).cacheControl(CacheControl.noStore())
                .body(cases.bytesOf(file.number(), photo.id()));
    }

    @GetMapping("/track/{number}/letters/{letter}")
    ResponseEntity<byte[]> letter(@PathVariable String number, @PathVariable String letter, @AuthenticationPrincipal CurrentUser user) {
        LetterKind kind = LetterKind.ofSlug(letter).filter(LetterKind::forHolder).orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
        CaseFile file = cases.open(CaseNumber.parse(number), user, Purpose.LETTER);
        return pdf(letters.print(kind, file, words.locale()), kind.slug() + "-" + file.number());
    }

    private static ResponseEntity<byte[]> pdf(byte[] bytes, String name) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).cacheControl(CacheControl.noStore())
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename(name + ".pdf").build().toString())
                .body(bytes);
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, Purpose.OWN_CASE);
    }
}
