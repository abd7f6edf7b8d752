package org.madoguchi.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.accessregister.AccessRegister.CaseConcern;

/** A case as it stands, with what its applicant stated. */
public record CaseFile(String number, String programme, String kind, String purpose, String channel, CaseState state,
        UUID accountId, String language, String municipalityCode, String missionCode, String cardOfficeCode,
        UUID renewsCard, Instant receivedAt, Instant closedAt, String closingReason, int version, Applicant applicant) {

    /**
     * The applicant's statement, as stated; names are never normalised.
     *
     * @param departedOn the move-out date (Tokyo), null where not stated
     * @param answers answers for the eligibility tables, by their names
     */
    public record Applicant(String familyName, String givenName, String familyKana, String givenKana, String familyLatin,
            String givenLatin, LocalDate birthDate, String sex, String domicile, LocalDate departedOn, String phone,
            boolean certificatesWanted, String holderGroup, String representativeName, String representativeKind,
            UUID numberRef, Map<String, Object> answers) {

        public String name() {
            return familyName + " " + givenName;
        }

        public String kana() {
            return familyKana + " " + givenKana;
        }

        public String latin() {
            return givenLatin + " " + familyLatin;
        }

        public boolean represented() {
            return representativeName != null;
        }
    }

    public boolean open() {
        return closedAt == null;
    }

    CaseConcern concern() {
        return new CaseConcern(number, accountId.toString(), missionCode, municipalityCode, cardOfficeCode);
    }
}
