package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
@Import(World.class)
class ApplyPagesTests {

    private static final String BORN = "1990-05-06";

    @Autowired
    MockMvcTester http;
    @Autowired
    ApplicantAccounts accounts;
    @Autowired
    CaseFiles cases;
    @Autowired
    CaseFlow flow;
    @Autowired
    NumberVault vault;
    @Autowired
    Drafts drafts;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private Visitor visitor;

    @BeforeEach
    void somebody_signs_in() {
        clock.stopAt(Instant.parse("2026-06-01T01:00:00Z"));
        visitor = Visitor.signedIn(http, accounts);
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void the_front_page_opens_both_ways_in() {
        assertThat(new Visitor(http).page("/")).contains("href=\"/apply\"", "href=\"/track\"", "/apply?purpose=REISSUE").doesNotContain("??");
    }

    @Test
    void the_check_needs_no_sign_in_and_stores_nothing() {
        var stranger = new Visitor(http);
        long drafts = count("draft");
        stranger.answer("purpose", "NEW");
        stranger.answer("japaneseNational", "yes");
        stranger.answer("residentRecordInJapan", "no");
        assertThat(stranger.page("/apply")).contains("Have you ever had a resident record");
        stranger.answer("everRegistered", "no");
        assertThat(stranger.page("/apply")).contains("You cannot apply", "A resident record must first be made", "Legal basis",
                "formal decision").doesNotContain("??");
        assertThat(stranger.get("/apply/form")).hasStatus3xxRedirection().hasRedirectedUrl("/sign-in");
        assertThat(count("draft")).isEqualTo(drafts);
    }

    @Test
    void asking_ends_with_the_answer_that_decides() {
        visitor.answer("purpose", "NEW");
        visitor.answer("japaneseNational", "no");
        assertThat(visitor.page("/apply")).contains("Only Japanese nationals").doesNotContain("Have you ever");
        visitor.answer("japaneseNational", "yes");
        assertThat(visitor.page("/apply")).contains("Do you have a resident record");
    }

    @Test
    void the_outcome_tells_fee_and_validity() {
        visitor.answer("purpose", "REISSUE");
        visitor.answer("japaneseNational", "yes");
        visitor.answer("residentRecordInJapan", "no");
        visitor.answer("everRegistered", "yes");
        visitor.answer("residentRecordSinceNumbering", "yes");
        visitor.answer("registeredDomicileKnown", "yes");
        visitor.answer("card", "LOST");
        visitor.answer("holderAtFault", "yes");
        visitor.answer("dateOfBirth", "昭和63年2月29日");
        assertThat(visitor.page("/apply")).contains("You can apply", "1,000 yen", "Re-issue", "28 Feb 2036").doesNotContain("??");
    }

    @Test
    void an_answer_that_is_missing_or_impossible_is_refused_at_its_field() {
        assertThat(visitor.answer("purpose", "")).hasStatus(422);
        assertThat(visitor.answer("purpose", "EVERYTHING")).hasStatus(422);
        assertThat(Visitor.text(visitor.answer("dateOfBirth", "1990-02-30"))).contains("a date that exists");
        assertThat(Visitor.text(visitor.answer("dateOfBirth", "2030-01-01"))).contains("cannot lie in the future");
        assertThat(visitor.answer("nonsense", "yes")).hasStatus(404);
    }

    @Test
    void a_whole_application_becomes_a_case() {
        visitor.passTheCheck(BORN);
        assertThat(visitor.page("/apply/form")).contains(BORN).doesNotContain("??");
        Map<String, String> said = Visitor.statement(BORN);
        said.put("myNumber", "1234-5678-9018");
        said.put("departedOn", "2024-06-30");
        assertThat(visitor.post("/apply/form", said)).hasRedirectedUrl("/apply/photo");
        assertThat(visitor.page("/apply/form")).contains("ending in 9018").doesNotContain("123456789018", "1234-5678-9018");
        assertThat(visitor.upload("/apply/photo", Visitor.photo())).hasRedirectedUrl("/apply/photo");
        assertThat(visitor.get("/apply/photo/image")).hasStatusOk().hasContentType("image/jpeg");
        String review = visitor.page("/apply/review");
        assertThat(review).contains(said.get("familyName"), "•••• •••• 9018", "Shinjuku", "30 Jun 2024").doesNotContain("??");

        MvcTestResult submitted = visitor.post("/apply/submit", "draft", Visitor.draftOn(review));
        String number = submitted.getResponse().getRedirectedUrl().split("/")[2];
        assertThat(visitor.page("/track/" + number + "/received")).contains(number).doesNotContain("??");

        CaseFile file = cases.get(number);
        assertThat(file.kind()).isEqualTo("NEW");
        assertThat(file.purpose()).isEqualTo("NEW");
        assertThat(file.accountId()).isEqualTo(visitor.accountId());
        assertThat(file.applicant().familyName()).isEqualTo(said.get("familyName"));
        assertThat(file.applicant().departedOn()).isEqualTo("2024-06-30");
        assertThat(vault.lastFour(file.applicant().numberRef())).isEqualTo("9018");
        assertThat(cases.latestDocument(number, "PHOTO")).isPresent();
        assertThat(flow.running(number)).isTrue();
        assertThat(drafts.of(visitor.accountId())).isEmpty();
    }

    @Test
    void submitting_twice_finds_the_same_case() {
        visitor.passTheCheck(BORN);
        visitor.post("/apply/form", Visitor.statement(BORN));
        visitor.upload("/apply/photo", Visitor.photo());
        String draft = Visitor.draftOn(visitor.page("/apply/review"));
        String first = visitor.post("/apply/submit", "draft", draft).getResponse().getRedirectedUrl();
        assertThat(visitor.post("/apply/submit", "draft", draft)).hasRedirectedUrl(first);
        assertThat(cases.ofAccount(visitor.accountId())).hasSize(1);
        assertThat(visitor.post("/apply/submit", "draft", UUID.randomUUID().toString())).hasRedirectedUrl("/apply");
        assertThat(Visitor.signedIn(http, accounts).post("/apply/submit", "draft", draft)).hasRedirectedUrl("/apply");
    }

    @Test
    void a_second_application_while_one_is_open_is_refused_and_the_draft_stays() {
        Map<String, String> said = Visitor.statement(BORN);
        for (int i = 0; i < 2; i++) {
            visitor.passTheCheck(BORN);
            visitor.post("/apply/form", said);
            visitor.upload("/apply/photo", Visitor.photo());
            MvcTestResult submitted = visitor.post("/apply/submit", "draft", Visitor.draftOn(visitor.page("/apply/review")));
            if (i == 0) {
                assertThat(submitted).hasStatus3xxRedirection();
            } else {
                assertThat(submitted).hasStatus(409);
                assertThat(Visitor.text(submitted)).contains("already being handled", "withdraw it");
            }
        }
        assertThat(cases.ofAccount(visitor.accountId())).hasSize(1);
        assertThat(drafts.of(visitor.accountId())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "familyName|  |familyName|Please fill this in",
        "familyName|山田7|familyName|characters a name cannot have",
        "familyKana|YAMADA|familyKana|katakana or hiragana",
        "givenLatin|花子|givenLatin|letters of your passport",
        "dateOfBirth|2026-02-30|dateOfBirth|a date that exists",
        "dateOfBirth|2027-01-01|dateOfBirth|cannot lie in the future",
        "departedOn|1980-01-01|departedOn|before the date of birth",
        "sex||sex|Please choose one",
        "municipalityCode||municipalityCode|Please choose one",
        "municipalityCode|131042|municipalityCode|mistyped",
        "municipalityCode|999997|municipalityCode|no such office",
        "missionCode|131041|missionCode|no such office",
        "domicile||domicile|Please fill this in",
        "phone|call me|phone|not a telephone number",
        "myNumber|123456789012|myNumber|mistyped",
        "myNumber|12345|myNumber|12 digits",
        "applyingAs||applyingAs|Please choose one",
        "applyingAs|LEGAL_REPRESENTATIVE|applyingAs|no legal representative",
        "applyingAs|PROXY|representativeName|Please fill this in",
        "ward|yes|applyingAs|the legal representative acts",
    })
    void what_is_wrong_is_said_at_its_field(String field, String value, String at, String sentence) {
        visitor.passTheCheck(BORN);
        Map<String, String> said = Visitor.statement(BORN);
        said.put(field, value == null ? "" : value);
        MvcTestResult answer = visitor.post("/apply/form", said);
        assertThat(answer).hasStatus(422);
        assertThat(Visitor.text(answer)).containsPattern("(?s)id=\"" + at + "-error\".{0,300}?" + sentence).doesNotContain("??");
        assertThat(visitor.get("/apply/review")).hasStatus3xxRedirection();
    }

    @Test
    void everything_that_is_wrong_is_said_at_once_in_the_language_of_the_page() {
        visitor.passTheCheck(BORN);
        String english = Visitor.text(visitor.post("/apply/form", "dateOfBirth", BORN));
        assertThat(english).containsPattern("(?s)familyName-error.*Please fill this in.*sex-error.*Please choose one.*phone-error.*Please fill this in");
        visitor.get("/apply?lang=ja");
        assertThat(visitor.page("/apply/form?lang=ja&check=yes")).contains("入力してください。").doesNotContain("??");
    }

    @Test
    void missions_stand_under_their_countries_in_the_order_of_the_language_and_their_city_can_be_typed() {
        visitor.passTheCheck(BORN);
        assertThat(visitor.page("/apply/form?check=yes")).containsPattern("(?s)label=\"Argentina\".*label=\"Australia\".*label=\"United States\"")
                .containsPattern("(?s)<optgroup label=\"Finland\">\\s*<option value=\"FI-HEL\">Helsinki: Embassy of Japan in Finland</option>\\s*</optgroup>");
        assertThat(visitor.page("/apply/form?lang=ja")).containsPattern("(?s)<optgroup label=\"フィンランド\">\\s*<option value=\"FI-HEL\">在フィンランド日本国大使館</option>");
    }

    @Test
    void a_photo_is_refused_at_once_with_its_reasons() {
        visitor.passTheCheck(BORN);
        visitor.post("/apply/form", Visitor.statement(BORN));
        assertThat(Visitor.text(visitor.upload("/apply/photo", "not a picture".getBytes()))).contains("not a JPEG");
        assertThat(Visitor.text(visitor.upload("/apply/photo", new byte[0]))).contains("choose a photo");
        MvcTestResult small = visitor.upload("/apply/photo", Visitor.jpeg(200, 300, true));
        assertThat(small).hasStatus(422);
        assertThat(Visitor.text(small)).contains("out of bounds");
        assertThat(visitor.get("/apply/photo/image")).hasStatus(404);
        assertThat(visitor.get("/apply/review")).hasRedirectedUrl("/apply/photo");
    }

    @Test
    void under_one_year_of_age_no_photo_is_asked_and_a_parent_applies() {
        String born = "2025-09-01";
        visitor.passTheCheck(born);
        assertThat(visitor.page("/apply/form")).containsPattern("id=\"applyingAs-LEGAL_REPRESENTATIVE\"[^>]*checked");
        Map<String, String> said = Visitor.statement(born);
        assertThat(visitor.post("/apply/form", said)).hasStatus(422);
        said.put("departedOn", "");
        said.put("applyingAs", "LEGAL_REPRESENTATIVE");
        said.put("representativeName", "山田 太郎");
        assertThat(visitor.post("/apply/form", said)).hasRedirectedUrl("/apply/review");
        MvcTestResult submitted = visitor.post("/apply/submit", "draft", Visitor.draftOn(visitor.page("/apply/review")));
        CaseFile file = cases.get(submitted.getResponse().getRedirectedUrl().split("/")[2]);
        assertThat(file.applicant().holderGroup()).isEqualTo("UNDER_15");
        assertThat(file.applicant().representativeName()).isEqualTo("山田 太郎");
        assertThat(file.applicant().representativeKind()).isEqualTo("LEGAL_REPRESENTATIVE");
    }

    @Test
    void whoever_does_not_agree_can_ask_for_a_formal_decision() {
        visitor.answer("purpose", "NEW");
        visitor.answer("japaneseNational", "no");
        assertThat(visitor.get("/apply/form")).hasStatus3xxRedirection();
        Map<String, String> said = Visitor.statement(BORN);
        visitor.post("/apply/form", said);
        visitor.upload("/apply/photo", Visitor.photo());
        String draft = Visitor.draftOn(visitor.page("/apply/review"));
        MvcTestResult refused = visitor.post("/apply/submit", "draft", draft);
        assertThat(refused).hasStatus(422);
        assertThat(Visitor.text(refused)).contains("Only Japanese nationals", "ordinary My Number Card");

        visitor.get("/apply/answers");
        visitor.get("/apply/form?formalDecision=yes");
        MvcTestResult accepted = visitor.post("/apply/submit", "draft", draft);
        assertThat(accepted).hasStatus3xxRedirection();
        assertThat(cases.get(accepted.getResponse().getRedirectedUrl().split("/")[2]).kind()).isNull();
    }

    @Test
    void a_draft_is_kept_incomplete_and_resumed_on_another_day() {
        visitor.passTheCheck(BORN);
        assertThat(visitor.post("/apply/form", "familyName", "山田", "phone", "nonsense", "save", "yes")).hasRedirectedUrl("/apply/form?saved=yes");
        clock.tick(Duration.ofDays(29));
        var later = new Visitor(http).signIn(visitor.accountId());
        assertThat(later.page("/track")).contains("Application not submitted yet", "山田");
        assertThat(later.page("/apply/form")).contains("山田", BORN, "nonsense");
    }

    @Test
    void a_draft_expires_and_its_number_with_it() {
        visitor.passTheCheck(BORN);
        visitor.post("/apply/form", "familyName", "山田", "myNumber", "123456789018", "save", "yes");
        UUID number = drafts.of(visitor.accountId()).orElseThrow().numberRef();
        clock.tick(Duration.ofDays(31));
        assertThat(drafts.of(visitor.accountId())).isEmpty();
        assertThat(visitor.get("/apply/form")).hasRedirectedUrl("/apply");
        assertThat(drafts.removeExpired()).isPositive();
        assertThat(sql.sql("select count(*) from number_vault where ref = :ref").param("ref", number).query(Long.class).single()).isZero();
    }

    @Test
    void a_draft_and_a_number_in_it_can_be_deleted() {
        visitor.passTheCheck(BORN);
        visitor.post("/apply/form", "familyName", "山田", "myNumber", "123456789018", "save", "yes");
        visitor.post("/apply/form", "forgetNumber", "yes");
        assertThat(drafts.of(visitor.accountId()).orElseThrow().numberRef()).isNull();
        assertThat(visitor.page("/apply/form")).contains("山田").doesNotContain("ending in");
        assertThat(visitor.page("/apply/delete")).contains("cannot be undone");
        assertThat(visitor.post("/apply/delete")).hasRedirectedUrl("/track");
        assertThat(visitor.post("/apply/delete")).hasRedirectedUrl("/track");
        assertThat(drafts.of(visitor.accountId())).isEmpty();
    }

    @Test
    void no_draft_holds_a_my_number() {
        visitor.passTheCheck(BORN);
        visitor.post("/apply/form", "familyName", "山田", "myNumber", "123456789018", "save", "yes");
        assertThat(sql.sql("select count(*) from draft d where d::text like '%123456789018%'").query(Long.class).single()).isZero();
    }

    @Test
    void of_two_applications_the_person_says_which_goes_on() {
        visitor.passTheCheck(BORN);
        visitor.post("/apply/form", "familyName", "古い", "save", "yes");
        visitor.passTheCheck("1991-01-01");
        assertThat(visitor.page("/apply/form")).contains("Which application", "古い");
        visitor.post("/apply/which", "keep", "saved");
        assertThat(visitor.page("/apply/form")).contains("古い", BORN);
        visitor.passTheCheck("1991-01-01");
        visitor.post("/apply/which", "keep", "new");
        assertThat(visitor.page("/apply/form")).contains("1991-01-01").doesNotContain("古い");
    }

    private long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
