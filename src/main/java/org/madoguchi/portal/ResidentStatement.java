package org.madoguchi.portal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;

/**
 * What a resident types, as typed: the same on the pages, at the counter and in the API ({@link ResidentRules}).
 *
 * @param channel COUNTER, MUNICIPALITY or ONLINE
 * @param period months, or INDEFINITE
 * @param familyLatin empty for people with one name
 * @param heldCard NONE, SEPARATE or MERGED
 * @param applyingAs SELF, LEGAL_REPRESENTATIVE, RELATIVE or INTERMEDIARY
 * @param hardship whether a reduced fee is asked for: yes or no
 * @param myNumber only on its way to the vault; never kept with the rest
 * @param email where an officer files for somebody; else the account says it, as it says the language of notices
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record ResidentStatement(String baseProcedure, String channel, String bureauCode, String statusGroup, String status, String period,
        String periodUntil, String familyLatin, String givenLatin, String kanjiName, String familyKana, String givenKana,
        String dateOfBirth, String sex, String nationality, String municipalityCode, String domicile, String heldCard,
        String residenceCardNumber, String cardUntil, String myNumberCardUntil, String applyingAs, String representativeName,
        String hardship, String phone, String myNumber, String email,
        String language) {

    /** The same at the counter of an officer, which settles where it is filed. */
    ResidentStatement at(Post counter) {
        boolean bureau = counter.role() == Role.ISA_CLERK;
        return new ResidentStatement(baseProcedure, bureau ? "COUNTER" : "MUNICIPALITY", bureau ? counter.office() : bureauCode, statusGroup,
                status, period, periodUntil, familyLatin, givenLatin, kanjiName, familyKana, givenKana, dateOfBirth, sex, nationality,
                bureau ? municipalityCode : counter.office(), domicile, heldCard, residenceCardNumber, cardUntil, myNumberCardUntil,
                applyingAs, representativeName, hardship, phone, myNumber, email, language);
    }

    /** The same with this procedure chosen, as if by hand. */
    ResidentStatement choosing(String procedure) {
        return new ResidentStatement(procedure, channel, bureauCode, statusGroup, status, period, periodUntil, familyLatin, givenLatin,
                kanjiName, familyKana, givenKana, dateOfBirth, sex, nationality, municipalityCode, domicile, heldCard, residenceCardNumber,
                cardUntil, myNumberCardUntil, applyingAs, representativeName, hardship, phone, myNumber, email, language);
    }

    /** Only who it is about. */
    static ResidentStatement person(String familyLatin, String givenLatin, String familyKana, String givenKana, String dateOfBirth,
            String sex, String domicile, String applyingAs, String representativeName, String phone) {
        return new ResidentStatement(null, null, null, null, null, null, null, familyLatin, givenLatin, null, familyKana, givenKana,
                dateOfBirth, sex, null, null, domicile, null, null, null, null, applyingAs, representativeName, null, phone, null, null, null);
    }
}
