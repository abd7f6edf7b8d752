package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
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
class ApplicationsApiTests {

    private static final String PHOTO = Base64.getEncoder().encodeToString(Visitor.photo());

    @Autowired
    MockMvcTester http;
    @Autowired
    CaseFiles cases;
    @Autowired
    NumberVault vault;
    @Autowired
    JdbcClient sql;
    @Autowired
    JsonMapper json;
    @Autowired
    MovableClock clock;

    @BeforeEach
    void it_is_june() {
        clock.stopAt(Instant.parse("2026-06-01T01:00:00Z"));
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void an_application_gets_a_case_number_and_a_token_to_follow_it() {
        MvcTestResult answer = post(key(), body());
        assertThat(answer).hasStatus(201);
        JsonNode created = read(answer);
        String number = created.get("caseNumber").asString();
        assertThat(created.get("state").asString()).isEqualTo("RECEIVED");
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo("/api/v1/applications/" + number);
        CaseFile file = cases.get(number);
        assertThat(file.kind()).isEqualTo("NEW");
        assertThat(vault.lastFour(file.applicant().numberRef())).isEqualTo("9018");
        assertThat(cases.latestDocument(number, "PHOTO")).isPresent();

        JsonNode status = read(follow(number, created.get("followToken").asString()));
        assertThat(status.get("state").asString()).isEqualTo("RECEIVED");
        assertThat(status.get("holder").asString()).isEqualTo("MUNICIPALITY");
        assertThat(status.get("holderName").asString()).isEqualTo("Shinjuku");
        assertThat(status.get("next").asString()).contains("nothing for you to do");
    }

    @Test
    void only_its_holder_can_follow_it() {
        JsonNode one = read(post(key(), body()));
        JsonNode other = read(post(key(), body()));
        String number = one.get("caseNumber").asString();
        assertThat(follow(number, other.get("followToken").asString())).hasStatus(404);
        assertThat(follow(number, number + ".0000")).hasStatus(401);
        assertThat(http.get().uri("/api/v1/applications/" + number)).hasStatus(401);
    }

    @Test
    void the_same_request_again_gets_the_same_answer() {
        String key = key();
        String body = body();
        String first = Visitor.text(post(key, body));
        MvcTestResult again = post(key, body.replace("{ ", "{"));
        assertThat(again).hasStatus(201);
        assertThat(Visitor.text(again)).isEqualTo(first);
    }

    @Test
    void another_body_under_the_same_key_is_refused() {
        String key = key();
        post(key, body());
        MvcTestResult other = post(key, body());
        assertThat(other).hasStatus(409);
        assertThat(read(other).get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void two_at_once_under_one_key_open_one_case() throws Exception {
        String key = key();
        String body = body();
        long before = count("case_file");
        long numbers = count("number_vault");
        var start = new CyclicBarrier(2);
        Callable<String> send = () -> {
            start.await();
            return Visitor.text(post(key, body));
        };
        var threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<String>> answers = threads.invokeAll(List.of(send, send));
            assertThat(answers.get(0).get()).isEqualTo(answers.get(1).get()).contains("caseNumber");
        } finally {
            threads.shutdown();
        }
        assertThat(count("case_file")).isEqualTo(before + 1);
        assertThat(count("number_vault")).isEqualTo(numbers + 1);
    }

    @Test
    void a_second_application_of_the_same_person_is_refused_while_one_is_open() {
        String body = body();
        post(key(), body);
        MvcTestResult second = post(key(), body);
        assertThat(second).hasStatus(409);
        assertThat(read(second).get("code").asString()).isEqualTo("APPLICATION_ALREADY_OPEN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "\"familyKana\":\"ヤマダ\"|\"familyKana\":\"YAMADA\"|person.familyKana|KANA_FORM",
        "\"familyName\":|\"ward\":true,\"familyName\":|representative.kind|LEGAL_REPRESENTATIVE_REQUIRED",
        "123456789018|123456789012|person.myNumber|MY_NUMBER_CHECK_DIGIT",
        "\"131041\"|\"131042\"|person.municipalityCode|MUNICIPALITY_CODE_CHECK_DIGIT",
        "FR-PAR|XX-XXX|collection.missionCode|OFFICE_UNKNOWN",
        "hanako@example.jp|hanako|contact.email|EMAIL_MALFORMED",
        "hanako@example.jp|<b>@example.jp|contact.email|EMAIL_MALFORMED",
        "花子|<b>花子</b>|person.givenName|NAME_FORM",
        "花子|花\\u202e子|person.givenName|NAME_FORM",
        "花子|花\\ud800子|person.givenName|FIELD_INVALID",
        "二丁目8番|\\u0000|person.domicile|FIELD_INVALID",
        "二丁目8番|\\n|person.domicile|TEXT_FORM",
        "+33 1 23 45 67 89|none|contact.phone|PHONE_FORM",
        "\"programme\":\"overseas\"|\"programme\":\"mars\"|facts.programme|FIELD_INVALID",
        "\"dateOfBirth\":\"1990-05-06\"|\"dateOfBirth\":\"1990-05-46\"|facts.dateOfBirth|FIELD_INVALID",
        "\"dateOfBirth\":\"1990-05-06\"|\"dateOfBirth\":\"2090-05-06\"|facts.dateOfBirth|DATE_IN_FUTURE",
        "\"certificatesWanted\":true|\"certificatesWanted\":null|facts.certificatesWanted|CHOICE_MISSING",
        "\"purpose\":\"NEW\",|''|facts.purpose|FIELD_EMPTY",
        "\"purpose\":\"NEW\"|\"purpose\":\"FREE\"|facts.purpose|FIELD_INVALID",
        "\"photo\":\"|\"photo\":\"AAAA|photo|PHOTO_NOT_JPEG",
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
    void all_offending_fields_are_named() {
        JsonNode problem = read(post(key(), "{\"facts\":{\"programme\":\"overseas\",\"purpose\":\"NEW\"}}"));
        assertThat(problem.get("errors").findValuesAsString("field")).contains("person.familyName", "person.sex",
                "collection.missionCode", "contact.phone", "contact.email", "facts.dateOfBirth", "facts.certificatesWanted");
    }

    @Test
    void a_photo_is_needed_from_one_year_of_age() {
        MvcTestResult answer = post(key(), body().replaceAll("\"photo\":\"[^\"]*\"", "\"photo\":null"));
        assertThat(answer).hasStatus(422);
        assertThat(read(answer).get("code").asString()).isEqualTo("PHOTO_MISSING");
    }

    @Test
    void who_cannot_apply_is_told_the_way_out_and_may_ask_for_a_formal_decision() {
        String body = body().replace("\"residentRecordSinceNumbering\":true", "\"residentRecordSinceNumbering\":false");
        MvcTestResult refused = post(key(), body);
        assertThat(refused).hasStatus(422);
        assertThat(read(refused).get("detail").asString()).contains("before 5 October 2015", "A resident record must first be made");
        assertThat(post(key(), body.replace("\"formalDecision\":false", "\"formalDecision\":true"))).hasStatus(201);
    }

    @Test
    void a_key_is_required_and_bounded() {
        for (String key : new String[] {null, " ", "k".repeat(101)}) {
            MvcTestResult answer = post(key, body());
            assertThat(answer).hasStatus(422);
            assertThat(read(answer).get("code").asString()).isEqualTo("IDEMPOTENCY_KEY_MISSING");
        }
    }

    @Test
    void a_body_that_is_no_json_or_holds_strangers_is_refused() {
        assertThat(post(key(), "{")).hasStatus(422);
        assertThat(post(key(), "null")).hasStatus(422);
        MvcTestResult unknown = post(key(), body().replace("\"formalDecision\"", "\"formal\""));
        assertThat(read(unknown).get("code").asString()).isEqualTo("FIELD_UNKNOWN");
        assertThat(read(unknown).get("field").asString()).isEqualTo("formal");
    }

    @Test
    void the_request_is_described() {
        assertThat(Visitor.text(http.get().uri("/api/openapi.json").exchange())).contains("/api/v1/applications", "ApplicationRequest",
                "Idempotency-Key", "followToken");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    /** An application of somebody new each time. */
    private static String body() {
        return """
                { "facts":{"programme":"overseas","purpose":"NEW","japaneseNational":true,"residentRecordInJapan":false,
                  "everRegistered":true,"residentRecordSinceNumbering":true,"registeredDomicileKnown":true,
                  "certificatesWanted":true,"dateOfBirth":"1990-05-06","departedOn":"2024-06-30","card":{"held":false}},
                  "person":{"familyName":"%s","givenName":"花子","familyKana":"ヤマダ","givenKana":"ハナコ",
                  "familyLatin":"YAMADA","givenLatin":"HANAKO","sex":"FEMALE","municipalityCode":"131041",
                  "domicile":"東京都新宿区西新宿二丁目8番","myNumber":"123456789018"},
                  "contact":{"email":"hanako@example.jp","phone":"+33 1 23 45 67 89","language":"en"},
                  "collection":{"missionCode":"FR-PAR"},"photo":"%s","formalDecision":false}
                """.formatted(Visitor.name(), PHOTO);
    }

    private MvcTestResult post(String key, String body) {
        var request = http.post().uri("/api/v1/applications").header("Accept-Language", "en")
                .contentType(MediaType.APPLICATION_JSON).content(body);
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }

    private MvcTestResult follow(String number, String token) {
        return http.get().uri("/api/v1/applications/" + number).header("Authorization", "Bearer " + token)
                .header("Accept-Language", "en").exchange();
    }

    private JsonNode read(MvcTestResult answer) {
        return json.readTree(Visitor.text(answer));
    }

    private long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
