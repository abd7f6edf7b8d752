package org.madoguchi.linkage;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.partners.FamilyRegisterClient.RegisterEntry;

/**
 * How each item of a register entry compares with what was stated: table S-1 of the domain. Of people abroad the registered
 * domicile and the move-out date are compared and never a foreign address; of residents the address, which stands in the
 * place of the domicile, and no departure. Variant means: the same once spelling is folded, which a person must look at.
 */
record Comparison(String name, String birthDate, String sex, String domicile, String departure) {

    static final String EQUAL = "EQUAL";
    static final String VARIANT = "VARIANT";
    static final String DIFFERENT = "DIFFERENT";
    static final String MISSING = "MISSING";
    static final String UNKNOWN = "UNKNOWN";
    /** The item is none of this register's. */
    static final String NOT_COMPARED = "NOT_COMPARED";

    /** Characters that family registers write in several forms; each maps to the common one. */
    private static final Map<Character, Character> VARIANTS = Map.ofEntries(Map.entry('邊', '辺'), Map.entry('邉', '辺'),
            Map.entry('齋', '斎'), Map.entry('齊', '斉'), Map.entry('髙', '高'), Map.entry('﨑', '崎'), Map.entry('嵜', '崎'),
            Map.entry('濵', '浜'), Map.entry('濱', '浜'), Map.entry('澤', '沢'), Map.entry('廣', '広'), Map.entry('櫻', '桜'),
            Map.entry('國', '国'), Map.entry('眞', '真'), Map.entry('惠', '恵'), Map.entry('冨', '富'), Map.entry('嶋', '島'),
            Map.entry('龍', '竜'), Map.entry('萬', '万'), Map.entry('曾', '曽'), Map.entry('瀨', '瀬'), Map.entry('德', '徳'),
            Map.entry('淵', '渕'), Map.entry('藪', '薮'), Map.entry('條', '条'), Map.entry('龜', '亀'), Map.entry('關', '関'));

    static Comparison of(CaseFile file, RegisterEntry entry) {
        Applicant stated = file.applicant();
        return new Comparison(
                text(stated.name(), (entry.familyName() + " " + entry.givenName()).strip()),
                stated.birthDate().equals(entry.birthDate()) ? EQUAL : DIFFERENT,
                entry.sex() == null ? MISSING : entry.sex().equals(stated.sex()) ? EQUAL : DIFFERENT,
                file.municipalityCode().equals(entry.municipalityCode()) ? text(stated.domicile(), entry.domicile()) : DIFFERENT,
                file.overseas() ? departure(stated.departedOn(), entry.departedOn()) : NOT_COMPARED);
    }

    private static String departure(LocalDate stated, LocalDate registered) {
        if (stated == null || registered == null) {
            return UNKNOWN;
        }
        return stated.equals(registered) ? EQUAL : DIFFERENT;
    }

    private static String text(String stated, String registered) {
        if (Objects.equals(stated, registered)) {
            return EQUAL;
        }
        return folded(stated).equals(folded(registered)) ? VARIANT : DIFFERENT;
    }

    /**
     * Whether two statements may be about one person: born on the same day, with the same name however it is written. A
     * family name may have changed since, but only the holder of the same account tells us so.
     */
    static boolean maySpeakOfOnePerson(Applicant one, Applicant other, boolean sameAccount) {
        return one.birthDate().equals(other.birthDate())
                && (folded(one.name()).equals(folded(other.name()))
                        || sameAccount && folded(one.givenName()).equals(folded(other.givenName())));
    }

    /** Width, spaces, capitals, number writing and variant characters folded: for comparing only, never stored. */
    private static String folded(String text) {
        var folded = new StringBuilder();
        for (char c : Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\s", "").toUpperCase(Locale.ROOT).toCharArray()) {
            folded.append(VARIANTS.getOrDefault(c, c));
        }
        return folded.toString().replaceAll("[-−ー‐–—]", "-").replace("丁目", "-").replace("番地", "-").replace("番", "-")
                .replaceAll("号$", "").replaceAll("-+$", "").replace('ヶ', 'ケ').replace("大字", "").replace("字", "");
    }
}
