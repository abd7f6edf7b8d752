package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.AccessRegister.Reading;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.accessregister.ReadingQuestions;
import org.madoguchi.accessregister.ReadingQuestions.Question;
import org.madoguchi.accessregister.ReadingQuestions.Reason;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
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
import org.springframework.web.bind.annotation.RequestParam;

/** Who has looked at one's data, and asking why. */
@Controller
@RequestMapping("/track/{number}/access")
class ReadersPages {

    /** {@code ownLast} is null where the holder has never looked; {@code nextUrl} on the last page. */
    record ReadersPage(String number, long own, String ownLast, List<ReadingRow> readings, List<QuestionRow> questions, String nextUrl) {}

    /** {@code asked}: the holder has asked about it already. */
    record ReadingRow(long id, String when, String who, String purpose, long times, boolean asked) {}

    record QuestionRow(String about, String asked, String reason, String words, String finding, String answer, String answered) {}

    record AskForm(String reason, String words) {}

    private static final int ROWS = 20;

    private final CaseFiles cases;
    private final AccessRegister access;
    private final ReadingQuestions questions;
    private final Tracking tracking;
    private final Words words;

    ReadersPages(CaseFiles cases, AccessRegister access, ReadingQuestions questions, Tracking tracking, Words words) {
        this.cases = cases;
        this.access = access;
        this.questions = questions;
        this.tracking = tracking;
        this.words = words;
    }

    @GetMapping
    String readers(@PathVariable String number, @RequestParam(defaultValue = "0") int skip, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        ZoneId zone = tracking.zone(file);
        int from = Math.max(0, skip);
        List<Reading> readings = access.readingsOf(file.number(), zone, from, ROWS + 1);
        var own = access.ownReadings(file.number());
        model.addAttribute("page", new ReadersPage(file.number(), own.times(), own.lastAt() == null ? null : words.timeNamed(own.lastAt(), zone),
                readings.stream().limit(ROWS).map(reading -> row(reading, zone)).toList(),
                questions.ofCase(file.number()).stream().map(question -> row(question, zone)).toList(),
                readings.size() > ROWS ? "/track/" + file.number() + "/access?skip=" + (from + ROWS) : null));
        return "portal/Access";
    }

    @GetMapping("/{reading}/question")
    String question(@PathVariable String number, @PathVariable long reading, @AuthenticationPrincipal CurrentUser user, Model model) {
        CaseFile file = open(number, user);
        questions.require(file.number(), reading);
        model.addAttribute("form", new AskForm("", ""));
        return questionPage(file, reading, model);
    }

    private String questionPage(CaseFile file, long reading, Model model) {
        model.addAttribute("number", file.number());
        model.addAttribute("reading", reading);
        return "portal/AskReading";
    }

    @PostMapping("/{reading}/question")
    String ask(@PathVariable String number, @PathVariable long reading, @ModelAttribute("form") AskForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser user, Model model, HttpServletResponse response) {
        CaseFile file = open(number, user);
        try {
            Reason reason = Stream.of(Reason.values()).filter(one -> one.name().equals(form.reason())).findAny()
                    .orElseThrow(() -> Refusal.badInput("CHOICE_MISSING", "reason"));
            questions.ask(file.number(), file.accountId(), file.language(), reading, reason, form.words());
        } catch (Refusal no) {
            if (no.kind() != Refusal.Kind.BAD_INPUT || no.field() == null) {
                throw no;
            }
            ApplyPages.reject(result, List.of(Problem.of(no, no.field())), response);
            return questionPage(file, reading, model);
        }
        return "redirect:/track/" + file.number() + "/access";
    }

    private ReadingRow row(Reading reading, ZoneId zone) {
        return new ReadingRow(reading.id(), words.timeNamed(reading.lastAt(), zone), who(reading.officeCode(), reading.readerKind()),
                words.text("portal.reading." + reading.purpose()), reading.times(), reading.question() != null);
    }

    private QuestionRow row(Question question, ZoneId zone) {
        return new QuestionRow(words.text("portal.access.about", words.timeNamed(question.readAt(), zone), who(question.officeCode(), question.readerKind()),
                words.text("portal.reading." + question.purpose())), words.day(question.askedAt(), zone),
                words.text("portal.ask.reason." + question.reason()), question.words(), question.finding(), question.answer(),
                question.open() ? null : words.day(question.answeredAt(), zone));
    }

    private String who(String office, String kind) {
        return office != null ? words.office(office) : words.text("portal.actor." + kind);
    }

    private CaseFile open(String number, CurrentUser user) {
        return cases.open(CaseNumber.parse(number), user, Purpose.OWN_CASE);
    }
}
