package org.madoguchi.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.platform.Refusal;
import org.madoguchi.verification.Examination.Needs;
import org.madoguchi.verification.IdentityForm.Attendance;
import org.madoguchi.verification.IdentityForm.Decision;
import org.madoguchi.verification.IdentityForm.Face;
import org.madoguchi.verification.IdentityForm.OldCard;
import org.madoguchi.verification.IdentityForm.Presence;
import org.madoguchi.verification.IdentityForm.Proof;

class ExaminationTests {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final LocalDate BORN = LocalDate.of(1980, 4, 1);
    private static final Applicant HANAKO = new Applicant("外務", "花子", "ガイム", "ハナコ", "Gaimu", "Hanako", BORN, "FEMALE",
            "東京都千代田区", null, null, true, "ADULT", null, null, null, Map.of());
    private static final Needs ADULT = new Needs(TODAY, false, false, true, false, false);
    private static final Needs CHILD = new Needs(TODAY, true, false, true, true, true);
    private static final Passport PASSPORT = Passport.of("GAIMU", "HANAKO", BORN);

    @Test
    void what_agrees_points_to_verified() {
        Examination agreed = of(form(PASSPORT, Face.SAME), ADULT);
        assertThat(agreed.shown()).isEmpty();
        assertThat(agreed.pointsTo()).isEqualTo(Decision.VERIFIED);
    }

    @Test
    void a_reader_may_type_both_lines_into_the_first_field() {
        assertThat(of(form(PASSPORT.line1() + PASSPORT.line2(), "", Face.SAME), ADULT).pointsTo()).isEqualTo(Decision.VERIFIED);
        assertThat(of(form(PASSPORT.line1() + "\n" + PASSPORT.line2(), null, Face.SAME), ADULT).pointsTo()).isEqualTo(Decision.VERIFIED);
    }

    @Test
    void a_misread_line_is_named() {
        assertMisread("MRZ_FORM", "mrzLine1", PASSPORT.line1().substring(1), PASSPORT.line2());
        assertMisread("MRZ_FORM", "mrzLine2", PASSPORT.line1(), PASSPORT.line2().substring(1));
        assertMisread("MRZ_FORM", "mrzLine2", PASSPORT.line1(), "");
        assertMisread("MRZ_FORM", "mrzLine1", "", PASSPORT.line2());
        assertMisread("MRZ_NOT_A_PASSPORT", "mrzLine1", "V" + PASSPORT.line1().substring(1), PASSPORT.line2());
        assertMisread("MRZ_NUMBER_CHECK_DIGIT", "mrzLine2", PASSPORT.line1(), PASSPORT.line2().replace("TZ1234567", "TZ1234568"));
        assertMisread("MRZ_BIRTH_DATE_CHECK_DIGIT", "mrzLine2", PASSPORT.line1(), PASSPORT.line2().replace("800401", "800402"));
        assertMisread("MRZ_EXPIRY_CHECK_DIGIT", "mrzLine2", PASSPORT.line1(), PASSPORT.line2().replace("300131", "310131"));
        assertMisread("MRZ_COMPOSITE_CHECK_DIGIT", "mrzLine2", PASSPORT.line1(),
                PASSPORT.line2().substring(0, 43) + (PASSPORT.line2().charAt(43) == '9' ? '0' : (char) (PASSPORT.line2().charAt(43) + 1)));
    }

    @Test
    void a_passport_that_is_missing_expired_or_foreign_stops() {
        assertThat(of(form("", "", Face.SAME), ADULT).open()).containsExactly(Finding.PASSPORT_MISSING);
        assertThat(of(form(PASSPORT.expiring(TODAY), Face.SAME), ADULT).open()).as("valid on its last day").isEmpty();
        assertThat(of(form(PASSPORT.expiring(TODAY.minusDays(1)), Face.SAME), ADULT).open()).containsExactly(Finding.PASSPORT_EXPIRED);
        assertThat(of(form(PASSPORT.issuedBy("FRA"), Face.SAME), ADULT).open()).containsExactly(Finding.PASSPORT_NOT_JAPANESE);
        assertThat(of(form(PASSPORT.issuedBy("FRA"), Face.SAME), ADULT).pointsTo()).isEqualTo(Decision.NOT_VERIFIED);
        assertThat(of(form(PASSPORT.issuedBy("FRA"), Face.SAME), new Needs(TODAY, false, false, false, false, false)).open())
                .as("where the table asks for no Japanese one").isEmpty();
    }

    @Test
    void a_difference_is_a_doubt_until_it_is_explained() {
        Passport other = Passport.of("SATO", "HANAKO", BORN.plusDays(1));
        Examination differs = of(form(other, Face.SAME), ADULT);
        assertThat(differs.open()).containsExactly(Finding.NAME_DIFFERS, Finding.BIRTH_DATE_DIFFERS);
        assertThat(differs.pointsTo()).isEqualTo(Decision.DOUBT);
        assertThat(differs.nameAgrees()).isFalse();
        Examination explained = of(new IdentityForm(Attendance.CAME, other.line1(), other.line2(), "married", "register corrected",
                Face.SAME, OldCard.NONE_EXPECTED, null, null, null, null, Decision.VERIFIED, null, null), ADULT);
        assertThat(explained.open()).isEmpty();
        assertThat(explained.shown()).as("and stays on record").containsExactly(Finding.NAME_DIFFERS, Finding.BIRTH_DATE_DIFFERS);
    }

