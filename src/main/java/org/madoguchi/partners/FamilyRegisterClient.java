package org.madoguchi.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The family-register supplement (戸籍の附票) of Japanese nationals who moved abroad. It answers entries as they stand;
 * which of them is the person is decided by our own table, never by the register's search.
 */
@Component
public class FamilyRegisterClient {

    public static final String PARTNER = "family-register";

    private final PartnerHttp http;

    FamilyRegisterClient(PartnerHttp http) {
        this.http = http;
    }

    /** Everything that is known is asked with: looking numbers up with fewer items linked strangers in 2023 (D 3.5). */
    public RegisterAnswer lookUp(RegisterQuery query) {
        return http.post(PARTNER, "/look-ups", query, RegisterAnswer.class, "LookUpRefused");
    }

    /** Items as the applicant stated them. {@code sex} is MALE or FEMALE; the last two may be unknown, null then. */
    public record RegisterQuery(String caseNumber, String familyName, String givenName, LocalDate birthDate, String sex,
            String domicile, String municipalityCode, LocalDate departedOn, String myNumber) {

        @Override
        public String toString() {
            return "RegisterQuery of " + caseNumber;
        }
    }

    public record RegisterAnswer(@NotNull @Valid List<RegisterEntry> entries) {}

    /**
     * One entry as registered. {@code sex} and {@code departedOn} may be missing in the register. My Numbers are not
     * sent back: {@code numberEqual} says whether the one we asked with is this entry's, null if we gave none.
     */
    public record RegisterEntry(@NotBlank String entryId, @NotBlank String familyName, @NotBlank String givenName,
            String familyKana, String givenKana, @NotNull LocalDate birthDate, String sex, @NotBlank String domicile,
            @NotBlank String municipalityCode, LocalDate departedOn, Boolean numberEqual) {

        @Override
        public String toString() {
            return "RegisterEntry " + entryId;
        }
    }
}
