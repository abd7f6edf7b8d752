package org.madoguchi.accessregister;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.accessregister.ReadLogVerification.Check;
import org.madoguchi.accessregister.ReadLogVerification.Found;
import org.madoguchi.accessregister.UnusualReadings.Entry;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
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
import org.springframework.web.bind.annotation.RequestParam;

/** What the privacy officer watches over: unusual reading, questions of holders, holds, the seals of the read log. */
@Controller
@RequestMapping("/access")
class AccessPages {

    record Overview(List<QuestionRow> questions, List<Bar> days, int found, List<UnusualRow> unusual, boolean all, String nextUrl, CheckRow check) {}

    record Bar(String day, int found, long share) {}

    record UnusualRow(long id, String reader, String office, String day, String reason, int times, Integer usual, String span, boolean lookedInto) {}

    record UnusualPage(UnusualRow entry, String note, String lookedInto, String zone, List<Line> lines) {}

    record Line(String at, String caseNumber, String purpose, int rows) {}

    record QuestionRow(UUID id, String caseNumber, String reason, String asked) {}

    /** @param did what the reader did with this case; null for readers who are no staff */
    record QuestionPage(QuestionRow question, String words, String reader, String office, String purpose, String readAt, String zone, String finding,
            String answer, String answered, Reader did) {}

    /** @param hadTask whether the office had a task of the case then; {@code times}: how often this person has opened it */
    record Reader(boolean hadTask, long times) {}

    record SealsPage(CheckRow check, List<FoundRow> findings, String head, List<SealedDayRow> days, String nextUrl, String zone) {}

    record CheckRow(String at, String by, long fromSeal, long untilSeal, long rows, long findings) {}

    record FoundRow(String kind, Long seal, String office, String day, Long rowId) {}

    record SealedDayRow(String day, String office, long seals, long rows, String lastAt) {}

    record HoldsPage(List<HoldRow> holds, String zone) {}

    record HoldRow(UUID id, String caseNumber, String why, String placed, String by) {}

    record NoteForm(String note) {}

    record AnswerForm(String finding, String answer) {}

    record HoldForm(String caseNumber, String why) {}

    private static final int ROWS = 20;
    private static final int DAYS = 14;
    private static final Duration RECENT = Duration.ofDays(30);

    private final UnusualReadings unusual;
    private final ReadingQuestions questions;
    private final Holds holds;
    private final ReadLogSeals seals;
    private final ReadLogVerification verification;
    private final AccessRegister access;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final Clock clock;

    AccessPages(UnusualReadings unusual, ReadingQuestions questions, Holds holds, ReadLogSeals seals, ReadLogVerification verification,
            AccessRegister access, Offices offices, Staff staff, Moments moments, Clock clock) {
        this.unusual = unusual;
        this.questions = questions;
        this.holds = holds;
        this.seals = seals;
        this.verification = verification;
        this.access = access;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.clock = clock;
    }

    @GetMapping
    String overview(@RequestParam(defaultValue = "false") boolean all, @RequestParam(required = false) Long after,
            @AuthenticationPrincipal CurrentUser officer, Locale locale, Model model) {
        ZoneId zone = offices.zoneOf(officer);
        Map<LocalDate, Integer> perDay = unusual.perDay(DAYS, LocalDate.ofInstant(clock.instant(), zone));
        int most = Math.max(1, Collections.max(perDay.values()));
        List<Entry> found = unusual.list(all, after == null ? null : unusual.get(after), ROWS + 1);
        String next = found.size() <= ROWS ? null : "/access?all=" + all + "&after=" + found.get(ROWS - 1).id();
        Map<String, CurrentUser> people = staff.named(found.stream().map(Entry::readerId).distinct().toList());
        List<QuestionRow> waiting = questions.waiting().stream().map(one -> row(one, zone)).toList();
        access.listed(officer, Purpose.SUPERVISION, waiting.size());
        model.addAttribute("page", new Overview(waiting, perDay.entrySet().stream().map(day -> new Bar(moments.day(day.getKey()), day.getValue(),
                        Math.round(100.0 * day.getValue() / most))).toList(), perDay.values().stream().mapToInt(Integer::intValue).sum(),
                found.stream().limit(ROWS).map(one -> row(one, people, locale)).toList(), all, next, latest(zone, locale)));
        return "accessregister/Access";
    }

