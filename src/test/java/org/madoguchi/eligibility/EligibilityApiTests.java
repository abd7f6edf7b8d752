package org.madoguchi.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.modeler.Releases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@MadoguchiTest
class EligibilityApiTests {

    private static final String ELIGIBLE = """
            {"programme": "overseas", "purpose": "NEW", "japaneseNational": true, "residentRecordInJapan": false,
             "everRegistered": true, "residentRecordSinceNumbering": true, "registeredDomicileKnown": true,
             "certificatesWanted": true, "dateOfBirth": "1990-03-10", "asOf": "2026-11-22", "channel": "ONLINE",
             "card": {"held": false}}
            """;

    private static final String RESIDENT = """
            {"programme": "residence", "statusGroup": "MID_TO_LONG_TERM", "periodOfStayMonths": 36, "residentRecordInJapan": true,
             "cardRequested": true, "baseProcedure": "EXTENSION", "baseDecision": "GRANTED", "channel": "COUNTER",
             "dateOfBirth": "1990-03-10", "asOf": "2026-11-22"}
            """;

    @Autowired
    private MockMvcTester http;

    @BeforeEach
    void released(@Autowired Releases releases) {
        releases.releaseFiles();
    }

    @Test
    void the_answer_has_the_fields_of_the_contract_and_no_others() {
        assertThat(post(ELIGIBLE, "en")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"outcome": "ELIGIBLE", "kind": "NEW", "feeYen": 0, "cardValidUntil": "2036-03-10", "reasons": [
                  {"code": "OK", "text": "You can apply.", "legalBasis": "Number Act as amended by Act No. 48 of 2023",
                   "wayOut": "Please go on to the application."}]}
                """);
    }

    @Test
    void the_answer_is_in_the_language_of_the_asker() {
        assertThat(post(ELIGIBLE, "ja")).hasStatusOk().bodyJson().extractingPath("$.reasons[0].text").isEqualTo("申請できます。");
    }

    @Test
    void nothing_said_is_nothing_known() {
        assertThat(post("{\"programme\": \"overseas\"}", "en")).hasStatusOk().bodyJson()
                .extractingPath("$.outcome").isEqualTo("MORE_INFORMATION");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "purpose": "NEW"                | "purpose": "OLD"                | purpose
            "purpose": "NEW"                | "purpose": 0                    | purpose
            "channel": "ONLINE"             | "channel": "online"             | channel
            "held": false                   | "state": "SHINY"                | state
            "held": false                   | "expiresOn": "2027-02-29"       | expiresOn
            "dateOfBirth": "1990-03-10"     | "dateOfBirth": "1990-02-30"     | dateOfBirth
            "dateOfBirth": "1990-03-10"     | "dateOfBirth": "10.03.1990"     | dateOfBirth
            "dateOfBirth": "1990-03-10"     | "dateOfBirth": 7000             | dateOfBirth
            "dateOfBirth": "1990-03-10"     | "dateOfBirth": "2026-11-23"     | dateOfBirth
            "asOf": "2026-11-22"            | "asOf": "2026-11-31"            | asOf
            "japaneseNational": true        | "japaneseNational": "yes"       | japaneseNational
            "japaneseNational": true        | "japaneseNational": "true"      | japaneseNational
            "japaneseNational": true        | "japaneseNational": 1           | japaneseNational
            "japaneseNational": true        | "japanese": true                | japanese
            "programme": "overseas"         | "programme": "domestic"         | programme
            "purpose": "NEW"                | "periodOfStayMonths": 12        | periodOfStayMonths
            "channel": "ONLINE"             | "channel": "COUNTER"            | channel
            "card": {"held": false}         | "card": []                      | card
            """)
    void a_field_that_cannot_be_is_refused_by_name(String good, String bad, String field) {
        assertThat(ELIGIBLE).contains(good);
        assertThat(post(ELIGIBLE.replace(good, bad), "en")).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson().hasPathSatisfying("$.field", path -> path.assertThat().isEqualTo(field))
                .hasPathSatisfying("$.code", path -> path.assertThat().asString().isNotBlank())
                .hasPathSatisfying("$.detail", path -> path.assertThat().asString().isNotBlank());
    }

