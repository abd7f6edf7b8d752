package org.madoguchi.supervision;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.Csv;
import org.madoguchi.platform.Moments;
import org.madoguchi.platform.Refusal;
import org.madoguchi.sla.Forecast;
import org.madoguchi.supervision.Figures.Cases;
import org.madoguchi.supervision.Figures.Done;
import org.madoguchi.supervision.Figures.Period;
import org.madoguchi.supervision.Figures.Sheet;
import org.springframework.context.MessageSource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** How the work of the offices that somebody supervises goes: drawn first, with the tables behind. */
@Controller
class FiguresPages {

    /**
     * @param here the address of the page, from which what changes by the minute is fetched again
     * @param csv the same tables to take along
     * @param calibration how past forecasts came true; null where there were too few
     */
    record FiguresPage(List<Choice> offices, List<Choice> programmes, List<Choice> lengths, String at, String here, String csv, List<Tile> tiles, Chart backlog, Chart done,
            List<HolderLine> holders, List<StepLine> steps, List<OfficeLine> offs, List<PersonLine> people, List<CaseLine> cases,
            Forecast.Calibration calibration) {}

    record Choice(String value, String label, boolean chosen) {}

    /** @param before the same a period ago, {@code lastYear} a year ago; null where there is nothing to compare with */
    record Tile(String key, String value, String before, String lastYear, String href, String state) {}

    /** Columns of weeks. */
    record Chart(List<Bar> bars) {}

    /** @param late how much of it was late, drawn on top of the rest */
    record Bar(int x, int y, int height, int lateY, int lateHeight, String label, long value, long late) {}

    record HolderLine(String holder, long cases, long late, String since, int share) {}

    record StepLine(String step, String href, long open, long atRisk, long late, long done, Integer share, String median) {}

    record OfficeLine(String office, String href, long open, long atRisk, long late, long done, Integer share) {}

    record PersonLine(String name, long open, long late, long done) {}

    /** A figure of cases now, a period before and a year before. */
    record CaseLine(String key, String value, String before, String lastYear) {}

    private static final Set<Integer> LENGTHS = Set.of(1, 4, 13, 52);
    private static final List<String> PROGRAMMES = List.of("overseas", "residence");

    /** The height that is drawn of the tallest column, and what stands above and below. */
    private static final int HEIGHT = 140;
    private static final int TOP = 24;
    private static final int COLUMN = 58;

    private final Figures figures;
    private final WideFigures wide;
    private final Forecast forecast;
    private final Supervised supervised;
    private final Offices offices;
    private final Staff staff;
    private final Moments moments;
    private final MessageSource messages;
    private final Clock clock;

