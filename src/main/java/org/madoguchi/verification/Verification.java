package org.madoguchi.verification;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.BookedVisits;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.casefile.TaskForm.TaskContext;
import org.madoguchi.casefile.VisitRules;
import org.madoguchi.casefile.VisitRules.Paper;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.platform.Languages;
import org.madoguchi.platform.Refusal;
import org.madoguchi.verification.IdentityForm.Attendance;
import org.madoguchi.verification.IdentityForm.Decision;
import org.madoguchi.verification.IdentityForm.Face;
import org.madoguchi.verification.VerificationStore.Check;
import org.springframework.stereotype.Component;

/** Identity checks at the counter, and the visits of a case. */
@Component
public class Verification {

    /** @param cause why a visit after the first was needed, or null; {@code reasonCode} why this one did not succeed */
    public record Visit(UUID id, String caseNumber, String officeCode, Instant at, int number, String outcome,
            String reasonCode, String cause) {}

    private static final String JAPANESE_PASSPORT = "VALID_JAPANESE_PASSPORT";
    private static final String CARD_DEFECTIVE = "CARD_DEFECTIVE";

    private final VerificationStore store;
    private final CaseFiles cases;
    private final BookedVisits bookings;
    private final VisitRules rules;
    private final Offices offices;
    private final Clock clock;

    Verification(VerificationStore store, CaseFiles cases, BookedVisits bookings, VisitRules rules, Offices offices, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.bookings = bookings;
        this.rules = rules;
        this.offices = offices;
        this.clock = clock;
    }

    /** The visits of a case in order; more than one is what the programme tries to avoid. */
    public List<Visit> visits(String caseNumber) {
        return store.visits(caseNumber);
    }

    /** Where the photo of the case is shown, or null where it has none. */
    String photoUrl(String caseNumber) {
        return cases.latestDocument(caseNumber, "PHOTO")
                .map(photo -> "/cases/" + caseNumber + "/documents/" + photo.id()).orElse(null);
    }

    /** What the entries show, before anything is decided. @throws Refusal MRZ_… */
    Examination examine(CaseFile file, IdentityForm form) {
        return Examination.of(form, file.applicant(), needs(file));
    }

    private Examination.Needs needs(CaseFile file) {
        LocalDate today = today(file);
        VisitRules.Collection collection = rules.collection(file, today);
        return new Examination.Needs(today, collection.represented(),
                rules.paper(file, today, "OLD_CARD").filter(Paper::mandatory).isPresent(),
                japanese(file, today, "PASSPORT"), japanese(file, today, "REPRESENTATIVE_PASSPORT"),
                !collection.proof().equals("NONE"));
    }

    private boolean japanese(CaseFile file, LocalDate today, String document) {
        return rules.paper(file, today, document).filter(paper -> paper.note().equals(JAPANESE_PASSPORT)).isPresent();
    }

    /**
     * Takes the officer's decision if the entries bear it out, and keeps what names the papers.
     *
     * @throws Refusal MRZ_…, FINDING_…, ATTENDANCE_CLASH, FIELD_MISSING, REASON_MISSING, REASON_CLASH, NOTE_MISSING
     */
    void check(TaskContext task, IdentityForm form) {
        CaseFile file = cases.get(task.caseNumber());
        if ((form.attendance() == Attendance.DID_NOT_COME) != (form.decision() == Decision.NO_SHOW)) {
            throw Refusal.badInput("ATTENDANCE_CLASH", "decision");
        }
        if (form.decision() == Decision.NO_SHOW) {
            return;
        }
        Examination examination = examine(file, form);
        requireConsistent(file, form, examination);
        String reason = form.decision() == Decision.VERIFIED ? null : form.reason().code();
        bookings.kept(file.number(), task.actor());
        cases.become(file.number(), CaseState.AT_THE_COUNTER, Event.of("VISITOR_CAME", task.actor()).at(task.office()));
        Visit visit = begin(file, task.office(), outcome(form.decision()), reason);
        store.insert(visit.id(), firstCheck(task.actor(), form, examination, reason));
        Event event = switch (form.decision()) {
            case VERIFIED -> Event.of("IDENTITY_VERIFIED", task.actor());
            case DOUBT -> Event.internal("IDENTITY_IN_DOUBT", task.actor());
            default -> Event.internal("IDENTITY_NOT_VERIFIED", task.actor());
        };
        cases.record(file.number(), event.at(task.office()).because(reason).noting(form.note()));
    }

