package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.NumberVault;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.portal.Draft.Programme;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals;
import org.madoguchi.residence.Wish;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

@MadoguchiTest
@Import(World.class)
class ResidentPagesTests {

    @Autowired
    MockMvcTester http;
    @Autowired
    ApplicantAccounts accounts;
    @Autowired
    CaseFiles cases;
    @Autowired
    Wish wish;
    @Autowired
    NumberVault vault;
    @Autowired
    Drafts drafts;
    @Autowired
    CardsInForce cards;
    @Autowired
    Renewals renewals;
    @Autowired
    Words words;
    @Autowired
    World world;
    @Autowired
    Worklist worklist;
    @Autowired
    JsonMapper json;
    @Autowired
    JdbcClient sql;
    @Autowired
    MovableClock clock;

    private Visitor visitor;

    @BeforeEach
    void somebody_signs_in() {
        world.begin();
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
        visitor = Visitor.signedIn(http, accounts);
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    // Both ways side by side

    @Test
    void both_ways_stand_side_by_side_without_an_account_and_change_sides_from_day_to_day() {
        String today = new Visitor(http).page("/residence");
        assertThat(today).contains("Two weeks or more after the permission", "The residence card on the day of the permission",
                "Not carried over", "There is nothing to do for that").doesNotContain("??", "recommend", "checked");
        clock.stopAt(clock.instant().plus(Duration.ofDays(1)));
        String tomorrow = new Visitor(http).page("/residence");
        String merged = "<th scope=\"col\">Specified Residence Card (one card)";
        String separate = "<th scope=\"col\">Residence card and My Number Card (two cards)";
        assertThat(today.indexOf(merged) < today.indexOf(separate)).isNotEqualTo(tomorrow.indexOf(merged) < tomorrow.indexOf(separate));
    }

    @Test
    void the_front_page_leads_there_and_still_first_to_applications_from_abroad() {
        String home = new Visitor(http).page("/");
        assertThat(home).contains("href=\"/residence\"");
        assertThat(home.indexOf("href=\"/apply\"")).isLessThan(home.indexOf("href=\"/residence\""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MID_TO_LONG_TERM|36|yes|EXTENSION|COUNTER|Can be asked for together with this procedure",
        "MID_TO_LONG_TERM|3|yes|EXTENSION|COUNTER|What you can do:",
        "MID_TO_LONG_TERM|36|yes|EXTENSION|ONLINE|cannot be asked for online",
        "MID_TO_LONG_TERM|36|no|EXTENSION|COUNTER|What you can do:",
        "MID_TO_LONG_TERM|36|yes|NONE|COUNTER|What you can do:",
        "TEMPORARY_VISITOR||yes|EXTENSION|COUNTER|Cannot be asked for",
        "SPECIAL_PERMANENT_RESIDENT||yes|SPR_PROCEDURE|MUNICIPALITY|special permanent resident certificate",
        "MID_TO_LONG_TERM|INDEFINITE|yes|ADDRESS_CHANGE|MUNICIPALITY|You go on using the cards you have",
    })
    void the_check_tells_of_each_way_whether_it_is_open(String group, String period, String registered, String procedure, String channel,
            String answer) {
        var stranger = new Visitor(http);
        long before = sql.sql("select count(*) from draft").query(Long.class).single();
        assertThat(stranger.post("/residence/check", "statusGroup", group, "period", period == null ? "" : period,
                "residentRecordInJapan", registered, "baseProcedure", procedure, "channel", channel)).hasStatus3xxRedirection();
        assertThat(stranger.page("/residence/check")).contains(answer).doesNotContain("??");
        assertThat(sql.sql("select count(*) from draft").query(Long.class).single()).isEqualTo(before);
        stranger.post("/residence/check", "restart", "yes");
        assertThat(stranger.page("/residence/check")).doesNotContain(answer);
    }

    @Test
    void a_check_with_gaps_is_refused_at_its_fields() {
        MvcTestResult gaps = new Visitor(http).post("/residence/check", "statusGroup", "MID_TO_LONG_TERM", "period", "37");
        assertThat(gaps).hasStatus(422);
        assertThat(Visitor.text(gaps)).contains("href=\"#period\"", "href=\"#baseProcedure\"", "href=\"#channel\"",
                "href=\"#residentRecordInJapan\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MID_TO_LONG_TERM|36|EXTENSION|MUNICIPALITY|channel|belong to the municipality",
        "SPECIAL_PERMANENT_RESIDENT||SPR_PROCEDURE|COUNTER|channel|belong to the municipality",
        "SPECIAL_PERMANENT_RESIDENT||EXTENSION|COUNTER|baseProcedure|a procedure of the municipality",
        "MID_TO_LONG_TERM|36|SPR_PROCEDURE|MUNICIPALITY|baseProcedure|for special permanent residents only",
    })
    void the_check_and_the_form_refuse_what_the_counter_does_not_take(String group, String period, String procedure, String channel,
            String at, String words) {
        Map<String, String> said = statement();
        said.putAll(Map.of("statusGroup", group, "period", period == null ? "" : period, "residentRecordInJapan", "yes",
                "baseProcedure", procedure, "channel", channel));
        for (MvcTestResult refused : List.of(new Visitor(http).post("/residence/check", said), visitor.post("/residence/apply/form", said))) {
            assertThat(refused).hasStatus(422);
            assertThat(Visitor.text(refused)).contains("href=\"#" + at + "\"", words).doesNotContain("??");
        }
    }

    @Test
    void the_check_names_the_fee_of_a_period_like_the_present_one_and_leads_on() {
        var stranger = new Visitor(http);
        stranger.post("/residence/check", "statusGroup", "MID_TO_LONG_TERM", "period", "36", "residentRecordInJapan", "yes",
                "baseProcedure", "EXTENSION", "channel", "COUNTER");
        assertThat(stranger.page("/residence/check")).contains("goes by the period of stay that is granted", "64,000",
                "href=\"/residence/apply\"").doesNotContain("??");
    }

    // Filing

    @Test
    void a_procedure_in_silence_becomes_a_case_without_a_wish() {
        Map<String, String> said = statement();
        said.put("myNumber", "1234-5678-9018");
        assertThat(visitor.post("/residence/apply/form", said)).hasRedirectedUrl("/residence/apply/photo");
        assertThat(visitor.page("/residence/apply/form")).contains("ending in 9018").doesNotContain("123456789018", "1234-5678-9018", "??");
        assertThat(visitor.upload("/residence/apply/photo", Visitor.photo())).hasRedirectedUrl("/residence/apply/photo");
        assertThat(visitor.page("/residence/apply/photo")).contains("The office that examines your procedure").doesNotContain("The municipality judges")
                .containsPattern("href=\"/residence\" aria-current=\"page\"");
        String review = visitor.page("/residence/apply/review");
        assertThat(review).contains(said.get("givenLatin"), "Vietnam", "AB12345678CD", "•••• •••• 9018", "Both ways side by side")
                .doesNotContain("??", "name=\"wish\"", "checked");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(review)));

        CaseFile file = cases.get(number);
        assertThat(file.programme()).isEqualTo("RESIDENCE");
        assertThat(file.purpose()).isEqualTo("EXTENSION");
        assertThat(file.bureauCode()).isEqualTo("ISA-TYO");
        assertThat(file.residence().residenceCardNumber()).isEqualTo("AB12345678CD");
        assertThat(file.residence().periodMonths()).isEqualTo(36);
        assertThat(vault.lastFour(file.applicant().numberRef())).isEqualTo("9018");
        assertThat(cases.latestDocument(number, "PHOTO")).isPresent();
        assertThat(wish.of(number)).isEmpty();
        assertThat(drafts.of(visitor.accountId(), Programme.RESIDENCE)).isEmpty();
        assertThat(visitor.page("/track/" + number + "/received")).contains(number, "Tokyo Regional Immigration").doesNotContain("??");
        assertThat(visitor.page("/track/" + number)).contains("This procedure leads to separate cards", "until 20 Mar 2027 at the latest",
                "does not extend the My Number function").doesNotContain("??", "/letters/", "/book/");
    }

