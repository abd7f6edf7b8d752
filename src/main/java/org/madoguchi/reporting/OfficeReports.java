package org.madoguchi.reporting;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.accessregister.Fact;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.linkage.Correction;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.open.WayFigures;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.sla.WorkDone;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Fills the reports of offices from what the rooms count, for those who may have them. */
@Component
public class OfficeReports {

    /** More rows than this are no report for people. */
    static final int MOST_ROWS = 10_000;

    /** A breach report that was filed. */
    public record Filed(UUID correction, String caseNumber, Correction.Stage stage, LocalDate filedOn) {}

    private final Appointments visits;
    private final CaseFiles cases;
    private final WorkDone work;
    private final WayFigures ways;
    private final AccessRegister access;
    private final Corrections corrections;
    private final Offices offices;
    private final MessageSource messages;
    private final Clock clock;
    private final String site;

    OfficeReports(Appointments visits, CaseFiles cases, WorkDone work, WayFigures ways, AccessRegister access, Corrections corrections, Offices offices,
            MessageSource messages, Clock clock, @Value("${madoguchi.public-url:http://localhost:8080}") String site) {
        this.visits = visits;
        this.cases = cases;
        this.work = work;
        this.ways = ways;
        this.access = access;
        this.corrections = corrections;
        this.offices = offices;
        this.messages = messages;
        this.clock = clock;
        this.site = site;
    }

    /**
     * @param day a day of the report's time; a monthly report is of its month in Tokyo, whatever the day, one of a year of the
     *     twelve months before today
     * @throws Refusal REPORT_UNKNOWN where this reader may not have it: what exists for others is not theirs to know;
     *     REPORT_TOO_LONG
     */
    public OfficeReport make(ReportKind kind, LocalDate day, CurrentUser user) {
        if (!kind.openTo(user)) {
            throw Refusal.notFound("REPORT_UNKNOWN");
        }
        return switch (kind) {
            case DAY_LIST -> dayList(day, user);
            case SERVICE_LEVELS -> serviceLevels(YearMonth.from(day), user);
            case WORKLOAD -> workload(YearMonth.from(day), user);
            case VOLUNTARINESS -> voluntariness();
            case AUDIT_EXTRACT -> auditExtract(YearMonth.from(day), user);
        };
    }

    private DayList dayList(LocalDate day, CurrentUser user) {
        Office office = missions(user).stream().findFirst().orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN"));
        List<DayList.Visit> rows = visits.ofDay(office, day).stream().map(visit -> new DayList.Visit(
                LocalTime.ofInstant(visit.start(), office.zone()), visit.desk(), visit.caseNumber(), name(visit.caseNumber(), user), visit.persons())).toList();
        return new DayList(new Scope(name(office), day, day, LocalDate.ofInstant(clock.instant(), office.zone())), rows);
    }

    /** Every name that is read from the list is read from its case, and stands in its log. */
    private @Nullable String name(String caseNumber, CurrentUser user) {
        CaseFile file = cases.open(caseNumber, user, Purpose.LIST);
        return file.shows(Fact.IDENTITY) ? file.applicant().name() : null;
    }

    private ServiceLevels serviceLevels(YearMonth month, CurrentUser user) {
        Set<String> codes = supervised(user);
        return new ServiceLevels(scope(month, codes), work.done(codes, begin(month), begin(month.plusMonths(1))).stream().map(one ->
                new ServiceLevels.Level(name(offices.get(one.officeCode())), bilingual("programme." + one.programme()), bilingual("task." + one.taskKey()),
                        one.done(), one.inTime())).toList());
    }

    private Workload workload(YearMonth month, CurrentUser user) {
        Set<String> codes = supervised(user);
        return new Workload(scope(month, codes), work.load(codes, begin(month), begin(month.plusMonths(1))).stream().map(one ->
                new Workload.Load(name(offices.get(one.officeCode())), bilingual("role." + one.role()), one.came(), one.done(), one.open(), one.atRisk(),
                        one.late())).toList());
    }

    private Voluntariness voluntariness() {
        LocalDate today = Tokyo.today(clock);
        List<Voluntariness.Way> rows = new ArrayList<>();
        for (WayFigures.Compared one : ways.comparison()) {
            Bilingual where = one.office() == null ? bilingual("reporting.country") : name(offices.get(one.office()));
            rows.add(way(where, bilingual("reporting.voluntariness.separate"), one.separate()));
            rows.add(way(where, bilingual("reporting.voluntariness.merged"), one.merged()));
        }
        return new Voluntariness(new Scope(bilingual("reporting.country"), today.minusMonths(12), today, today), rows);
    }

    private static Voluntariness.Way way(Bilingual where, Bilingual name, WayFigures.Way way) {
        return new Voluntariness.Way(where, name, way.people(), way.decisionDays(), way.cardDays(), way.visits(), way.feeYen(), way.refusedPercent());
    }

