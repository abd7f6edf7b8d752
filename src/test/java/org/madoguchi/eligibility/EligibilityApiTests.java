package org.madoguchi.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.modeler.Releases;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
class EligibilityApiTests {

    private static final String ELIGIBLE = """
            {"programme": "overseas", "purpose": "NEW", "japaneseNational": true, "residentRecordInJapan": false,
             "everRegistered": true, "residentRecordSinceNumbering": true, "registeredDomicileKnown": true,
             "certificatesWanted": true, "dateOfBirth": "1990-03-10", "asOf": "2026-11-22", "channel": "ONLINE",
             "card": {"held": false}}
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
            "programme": "overseas"         | "programme": "residence"        | programme
            "card": {"held": false}         | "card": []                      | card
            """)
    void a_field_that_cannot_be_is_refused_by_name(String good, String bad, String field) {
        assertThat(ELIGIBLE).contains(good);
        assertThat(post(ELIGIBLE.replace(good, bad), "en")).hasStatus(422).hasContentType(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson().hasPathSatisfying("$.field", path -> path.assertThat().isEqualTo(field))
                .hasPathSatisfying("$.code", path -> path.assertThat().asString().isNotBlank())
                .hasPathSatisfying("$.detail", path -> path.assertThat().asString().isNotBlank());
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
