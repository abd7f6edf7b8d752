package org.madoguchi.portal;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.appointments.Appointments.Appointment;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNumber;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Refusal;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bookable slots for anybody, a booking for the holder. Times carry the offset of the mission. */
@RestController
class AppointmentsApi {

    record SlotView(OffsetDateTime start, OffsetDateTime end, int free) {}

    /** Free slots of up to two weeks; {@code next} is the {@code from} of the following ones, or null at the end. */
    record SlotsView(String office, String zone, LocalDate from, LocalDate until, LocalDate next, List<SlotView> slots) {}

    record BookingRequest(String caseNumber, OffsetDateTime start) {}

    record BookingView(String caseNumber, String office, String zone, OffsetDateTime start, OffsetDateTime end, int persons) {}

    private final Appointments appointments;
    private final CaseFiles cases;
    private final Offices offices;

    AppointmentsApi(Appointments appointments, CaseFiles cases, Offices offices) {
        this.appointments = appointments;
        this.cases = cases;
        this.offices = offices;
    }

    @GetMapping("/api/v1/slots")
    SlotsView slots(@RequestParam String office, @RequestParam LocalDate from) {
        LocalDate last = appointments.lastDay(office);
        if (from.getYear() < 2000 || from.getYear() > last.getYear() + 1) {
            throw Refusal.badInput("FIELD_INVALID", "from", "from");
        }
        LocalDate until = from.plusDays(Appointments.MOST_DAYS - 1L);
        List<SlotView> slots = appointments.freeSlots(office, from, Appointments.MOST_DAYS).stream()
                .map(slot -> new SlotView(offset(slot.start()), offset(slot.end()), slot.free())).toList();
        return new SlotsView(office, offices.get(office).zone().getId(), from, until, until.isBefore(last) ? until.plusDays(1) : null,
                slots);
    }

    @PostMapping("/api/v1/appointments")
    @ResponseStatus(HttpStatus.CREATED)
    BookingView book(@RequestBody BookingRequest request, @AuthenticationPrincipal CurrentUser holder) {
        required(request.caseNumber(), "caseNumber");
        required(request.start(), "start");
        String number = cases.open(CaseNumber.parse(request.caseNumber()), holder, Purpose.OWN_CASE).number();
        Appointment booked = appointments.book(number, request.start().toInstant(), holder);
        Office mission = offices.get(booked.officeCode());
        return new BookingView(number, mission.code(), mission.zone().getId(), offset(booked.start().atZone(mission.zone())),
                offset(booked.end().atZone(mission.zone())), booked.persons());
    }

    private static void required(Object value, String field) {
        if (value == null) {
            throw Refusal.badInput("FIELD_MISSING", field, field);
        }
    }

    private static OffsetDateTime offset(ZonedDateTime time) {
        return time.toOffsetDateTime();
    }
}