    @GetMapping("/unusual/{id}")
    String unusual(@PathVariable long id, @AuthenticationPrincipal CurrentUser officer, Locale locale, Model model) {
        model.addAttribute("form", new NoteForm(""));
        return unusualPage(id, officer, locale, model);
    }

    private String unusualPage(long id, CurrentUser officer, Locale locale, Model model) {
        Entry entry = unusual.get(id);
        ZoneId there = offices.get(entry.officeCode()).zone();
        List<Line> lines = unusual.readings(entry).stream().map(line -> new Line(moments.at(line.at(), there), line.caseNumber(), line.purpose(),
                line.rowCount())).toList();
        access.listed(officer, Purpose.SUPERVISION, lines.size());
        model.addAttribute("page", new UnusualPage(row(entry, staff.named(Stream.of(entry.readerId(), entry.lookedBy()).filter(Objects::nonNull)
                .toList()), locale), entry.note(), entry.lookedAt() == null ? null : moments.atNamed(entry.lookedAt(), offices.zoneOf(officer)) + " "
                + name(entry.lookedBy(), locale), moments.zone(there), lines));
        return "accessregister/Unusual";
    }

    @PostMapping("/unusual/{id}")
    String lookedInto(@PathVariable long id, @ModelAttribute("form") NoteForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser officer, Locale locale, Model model, HttpServletResponse response) {
        try {
            unusual.lookedInto(id, form.note(), officer);
        } catch (Refusal no) {
            reject(result, no, response);
            return unusualPage(id, officer, locale, model);
        }
        return "redirect:/access";
    }

    @GetMapping("/questions/{id}")
    String question(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser officer, Locale locale, Model model) {
        model.addAttribute("form", new AnswerForm("", ""));
        return questionPage(id, officer, locale, model);
    }

    private String questionPage(UUID id, CurrentUser officer, Locale locale, Model model) {
        var question = questions.get(id);
        ZoneId zone = offices.zoneOf(officer);
        access.listed(officer, Purpose.SUPERVISION, 1);
        model.addAttribute("page", new QuestionPage(row(question, zone), question.words(),
                question.readerKind().equals("STAFF") ? name(question.readerId(), locale) : null, office(question.officeCode(), locale),
                question.purpose(), moments.at(question.readAt(), zone), moments.zone(zone), question.finding(), question.answer(),
                question.open() ? null : moments.atNamed(question.answeredAt(), zone) + " " + name(question.answeredBy(), locale),
                question.readerKind().equals("STAFF") ? readerOf(question) : null));
        return "accessregister/Question";
    }

    private Reader readerOf(ReadingQuestions.Question question) {
        return new Reader(unusual.hadTask(question.officeCode(), question.caseNumber(), question.readAt()),
                access.timesRead(question.caseNumber(), question.readerId()));
    }

    @PostMapping("/questions/{id}")
    String answer(@PathVariable UUID id, @ModelAttribute("form") AnswerForm form, BindingResult result,
            @AuthenticationPrincipal CurrentUser officer, Locale locale, Model model, HttpServletResponse response) {
        try {
            questions.answer(id, chosen(ReadingQuestions.Finding.values(), form.finding(), "finding"), form.answer(), officer);
        } catch (Refusal no) {
            reject(result, no, response);
            return questionPage(id, officer, locale, model);
        }
        return "redirect:/access";
    }

    @GetMapping("/seals")
    String seals(@RequestParam(defaultValue = "0") int skip, @AuthenticationPrincipal CurrentUser officer, Locale locale, Model model) {
        ZoneId zone = offices.zoneOf(officer);
        int from = Math.max(0, skip);
        var days = verification.days(from, ROWS + 1);
        model.addAttribute("page", new SealsPage(latest(zone, locale), verification.latest().map(check -> verification.findingsOf(check.id()))
                .orElse(List.of()).stream().map(one -> row(one, locale)).toList(), seals.head().orElse(null),
                days.stream().limit(ROWS).map(day -> new SealedDayRow(moments.day(day.day()), office(day.officeCode(), locale), day.seals(), day.rows(),
                        moments.at(day.lastAt(), zone))).toList(), days.size() > ROWS ? "/access/seals?skip=" + (from + ROWS) : null, moments.zone(zone)));
        return "accessregister/Seals";
    }

