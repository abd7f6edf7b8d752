package org.madoguchi.verification;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Mrz;
import org.madoguchi.verification.IdentityForm.Decision;
import org.madoguchi.verification.IdentityForm.Face;
import org.madoguchi.verification.IdentityForm.OldCard;
import org.madoguchi.verification.IdentityForm.Presence;
import org.madoguchi.verification.IdentityForm.Proof;

/**
 * What the entries of an officer show, compared with the case. Pure: the same entries always show the same.
 *
 * @param passport the holder's passport as read, or null where none was shown
 * @param shown everything that was found
 * @param open what was found and not explained
 */
record Examination(Mrz passport, boolean nameAgrees, boolean birthDateAgrees, Set<Finding> shown, Set<Finding> open) {

    /** What this case needs at the visit. */
    record Needs(LocalDate today, boolean represented, boolean oldCard, boolean japanesePassport,
            boolean representativeJapanesePassport, boolean proof) {}

    private static final int NAME_LENGTH = 39;

    /** @throws Refusal MRZ_… naming the field, where a passport is misread or mistyped */
    static Examination of(IdentityForm form, Applicant applicant, Needs needs) {
        Optional<Mrz> passport = read(form.mrzLine1(), form.mrzLine2(), "mrzLine", needs.today());
        boolean name = passport.map(read -> sameName(read, applicant)).orElse(true);
        boolean birth = passport.map(read -> read.birthDate().equals(applicant.birthDate())).orElse(true);
        Set<Finding> shown = EnumSet.noneOf(Finding.class);
        passport.ifPresentOrElse(read -> {
            add(shown, Finding.PASSPORT_EXPIRED, read.expiresOn().isBefore(needs.today()));
            add(shown, Finding.PASSPORT_NOT_JAPANESE, needs.japanesePassport() && !read.japanese());
        }, () -> shown.add(Finding.PASSPORT_MISSING));
        add(shown, Finding.NAME_DIFFERS, !name);
        add(shown, Finding.BIRTH_DATE_DIFFERS, !birth);
        add(shown, Finding.FACE_IN_DOUBT, form.face() == Face.IN_DOUBT);
        add(shown, Finding.FACE_DIFFERENT, form.face() == Face.DIFFERENT);
        add(shown, Finding.OLD_CARD_MISSING, needs.oldCard() && form.oldCard() != null && form.oldCard() != OldCard.PRESENTED);
        if (needs.represented()) {
            representative(form, needs, shown);
        }
        Set<Finding> open = shown.isEmpty() ? EnumSet.noneOf(Finding.class) : EnumSet.copyOf(shown);
        if (filled(form.nameExplanation())) {
            open.remove(Finding.NAME_DIFFERS);
        }
        if (filled(form.birthDateExplanation())) {
            open.remove(Finding.BIRTH_DATE_DIFFERS);
        }
        return new Examination(passport.orElse(null), name, birth, shown, open);
    }

    private static void representative(IdentityForm form, Needs needs, Set<Finding> shown) {
        if (form.representative() != Presence.PRESENT) {
            shown.add(Finding.REPRESENTATIVE_MISSING);
            return;
        }
        read(form.representativeMrzLine1(), form.representativeMrzLine2(), "representativeMrzLine", needs.today()).ifPresentOrElse(
                read -> {
                    add(shown, Finding.REPRESENTATIVE_PASSPORT_EXPIRED, read.expiresOn().isBefore(needs.today()));
                    add(shown, Finding.REPRESENTATIVE_PASSPORT_NOT_JAPANESE, needs.representativeJapanesePassport() && !read.japanese());
                }, () -> shown.add(Finding.REPRESENTATIVE_PASSPORT_MISSING));
        add(shown, Finding.PROOF_MISSING, needs.proof() && form.proof() == Proof.MISSING);
    }

    /** The decision that the open findings point to. */
    Decision pointsTo() {
        if (open.stream().anyMatch(finding -> finding.stop)) {
            return Decision.NOT_VERIFIED;
        }
        return open.isEmpty() ? Decision.VERIFIED : Decision.DOUBT;
    }

    Optional<Finding> firstOpen() {
        return open.stream().findFirst();
    }

    Optional<Finding> firstStop() {
        return open.stream().filter(finding -> finding.stop).findFirst();
    }

    List<String> codes() {
        List<String> codes = new ArrayList<>();
        shown.forEach(finding -> codes.add(finding.name()));
        return codes;
    }

    /** A reader types both lines into the first field; a person types one in each. */
    private static Optional<Mrz> read(String line1, String line2, String field, LocalDate today) {
        if (!filled(line1) && !filled(line2)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Mrz.parse((line1 == null ? "" : line1) + (line2 == null ? "" : line2), today));
        } catch (Refusal no) {
            boolean first = no.code().equals("MRZ_NOT_A_PASSPORT")
                    || no.code().equals("MRZ_FORM") && (line1 == null || line1.replaceAll("\\s", "").length() != 44);
            throw Refusal.badInput(no.code(), field + (first ? 1 : 2));
        }
    }

    /** Family and given names by their letters; a zone that is full may have cut off the end. */
    private static boolean sameName(Mrz read, Applicant stated) {
        String family = letters(stated.familyLatin());
        String given = letters(stated.givenLatin());
        if (letters(read.familyName()).equals(family) && letters(read.givenNames()).equals(given)) {
            return true;
        }
        boolean full = read.familyName().length() + 2 + read.givenNames().length() >= NAME_LENGTH;
        return full && (family + given).startsWith(letters(read.familyName()) + letters(read.givenNames()));
    }

    private static String letters(String name) {
        return Normalizer.normalize(name == null ? "" : name, Normalizer.Form.NFKD).toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
    }

    private static boolean filled(String text) {
        return text != null && !text.isBlank();
    }

    private static void add(Set<Finding> findings, Finding finding, boolean found) {
        if (found) {
            findings.add(finding);
        }
    }
}
