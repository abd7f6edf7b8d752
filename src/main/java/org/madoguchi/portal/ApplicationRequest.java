package org.madoguchi.portal;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.madoguchi.eligibility.EligibilityRequest;

/** An application as a program sends it. */
record ApplicationRequest(
        @Schema(description = "The facts of the eligibility check; programme, purpose, dateOfBirth and certificatesWanted are required. "
                + "The channel is ONLINE where absent.", requiredMode = Schema.RequiredMode.REQUIRED)
        EligibilityRequest facts,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Person person,
        @Schema(description = "Absent where the holder applies in person") Representative representative,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Contact contact,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Collection collection,
        @Schema(description = "The photo in base64: JPEG, colour, 20 KB to 7 MB, 480 to 6000 pixels a side. Absent under one year of age.")
        String photo,
        @Schema(description = "True to ask for a formal decision although the check says no") Boolean formalDecision) {

    record Person(
            @Schema(description = "As in the family register", example = "山田", requiredMode = Schema.RequiredMode.REQUIRED) String familyName,
            @Schema(example = "花子", requiredMode = Schema.RequiredMode.REQUIRED) String givenName,
            @Schema(description = "In kana", example = "ヤマダ", requiredMode = Schema.RequiredMode.REQUIRED) String familyKana,
            @Schema(example = "ハナコ", requiredMode = Schema.RequiredMode.REQUIRED) String givenKana,
            @Schema(description = "As in the passport", example = "YAMADA", requiredMode = Schema.RequiredMode.REQUIRED) String familyLatin,
            @Schema(example = "HANAKO", requiredMode = Schema.RequiredMode.REQUIRED) String givenLatin,
            @Schema(allowableValues = {"MALE", "FEMALE"}, requiredMode = Schema.RequiredMode.REQUIRED) String sex,
            @Schema(description = "Municipality of the registered domicile, six digits with check digit", example = "131041",
                    requiredMode = Schema.RequiredMode.REQUIRED) String municipalityCode,
            @Schema(description = "The registered domicile", example = "東京都新宿区西新宿二丁目8番",
                    requiredMode = Schema.RequiredMode.REQUIRED) String domicile,
            @Schema(description = "12 digits; voluntary") String myNumber,
            @Schema(description = "An adult under guardianship") Boolean ward) {}

    record Representative(
            @Schema(allowableValues = {"LEGAL_REPRESENTATIVE", "PROXY"}, requiredMode = Schema.RequiredMode.REQUIRED) String kind,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name) {}

    record Contact(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String email,
            @Schema(example = "+33 1 23 45 67 89", requiredMode = Schema.RequiredMode.REQUIRED) String phone,
            @Schema(description = "Language of notices; that of the request where absent", allowableValues = {"ja", "en"}) String language) {}

    record Collection(
            @Schema(description = "The embassy or consulate to collect at", example = "FR-PAR",
                    requiredMode = Schema.RequiredMode.REQUIRED) String missionCode) {}

    /** Where the field of a statement stands in the request. */
    static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("purpose", "facts.purpose"), Map.entry("dateOfBirth", "facts.dateOfBirth"), Map.entry("departedOn", "facts.departedOn"),
            Map.entry("certificatesWanted", "facts.certificatesWanted"), Map.entry("missionCode", "collection.missionCode"),
            Map.entry("phone", "contact.phone"), Map.entry("applyingAs", "representative.kind"),
            Map.entry("representativeName", "representative.name"), Map.entry("ward", "person.ward"),
            Map.entry("familyName", "person.familyName"), Map.entry("givenName", "person.givenName"),
            Map.entry("familyKana", "person.familyKana"), Map.entry("givenKana", "person.givenKana"),
            Map.entry("familyLatin", "person.familyLatin"), Map.entry("givenLatin", "person.givenLatin"),
            Map.entry("sex", "person.sex"), Map.entry("municipalityCode", "person.municipalityCode"),
            Map.entry("domicile", "person.domicile"), Map.entry("myNumber", "person.myNumber"));

    Statement statement() {
        Person p = person == null ? new Person(null, null, null, null, null, null, null, null, null, null, null) : person;
        return new Statement(p.familyName, p.givenName, p.familyKana, p.givenKana, p.familyLatin, p.givenLatin,
                facts == null || facts.dateOfBirth() == null ? null : facts.dateOfBirth().toString(), p.sex, p.municipalityCode,
                p.domicile, facts == null || facts.departedOn() == null ? null : facts.departedOn().toString(),
                collection == null ? null : collection.missionCode, contact == null ? null : contact.phone, p.myNumber,
                facts == null || facts.certificatesWanted() == null ? null : facts.certificatesWanted() ? "yes" : "no",
                representative == null ? "SELF" : representative.kind, Boolean.TRUE.equals(p.ward) ? "yes" : "no",
                representative == null ? null : representative.name);
    }
}