    @Test
    void names_are_compared_by_their_letters_and_as_far_as_the_zone_goes() {
        Applicant long_ = named("Ōno-Takahashi", "Mary Anne Elizabeth Alexandra Victoria");
        Passport cut = Passport.of("ONO<TAKAHASHI", "MARY<ANNE<ELIZABETH<ALEXANDRA<VICTORIA", BORN);
        assertThat(Examination.of(form(cut, Face.SAME), long_, ADULT).nameAgrees()).isTrue();
        assertThat(Examination.of(form(Passport.of("ONO<TAKAHASHI", "MARY", BORN), Face.SAME), long_, ADULT).nameAgrees()).isFalse();
        assertThat(Examination.of(form(Passport.of("O", "KEIKO", BORN), Face.SAME), named("O'", "keiko"), ADULT).nameAgrees()).isTrue();
    }

    @Test
    void the_face_decides_doubt_or_stop() {
        assertThat(of(form(PASSPORT, Face.IN_DOUBT), ADULT).pointsTo()).isEqualTo(Decision.DOUBT);
        assertThat(of(form(PASSPORT, Face.DIFFERENT), ADULT).pointsTo()).isEqualTo(Decision.NOT_VERIFIED);
        assertThat(of(form(PASSPORT, Face.NO_PHOTO), ADULT).pointsTo()).isEqualTo(Decision.VERIFIED);
    }

    @Test
    void an_old_card_must_be_presented_where_the_table_says_so() {
        Needs renewal = new Needs(TODAY, false, true, true, false, false);
        for (OldCard card : OldCard.values()) {
            var form = new IdentityForm(Attendance.CAME, PASSPORT.line1(), PASSPORT.line2(), null, null, Face.SAME, card, null, null,
                    null, null, Decision.VERIFIED, null, null);
            assertThat(of(form, renewal).pointsTo()).isEqualTo(card == OldCard.PRESENTED ? Decision.VERIFIED : Decision.NOT_VERIFIED);
            assertThat(of(form, ADULT).pointsTo()).isEqualTo(Decision.VERIFIED);
        }
    }

    @Test
    void a_child_needs_the_representative_with_passport_and_proof() {
        Passport parent = Passport.of("GAIMU", "TARO", BORN.minusYears(30));
        assertThat(of(withParent(null, null, null), CHILD).open()).containsExactly(Finding.REPRESENTATIVE_MISSING);
        assertThat(of(withParent(Presence.ABSENT, parent, Proof.SHOWN), CHILD).open()).containsExactly(Finding.REPRESENTATIVE_MISSING);
        assertThat(of(withParent(Presence.PRESENT, null, Proof.SHOWN), CHILD).open())
                .containsExactly(Finding.REPRESENTATIVE_PASSPORT_MISSING);
        assertThat(of(withParent(Presence.PRESENT, parent.expiring(TODAY.minusDays(1)), Proof.SHOWN), CHILD).open())
                .containsExactly(Finding.REPRESENTATIVE_PASSPORT_EXPIRED);
        assertThat(of(withParent(Presence.PRESENT, parent.issuedBy("GBR"), Proof.SHOWN), CHILD).open())
                .containsExactly(Finding.REPRESENTATIVE_PASSPORT_NOT_JAPANESE);
        assertThat(of(withParent(Presence.PRESENT, parent, Proof.MISSING), CHILD).open()).containsExactly(Finding.PROOF_MISSING);
        assertThat(of(withParent(Presence.PRESENT, parent, Proof.HELD_BY_MUNICIPALITY), CHILD).open()).isEmpty();
        assertThat(of(withParent(Presence.PRESENT, parent, Proof.SHOWN), CHILD).pointsTo()).isEqualTo(Decision.VERIFIED);
    }

    @Test
    void a_misread_passport_of_the_representative_is_named_at_its_own_field() {
        var form = new IdentityForm(Attendance.CAME, PASSPORT.line1(), PASSPORT.line2(), null, null, Face.SAME, OldCard.NONE_EXPECTED,
                Presence.PRESENT, PASSPORT.line1(), "X", Proof.SHOWN, Decision.VERIFIED, null, null);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> of(form, CHILD))
                .satisfies(no -> assertThat(no.field()).isEqualTo("representativeMrzLine2"));
    }

    @Test
    void printing_a_form_shows_no_person() {
        assertThat(form(PASSPORT, Face.SAME).toString()).doesNotContain("GAIMU", "TZ123");
    }

    private static Examination of(IdentityForm form, Needs needs) {
        return Examination.of(form, HANAKO, needs);
    }

    private static IdentityForm form(Passport passport, Face face) {
        return form(passport.line1(), passport.line2(), face);
    }

    private static IdentityForm form(String line1, String line2, Face face) {
        return new IdentityForm(Attendance.CAME, line1, line2, null, null, face, OldCard.NONE_EXPECTED, null, null, null, null,
                Decision.VERIFIED, null, null);
    }

    private static IdentityForm withParent(Presence presence, Passport parent, Proof proof) {
        return new IdentityForm(Attendance.CAME, PASSPORT.line1(), PASSPORT.line2(), null, null, Face.SAME, OldCard.NONE_EXPECTED,
                presence, parent == null ? null : parent.line1(), parent == null ? null : parent.line2(), proof, Decision.VERIFIED,
                null, null);
    }

    private static Applicant named(String family, String given) {
        return new Applicant("小野", "花子", "オノ", "ハナコ", family, given, BORN, "FEMALE", "東京都", null, null, true, "ADULT", null,
                null, null, Map.of());
    }

    private static void assertMisread(String code, String field, String line1, String line2) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> of(form(line1, line2, Face.SAME), ADULT)).satisfies(no -> {
            assertThat(no.code()).isEqualTo(code);
            assertThat(no.field()).isEqualTo(field);
        });
    }
}