    private void requireConsistent(CaseFile file, IdentityForm form, Examination examination) {
        if (form.face() == Face.NO_PHOTO && cases.latestDocument(file.number(), "PHOTO").isPresent()) {
            throw Refusal.badInput("PHOTO_TO_COMPARE", "face");
        }
        if (form.decision() != Decision.NOT_VERIFIED) {
            required(form.face(), "face");
            required(form.oldCard(), "oldCard");
            boolean represented = rules.collection(file, today(file)).represented();
            required(represented ? form.representative() : "", "representative");
            required(represented && form.representative() == IdentityForm.Presence.PRESENT ? form.proof() : "", "proof");
        }
        if (form.decision() == Decision.VERIFIED) {
            examination.firstOpen().ifPresent(Verification::refuse);
            return;
        }
        if (form.decision() == Decision.DOUBT) {
            examination.firstStop().ifPresent(Verification::refuse);
        }
        requireReason(form.reason(), form.note(), reason -> reason.finding().map(examination.shown()::contains).orElse(true));
    }

    private static void refuse(Finding finding) {
        throw Refusal.badInput(finding.refusal(), finding.field);
    }

    private static void required(Object value, String field) {
        if (value == null) {
            throw Refusal.badInput("FIELD_MISSING", field, field);
        }
    }

    /** What turns against the holder has a reason that the entries show, or words. */
    private static void requireReason(Reason reason, String note, java.util.function.Predicate<Reason> shown) {
        if (reason == null) {
            throw Refusal.badInput("REASON_MISSING", "reason");
        }
        if (!shown.test(reason)) {
            throw Refusal.badInput("REASON_CLASH", "reason");
        }
        if (reason.finding().isEmpty()) {
            requireNote(note);
        }
    }

    private static void requireNote(String note) {
        if (note == null || note.isBlank()) {
            throw Refusal.badInput("NOTE_MISSING", "note");
        }
    }

    private Visit begin(CaseFile file, String office, String outcome, String reason) {
        List<Visit> before = store.visits(file.number());
        String cause = before.isEmpty() ? null
                : Optional.ofNullable(before.get(before.size() - 1).reasonCode()).orElse(CARD_DEFECTIVE);
        Visit visit = new Visit(UUID.randomUUID(), file.number(), office, clock.instant(), before.size() + 1, outcome, reason, cause);
        store.insert(visit);
        return visit;
    }

    private Check firstCheck(CurrentUser officer, IdentityForm form, Examination examination, String reason) {
        var passport = Optional.ofNullable(examination.passport());
        String explanation = Stream.of(form.nameExplanation(), form.birthDateExplanation())
                .filter(text -> text != null && !text.isBlank()).collect(Collectors.joining(" / "));
        return new Check(false, clock.instant(), officer.id(), passport.map(read -> read.issuer()).orElse(null),
                passport.map(read -> tail(read.passportNumber())).orElse(null),
                passport.map(read -> examination.nameAgrees()).orElse(null),
                passport.map(read -> examination.birthDateAgrees()).orElse(null), explanation.isEmpty() ? null : explanation,
                name(form.face()), name(form.oldCard()),
                form.representative() == null ? null : form.representative() == IdentityForm.Presence.PRESENT,
                examination.codes(), form.decision().name(), reason, form.note());
    }

    private static String tail(String number) {
        return number.substring(Math.max(0, number.length() - 3));
    }

