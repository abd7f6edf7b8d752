package org.madoguchi.worklist;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Grants;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.Document;
import org.madoguchi.casefile.CaseFiles.Summary;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseFlow.Position;
import org.madoguchi.casefile.CaseNotes;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.notifications.Notifications.Notice;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.reporting.IssuedLetters;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Asked;
import org.madoguchi.sla.CaseTimes;
import org.madoguchi.sla.Forecast;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The cases one may open, and the page of one case. */
@Controller
@RequestMapping("/cases")
class CasesPages {

    /** {@code files}: the reader may take an application at the counter. */
    record CasesPage(List<CaseRow> rows, String nextUrl, boolean files) {}

    record CaseRow(String number, String kind, String state, String stateTone, String mission, String municipality, String received) {}

    /**
     * Everything the case page shows beside the case itself.
     *
     * @param office the mission, for a resident the bureau
     * @param stay null for an applicant abroad
     * @param wish for the merged card, in words; null where the reader has no part in it
     * @param whole everything at once, for paper
     * @param withheld the names of the facts that this reader is not granted, null where they see everything
     */
    record CasePage(String kind, String state, String stateTone, String office, CaseFile.Residence stay, String wish, String municipality, String zone, String received,
            CaseNow.Now now, CaseTimeline.Part timeline, List<DocumentRow> documents, List<Position> positions, List<CaseWay.Row> way, CaseTimes.Times times, Likely likely,
            CaseComparison.Comparison comparison, CaseRelatives.Relatives related, Notes notes, List<NoticeRow> notices, UUID photo, String withheld, boolean whole) {}

    /** When it will probably end, from so many cases like it. @param late how many of a hundred would pass the target; null while that stands still */
    record Likely(String from, String to, Integer late, long cases) {}

    /** @param image whether a page can show it */
    record DocumentRow(UUID id, String kind, String added, boolean image) {}

    /** A note to be written. @param problem why the last one was not taken, or null */
    record Notes(List<CurrentUser> colleagues, String text, List<String> mentions, String problem) {}

    record NoticeRow(String name, String queued, String sent) {}

    private static final int ROWS = 25;
    private static final Set<Fact> RESIDENTS_ONLY = EnumSet.of(Fact.STAY, Fact.HELD_CARD, Fact.WISH, Fact.FEE);

    private final CaseFiles cases;
    private final CaseFlow flow;
    private final Grants grants;
    private final Worklist worklist;
    private final Notifications notifications;
    private final Wish wish;
    private final CaseNow now;
    private final CaseTimeline timeline;
    private final CaseWay way;
    private final CaseTimes times;
    private final Forecast forecast;
    private final CaseComparison comparison;
    private final CaseRelatives relatives;
    private final CaseNotes notes;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    CasesPages(CaseFiles cases, CaseFlow flow, Grants grants, Worklist worklist, Notifications notifications, Wish wish, CaseNow now,
            CaseTimeline timeline, CaseWay way, CaseTimes times, Forecast forecast, CaseComparison comparison, CaseRelatives relatives, CaseNotes notes, Offices offices, Staff staff, Moments moments, MessageSource messages, Clock clock) {
        this.cases = cases;
        this.flow = flow;
        this.grants = grants;
        this.worklist = worklist;
        this.notifications = notifications;
        this.wish = wish;
        this.now = now;
        this.timeline = timeline;
        this.way = way;
        this.times = times;
        this.forecast = forecast;
        this.comparison = comparison;
        this.relatives = relatives;
        this.notes = notes;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal CurrentUser user, @RequestParam(required = false) Instant before, @RequestParam(required = false) String after, Locale locale, Model model) {
        if (before != null && !Cursors.storable(before)) {
            throw Refusal.badInput("CURSOR_MALFORMED", "before");
        }
        Instant from = before != null ? before : clock.instant().plusSeconds(1);
        List<Summary> found = cases.list(user, from, after == null ? "" : after, ROWS + 1);
        String next = null;
        if (found.size() > ROWS) {
            found = found.subList(0, ROWS);
            Summary last = found.get(ROWS - 1);
            next = UriComponentsBuilder.fromPath("/cases").queryParam("before", last.receivedAt()).queryParam("after", last.number()).toUriString();
        }
        ZoneId zone = offices.zoneOf(user);
        model.addAttribute("page", new CasesPage(found.stream().map(one -> new CaseRow(one.number(),
                kind(one.programme(), one.kind(), one.purpose(), locale),
                text("state." + one.state(), locale), tone(one.state()), offices.get(one.officeCode()).name(locale),
                offices.get(one.municipalityCode()).name(locale), moments.at(one.receivedAt(), zone))).toList(), next,
                files(user)));
        return "worklist/Cases";
    }

