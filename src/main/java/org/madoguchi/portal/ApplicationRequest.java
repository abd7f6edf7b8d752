package org.madoguchi.portal;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
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
        @Schema(description = "overseas: required") Collection collection,
        @Schema(description = "residence: required") Stay stay,
        @Schema(description = "residence: who explained both ways where facts.cardRequested is true; else absent") Wish wish,
        @Schema(description = "The photo in base64: JPEG, colour, 20 KB to 7 MB, 480 to 6000 pixels a side. Absent under one year of age.")
        String photo,
        @Schema(description = "True to ask for a formal decision although the check says no") Boolean formalDecision) {

    record Person(
            @Schema(description = "overseas: required, as in the family register", example = "山田") String familyName,
            @Schema(description = "overseas: required", example = "花子") String givenName,
            @Schema(description = "In kana; overseas: required", example = "ヤマダ") String familyKana,
            @Schema(description = "overseas: required", example = "ハナコ") String givenKana,
            @Schema(description = "As in the passport, of residents as on the residence card; absent for people with one name", example = "YAMADA") String familyLatin,
            @Schema(example = "HANAKO", requiredMode = Schema.RequiredMode.REQUIRED) String givenLatin,
            @Schema(allowableValues = {"MALE", "FEMALE"}, requiredMode = Schema.RequiredMode.REQUIRED) String sex,
            @Schema(description = "Municipality of the registered domicile, of residents that of the address; six digits with check digit", example = "131041",
                    requiredMode = Schema.RequiredMode.REQUIRED) String municipalityCode,
            @Schema(description = "The registered domicile, of residents the address", example = "東京都新宿区西新宿二丁目8番",
                    requiredMode = Schema.RequiredMode.REQUIRED) String domicile,
            @Schema(description = "12 digits; voluntary") String myNumber,
            @Schema(description = "An adult under guardianship") Boolean ward) {}

    record Representative(
            @Schema(allowableValues = {"LEGAL_REPRESENTATIVE", "PROXY", "RELATIVE", "INTERMEDIARY"}, requiredMode = Schema.RequiredMode.REQUIRED) String kind,
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name) {}

    record Contact(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String email,
            @Schema(example = "+33 1 23 45 67 89", requiredMode = Schema.RequiredMode.REQUIRED) String phone,
            @Schema(description = "Language of notices; that of the request where absent", allowableValues = {"ja", "en"}) String language) {}

    record Collection(
            @Schema(description = "The embassy or consulate to collect at", example = "FR-PAR",
                    requiredMode = Schema.RequiredMode.REQUIRED) String missionCode) {}

    record Stay(
            @Schema(description = "The immigration bureau in charge", example = "ISA-TYO",
                    requiredMode = Schema.RequiredMode.REQUIRED) String bureauCode,
            @Schema(description = "The status of residence; required of mid- to long-term residents", example = "ENGINEER_HUMANITIES") String status,
            @Schema(description = "The last day of the period of stay; absent for an indefinite one") LocalDate periodUntil,
            @Schema(description = "ISO 3166, three letters", example = "BRA", requiredMode = Schema.RequiredMode.REQUIRED) String nationality,
            @Schema(description = "Where it is to stand on the card") String kanjiName,
            @Schema(allowableValues = {"NONE", "SEPARATE", "MERGED"}, requiredMode = Schema.RequiredMode.REQUIRED) String heldCard,
            @Schema(example = "AB12345678CD") String residenceCardNumber,
            @Schema(description = "Required of whoever holds a card") LocalDate cardUntil,
            LocalDate myNumberCardUntil,
            @Schema(description = "A reduced fee is asked for; only at a counter") Boolean hardship) {}

    record Wish(
            @Schema(description = "Who explained both ways", example = "Support Desk Shinjuku", requiredMode = Schema.RequiredMode.REQUIRED) String explainedBy,
            @Schema(description = "In which language", example = "vi", requiredMode = Schema.RequiredMode.REQUIRED) String explainedIn,
            @Schema(description = "Electronic certificates on the merged card; wanted where absent. Under 15 there is none for signing.")
            Boolean certificatesWanted) {}

    /** Where the field of a resident's statement stands in the request; the rest is as abroad. */
    static final Map<String, String> RESIDENT_PATHS = Map.ofEntries(Map.entry("baseProcedure", "facts.baseProcedure"),
            Map.entry("channel", "facts.channel"), Map.entry("statusGroup", "facts.statusGroup"), Map.entry("period", "facts.periodOfStayMonths"),
            Map.entry("bureauCode", "stay.bureauCode"), Map.entry("status", "stay.status"), Map.entry("periodUntil", "stay.periodUntil"),
            Map.entry("nationality", "stay.nationality"), Map.entry("kanjiName", "stay.kanjiName"), Map.entry("heldCard", "stay.heldCard"),
            Map.entry("residenceCardNumber", "stay.residenceCardNumber"), Map.entry("cardUntil", "stay.cardUntil"),
            Map.entry("myNumberCardUntil", "stay.myNumberCardUntil"), Map.entry("hardship", "stay.hardship"));

    boolean resident() {
        return facts != null && "residence".equals(facts.programme());
    }

    ResidentStatement residentStatement() {
        Person p = person == null ? new Person(null, null, null, null, null, null, null, null, null, null, null) : person;
        Stay s = stay == null ? new Stay(null, null, null, null, null, null, null, null, null, null) : stay;
        String months = facts.periodOfStayMonths() == null ? ResidentRules.INDEFINITE : facts.periodOfStayMonths().toString();
        return new ResidentStatement(text(facts.baseProcedure()), text(facts.channel()), s.bureauCode, text(facts.statusGroup()), s.status,
                months, text(s.periodUntil), p.familyLatin, p.givenLatin, s.kanjiName, p.familyKana, p.givenKana,
                text(facts.dateOfBirth()), p.sex, s.nationality, p.municipalityCode, p.domicile, s.heldCard, s.residenceCardNumber,
                text(s.cardUntil), text(s.myNumberCardUntil), representative == null ? "SELF" : representative.kind,
                representative == null ? null : representative.name, Boolean.TRUE.equals(s.hardship) ? "yes" : "no",
                contact == null ? null : contact.phone, p.myNumber, null, null);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }

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