    @Test
    void the_merged_card_is_asked_for_only_after_both_ways_were_seen_and_the_language_is_kept() {
        String review = readyToSubmit(statement());
        MvcTestResult early = visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(review), "wish", "en");
        assertThat(early).hasStatus(422);
        assertThat(Visitor.text(early)).contains("please first see what each way means");
        assertThat(cases.ofAccount(visitor.accountId())).isEmpty();

        assertThat(visitor.page("/residence/apply/explanation")).contains("Two weeks or more").doesNotContain("??");
        assertThat(visitor.post("/residence/apply/explanation")).hasRedirectedUrl("/residence/apply/review#cards");
        review = visitor.page("/residence/apply/review");
        assertThat(review).contains("in English", "name=\"wish\"").doesNotContain("checked");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(review), "wish", "en"));
        assertThat(wish.of(number)).get().satisfies(asked -> {
            assertThat(asked.explainedBy()).isEqualTo(Wish.PAGE);
            assertThat(asked.explainedIn()).isEqualTo("en");
            assertThat(asked.askedBy()).isEqualTo(Wish.By.APPLICANT);
        });
        assertThat(visitor.page("/track/" + number + "/received")).contains("You have asked for the Specified Residence Card (one card)");
        assertThat(visitor.page("/track/" + number)).contains("You asked for the Specified Residence Card", "/wish/revoke");
    }

    @Test
    void a_merged_card_has_electronic_certificates_unless_they_are_declined_with_the_wish() {
        String draft = Visitor.draftOn(readyToSubmit(statement()));
        visitor.post("/residence/apply/explanation");
        assertThat(visitor.page("/residence/apply/review")).contains("without electronic certificates", "from the age of 15");
        String with = submitted(visitor.post("/residence/apply/submit", "draft", draft, "wish", "en"));
        assertThat(cases.get(with).applicant().certificatesWanted()).isTrue();
        assertThat(visitor.page("/track/" + with)).contains("With electronic certificates.");

        visitor = Visitor.signedIn(http, accounts);
        String silent = filed();
        assertThat(cases.get(silent).applicant().certificatesWanted()).as("a separate card has none").isFalse();
        assertThat(visitor.page("/track/" + silent + "/wish")).contains("name=\"withoutCertificates\"").doesNotContain("??", "checked");
        visitor.post("/track/" + silent + "/wish", "withoutCertificates", "true");
        assertThat(cases.get(silent).applicant().certificatesWanted()).isFalse();
        assertThat(visitor.page("/track/" + silent)).contains("Without electronic certificates.").doesNotContain("??");
        visitor.post("/track/" + silent + "/wish/revoke");
        visitor.post("/track/" + silent + "/wish");
        assertThat(cases.get(silent).applicant().certificatesWanted()).as("said anew").isTrue();
    }

    @Test
    void who_reads_both_ways_and_asks_for_nothing_gets_separate_cards() {
        readyToSubmit(statement());
        visitor.post("/residence/apply/explanation");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(visitor.page("/residence/apply/review"))));
        assertThat(wish.of(number)).isEmpty();
    }

    @Test
    void online_the_merged_card_is_not_offered_and_a_forged_wish_leaves_the_procedure_filed() {
        Map<String, String> said = statement();
        said.put("channel", "ONLINE");
        String review = readyToSubmit(said);
        assertThat(review).contains("cannot be asked for online").doesNotContain("name=\"wish\"");
        visitor.post("/residence/apply/explanation");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(review), "wish", "en"));
        assertThat(wish.of(number)).isEmpty();
        assertThat(visitor.page("/track/" + number + "/received")).contains("Your procedure goes on unchanged", "online");
    }

    @Test
    void submitting_twice_finds_the_same_case() {
        String draft = Visitor.draftOn(readyToSubmit(statement()));
        String first = visitor.post("/residence/apply/submit", "draft", draft).getResponse().getRedirectedUrl();
        assertThat(visitor.post("/residence/apply/submit", "draft", draft)).hasRedirectedUrl(first);
        assertThat(cases.ofAccount(visitor.accountId())).hasSize(1);
        assertThat(Visitor.signedIn(http, accounts).post("/residence/apply/submit", "draft", draft)).hasRedirectedUrl("/residence/apply/form");
    }

    @Test
    void the_same_procedure_twice_is_refused_and_the_draft_stays() {
        Map<String, String> said = statement();
        visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(said)));
        MvcTestResult second = visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(said)));
        assertThat(second).hasStatus(409);
        assertThat(Visitor.text(second)).contains("already being handled");
        assertThat(drafts.of(visitor.accountId(), Programme.RESIDENCE)).isPresent();
    }

    @Test
    void what_was_typed_is_kept_beside_an_application_from_abroad_until_it_is_thrown_away() {
        visitor.passTheCheck("1990-05-06");
        visitor.post("/residence/apply/form", "givenLatin", "LAN", "myNumber", "123456789018", "save", "yes");
        assertThat(visitor.page("/residence/apply/form?saved=yes")).contains("Saved.", "value=\"LAN\"");
        assertThat(visitor.page("/track")).contains("/residence/apply/form", "/apply/form");
        assertThat(visitor.get("/residence/apply/review")).hasRedirectedUrl("/residence/apply/form?check=yes");
        assertThat(visitor.page("/residence/apply/form?check=yes")).contains("Please check your entries");
        visitor.post("/residence/apply/form", "forgetNumber", "yes");
        assertThat(drafts.of(visitor.accountId(), Programme.RESIDENCE).orElseThrow().numberRef()).isNull();
        assertThat(visitor.page("/residence/apply/delete")).contains("/residence/apply/delete");
        visitor.post("/residence/apply/delete");
        assertThat(drafts.of(visitor.accountId(), Programme.RESIDENCE)).isEmpty();
        assertThat(drafts.of(visitor.accountId())).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "baseProcedure||baseProcedure|Please choose one",
        "baseProcedure|NONE|baseProcedure|procedure",
        "channel|MUNICIPALITY|channel|immigration bureau",
        "bureauCode|131016|bureauCode|no such office",
        "statusGroup|JAPANESE_NATIONAL|statusGroup|Please choose one",
        "status||status|Please choose one",
        "period||period|Please choose one",
        "periodUntil||periodUntil|Please fill this in",
        "periodUntil|2126-01-01|periodUntil|too far from today",
        "periodUntil|2027-02-30|periodUntil|a date that exists",
        "periodUntil|1999-12-31|periodUntil|more than two months ago",
        "cardUntil|2000-01-01|cardUntil|more than two months ago",
        "givenLatin||givenLatin|Please fill this in",
        "familyLatin|山田|familyLatin|letters",
        "kanjiName|阮7|kanjiName|characters a name cannot have",
        "familyKana|ABC|familyKana|katakana",
        "dateOfBirth|2027-01-01|dateOfBirth|cannot lie in the future",
        "dateOfBirth|2015-01-01|applyingAs|under 16",
        "sex||sex|Please choose one",
        "nationality|JPN|nationality|Please choose one",
        "nationality|ATA|nationality|Please choose one",
        "municipalityCode|131017|municipalityCode|mistyped",
        "domicile||domicile|Please fill this in",
        "domicile|x|domicile|the whole address",
        "heldCard||heldCard|Please choose one",
        "residenceCardNumber|AB1234567CD|residenceCardNumber|two letters, eight digits",
        "residenceCardNumber||residenceCardNumber|Please fill this in",
        "cardUntil||cardUntil|Please fill this in",
        "applyingAs|RELATIVE|representativeName|Please fill this in",
        "phone|call me|phone|not a telephone number",
        "myNumber|123456789012|myNumber|mistyped",
    })
    void a_mistake_is_told_at_its_field(String field, String value, String at, String words) {
        Map<String, String> said = statement();
        said.put(field, value == null ? "" : value);
        MvcTestResult refused = visitor.post("/residence/apply/form", said);
        assertThat(refused).hasStatus(422);
        assertThat(Visitor.text(refused)).contains("href=\"#" + at + "\"", words).doesNotContain("??", "123456789012");
    }

    @Test
    void what_other_answers_make_necessary_is_not_called_optional() {
        assertThat(visitor.page("/residence/apply/form")).containsPattern("residenceCardNumber\"><span>[^<]+</span><span class=\"field-mark field-mark--optional\">required if it applies")
                .containsPattern("kanjiName\"><span>[^<]+</span><span class=\"field-mark field-mark--optional\">optional");
    }

    @Test
    void a_reduced_fee_is_asked_for_at_a_counter() {
        Map<String, String> said = statement();
        said.putAll(Map.of("channel", "ONLINE", "hardship", "yes"));
        assertThat(Visitor.text(visitor.post("/residence/apply/form", said))).contains("href=\"#hardship\"", "only at a counter");
    }

    @Test
    void somebody_may_be_stateless_and_nobody_comes_from_where_no_people_are() {
        assertThat(visitor.page("/residence/apply/form")).contains("<option value=\"XXA\">Stateless</option>").doesNotContain("Antarctica", "Bouvet");
        Map<String, String> said = statement();
        said.put("nationality", "XXA");
        assertThat(readyToSubmit(said)).contains("Stateless").doesNotContain("XXA");
    }

    @Test
    void one_name_is_enough_and_a_special_permanent_resident_states_no_period() {
        Map<String, String> said = statement();
        said.putAll(Map.of("familyLatin", "", "statusGroup", "SPECIAL_PERMANENT_RESIDENT", "status", "", "period", "", "periodUntil", "",
                "baseProcedure", "SPR_PROCEDURE", "channel", "MUNICIPALITY"));
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(said))));
        assertThat(cases.get(number).applicant().name()).isEqualTo(said.get("givenLatin"));
        assertThat(cases.get(number).residence().periodMonths()).isNull();
        assertThat(visitor.page("/track/" + number)).contains("Procedure of special permanent residents").doesNotContain("??");
    }

    // The wish while the procedure runs

    @Test
    void a_wish_is_asked_and_taken_back_by_one_page_and_one_button_each() {
        String number = filed();
        assertThat(visitor.page("/track/" + number + "/wish")).contains("Two weeks or more", "For separate cards there is nothing to do")
                .doesNotContain("??");
        assertThat(visitor.post("/track/" + number + "/wish")).hasStatus3xxRedirection();
        assertThat(visitor.page("/track/" + number)).contains("We have taken down that you ask");
        assertThat(wish.of(number)).get().satisfies(asked -> assertThat(asked.standing()).isTrue());
        assertThat(visitor.page("/track/" + number + "/wish/revoke")).contains("No reason is needed").doesNotContain("??");
        assertThat(visitor.post("/track/" + number + "/wish/revoke")).hasStatus3xxRedirection();
        assertThat(visitor.page("/track/" + number)).contains("You have taken the wish back");
        assertThat(visitor.post("/track/" + number + "/wish/revoke")).hasStatus3xxRedirection();
        assertThat(wish.of(number)).get().satisfies(asked -> assertThat(asked.standing()).isFalse());
        assertThat(visitor.page("/track/" + number)).contains("This procedure leads to separate cards");
    }

    @Test
    void a_wish_that_cannot_be_is_refused_with_the_way_out_and_the_procedure_goes_on() {
        Map<String, String> said = statement();
        said.put("channel", "ONLINE");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(said))));
        assertThat(visitor.page("/track/" + number)).contains("cannot be asked for with this procedure", "counter");
        MvcTestResult refused = visitor.post("/track/" + number + "/wish");
        assertThat(refused).hasStatus(422);
        assertThat(Visitor.text(refused)).contains("It could not be asked for", "counter").doesNotContain("??");
        assertThat(cases.get(number).open()).isTrue();
    }

    @Test
    void who_holds_a_merged_card_is_told_when_its_function_ends_without_a_wish() {
        Map<String, String> said = statement();
        said.put("heldCard", "MERGED");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(said))));
        assertThat(visitor.page("/track/" + number)).contains("ends on 20 Jan 2027 unless you ask for it again");
        visitor.post("/track/" + number + "/wish");
        assertThat(visitor.page("/track/" + number)).doesNotContain("unless you ask for it again");
    }

    @Test
    void a_merged_card_ends_on_one_day_unless_its_function_was_put_off_and_everybody_names_that() {
        Map<String, String> said = statement();
        said.putAll(Map.of("heldCard", "MERGED", "myNumberCardUntil", "2027-06-01"));
        assertThat(Visitor.text(visitor.post("/residence/apply/form", said))).contains("href=\"#myNumberCardUntil\"", "has one last day");
        said.put("myNumberCardUntil", "2027-03-20");
        String number = submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(said))));
        assertThat(visitor.page("/track/" + number)).contains("ends on 20 Mar 2027 unless you ask for it again");
        assertThat(cases.get(number).residence().functionEnds()).isEqualTo("2027-03-20");
    }

    @Test
    void pages_of_the_other_programme_are_not_there() {
        String number = filed();
        assertThat(visitor.get("/book/" + number)).hasStatus(404);
        assertThat(visitor.get("/track/" + number + "/letters/receipt")).hasStatus(404);
        assertThat(Visitor.signedIn(http, accounts).get("/track/" + number + "/wish")).hasStatus(404);
        var abroad = Visitor.signedIn(http, accounts);
        String overseas = abroad.submit("1990-05-06");
        assertThat(abroad.get("/track/" + overseas + "/wish")).hasStatus(404);
        assertThat(abroad.post("/track/" + overseas + "/wish/revoke")).hasStatus(404);
        assertThat(new Visitor(http).get("/residence/apply")).hasRedirectedUrl("/sign-in");
    }

    @Test
    void the_holder_changes_the_telephone_and_withdraws() {
        String number = filed();
        assertThat(visitor.page("/track/" + number + "/change")).contains("Change your telephone number").doesNotContain("missionCode", "??");
        assertThat(visitor.post("/track/" + number + "/change", "phone", "x")).hasStatus(422);
        assertThat(visitor.post("/track/" + number + "/change", "phone", "03-1234-5678")).hasStatus3xxRedirection();
        assertThat(cases.get(number).applicant().phone()).isEqualTo("03-1234-5678");
        assertThat(visitor.page("/track/" + number + "/withdraw")).contains("present period of stay").doesNotContain("??");
        visitor.post("/track/" + number + "/withdraw");
        world.settle();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(visitor.page("/track/" + number)).doesNotContain("??");
    }

    @Test
    void a_document_that_was_asked_for_is_sent_by_a_day_that_is_named_and_the_answer_is_seen() {
        String number = filed();
        worklist.complete(world.openTask(number).taskId(), json.valueToTree(Map.of("acceptance", "ASK", "question", "Your contract, please.")),
                world.officer(Role.ISA_CLERK, "a"));
        world.settle();
        assertThat(visitor.page("/track/" + number)).contains("Your contract, please.", "Please answer by 1 Jan 2027", "name=\"paper\"")
                .doesNotContain("??");
        assertThat(Visitor.text(visitor.send("/track/" + number + "/answer", "paper", "PK.zip".getBytes(), "answer", "Here.")))
                .contains("choose a JPEG or a PDF");
        assertThat(visitor.send("/track/" + number + "/answer", "paper", "%PDF-1.7 contract".getBytes(), "answer", "Here."))
                .hasStatus3xxRedirection();
        assertThat(cases.latestDocument(number, "SENT_BY_APPLICANT")).get()
                .satisfies(paper -> assertThat(paper.mediaType()).isEqualTo("application/pdf"));
        assertThat(visitor.page("/track/" + number)).contains("Your answer has arrived").doesNotContain("Please answer", "??");
        assertThat(visitor.page("/track")).contains("Your answer has arrived");
    }

    @Test
    void who_pays_at_the_counter_reads_how_much() {
        String number = world.walk(world.resident(ResidentPlan.STAMPS_DUE), ResidentPlan.STAMPS_DUE);
        visitor.signIn(cases.get(number).accountId());
        assertThat(visitor.page("/track/" + number)).as("the days of acceptance and decision")
                .contains("<span class=\"step-note\">" + words.day(cases.get(number).residence().acceptedOn()),
                        "<span class=\"step-note\">" + words.day(cases.get(number).residence().grantedOn()));
        int yen = sql.sql("select fee_yen from fee where case_number = :number").param("number", number).query(Integer.class).single();
        assertThat(visitor.page("/track/" + number)).contains("The fee is " + "%,d".formatted(yen)).doesNotContain("??");
    }

    @Test
    void once_the_merged_card_is_made_neither_the_wish_nor_the_procedure_can_be_taken_back() {
        String number = world.walk(world.resident(ResidentPlan.CARD_BEING_MADE), ResidentPlan.CARD_BEING_MADE);
        visitor.signIn(cases.get(number).accountId());
        assertThat(visitor.page("/track/" + number)).contains("/withdraw", "/wish/revoke");
        world.pass(Duration.ofDays(12));
        assertThat(visitor.page("/track/" + number)).doesNotContain("/withdraw", "/wish/revoke");
        assertThat(visitor.get("/track/" + number + "/withdraw")).hasRedirectedUrl("/track/" + number);
        assertThat(visitor.post("/track/" + number + "/withdraw")).hasStatus(409);
        assertThat(cases.get(number).open()).isTrue();
        assertThat(visitor.page("/track/" + number + "/wish/revoke")).contains("The merged card has been made")
                .doesNotContain("No reason is needed", "action=\"/track/" + number);
    }

    @Test
    void an_invitation_is_turned_down_only_after_it_was_said_what_that_means_and_the_way_stays_open() {
        String number = world.walk(world.resident(ResidentPlan.HAS_SEPARATE_CARDS), ResidentPlan.HAS_SEPARATE_CARDS);
        visitor.signIn(cases.get(number).accountId());
        LocalDate day = cards.ofCase(number).orElseThrow().validUntil().minusDays(90);
        clock.stopAt(day.atTime(9, 0).atZone(Tokyo.ZONE).toInstant());
        renewals.openDue(day);
        world.settle();
        assertThat(visitor.page("/track")).contains("We then send no more letters about this", "Send no more letters").doesNotContain("??");
        assertThat(visitor.post("/track/renewals/" + renewals.waitingFor(visitor.accountId()).get(0).number() + "/decline"))
                .hasRedirectedUrl("/track");
        assertThat(visitor.page("/track")).contains("No more letters will come", "href=\"/residence/apply\"")
                .doesNotContain("Your card runs out", "??");
    }

    private String filed() {
        return submitted(visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(readyToSubmit(statement()))));
    }

    private String readyToSubmit(Map<String, String> said) {
        visitor.post("/residence/apply/form", said);
        visitor.upload("/residence/apply/photo", Visitor.photo());
        return visitor.page("/residence/apply/review");
    }

    private String submitted(MvcTestResult answer) {
        assertThat(answer).hasStatus3xxRedirection();
        world.settle();
        return answer.getResponse().getRedirectedUrl().split("/")[2];
    }

    /** An extension at the Tokyo bureau of somebody nobody else is. */
    static Map<String, String> statement() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("baseProcedure", "EXTENSION");
        said.put("channel", "COUNTER");
        said.put("bureauCode", "ISA-TYO");
        said.put("applyingAs", "SELF");
        said.put("familyLatin", "NGUYEN");
        said.put("givenLatin", "THI " + new Random().ints(8, 'A', 'Z').mapToObj(c -> String.valueOf((char) c))
                .collect(java.util.stream.Collectors.joining()));
        said.put("dateOfBirth", "1994-04-05");
        said.put("sex", "FEMALE");
        said.put("nationality", "VNM");
        said.put("municipalityCode", "131016");
        said.put("domicile", "東京都千代田区中央町1丁目2番3号");
        said.put("statusGroup", "MID_TO_LONG_TERM");
        said.put("status", "ENGINEER_HUMANITIES");
        said.put("period", "36");
        said.put("periodUntil", "2027-01-20");
        said.put("heldCard", "SEPARATE");
        said.put("residenceCardNumber", "ab12345678cd");
        said.put("cardUntil", "2027-01-20");
        said.put("myNumberCardUntil", "2027-01-20");
        said.put("hardship", "no");
        said.put("phone", "090-1234-5678");
        return said;
    }
}