    private static String name(Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static String outcome(Decision decision) {
        return decision == Decision.DOUBT ? "IN_DOUBT" : decision.name();
    }

    /** What the first officer found at the visit that is going on. */
    Check firstCheck(String caseNumber) {
        return store.firstCheck(current(caseNumber).id()).orElseThrow();
    }

    /** @throws Refusal FINDING_…, PHOTO_TO_COMPARE, REASON_MISSING, REASON_CLASH, NOTE_MISSING */
    void checkAgain(TaskContext task, SecondIdentityForm form) {
        Visit visit = current(task.caseNumber());
        Check first = store.firstCheck(visit.id()).orElseThrow();
        if (form.face() == Face.NO_PHOTO && !Face.NO_PHOTO.name().equals(first.face())) {
            throw Refusal.badInput("PHOTO_TO_COMPARE", "face");
        }
        boolean verified = form.decision() == SecondIdentityForm.Decision.VERIFIED;
        if (verified) {
            requireSettled(form, first);
        } else {
            requireReason(form.reason(), form.note(), reason -> shownAgain(reason, form, first));
        }
        String reason = verified ? null : form.reason().code();
        store.settle(visit.id(), form.decision().name(), reason);
        store.insert(visit.id(), new Check(true, clock.instant(), task.actor().id(), null, null, null, null, null,
                form.face().name(), null, null, List.of(), form.decision().name(), reason, form.note()));
        Event event = verified ? Event.of("IDENTITY_VERIFIED", task.actor()) : Event.internal("IDENTITY_NOT_VERIFIED", task.actor());
        cases.record(task.caseNumber(), event.at(task.office()).because(reason).noting(form.note()));
    }

    /** A doubt about anything but the face is settled in words. */
    private static void requireSettled(SecondIdentityForm form, Check first) {
        if (form.face() == Face.DIFFERENT) {
            refuse(Finding.FACE_DIFFERENT);
        }
        if (form.face() == Face.IN_DOUBT) {
            refuse(Finding.FACE_IN_DOUBT);
        }
        if (!Reason.FACE_IN_DOUBT.code().equals(first.reasonCode()) || !first.findings().stream().allMatch("FACE_IN_DOUBT"::equals)) {
            requireNote(form.note());
        }
    }

    private static boolean shownAgain(Reason reason, SecondIdentityForm form, Check first) {
        return switch (reason) {
            case FACE_DIFFERENT -> form.face() == Face.DIFFERENT;
            case FACE_IN_DOUBT -> form.face() == Face.IN_DOUBT;
            default -> reason.finding().map(finding -> first.findings().contains(finding.name())).orElse(true);
        };
    }

    /** Tells why the visit came to nothing and what to bring; the reason itself stands on the follow page only. */
    void recordFailedVisit(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        Visit visit = current(caseNumber);
        cases.record(caseNumber, Event.of("VISIT_FAILED", CurrentUser.SYSTEM).at(visit.officeCode()).because(visit.reasonCode()));
        cases.tellApplicant(caseNumber, "visit-failed", visit.id().toString(), mission(file).name(language(file)),
                rules.paperLines(file, language(file)));
    }

    void recordNoShow(String caseNumber) {
        CaseFile file = cases.get(caseNumber);
        String occasion = bookings.of(caseNumber).map(booked -> booked.start().toString()).orElse("unbooked");
        bookings.missed(caseNumber, CurrentUser.SYSTEM);
        cases.record(caseNumber, Event.of("VISITOR_DID_NOT_COME", CurrentUser.SYSTEM).at(file.missionCode()).because("VISIT_DID_NOT_COME"));
        cases.tellApplicant(caseNumber, "no-show", occasion, mission(file).name(language(file)));
    }

    private Visit current(String caseNumber) {
        List<Visit> visits = store.visits(caseNumber);
        return visits.get(visits.size() - 1);
    }

    LocalDate today(CaseFile file) {
        return LocalDate.ofInstant(clock.instant(), mission(file).zone());
    }

    private Office mission(CaseFile file) {
        return offices.get(file.missionCode());
    }

    private static Locale language(CaseFile file) {
        return Languages.nearest(Locale.forLanguageTag(file.language()));
    }
}
