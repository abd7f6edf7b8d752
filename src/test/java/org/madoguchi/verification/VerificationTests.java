package org.madoguchi.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.madoguchi.casefile.CaseState.AT_THE_COUNTER;
import static org.madoguchi.casefile.CaseState.READY_FOR_COLLECTION;
import static org.madoguchi.casefile.CaseState.VISIT_BOOKED;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.verification.IdentityForm.Attendance;
import org.madoguchi.verification.IdentityForm.Decision;
import org.madoguchi.verification.IdentityForm.Face;
import org.madoguchi.verification.IdentityForm.OldCard;
import org.madoguchi.verification.IdentityForm.Presence;
import org.madoguchi.verification.IdentityForm.Proof;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The visit, walked through the model {@code identity-verification} as the officers of Helsinki. */
@MadoguchiTest
class VerificationTests {

    private static final LocalDate BORN = LocalDate.of(1980, 4, 1);
    private static final Passport PASSPORT = Passport.of("GAIMU", "HANAKO", BORN);
    private static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, 1};

    @Autowired
    Worklist worklist;
    @Autowired
    Verification verification;
    @Autowired
    Appointments appointments;
    @Autowired
    CaseFiles cases;
    @Autowired
    CaseFlow flow;
    @Autowired
    Staff staff;
    @Autowired
    RuntimeService runtime;
    @Autowired
    MockMvcTester http;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private AWaitingCard aWaitingCard;
    private CurrentUser first;
    private CurrentUser second;
    private String number;

    @BeforeEach
    void the_day_of_the_visit_has_come(@Autowired ApplicationContext product) {
        aWaitingCard = new AWaitingCard(product);
        clock.stopAt(Instant.parse("2026-11-23T00:00:00Z"));
        sql.sql("delete from appointment").update();
        first = officer("officer-1");
        second = officer("officer-2");
        number = aVisitor("ADULT", BORN, "NEW");
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    // Verified

    @Test
    void who_is_verified_goes_on_and_only_what_names_the_passport_is_kept() {
        complete(first, verified());
        assertThat(ended("EndEvent_Verified")).isTrue();
        assertThat(cases.get(number).state()).isEqualTo(AT_THE_COUNTER);
        assertThat(appointments.booked(number)).isEmpty();
        assertThat(state()).isEqualTo("KEPT");
        assertThat(verification.visits(number)).singleElement().satisfies(visit -> {
            assertThat(visit.outcome()).isEqualTo("VERIFIED");
            assertThat(visit.number()).isEqualTo(1);
            assertThat(visit.cause()).isNull();
        });
        Map<String, Object> kept = sql.sql("select c.* from identity_check c join visit v on v.id = c.visit_id where v.case_number = :case")
                .param("case", number).query().singleRow();
        assertThat(kept).containsEntry("passport_issuer", "JPN").containsEntry("passport_tail", "567").containsEntry("name_agrees", true);
        assertThat(kept.toString()).doesNotContain("TZ1234567", "GAIMU");
    }

    @Test
    void nobody_is_verified_against_what_the_entries_show() {
        assertRefused("FINDING_PASSPORT_MISSING", "mrzLine1", form(null, Face.SAME, Decision.VERIFIED, null, null));
        assertRefused("FINDING_PASSPORT_EXPIRED", "mrzLine2",
                form(PASSPORT.expiring(LocalDate.of(2026, 11, 23)), Face.SAME, Decision.VERIFIED, null, null));
        assertRefused("FINDING_PASSPORT_NOT_JAPANESE", "mrzLine2", form(PASSPORT.issuedBy("FRA"), Face.SAME, Decision.VERIFIED, null, null));
        assertRefused("FINDING_FACE_DIFFERENT", "face", form(PASSPORT, Face.DIFFERENT, Decision.VERIFIED, null, null));
        assertRefused("FINDING_FACE_IN_DOUBT", "face", form(PASSPORT, Face.IN_DOUBT, Decision.VERIFIED, null, null));
        assertRefused("FINDING_NAME_DIFFERS", "nameExplanation",
                form(Passport.of("SATO", "HANAKO", BORN), Face.SAME, Decision.VERIFIED, null, null));
        assertRefused("FINDING_BIRTH_DATE_DIFFERS", "birthDateExplanation",
                form(Passport.of("GAIMU", "HANAKO", BORN.plusDays(1)), Face.SAME, Decision.VERIFIED, null, null));
        assertRefused("MRZ_NUMBER_CHECK_DIGIT", "mrzLine2", new IdentityForm(Attendance.CAME, PASSPORT.line1(),
                PASSPORT.line2().replace("TZ1234567", "TZ1234568"), null, null, Face.SAME, OldCard.NONE_EXPECTED, null, null, null, null,
                Decision.VERIFIED, null, null));
        assertRefused("PHOTO_TO_COMPARE", "face", form(PASSPORT, Face.NO_PHOTO, Decision.VERIFIED, null, null));
        assertRefused("FIELD_MISSING", "face", form(PASSPORT, null, Decision.VERIFIED, null, null));
        assertRefused("FIELD_MISSING", "oldCard", new IdentityForm(Attendance.CAME, PASSPORT.line1(), PASSPORT.line2(), null, null,
                Face.SAME, null, null, null, null, null, Decision.VERIFIED, null, null));
        assertThat(cases.get(number).state()).as("nothing has changed").isEqualTo(VISIT_BOOKED);
        assertThat(verification.visits(number)).isEmpty();
        assertThat(appointments.booked(number)).isPresent();
    }

    @Test
    void a_difference_that_is_explained_is_kept_with_its_explanation() {
        Passport married = Passport.of("SATO", "HANAKO", BORN);
        complete(first, new IdentityForm(Attendance.CAME, married.line1(), married.line2(), "married, register seen", null, Face.SAME,
                OldCard.NONE_EXPECTED, null, null, null, null, Decision.VERIFIED, null, null));
        assertThat(ended("EndEvent_Verified")).isTrue();
        assertThat(sql.sql("select c.explanation from identity_check c join visit v on v.id = c.visit_id where v.case_number = :case")
                .param("case", number).query(String.class).single()).isEqualTo("married, register seen");
    }

    @Test
    void the_old_card_must_be_there_where_it_is_to_be_handed_in() {
        number = aVisitor("ADULT", BORN, "RENEWAL");
        assertRefused("FINDING_OLD_CARD_MISSING", "oldCard", form(PASSPORT, Face.SAME, Decision.VERIFIED, null, null));
        complete(first, new IdentityForm(Attendance.CAME, PASSPORT.line1(), PASSPORT.line2(), null, null, Face.SAME, OldCard.PRESENTED,
                null, null, null, null, Decision.VERIFIED, null, null));
        assertThat(ended("EndEvent_Verified")).isTrue();
    }

    @Test
    void a_child_is_handed_nothing_without_the_parent() {
        LocalDate born = LocalDate.of(2018, 4, 1);
        number = aVisitor("UNDER_15", born, "NEW");
        Passport child = Passport.of("GAIMU", "HANAKO", born);
        Passport parent = Passport.of("GAIMU", "TARO", LocalDate.of(1985, 1, 1));
        assertRefused("FIELD_MISSING", "representative", form(child, Face.SAME, Decision.VERIFIED, null, null));
        assertRefused("FINDING_REPRESENTATIVE_MISSING", "representative", withParent(child, Presence.ABSENT, parent, Proof.SHOWN));
        assertRefused("FIELD_MISSING", "proof", withParent(child, Presence.PRESENT, parent, null));
        assertRefused("FINDING_PROOF_MISSING", "proof", withParent(child, Presence.PRESENT, parent, Proof.MISSING));
        assertRefused("FINDING_REPRESENTATIVE_PASSPORT_MISSING", "representativeMrzLine1",
                withParent(child, Presence.PRESENT, null, Proof.SHOWN));
        complete(first, withParent(child, Presence.PRESENT, parent, Proof.HELD_BY_MUNICIPALITY));
        assertThat(ended("EndEvent_Verified")).isTrue();
    }

    @Test
    void an_infant_without_photo_is_verified_without_comparing_one() {
        LocalDate born = LocalDate.of(2026, 3, 1);
        number = book(aWaitingCard.of("UNDER_15", born, "NEW", "FI-HEL", null));
        complete(first, new IdentityForm(Attendance.CAME, Passport.of("GAIMU", "HANAKO", born).line1(),
                Passport.of("GAIMU", "HANAKO", born).line2(), null, null, Face.NO_PHOTO, OldCard.NONE_EXPECTED, Presence.PRESENT,
                PASSPORT.line1(), PASSPORT.line2(), Proof.SHOWN, Decision.VERIFIED, null, null));
        assertThat(ended("EndEvent_Verified")).isTrue();
    }

    // In doubt

    @Test
    void a_doubt_goes_to_another_officer_who_settles_it() {
        complete(first, form(PASSPORT, Face.IN_DOUBT, Decision.DOUBT, Reason.FACE_IN_DOUBT, null));
        assertThat(verification.visits(number)).singleElement().extracting(Verification.Visit::outcome).isEqualTo("IN_DOUBT");
        assertThat(notices()).doesNotContain("visit-failed");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> settle(first, Face.SAME, SecondIdentityForm.Decision.VERIFIED, null, null))
                .satisfies(no -> assertThat(no.code()).isEqualTo("FOUR_EYES"));
        settle(second, Face.SAME, SecondIdentityForm.Decision.VERIFIED, null, null);
        assertThat(ended("EndEvent_Verified")).isTrue();
        assertThat(verification.visits(number)).singleElement().satisfies(visit -> {
            assertThat(visit.outcome()).isEqualTo("VERIFIED");
            assertThat(visit.reasonCode()).isNull();
        });
    }

    @Test
    void a_doubt_that_is_confirmed_ends_the_visit() {
        complete(first, form(PASSPORT, Face.IN_DOUBT, Decision.DOUBT, Reason.FACE_IN_DOUBT, null));
        settle(second, Face.DIFFERENT, SecondIdentityForm.Decision.NOT_VERIFIED, Reason.FACE_DIFFERENT, null);
        assertThat(ended("EndEvent_NotVerified")).isTrue();
        assertThat(verification.visits(number)).singleElement().extracting(Verification.Visit::reasonCode)
                .isEqualTo("VISIT_FACE_DIFFERENT");
        assertThat(notices()).containsOnlyOnce("visit-failed");
    }

    @Test
    void the_second_officer_is_bound_by_what_both_saw() {
        complete(first, form(PASSPORT, Face.SAME, Decision.DOUBT, Reason.DOCUMENT_SUSPECT, "the page looks re-glued"));
        assertSecondRefused("FINDING_FACE_DIFFERENT", Face.DIFFERENT, SecondIdentityForm.Decision.VERIFIED, null, "fine");
        assertSecondRefused("FINDING_FACE_IN_DOUBT", Face.IN_DOUBT, SecondIdentityForm.Decision.VERIFIED, null, "fine");
        assertSecondRefused("PHOTO_TO_COMPARE", Face.NO_PHOTO, SecondIdentityForm.Decision.VERIFIED, null, "fine");
        assertSecondRefused("NOTE_MISSING", Face.SAME, SecondIdentityForm.Decision.VERIFIED, null, " ");
        assertSecondRefused("REASON_MISSING", Face.SAME, SecondIdentityForm.Decision.NOT_VERIFIED, null, null);
        assertSecondRefused("REASON_CLASH", Face.SAME, SecondIdentityForm.Decision.NOT_VERIFIED, Reason.FACE_DIFFERENT, null);
        assertSecondRefused("REASON_CLASH", Face.SAME, SecondIdentityForm.Decision.NOT_VERIFIED, Reason.FACE_IN_DOUBT, null);
        assertSecondRefused("REASON_CLASH", Face.SAME, SecondIdentityForm.Decision.NOT_VERIFIED, Reason.NAME_DIFFERS, null);
        assertSecondRefused("NOTE_MISSING", Face.SAME, SecondIdentityForm.Decision.NOT_VERIFIED, Reason.OTHER, null);
        settle(second, Face.SAME, SecondIdentityForm.Decision.NOT_VERIFIED, Reason.DOCUMENT_SUSPECT, "seams under ultraviolet light");
        assertThat(ended("EndEvent_NotVerified")).isTrue();
    }

    @Test
    void what_is_certain_is_no_doubt_and_a_doubt_has_a_reason() {
        assertRefused("FINDING_FACE_DIFFERENT", "face", form(PASSPORT, Face.DIFFERENT, Decision.DOUBT, Reason.FACE_DIFFERENT, null));
        assertRefused("REASON_MISSING", "reason", form(PASSPORT, Face.IN_DOUBT, Decision.DOUBT, null, null));
        assertRefused("NOTE_MISSING", "note", form(PASSPORT, Face.SAME, Decision.DOUBT, Reason.DOCUMENT_SUSPECT, null));
    }

    // Not verified

    @Test
    void a_failed_visit_tells_what_to_bring_and_a_second_visit_says_what_caused_it() {
        complete(first, form(PASSPORT.expiring(LocalDate.of(2026, 1, 1)), Face.SAME, Decision.NOT_VERIFIED, Reason.PASSPORT_EXPIRED, null));
        assertThat(ended("EndEvent_NotVerified")).isTrue();
        assertThat(cases.get(number).state()).isEqualTo(AT_THE_COUNTER);
        assertThat(cases.timeline(number)).anySatisfy(entry -> {
            assertThat(entry.event()).isEqualTo("VISIT_FAILED");
            assertThat(entry.reasonCode()).isEqualTo("VISIT_PASSPORT_EXPIRED");
            assertThat(entry.shownToApplicant()).isTrue();
        });
        assertThat(sql.sql("select args::text from notification where case_number = :case and template = 'visit-failed'")
                .param("case", number).query(String.class).single()).contains("Passport").doesNotContain("expired");

        flow.start("visit-booking", number, Map.of());
        aWaitingCard.runDueTimers(number);
        assertThat(cases.get(number).state()).isEqualTo(READY_FOR_COLLECTION);
        assertThat(notices()).as("told once, not invited as if for the first time").containsOnlyOnce("invitation");
        book(number);
        complete(first, verified());
        assertThat(verification.visits(number)).extracting(Verification.Visit::number, Verification.Visit::cause)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(1, null),
                        org.assertj.core.groups.Tuple.tuple(2, "VISIT_PASSPORT_EXPIRED"));
    }

    @Test
    void a_refusal_needs_a_reason_that_the_entries_show_or_words() {
        assertRefused("REASON_MISSING", "reason", form(PASSPORT, Face.SAME, Decision.NOT_VERIFIED, null, null));
        assertRefused("REASON_CLASH", "reason", form(PASSPORT, Face.SAME, Decision.NOT_VERIFIED, Reason.PASSPORT_EXPIRED, null));
        assertRefused("NOTE_MISSING", "note", form(PASSPORT, Face.SAME, Decision.NOT_VERIFIED, Reason.OTHER, " "));
        complete(first, new IdentityForm(Attendance.CAME, null, null, null, null, null, null, null, null, null, null,
                Decision.NOT_VERIFIED, Reason.PASSPORT_MISSING, null));
        assertThat(ended("EndEvent_NotVerified")).isTrue();
    }

    // Nobody came

    @Test
    void nobody_came_is_no_visit_and_the_holder_books_again() {
        assertRefused("ATTENDANCE_CLASH", "decision", new IdentityForm(Attendance.DID_NOT_COME, null, null, null, null, null, null,
                null, null, null, null, Decision.VERIFIED, null, null));
        assertRefused("ATTENDANCE_CLASH", "decision", form(PASSPORT, Face.SAME, Decision.NO_SHOW, null, null));
        complete(first, new IdentityForm(Attendance.DID_NOT_COME, null, null, null, null, null, null, null, null, null, null,
                Decision.NO_SHOW, null, null));
        assertThat(ended("EndEvent_NoShow")).isTrue();
        assertThat(state()).isEqualTo("MISSED");
        assertThat(verification.visits(number)).isEmpty();
        assertThat(notices()).containsOnlyOnce("no-show");
        flow.start("visit-booking", number, Map.of());
        aWaitingCard.runDueTimers(number);
        assertThat(cases.get(number).state()).isEqualTo(READY_FOR_COLLECTION);
        book(number);
        assertThat(appointments.booked(number)).isPresent();
    }

    // Pages

    @Test
    void the_task_page_shows_the_photo_the_papers_and_the_booking() {
        String page = page("/tasks/" + task().taskId() + "?lang=en", first);
        assertThat(page).contains("/cases/" + number + "/documents/", "Gaimu Hanako", "Passport", "24 November 2026, 09:30",
                "name=\"mrzLine1\"", "value=\"NOT_VERIFIED\"", "/cases/" + number + "/passport-check")
                .doesNotContain("??", "representativeMrzLine1", "NO_PHOTO");
        assertThat(page("/tasks/" + task().taskId() + "?lang=ja", first)).contains("旅券の読取行").doesNotContain("??");
        number = aVisitor("UNDER_15", LocalDate.of(2018, 4, 1), "NEW");
        assertThat(page("/tasks/" + task().taskId() + "?lang=en", first)).contains("representativeMrzLine1", "name=\"proof\"").doesNotContain("??");
    }

    @Test
    void the_second_officers_page_shows_what_the_first_found() {
        complete(first, form(Passport.of("SATO", "HANAKO", BORN), Face.IN_DOUBT, Decision.DOUBT, Reason.FACE_IN_DOUBT, "look at the ears"));
        String page = page("/tasks/" + task().taskId() + "?lang=en", second);
        assertThat(page).contains("look at the ears", "number ending in 567", "The name in the passport differs", "In doubt").doesNotContain("??");
        assertThat(page("/tasks/" + task().taskId() + "?lang=ja", second)).doesNotContain("??");
    }

    @Test
    void a_clash_is_told_at_its_field_with_everything_as_typed() throws Exception {
        MvcTestResult answer = http.post().uri("/tasks/" + task().taskId() + "/complete").header("Accept-Language", "en").with(user(first))
                .with(csrf()).param("attendance", "CAME").param("mrzLine1", PASSPORT.line1()).param("mrzLine2", PASSPORT.line2())
                .param("face", "DIFFERENT").param("oldCard", "NONE_EXPECTED").param("decision", "VERIFIED").exchange();
        assertThat(answer).hasStatus(422);
        assertThat(answer.getResponse().getContentAsString()).contains("face-error", "Where the face is of another person",
                PASSPORT.line1().replace("<", "&lt;"));
    }

    @Test
    void the_entries_can_be_compared_before_anything_is_decided() throws Exception {
        assertThat(compare(first, PASSPORT, "SAME").getResponse().getContentAsString()).contains("31 Jan 2030", "this is the holder");
        assertThat(compare(first, Passport.of("SATO", "HANAKO", BORN), "SAME").getResponse().getContentAsString())
                .contains("The name in the passport differs", "second officer");
        MvcTestResult misread = http.post().uri("/cases/" + number + "/passport-check").header("Accept-Language", "en").with(user(first))
                .with(csrf()).param("mrzLine1", "P<JPN").exchange();
        assertThat(misread).hasStatusOk();
        assertThat(misread.getResponse().getContentAsString()).contains("notice--error").doesNotContain("??");
        assertThat(compare(officerIn("stranger", "FR-PAR"), PASSPORT, "SAME")).hasStatus(404);
        assertThat(verification.visits(number)).isEmpty();
    }

    @Test
    void the_case_page_offers_a_visit_without_booking_to_the_mission_only() throws Exception {
        String waiting = aWaitingCard.at("FI-HEL");
        CurrentUser clerk = new CurrentUser("clerk-hel", CurrentUser.Kind.STAFF, "書記", "Clerk",
                Set.of(new Post(Role.CONSULAR_CLERK, "FI-HEL")));
        assertThat(page("/cases/" + waiting + "?lang=en", clerk)).contains("Accept a visit without booking", "Keep the card longer");
        assertThat(http.post().uri("/cases/" + waiting + "/hold").with(user(clerk)).with(csrf()).param("until", "2027-06-30")
                .param("reason", "HOSPITAL")).hasStatus3xxRedirection();
        for (String done : List.of("walkIn", "already")) {
            assertThat(http.post().uri("/cases/" + waiting + "/walk-in").with(user(clerk)).with(csrf())).hasStatus3xxRedirection()
                    .flash().containsEntry("counterDone", done);
            assertThat(http.get().uri("/cases/" + waiting + "?lang=en").with(user(clerk)).flashAttr("counterDone", done)).bodyText()
                    .contains("role=\"status\"", "/cases/" + waiting + "/next", "Visit: ").doesNotContain("Accept a visit without booking");
        }
        assertThat(appointments.booked(waiting)).map(Appointments.Appointment::walkIn).contains(true);
        CurrentUser municipal = new CurrentUser("municipal", CurrentUser.Kind.STAFF, "係", "Officer",
                Set.of(new Post(Role.MUNICIPAL_OFFICER, "131016")));
        assertThat(page("/cases/" + waiting + "?lang=en", municipal)).doesNotContain("Accept a visit without booking");
        assertThat(http.post().uri("/cases/" + waiting + "/walk-in").with(user(municipal)).with(csrf())).hasStatus(403);
    }

    private MvcTestResult compare(CurrentUser officer, Passport passport, String face) {
        return http.post().uri("/cases/" + number + "/passport-check").header("Accept-Language", "en").with(user(officer)).with(csrf())
                .param("attendance", "CAME").param("mrzLine1", passport.line1()).param("mrzLine2", passport.line2()).param("face", face)
                .param("oldCard", "NONE_EXPECTED").param("nameExplanation", "").param("reason", "").exchange();
    }

    private String page(String url, CurrentUser reader) {
        MvcTestResult answer = http.get().uri(url).with(user(reader)).exchange();
        assertThat(answer).hasStatusOk();
        try {
            return answer.getResponse().getContentAsString();
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Somebody whose booked time has come, with the officer's task open. */
    private String aVisitor(String holderGroup, LocalDate born, String kind) {
        return book(aWaitingCard.of(holderGroup, born, kind, "FI-HEL", PHOTO));
    }

    private String book(String caseNumber) {
        Instant start = appointments.freeSlots("FI-HEL", LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC), 14).get(0)
                .start().toInstant();
        appointments.book(caseNumber, start, CurrentUser.applicant("holder"));
        clock.stopAt(start);
        aWaitingCard.runDueTimers(caseNumber);
        flow.start("identity-verification", caseNumber, Map.of());
        return caseNumber;
    }

    private WorkItem task() {
        return worklist.ofCase(number).stream().filter(WorkItem::open).findFirst().orElseThrow();
    }

    private void complete(CurrentUser officer, IdentityForm form) {
        worklist.complete(task().taskId(), form, officer);
    }

    private void settle(CurrentUser officer, Face face, SecondIdentityForm.Decision decision, Reason reason, String note) {
        worklist.complete(task().taskId(), new SecondIdentityForm(face, decision, reason, note), officer);
    }

    private static IdentityForm verified() {
        return form(PASSPORT, Face.SAME, Decision.VERIFIED, null, null);
    }

    private static IdentityForm form(Passport passport, Face face, Decision decision, Reason reason, String note) {
        return new IdentityForm(Attendance.CAME, passport == null ? null : passport.line1(), passport == null ? null : passport.line2(),
                null, null, face, OldCard.NONE_EXPECTED, null, null, null, null, decision, reason, note);
    }

    private static IdentityForm withParent(Passport child, Presence presence, Passport parent, Proof proof) {
        return new IdentityForm(Attendance.CAME, child.line1(), child.line2(), null, null, Face.SAME, OldCard.NONE_EXPECTED, presence,
                parent == null ? null : parent.line1(), parent == null ? null : parent.line2(), proof, Decision.VERIFIED, null, null);
    }

    private void assertRefused(String code, String field, IdentityForm form) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> complete(first, form)).satisfies(no -> {
            assertThat(no.code()).isEqualTo(code);
            assertThat(no.field()).isEqualTo(field);
        });
    }

    private void assertSecondRefused(String code, Face face, SecondIdentityForm.Decision decision, Reason reason, String note) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> settle(second, face, decision, reason, note))
                .satisfies(no -> assertThat(no.code()).isEqualTo(code));
    }

    private boolean ended(String endEvent) {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).count() == 0
                && sql.sql("""
                        select count(*) from act_hi_actinst a join act_hi_procinst p on p.proc_inst_id_ = a.proc_inst_id_
                         where p.business_key_ = :case and a.act_id_ = :end
                        """).param("case", number).param("end", endEvent).query(Long.class).single() == 1;
    }

    private String state() {
        return sql.sql("select state from appointment where case_number = :case").param("case", number).query(String.class).single();
    }

    private List<String> notices() {
        return sql.sql("select template from notification where case_number = :case").param("case", number).query(String.class).list();
    }

    private CurrentUser officer(String id) {
        return officerIn(id, "FI-HEL");
    }

    private CurrentUser officerIn(String id, String office) {
        var person = new CurrentUser(id, CurrentUser.Kind.STAFF, "領事", "Officer", Set.of(new Post(Role.CONSULAR_OFFICER, office)));
        staff.put(person);
        return person;
    }
}