    @Test
    void a_resident_hears_which_card_comes_of_the_procedure_and_what_it_costs() {
        assertThat(post(RESIDENT, "en")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"outcome": "ELIGIBLE", "kind": null, "feeYen": 64000, "cardValidUntil": null,
                 "cardOutcome": {"outcome": "SPECIFIED_RESIDENCE_CARD", "code": "MERGED_AS_ASKED",
                  "text": "As you asked, one card is issued that holds the My Number function as well.",
                  "wayOut": "It takes two weeks or more. Until it is made you can go back to separate cards without giving a reason. Driver’s licence data is not carried over; please have it written again by the police."},
                 "reasons": [
                  {"code": "OK", "text": "You can apply.", "legalBasis": "Immigration Control Act, art. 19-15-2",
                   "wayOut": "Please go on to the application."},
                  {"code": "STAY_FEE", "text": "The fee is 64000 yen.", "legalBasis": "Immigration Control Act, art. 67, and its Cabinet Order (fees)",
                   "wayOut": "It is paid by revenue stamps at the counter, or online through a convenience store or bank. If it is a hardship to you, the counter takes requests for a reduction, with evidence."}]}
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "periodOfStayMonths": 36   | "periodOfStayMonths": 0       | periodOfStayMonths
            "periodOfStayMonths": 36   | "periodOfStayMonths": -3      | periodOfStayMonths
            "periodOfStayMonths": 36   | "periodOfStayMonths": 36.5    | periodOfStayMonths
            "periodOfStayMonths": 36   | "periodOfStayMonths": "36"    | periodOfStayMonths
            "periodOfStayMonths": 36   | "periodOfStayMonths": 999999  | periodOfStayMonths
            "statusGroup": "MID_TO_LONG_TERM" | "statusGroup": "STUDENT" | statusGroup
            "baseProcedure": "EXTENSION" | "baseProcedure": "extension" | baseProcedure
            "baseDecision": "GRANTED"  | "baseDecision": "MAYBE"       | baseDecision
            "cardRequested": true      | "cardRequested": "yes"        | cardRequested
            "channel": "COUNTER"       | "channel": "MAIL"             | channel
            "channel": "COUNTER"       | "purpose": "NEW"              | purpose
            "channel": "COUNTER"       | "japaneseNational": true      | japaneseNational
            "channel": "COUNTER"       | "card": {"held": true}        | card
            "dateOfBirth": "1990-03-10" | "dateOfBirth": "2026-11-23"  | dateOfBirth
            """)
    void a_field_of_a_resident_that_cannot_be_is_refused_by_name(String good, String bad, String field) {
        assertThat(RESIDENT).contains(good);
        assertThat(post(RESIDENT.replace(good, bad), "en")).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson().hasPathSatisfying("$.field", path -> path.assertThat().isEqualTo(field))
                .hasPathSatisfying("$.detail", path -> path.assertThat().asString().isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(strings = {"overseas", "residence", "residence-online"})
    void the_examples_of_the_description_are_answered(String name, @Autowired JsonMapper json) throws Exception {
        var description = http.get().uri("/api/openapi.json").exchange();
        String example = json.readTree(description.getResponse().getContentAsString(StandardCharsets.UTF_8))
                .at("/paths/~1api~1v1~1eligibility/post/requestBody/content/application~1json/examples/" + name + "/value").toString();
        assertThat(post(example, "en")).hasStatusOk().bodyJson().extractingPath("$.outcome").isEqualTo("ELIGIBLE");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"programme": "overseas"
            {"programme": "overseas"} {}
            {"programme": "overseas", "programme": "overseas"}
            ``
            null
            """)
    void a_body_that_is_no_json_object_is_refused(String body) {
        assertThat(post(body == null ? "" : body, "en")).hasStatus4xxClientError().hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private MvcTestResult post(String body, String language) {
        return http.post().uri("/api/v1/eligibility").contentType(MediaType.APPLICATION_JSON)
                .header("Accept-Language", language).content(body).exchange();
    }
}