    private AuditExtract auditExtract(YearMonth month, CurrentUser user) {
        List<AccessRegister.ReadingsOfDay> found = access.byDay(begin(month), begin(month.plusMonths(1)), MOST_ROWS + 1);
        if (found.size() > MOST_ROWS) {
            throw Refusal.badInput("REPORT_TOO_LONG", "month", MOST_ROWS);
        }
        access.listed(user, Purpose.LIST, found.size());
        return new AuditExtract(new Scope(bilingual("reporting.office.all"), month.atDay(1), month.atEndOfMonth(), Tokyo.today(clock)),
                found.stream().map(one -> new AuditExtract.Day(Optional.ofNullable(one.officeCode()).flatMap(offices::find).map(OfficeReports::name)
                        .orElseGet(() -> bilingual("reporting.office.machines")), one.day(), bilingual("access.purpose." + one.purpose()), one.readers(),
                        one.times(), one.cases())).toList());
    }

    /** The breach reports that were filed, those of the last opened corrections first; for those who answer for them. */
    public List<Filed> filed(CurrentUser user) {
        if (!answersForBreaches(user)) {
            return List.of();
        }
        return Stream.concat(corrections.underWay().stream(), corrections.closed().stream()).filter(one -> Boolean.TRUE.equals(one.toReport()))
                .flatMap(one -> corrections.breachReports(one).stream().map(report -> new Filed(one.id(), one.caseNumber(), report.stage(), report.filedOn())))
                .sorted((one, other) -> other.filedOn().compareTo(one.filedOn())).toList();
    }

    /** @throws Refusal REPORT_UNKNOWN */
    public BreachReportPaper breachReport(UUID correction, Correction.Stage stage, CurrentUser user) {
        if (!answersForBreaches(user)) {
            throw Refusal.notFound("REPORT_UNKNOWN");
        }
        Correction found = corrections.find(correction);
        Correction.BreachReport report = corrections.breachReports(found).stream().filter(one -> one.stage() == stage).findFirst()
                .orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN"));
        access.listed(user, Purpose.LETTER, 1);
        List<BreachReportPaper.Item> items = Stream.of(item("summary", report.summary()), item("items", report.items()), item("persons", report.persons()),
                item("cause", report.cause()), item("secondaryDamage", report.secondaryDamage()), item("actionToPersons", report.actionToPersons()),
                item("publication", report.publication()), item("prevention", report.prevention()), item("other", report.other()))
                .filter(Objects::nonNull).toList();
        return new BreachReportPaper(BreachReportPaper.Stage.valueOf(stage.name()), found.caseNumber(), report.filedOn(), report.recipient(),
                report.reference(), items);
    }

    private BreachReportPaper.@Nullable Item item(String key, @Nullable Object words) {
        return words == null || words.toString().isBlank() ? null : new BreachReportPaper.Item(bilingual("breach." + key), words.toString().replaceAll("\\s+", " ").strip());
    }

    private static boolean answersForBreaches(CurrentUser user) {
        return user.has(Role.PRIVACY_OFFICER) || user.has(Role.LINKAGE_OFFICER);
    }

    /** The missions whose poster this reader may print: their own, and every one for who answers for the programme. */
    public List<Office> missions(CurrentUser user) {
        return offices.ofKind(Office.Kind.MISSION).stream().filter(office -> user.has(Role.PROGRAMME_MANAGER)
                || user.posts().stream().anyMatch(post -> post.office().equals(office.code()))).toList();
    }

    /** @throws Refusal REPORT_UNKNOWN where it is not a mission of this reader */
    public Poster poster(String office, CurrentUser user) {
        Office mission = missions(user).stream().filter(one -> one.code().equals(office)).findFirst().orElseThrow(() -> Refusal.notFound("REPORT_UNKNOWN"));
        return new Poster(CaseLetters.place(mission), PosterVisits.address(site, mission));
    }

    /** A programme manager supervises every office; other supervisors their own. */
    private Set<String> supervised(CurrentUser user) {
        if (user.has(Role.PROGRAMME_MANAGER)) {
            return Arrays.stream(Office.Kind.values()).flatMap(kind -> offices.ofKind(kind).stream()).map(Office::code).collect(Collectors.toUnmodifiableSet());
        }
        return user.posts().stream().filter(post -> post.role().supervises()).map(CurrentUser.Post::office).collect(Collectors.toUnmodifiableSet());
    }

    private Scope scope(YearMonth month, Set<String> codes) {
        Bilingual whose = codes.size() == 1 ? name(offices.get(codes.iterator().next())) : bilingual("reporting.office.all");
        return new Scope(whose, month.atDay(1), month.atEndOfMonth(), Tokyo.today(clock));
    }

    private static Instant begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(Tokyo.ZONE).toInstant();
    }

    private static Bilingual name(Office office) {
        return new Bilingual(office.nameJa(), office.nameEn());
    }

    private Bilingual bilingual(String key) {
        return new Bilingual(messages.getMessage(key, null, Locale.JAPANESE), messages.getMessage(key, null, Locale.ENGLISH));
    }
}