    /** Verifies the seals of the last days; all of them are verified every night, and by the command. */
    @PostMapping("/seals")
    String verify(@AuthenticationPrincipal CurrentUser officer) {
        verification.verifySince(clock.instant().minus(RECENT), officer.id());
        return "redirect:/access/seals";
    }

    @GetMapping("/holds")
    String holds(@AuthenticationPrincipal CurrentUser officer, Locale locale, Model model) {
        model.addAttribute("form", new HoldForm("", ""));
        return holdsPage(officer, locale, model);
    }

    private String holdsPage(CurrentUser officer, Locale locale, Model model) {
        ZoneId zone = offices.zoneOf(officer);
        model.addAttribute("page", new HoldsPage(holds.inForce().stream().map(hold -> new HoldRow(hold.id(), hold.caseNumber(), hold.why().name(),
                moments.at(hold.placedAt(), zone), name(hold.placedBy(), locale))).toList(), moments.zone(zone)));
        return "accessregister/Holds";
    }

    @PostMapping("/holds")
    String hold(@ModelAttribute("form") HoldForm form, BindingResult result, @AuthenticationPrincipal CurrentUser officer, Locale locale,
            Model model, HttpServletResponse response) {
        try {
            if (form.caseNumber() == null || form.caseNumber().isBlank()) {
                throw Refusal.badInput("FIELD_EMPTY", "caseNumber");
            }
            holds.place(form.caseNumber().strip().toUpperCase(Locale.ROOT), chosen(Holds.Why.values(), form.why(), "why"), officer);
        } catch (Refusal no) {
            reject(result, no.field() != null ? no : Refusal.badInput(no.code(), "caseNumber", no.args()), response);
            return holdsPage(officer, locale, model);
        }
        return "redirect:/access/holds";
    }

    @PostMapping("/holds/{id}/lift")
    String lift(@PathVariable UUID id, @AuthenticationPrincipal CurrentUser officer) {
        holds.lift(id, officer);
        return "redirect:/access/holds";
    }

    private CheckRow latest(ZoneId zone, Locale locale) {
        return verification.latest().map(check -> row(check, zone, locale)).orElse(null);
    }

    private CheckRow row(Check check, ZoneId zone, Locale locale) {
        return new CheckRow(moments.atNamed(check.finishedAt(), zone), name(check.startedBy(), locale), check.fromSeal(), check.untilSeal(),
                check.rowCount(), check.findings());
    }

    private FoundRow row(Found found, Locale locale) {
        return new FoundRow(found.kind(), found.seal(), office(found.officeCode(), locale), moments.day(found.day()), found.rowId());
    }

    private UnusualRow row(Entry entry, Map<String, CurrentUser> people, Locale locale) {
        Office office = offices.get(entry.officeCode());
        CurrentUser reader = people.get(entry.readerId());
        return new UnusualRow(entry.id(), reader == null ? entry.readerId() : CurrentUser.name(reader, locale), office.name(locale),
                moments.day(entry.day()), entry.reason(), entry.times(), entry.usual(), time(entry.firstAt(), office) + "–" + time(entry.lastAt(), office),
                entry.lookedAt() != null);
    }

    private static String time(Instant at, Office office) {
        return at.atZone(office.zone()).toLocalTime().truncatedTo(ChronoUnit.MINUTES).toString();
    }

    private QuestionRow row(ReadingQuestions.Question question, ZoneId zone) {
        return new QuestionRow(question.id(), question.caseNumber(), question.reason(), moments.at(question.askedAt(), zone));
    }

    private String name(String id, Locale locale) {
        return staff.find(id).map(person -> CurrentUser.name(person, locale)).orElse(id);
    }

    private String office(String code, Locale locale) {
        return offices.find(code).map(office -> office.name(locale)).orElse("");
    }

    private static <E extends Enum<E>> E chosen(E[] values, String name, String field) {
        return Stream.of(values).filter(value -> value.name().equals(name)).findAny().orElseThrow(() -> Refusal.badInput("CHOICE_MISSING", field));
    }

    private static void reject(BindingResult result, Refusal no, HttpServletResponse response) {
        if (no.field() == null) {
            throw no;
        }
        result.rejectValue(no.field(), no.messageKey(), no.args(), no.code());
        response.setStatus(422);
    }
}
