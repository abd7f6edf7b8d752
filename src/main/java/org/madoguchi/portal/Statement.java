package org.madoguchi.portal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFile.Applicant;

/**
 * What the applicant types, as typed. The same for page and API, so that the same rules hold ({@link StatementRules}).
 *
 * @param myNumber only on its way to the vault; never kept with the rest
 * @param applyingAs SELF, LEGAL_REPRESENTATIVE or PROXY
 * @param ward whether the holder is an adult under guardianship: yes or no
 */
record Statement(String familyName, String givenName, String familyKana, String givenKana, String familyLatin,
        String givenLatin, String dateOfBirth, String sex, String municipalityCode, String domicile, String departedOn,
        String missionCode, String phone, String myNumber, String certificatesWanted, String applyingAs, String ward,
        String representativeName) {

    /** Everything but the My Number. */
    Map<String, String> withoutNumber() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("familyName", familyName);
        fields.put("givenName", givenName);
        fields.put("familyKana", familyKana);
        fields.put("givenKana", givenKana);
        fields.put("familyLatin", familyLatin);
        fields.put("givenLatin", givenLatin);
        fields.put("dateOfBirth", dateOfBirth);
        fields.put("sex", sex);
        fields.put("municipalityCode", municipalityCode);
        fields.put("domicile", domicile);
        fields.put("departedOn", departedOn);
        fields.put("missionCode", missionCode);
        fields.put("phone", phone);
        fields.put("certificatesWanted", certificatesWanted);
        fields.put("applyingAs", applyingAs);
        fields.put("ward", ward);
        fields.put("representativeName", representativeName);
        fields.values().removeIf(value -> value == null || value.isBlank());
        return fields;
    }

    /** What an earlier application of the same person said. */
    static Statement of(CaseFile file) {
        Applicant a = file.applicant();
        return new Statement(a.familyName(), a.givenName(), a.familyKana(), a.givenKana(), a.familyLatin(), a.givenLatin(),
                null, a.sex(), file.municipalityCode(), a.domicile(), null, file.missionCode(), a.phone(), null,
                a.certificatesWanted() ? "yes" : "no", null, null, null);
    }

    static Statement of(Map<String, String> fields) {
        return new Statement(fields.get("familyName"), fields.get("givenName"), fields.get("familyKana"), fields.get("givenKana"),
                fields.get("familyLatin"), fields.get("givenLatin"), fields.get("dateOfBirth"), fields.get("sex"),
                fields.get("municipalityCode"), fields.get("domicile"), fields.get("departedOn"), fields.get("missionCode"),
                fields.get("phone"), null, fields.get("certificatesWanted"), fields.get("applyingAs"), fields.get("ward"),
                fields.get("representativeName"));
    }
}