    FiguresPages(Figures figures, WideFigures wide, Forecast forecast, Supervised supervised, Offices offices, Staff staff, Moments moments, MessageSource messages, Clock clock) {
        this.figures = figures;
        this.wide = wide;
        this.forecast = forecast;
        this.supervised = supervised;
        this.offices = offices;
        this.staff = staff;
        this.moments = moments;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/supervision/figures")
    String page(@RequestParam(defaultValue = "") String office, @RequestParam(defaultValue = "") String programme, @RequestParam(defaultValue = "4") int weeks,
            @AuthenticationPrincipal CurrentUser user, Locale locale, Model model) {
        Sheet sheet = sheet(office, programme, weeks, user);
        Set<String> mine = supervised.by(user);
        ZoneId zone = offices.zoneOf(user);
        long holding = sheet.holders().stream().mapToLong(Figures.Holder::cases).max().orElse(1);
        Map<String, CurrentUser> people = staff.named(sheet.people().stream().map(Figures.PersonRow::staffId).toList());
        model.addAttribute("page", new FiguresPage(
                mine.stream().map(code -> new Choice(code, offices.get(code).name(locale), code.equals(office))).sorted(java.util.Comparator.comparing(Choice::label)).toList(),
                PROGRAMMES.stream().map(one -> new Choice(one, text("programme." + one.toUpperCase(Locale.ROOT), locale), one.equals(programme))).toList(),
                LENGTHS.stream().sorted().map(one -> new Choice(one.toString(), text("figures.weeks." + one, locale), one == weeks)).toList(),
                moments.atNamed(sheet.at(), zone), address("/supervision/figures", office, programme, weeks), address("/supervision/figures.csv", office, programme, weeks), tiles(sheet, office, locale),
                chart(sheet.weeks(), Figures.Week::open, week -> 0, zone, locale), chart(sheet.weeks(), Figures.Week::done, week -> week.done() - week.inTime(), zone, locale),
                sheet.holders().stream().map(one -> new HolderLine(text("holder." + one.holder(), locale), one.cases(), one.late(), lasting(one.medianSeconds()),
                        Math.toIntExact(100 * one.cases() / holding))).toList(),
                sheet.steps().stream().map(one -> new StepLine(text("task." + one.taskKey(), locale), work(office, one.taskKey()), one.open(), one.atRisk(), one.late(),
                        one.done(), new Done(one.done(), one.inTime()).share(), lasting(one.medianSeconds()))).toList(),
                sheet.offices().stream().map(one -> new OfficeLine(offices.get(one.officeCode()).name(locale), address("/supervision/figures", one.officeCode(), programme, weeks),
                        one.open(), one.atRisk(), one.late(), one.done(), new Done(one.done(), one.inTime()).share())).toList(),
                sheet.people().stream().filter(one -> people.containsKey(one.staffId())).map(one -> new PersonLine(CurrentUser.name(people.get(one.staffId()), locale),
                        one.open(), one.late(), one.done())).toList(),
                cases(sheet, locale), forecast.calibration(office.isEmpty() ? mine : Set.of(office)).orElse(null)));
        return "supervision/Figures";
    }

    /** @throws Refusal OFFICE_UNKNOWN, FILTER_UNKNOWN */
    private Sheet sheet(String office, String programme, int weeks, CurrentUser user) {
        Set<String> mine = supervised.by(user);
        if (!office.isEmpty() && !mine.contains(office)) {
            throw Refusal.notFound("OFFICE_UNKNOWN", office);
        }
        if (!programme.isEmpty() && !PROGRAMMES.contains(programme)) {
            throw Refusal.badInput("FILTER_UNKNOWN", "programme");
        }
        if (!LENGTHS.contains(weeks)) {
            throw Refusal.badInput("FILTER_UNKNOWN", "weeks");
        }
        String of = programme.isEmpty() ? null : programme;
        if (office.isEmpty() && mine.size() > WideFigures.FEW) {
            return wide.of(mine, of, weeks);
        }
        Instant now = clock.instant();
        return figures.of(office.isEmpty() ? mine : Set.of(office), of, new Period(now.minus(Duration.ofDays(7L * weeks)), now), true, now);
    }

    private List<Tile> tiles(Sheet sheet, String office, Locale locale) {
        Integer share = sheet.done().share();
        return List.of(
                new Tile("open", number(sheet.now().open(), locale), null, null, work(office, null), null),
                new Tile("atRisk", number(sheet.now().atRisk(), locale), null, null, "/supervision", "at-risk"),
                new Tile("late", number(sheet.now().late(), locale), null, null, "/supervision", "late"),
                new Tile("paused", number(sheet.now().paused(), locale), null, null, null, null),
                new Tile("done", number(sheet.done().done(), locale), number(sheet.doneBefore().done(), locale), number(sheet.doneLastYear().done(), locale), null, null),
                new Tile("inTime", percent(share), percent(sheet.doneBefore().share()), percent(sheet.doneLastYear().share()), null, null));
    }

    private List<CaseLine> cases(Sheet sheet, Locale locale) {
        List<Cases> three = List.of(sheet.cases(), sheet.casesBefore(), sheet.casesLastYear());
        List<CaseLine> lines = new ArrayList<>();
        lines.add(line("received", three.stream().map(one -> number(one.received(), locale)).toList()));
        lines.add(line("ended", three.stream().map(one -> number(one.ended(), locale)).toList()));
        lines.add(line("handedOver", three.stream().map(one -> number(one.handedOver(), locale)).toList()));
        lines.add(line("median", three.stream().map(one -> lasting(one.medianSeconds())).toList()));
        lines.add(line("oneVisit", three.stream().map(one -> percent(one.handedOver() == 0 ? null : Math.toIntExact(Math.round(100.0 * one.oneVisit() / one.handedOver())))).toList()));
        lines.add(line("visits", three.stream().map(one -> one.handedOver() == 0 ? null : "%.2f".formatted((double) one.visits() / one.handedOver())).toList()));
        long visits = sheet.visits().kept() + sheet.visits().missed();
        lines.add(new CaseLine("missed", percent(visits == 0 ? null : Math.toIntExact(Math.round(100.0 * sheet.visits().missed() / visits))), null, null));
        return lines;
    }

    private static CaseLine line(String key, List<String> three) {
        return new CaseLine(key, three.get(0), three.get(1), three.get(2));
    }

    private static Chart chart(List<Figures.Week> weeks, ToLongFunction<Figures.Week> all, ToLongFunction<Figures.Week> late, ZoneId zone, Locale locale) {
        long most = Math.max(1, weeks.stream().mapToLong(all).max().orElse(1));
        var day = DateTimeFormatter.ofPattern("M/d", locale);
        List<Bar> bars = new ArrayList<>();
        for (Figures.Week week : weeks) {
            int height = height(all.applyAsLong(week), most);
            int lateHeight = height(late.applyAsLong(week), most);
            bars.add(new Bar(bars.size() * COLUMN + 6, TOP + HEIGHT - height, height - lateHeight == 0 ? 0 : height, TOP + HEIGHT - height, lateHeight,
                    day.format(week.end().atZone(zone)), all.applyAsLong(week), late.applyAsLong(week)));
        }
        return new Chart(bars);
    }

    private static int height(long value, long most) {
        return Math.toIntExact(Math.round((double) HEIGHT * value / most));
    }

    /** The tables as CSV, one below the other. */
    @GetMapping("/supervision/figures.csv")
    ResponseEntity<byte[]> csv(@RequestParam(defaultValue = "") String office, @RequestParam(defaultValue = "") String programme,
            @RequestParam(defaultValue = "4") int weeks, @AuthenticationPrincipal CurrentUser user, Locale locale) {
        Sheet sheet = sheet(office, programme, weeks, user);
        Csv table = new Csv().row("from", "to", "counted").row(sheet.period().from(), sheet.period().to(), sheet.at()).row();
        table.row("week until", "open", "started", "done", "in time");
        sheet.weeks().forEach(one -> table.row(one.end(), one.open(), one.started(), one.done(), one.inTime()));
        table.row().row("step", "", "open", "at risk", "late", "done", "in time", "median hours");
        sheet.steps().forEach(one -> table.row(one.taskKey(), text("task." + one.taskKey(), locale), one.open(), one.atRisk(), one.late(), one.done(), one.inTime(), hours(one.medianSeconds())));
        table.row().row("office", "", "open", "at risk", "late", "done", "in time");
        sheet.offices().forEach(one -> table.row(one.officeCode(), offices.get(one.officeCode()).name(locale), one.open(), one.atRisk(), one.late(), one.done(), one.inTime()));
        table.row().row("in the hands of", "cases", "over target", "median hours");
        sheet.holders().forEach(one -> table.row(text("holder." + one.holder(), locale), one.cases(), one.late(), hours(one.medianSeconds())));
        table.row().row("cases", "received", "ended", "handed over", "one visit", "visits", "median hours");
        Stream.of(sheet.cases(), sheet.casesBefore(), sheet.casesLastYear()).forEach(one -> table.row("", one.received(), one.ended(), one.handedOver(), one.oneVisit(),
                one.visits(), hours(one.medianSeconds())));
        return ResponseEntity.ok().contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename("figures.csv").build().toString())
                .body(table.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Long hours(Double seconds) {
        return seconds == null ? null : Math.round(seconds / 3600);
    }

    private static String address(String path, String office, String programme, int weeks) {
        return UriComponentsBuilder.fromPath(path).queryParam("office", office).queryParam("programme", programme).queryParam("weeks", weeks).build().toUriString();
    }

    private static String work(String office, String step) {
        var address = UriComponentsBuilder.fromPath("/supervision").queryParam("all", true);
        if (!office.isEmpty()) {
            address.queryParam("office", office);
        }
        return (step == null ? address : address.queryParam("step", step)).build().toUriString();
    }

    private String lasting(Double seconds) {
        return seconds == null ? null : moments.lasting(Duration.ofSeconds(Math.round(seconds)));
    }

    private static String number(long value, Locale locale) {
        return String.format(locale, "%,d", value);
    }

    private static String percent(Integer share) {
        return share == null ? null : share + "%";
    }

    private String text(String key, Locale locale) {
        return messages.getMessage(key, null, key, locale);
    }
}
