package org.madoguchi.portal;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.appointments.Appointments.Appointment;
import org.madoguchi.appointments.Appointments.Slot;
import org.madoguchi.appointments.Collecting;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.casefile.VisitRules.Paper;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The holder books, moves or cancels the one visit. Times are those of the mission. */
@Controller
@RequestMapping("/book/{caseNumber}")
class BookPages {

    record Day(LocalDate date, List<Slot> slots) {}

    /**
     * @param visit the booked visit, or null
     * @param changeable whether the holder may still change it
     * @param previous the first day of the week before, or null; likewise {@code next}
     * @param lastDay until when the card is kept, or null while it has not arrived
     */
    record BookPage(String caseNumber, Office mission, boolean bookable, Visit visit, boolean changeable,
            LocalDate from, LocalDate until, List<Day> days, LocalDate previous, LocalDate next, LocalDate lastDay,
            boolean represented, List<Paper> papers) {

        public String url() {
            return "/book/" + caseNumber;
        }

        public String action() {
            return visit == null ? url() : url() + "/change";
        }

        public String weekUrl(LocalDate day) {
            return url() + "?from=" + day;
        }

        public String trackUrl() {
            return "/track/" + caseNumber;
        }
    }

    record Visit(ZonedDateTime start, ZonedDateTime end, int persons) {}

    private static final int WEEK = 7;

    private final Appointments appointments;
    private final Collecting collecting;
    private final CaseFiles cases;
    private final VisitRules rules;
    private final Offices offices;
    private final Clock clock;

    BookPages(Appointments appointments, Collecting collecting, CaseFiles cases, VisitRules rules, Offices offices, Clock clock) {
        this.appointments = appointments;
        this.collecting = collecting;
        this.cases = cases;
        this.rules = rules;
        this.offices = offices;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(@PathVariable String caseNumber, @RequestParam(required = false) LocalDate from,
            @AuthenticationPrincipal CurrentUser holder, Model model) {
        return page(open(caseNumber, holder), from);
    }

    @PostMapping
    ModelAndView book(@PathVariable String caseNumber, @RequestParam(required = false) String start,
            @RequestParam(required = false) LocalDate from, @AuthenticationPrincipal CurrentUser holder, RedirectAttributes flash) {
        CaseFile file = open(caseNumber, holder);
        return done(file, holder, from, "booked", flash, () -> appointments.book(file.number(), instant(start), holder));
    }

    @PostMapping("/change")
    ModelAndView change(@PathVariable String caseNumber, @RequestParam(required = false) String start,
            @RequestParam(required = false) LocalDate from, @AuthenticationPrincipal CurrentUser holder, RedirectAttributes flash) {
        CaseFile file = open(caseNumber, holder);
        return done(file, holder, from, "changed", flash, () -> appointments.rebook(file.number(), instant(start), holder));
    }

    @PostMapping("/cancel")
    ModelAndView cancel(@PathVariable String caseNumber, @AuthenticationPrincipal CurrentUser holder, RedirectAttributes flash) {
        CaseFile file = open(caseNumber, holder);
        return done(file, holder, null, "cancelled", flash, () -> appointments.cancel(file.number(), holder));
    }

    private CaseFile open(String caseNumber, CurrentUser holder) {
        CaseFile file = cases.open(CaseNumber.parse(caseNumber), holder, Purpose.OWN_CASE);
        if (!file.overseas()) {
            throw Refusal.notFound("PAGE_UNKNOWN");
        }
        return file;
    }

    /** A slot taken a moment ago is told on the same page, beside those that are still free. */
    private ModelAndView done(CaseFile file, CurrentUser holder, LocalDate from, String what, RedirectAttributes flash,
            Runnable verb) {
        try {
            verb.run();
        } catch (Refusal no) {
            ModelAndView page = page(open(file.number(), holder), from);
            page.addObject("refusal", no);
            page.setStatus(no.kind() == Refusal.Kind.BAD_INPUT ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.CONFLICT);
            return page;
        }
        flash.addFlashAttribute("done", what);
        return new ModelAndView("redirect:/book/" + file.number());
    }

    private static Instant instant(String start) {
        try {
            return Instant.parse(start == null ? "" : start);
        } catch (DateTimeParseException e) {
            throw Refusal.badInput("SLOT_NOT_CHOSEN", "start");
        }
    }

    private ModelAndView page(CaseFile file, LocalDate wanted) {
        Office mission = offices.get(file.missionCode());
        Optional<Appointment> live = appointments.booked(file.number());
        boolean changeable = live.isPresent() && !appointments.visitDayBegan(live.get());
        boolean bookable = live.isEmpty() ? file.state() == CaseState.READY_FOR_COLLECTION : changeable;
        LocalDate today = LocalDate.ofInstant(clock.instant(), mission.zone());
        LocalDate first = wanted != null ? wanted : appointments.firstFreeDay(mission.code()).orElse(today);
        LocalDate last = appointments.lastDay(mission.code());
        LocalDate from = first.isBefore(today) ? today : first.isAfter(last) ? last : first;
        List<Day> days = bookable ? days(mission.code(), from) : List.of();
        Visit visit = live.map(one -> visit(one, offices.get(one.officeCode()).zone())).orElse(null);
        LocalDate comes = visit == null ? from : visit.start().toLocalDate();
        boolean waits = file.state() == CaseState.READY_FOR_COLLECTION || file.state() == CaseState.VISIT_BOOKED;
        return new ModelAndView("portal/Book", "page", new BookPage(file.number(), mission, bookable, visit,
                changeable, from, from.plusDays(WEEK - 1L), days, from.isAfter(today) ? later(from.minusDays(WEEK), today) : null,
                from.plusDays(WEEK).isAfter(last) ? null : from.plusDays(WEEK), waits ? collecting.lastDay(file.number()) : null,
                VisitRules.represented(file, comes), rules.papers(file, comes)));
    }

    private List<Day> days(String office, LocalDate from) {
        return appointments.freeSlots(office, from, WEEK).stream()
                .collect(Collectors.groupingBy(slot -> slot.start().toLocalDate())).entrySet().stream()
                .map(day -> new Day(day.getKey(), day.getValue())).sorted(Comparator.comparing(Day::date)).toList();
    }

    private static Visit visit(Appointment live, ZoneId zone) {
        return new Visit(live.start().atZone(zone), live.end().atZone(zone), live.persons());
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
