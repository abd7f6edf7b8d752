package org.madoguchi.reporting;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.linkage.Correction;
import org.madoguchi.platform.Csv;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.Xlsx;
import org.madoguchi.reporting.ReportKind.Span;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The reports of offices, as pages to print and as files. */
@Controller
@RequestMapping("/reports")
class OfficeReportPages {

    record ReportsPage(List<Row> reports, LocalDate day, YearMonth month, List<PosterRow> posters, boolean breaches, List<FiledRow> filed, boolean prints) {}

    /** @param span DAY or MONTH where one can choose, else YEAR */
    record Row(String report, String name, String span) {}

    record PosterRow(String office, String name, long visits) {}

    record FiledRow(UUID correction, String stage, String caseNumber, String filedOn) {}

    private static final MediaType XLSX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final OfficeReports reports;
    private final OfficePapers papers;
    private final PosterVisits visits;
    private final Offices offices;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    OfficeReportPages(OfficeReports reports, OfficePapers papers, PosterVisits visits, Offices offices, Moments moments, MessageSource messages, Clock clock) {
        this.reports = reports;
        this.papers = papers;
        this.visits = visits;
        this.offices = offices;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping
    String page(@AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), offices.zoneOf(user));
        List<OfficeReports.Filed> filed = reports.filed(user);
        model.addAttribute("page", new ReportsPage(rows(user, locale), today, YearMonth.from(today).minusMonths(1),
                reports.missions(user).stream().map(mission -> new PosterRow(mission.code(), mission.name(locale), visits.of(mission))).toList(),
                !filed.isEmpty(), filed.stream().map(one -> new FiledRow(one.correction(), one.stage().name(), one.caseNumber(), moments.day(one.filedOn()))).toList(),
                !user.has(Role.AUDITOR)));
        return "reporting/Reports";
    }

    private List<Row> rows(CurrentUser user, Locale locale) {
        return Arrays.stream(ReportKind.values()).filter(kind -> kind.openTo(user)).map(kind -> new Row(kind.report(),
                text("reporting." + kind.report() + ".title", locale), kind.span().name())).toList();
    }

    /**
     * @param of the day or the month, as {@code 2027-01-31} or {@code 2027-01}; without it the last one that is whole
     * @throws Refusal REPORT_UNKNOWN, FIELD_INVALID, REPORT_TOO_LONG
     */
    @GetMapping("/{report}.{format}")
    ResponseEntity<byte[]> report(@PathVariable String report, @PathVariable String format, @RequestParam(defaultValue = "") String of,
            @AuthenticationPrincipal CurrentUser user, Locale locale) {
        ReportKind kind = ReportKind.of(report).orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN"));
        LocalDate day = day(kind, of, user);
        OfficeReport table = reports.make(kind, day, user);
        String name = kind.report() + "-" + (kind.span() == Span.MONTH ? YearMonth.from(day) : day);
        return switch (format) {
            case "pdf" -> CaseLetterPages.pdf(papers.press().print(kind.report(), (Record) table, locale), name + ".pdf");
            case "csv" -> file(csv(kind, table, locale), new MediaType("text", "csv", StandardCharsets.UTF_8), name + ".csv");
            case "xlsx" -> file(xlsx(kind, table, locale), XLSX, name + ".xlsx");
            default -> throw Refusal.notFound("REPORT_UNKNOWN");
        };
    }

    private LocalDate day(ReportKind kind, String of, CurrentUser user) {
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), offices.zoneOf(user));
            return switch (kind.span()) {
                case DAY -> of.isBlank() ? today : LocalDate.parse(of);
                case MONTH -> of.isBlank() ? today.minusMonths(1) : YearMonth.parse(of).atDay(1);
                case YEAR -> today;
            };
        } catch (DateTimeParseException e) {
            throw Refusal.badInput("FIELD_INVALID", "of");
        }
    }

    @GetMapping("/poster/{office}.pdf")
    ResponseEntity<byte[]> poster(@PathVariable String office, @AuthenticationPrincipal CurrentUser user, Locale locale) {
        return CaseLetterPages.pdf(papers.poster(reports.poster(office, user), locale), "poster-" + office + ".pdf");
    }

    @GetMapping("/breach/{correction}/{stage:PRELIMINARY|FINAL}.pdf")
    ResponseEntity<byte[]> breach(@PathVariable UUID correction, @PathVariable Correction.Stage stage, @AuthenticationPrincipal CurrentUser user, Locale locale) {
        return CaseLetterPages.pdf(papers.breachReport(reports.breachReport(correction, stage, user), locale), "breach-report.pdf");
    }

    private byte[] csv(ReportKind kind, OfficeReport table, Locale locale) {
        Csv file = new Csv().row(heads(kind, locale));
        table.rows().forEach(line -> file.row(cells(line, locale)));
        return file.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] xlsx(ReportKind kind, OfficeReport table, Locale locale) {
        Xlsx file = new Xlsx().row(heads(kind, locale));
        table.rows().forEach(line -> file.row(cells(line, locale)));
        return file.bytes();
    }

    private Object[] heads(ReportKind kind, Locale locale) {
        return kind.columns().stream().map(column -> text("reporting." + kind.report() + ".col." + column, locale)).toArray();
    }

    /** Numbers stay numbers and days are written as ISO 8601 does, for whoever counts on. */
    private static Object[] cells(OfficeReport.Line line, Locale locale) {
        return line.cells().stream().map(cell -> cell instanceof Bilingual both ? both.in(locale) : cell).toArray();
    }

    private static ResponseEntity<byte[]> file(byte[] bytes, MediaType type, String name) {
        return ResponseEntity.ok().contentType(type).cacheControl(CacheControl.noStore()).header("X-Content-Type-Options", "nosniff")
                .header("Content-Disposition", "attachment; filename=" + name).body(bytes);
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