    private static boolean files(CurrentUser user) {
        return user.has(Role.ISA_CLERK) || user.has(Role.MUNICIPAL_OFFICER);
    }

    @GetMapping("/{number}")
    String one(@PathVariable String number, @RequestParam(defaultValue = "") String kind, @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "") String whole, @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        CaseFile file = cases.open(CaseNumber.parse(number), user, Purpose.CASE_WORK);
        show(file, CaseTimeline.Kind.of(kind), CaseTimeline.cursor(before), whole.equals("true"), null, user, locale, model);
        return "worklist/Case";
    }

    /** A note that is not taken is shown again where it was typed. */
    @PostMapping("/{number}/notes")
    String note(@PathVariable String number, @RequestParam(defaultValue = "") String note, @RequestParam(defaultValue = "") List<String> mention,
            @AuthenticationPrincipal CurrentUser user, Locale locale, Model model, HttpServletResponse response) {
        CaseFile file = cases.open(CaseNumber.parse(number), user, Purpose.CASE_WORK);
        List<String> mentions = mention.stream().filter(id -> !id.isBlank()).toList();
        try {
            notes.write(file, note, mentions, user);
            return "redirect:/cases/" + file.number() + "#timeline";
        } catch (Refusal no) {
            if (no.kind() != Refusal.Kind.BAD_INPUT) {
                throw no;
            }
            response.setStatus(422);
            show(file, null, null, false, notes(file, user, note, mentions, messages.getMessage(no.messageKey(), no.args(), locale)), user, locale, model);
            return "worklist/Case";
        }
    }

    private Notes notes(CaseFile file, CurrentUser user, String text, List<String> mentions, String problem) {
        return new Notes(notes.colleagues(file, user), text, mentions, problem);
    }

    private void show(CaseFile file, CaseTimeline.Kind kind, Long before, boolean whole, Notes refused, CurrentUser user, Locale locale, Model model) {
        ZoneId zone = offices.zoneOf(user);
        List<WorkItem> items = worklist.ofCase(file.number());
        List<Position> positions = flow.positions(file.number());
        List<TimelineEntry> entries = timeline.of(file);
        Map<String, CurrentUser> people = staff.named(Stream.concat(CaseWay.people(items).stream(),
                entries.stream().map(TimelineEntry::actorId).filter(Objects::nonNull)).toList());
        List<Document> documents = documents(file);
        model.addAttribute("file", file);
        model.addAttribute("page", new CasePage(kind(file.programme(), file.kind(), file.purpose(), locale), text("state." + file.state(), locale), tone(file.state()),
                offices.get(file.overseas() ? file.missionCode() : file.bureauCode()).name(locale), file.shows(Fact.STAY) ? file.residence() : null,
                file.overseas() || !file.shows(Fact.WISH) ? null : wish(file, locale), offices.get(file.municipalityCode()).name(locale), moments.zone(zone),
                moments.at(file.receivedAt(), zone), now.of(file, items, positions, user, people, zone, locale),
                timeline.part(file, entries, kind, before, whole, people, zone, locale),
                documents.stream().map(d -> new DocumentRow(d.id(), text("document." + d.kind(), locale), moments.at(d.addedAt(), zone), d.mediaType().startsWith("image/"))).toList(),
                positions, way.of(file, positions, items, people, zone, locale), times.of(file.number()).orElse(null), likely(file, zone), comparison.of(file, zone, locale).orElse(null),
                relatives.of(file, user, zone, locale), refused != null ? refused : notes.mayWrite(file, user) ? notes(file, user, "", List.of(), null) : null,
                (file.shows(Fact.MESSAGES) ? notifications.ofCase(file.number()) : List.<Notice>of()).stream().map(n -> new NoticeRow(text("notice." + n.template() + ".subject", locale, file.number(), ""),
                        moments.at(n.queuedAt(), zone), n.sentAt() == null ? null : moments.at(n.sentAt(), zone))).toList(),
                documents.stream().filter(d -> d.kind().equals("PHOTO")).reduce((first, last) -> last).map(Document::id).orElse(null),
                withheld(file, locale), whole));
    }

    private Likely likely(CaseFile file, ZoneId zone) {
        return !file.open() ? null : forecast.of(file.number()).map(one -> new Likely(moments.day(LocalDate.ofInstant(one.from(), zone)),
                moments.day(LocalDate.ofInstant(one.to(), zone)), one.late(), one.cases())).orElse(null);
    }

    /** Straight to the task that waits for this reader; to the case where none does. */
    @GetMapping("/{number}/next")
    String next(@PathVariable String number, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = cases.open(CaseNumber.parse(number), user, Purpose.CASE_WORK);
        return worklist.ofCase(file.number()).stream().filter(item -> item.open() && user.queues().contains(item.queue())).findFirst()
                .map(item -> "redirect:/tasks/" + item.taskId()).orElse("redirect:/cases/" + file.number());
    }

    @GetMapping("/{number}/documents/{id}")
    ResponseEntity<byte[]> document(@PathVariable String number, @PathVariable UUID id, @AuthenticationPrincipal CurrentUser user) {
        CaseFile file = cases.open(CaseNumber.parse(number), user, Purpose.CASE_WORK);
        Document document = documents(file).stream().filter(d -> d.id().equals(id)).findFirst()
                .orElseThrow(() -> Refusal.notFound("DOCUMENT_UNKNOWN"));
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(document.mediaType())).cacheControl(CacheControl.noStore())
                .header("X-Content-Type-Options", "nosniff").body(cases.bytesOf(file.number(), id));
    }

    private List<Document> documents(CaseFile file) {
        return cases.documents(file.number()).stream().filter(document -> file.shows(document.kind().equals("PHOTO") ? Fact.PHOTO : Fact.DOCUMENTS)
                && IssuedLetters.shows(file, document.kind())).toList();
    }

    private String withheld(CaseFile file, Locale locale) {
        Stream<Fact> facts = grants.register().facts().stream().map(Grants.Description::code).filter(fact -> fact != Fact.NUMBER && !file.shows(fact)
                && !(file.overseas() && RESIDENTS_ONLY.contains(fact)));
        return facts.map(fact -> grants.name(fact).in(locale)).reduce((one, other) -> one + text("open.items.and", locale) + other).orElse(null);
    }

    private String wish(CaseFile file, Locale locale) {
        Optional<Asked> asked = wish.of(file.number());
        String certificates = file.applicant().certificatesWanted() ? "" : " · " + text("residence.wish.withoutCertificates", locale);
        return asked.map(one -> one.standing() ? text("residence.wish.asked", locale, day(one.askedAt()), text("language." + one.explainedIn(), locale)) + certificates
                : text("cases.wish.revoked", locale, day(one.revokedAt()))).orElse(text("cases.wish.none", locale));
    }

    private String day(Instant at) {
        return moments.day(LocalDate.ofInstant(at, Tokyo.ZONE));
    }

    /** Of a resident always the procedure: which card comes of it is known late, and is not what the case is about. */
    private String kind(String programme, String kind, String purpose, Locale locale) {
        return programme.equals("RESIDENCE") ? text("purpose." + purpose, locale)
                : text("kind." + (kind == null ? "UNKNOWN" : kind), locale);
    }

    private String text(String key, Locale locale, Object... args) {
        return messages.getMessage(key, args, key, locale);
    }

    private static String tone(org.madoguchi.casefile.CaseState state) {
        return switch (state) {
            case HANDED_OVER, REFUSED, LAPSED, UNCOLLECTED, WITHDRAWN, COMPLETED -> "done";
            case WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT -> "waiting";
            default -> "active";
        };
    }
}
