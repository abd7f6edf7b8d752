package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.residence.Wish;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@MadoguchiTest
@Import(World.class)
class ResidentApplicationsApiTests {

    private static final String PHOTO = Base64.getEncoder().encodeToString(Visitor.photo());

    @Autowired
    MockMvcTester http;
    @Autowired
    CaseFiles cases;
    @Autowired
    Wish wish;
    @Autowired
    JdbcClient sql;
    @Autowired
    JsonMapper json;
    @Autowired
    MovableClock clock;

    @BeforeEach
    void it_is_november() {
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void a_procedure_is_filed_with_the_wish_and_followed() {
        MvcTestResult answer = post(key(), body());
        assertThat(answer).hasStatus(201);
        JsonNode created = read(answer);
        String number = created.get("caseNumber").asString();
        assertThat(created.get("wish").get("asked").asBoolean()).isTrue();
        assertThat(created.get("links").has("book")).isFalse();
        CaseFile file = cases.get(number);
        assertThat(file.residence().baseProcedure()).isEqualTo("EXTENSION");
        assertThat(file.residence().periodMonths()).isEqualTo(36);
        assertThat(wish.of(number)).get().satisfies(asked -> {
            assertThat(asked.explainedBy()).isEqualTo("Support Desk Chiyoda");
            assertThat(asked.explainedIn()).isEqualTo("vi");
        });

        JsonNode status = read(http.get().uri("/api/v1/applications/" + number).header("Accept-Language", "en")
                .header("Authorization", "Bearer " + created.get("followToken").asString()).exchange());
        assertThat(status.get("state").asString()).isEqualTo("RECEIVED");
        assertThat(status.get("holder").asString()).isEqualTo("YOU");
        assertThat(status.get("steps").findValuesAsString("label")).containsExactly("Filed", "Accepted at the counter",
                "Examined and decided", "Card prepared", "Handed over");
        assertThat(status.get("resident").get("askedOn").asString()).isEqualTo("2026-11-02");
        assertThat(status.get("resident").get("deadlines").findValuesAsString("day")).containsOnly("2027-01-20");
    }

    @Test
    void electronic_certificates_can_be_declined_with_the_wish() {
        String number = read(post(key(), body())).get("caseNumber").asString();
        assertThat(cases.get(number).applicant().certificatesWanted()).isTrue();
        JsonNode created = read(post(key(), body().replace("\"explainedIn\":\"vi\"", "\"explainedIn\":\"vi\",\"certificatesWanted\":false")));
        assertThat(created.get("wish").get("asked").asBoolean()).isTrue();
        assertThat(cases.get(created.get("caseNumber").asString()).applicant().certificatesWanted()).isFalse();
    }

    @Test
    void silence_is_no_wish_and_says_nothing_about_one() {
        String body = body().replace("\"cardRequested\":true,", "");
        JsonNode created = read(post(key(), body));
        assertThat(created.has("wish")).isFalse();
        assertThat(wish.of(created.get("caseNumber").asString())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"channel\":\"COUNTER\"|\"channel\":\"ONLINE\"|ONLINE_NOT_OPEN",
        "\"periodOfStayMonths\":36|\"periodOfStayMonths\":3|SHORT_PERIOD",
        "\"explainedIn\":\"vi\"|\"explainedIn\":\" \"|EXPLAINER_MISSING",
        "\"statusGroup\":\"MID_TO_LONG_TERM\"|\"statusGroup\":\"TEMPORARY_VISITOR\"|TEMPORARY_VISITOR",
    })
    void a_wish_that_cannot_be_is_refused_and_the_procedure_is_filed(String part, String instead, String code) {
        MvcTestResult answer = post(key(), body().replace(part, instead));
        assertThat(answer).hasStatus(201);
        JsonNode created = read(answer);
        assertThat(created.get("wish").get("asked").asBoolean()).isFalse();
        assertThat(created.get("wish").get("code").asString()).isEqualTo(code);
        assertThat(created.get("wish").get("text").asString()).isNotBlank();
        assertThat(cases.get(created.get("caseNumber").asString()).open()).isTrue();
    }

    @Test
    void the_same_request_again_gets_the_same_answer_and_asks_for_nothing_twice() {
        String key = key();
        String body = body();
        String first = Visitor.text(post(key, body));
        String number = json.readTree(first).get("caseNumber").asString();
        assertThat(Visitor.text(post(key, body))).isEqualTo(first);
        wish.revoke(number, org.madoguchi.identity.CurrentUser.applicant(cases.get(number).accountId().toString()));
        post(key, body);
        assertThat(wish.of(number)).get().satisfies(asked -> assertThat(asked.standing()).isFalse());
        assertThat(read(post(key, body())).get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(read(post(key(), body)).get("code").asString()).isEqualTo("APPLICATION_ALREADY_OPEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"baseProcedure\":\"EXTENSION\"|\"baseProcedure\":\"NONE\"|facts.baseProcedure|NO_BASE_PROCEDURE",
        "\"baseProcedure\":\"EXTENSION\"|\"baseProcedure\":\"ADDRESS_CHANGE\"|facts.channel|PROCEDURE_NOT_HERE",
        "\"channel\":\"COUNTER\"|\"channel\":\"MAIL\"|facts.channel|CHOICE_MISSING",
        "\"statusGroup\":\"MID_TO_LONG_TERM\"|\"statusGroup\":null|facts.statusGroup|CHOICE_MISSING",
        "\"bureauCode\":\"ISA-TYO\"|\"bureauCode\":\"ISA-XXX\"|stay.bureauCode|OFFICE_UNKNOWN",
        "\"nationality\":\"VNM\"|\"nationality\":\"Vietnam\"|stay.nationality|CHOICE_MISSING",
        "AB12345678CD|A12345678CD|stay.residenceCardNumber|CARD_NUMBER_FORM",
        "\"givenLatin\":\"THI|\"givenLatin\":\"氏|person.givenLatin|LATIN_FORM",
        "\"dateOfBirth\":\"1994-04-05\"|\"dateOfBirth\":\"2016-04-05\"|representative.kind|REPRESENTATIVE_NEEDED",
        "lan@example.com|lan|contact.email|EMAIL_MALFORMED",
        "\"programme\":\"residence\"|\"programme\":\"residence\",\"purpose\":\"NEW\"|purpose|FACT_OF_OTHER_PROGRAMME",
    })
    void bad_input_is_named_by_field_and_code_and_stores_nothing(String part, String instead, String field, String code) {
        long before = count("case_file") + count("number_vault") + count("applicant_account") + count("application_key");
        MvcTestResult answer = post(key(), body().replace(part, instead));
        assertThat(answer).hasStatus(422);
        JsonNode problem = read(answer);
        assertThat(problem.get("field").asString()).isEqualTo(field);
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).isNotBlank().doesNotContain("{0}");
        assertThat(count("case_file") + count("number_vault") + count("applicant_account") + count("application_key")).isEqualTo(before);
    }

    @Test
    void both_programmes_have_an_example() {
        JsonNode described = read(http.get().uri("/api/openapi.json").exchange());
        JsonNode examples = described.at("/paths/~1api~1v1~1applications/post/requestBody/content/application~1json/examples");
        assertThat(examples.has("overseas")).isTrue();
        JsonNode residence = examples.at("/residence/value");
        String sent = (residence.isString() ? residence.asString() : residence.toString()).replace("(base64)", PHOTO)
                .replace("THI LAN", "THI " + letters());
        assertThat(post(key(), sent)).hasStatus(201);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String letters() {
        return new Random().ints(8, 'A', 'Z').mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining());
    }

    /** An extension of somebody new each time. */
    private static String body() {
        return """
                {"facts":{"programme":"residence","baseProcedure":"EXTENSION","channel":"COUNTER","statusGroup":"MID_TO_LONG_TERM",
                  "periodOfStayMonths":36,"cardRequested":true,"dateOfBirth":"1994-04-05"},
                 "person":{"familyLatin":"NGUYEN","givenLatin":"THI %s","sex":"FEMALE","municipalityCode":"131016",
                  "domicile":"東京都千代田区中央町1丁目2番3号","myNumber":"123456789018"},
                 "stay":{"bureauCode":"ISA-TYO","status":"ENGINEER_HUMANITIES","periodUntil":"2027-01-20","nationality":"VNM",
                  "heldCard":"SEPARATE","residenceCardNumber":"AB12345678CD","cardUntil":"2027-01-20"},
                 "wish":{"explainedBy":"Support Desk Chiyoda","explainedIn":"vi"},
                 "contact":{"email":"lan@example.com","phone":"090-1234-5678","language":"en"},"photo":"%s"}
                """.formatted(letters(), PHOTO);
    }

    private MvcTestResult post(String key, String body) {
        return http.post().uri("/api/v1/applications").header("Accept-Language", "en").header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private JsonNode read(MvcTestResult answer) {
        return json.readTree(Visitor.text(answer));
    }

    private long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
