package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.demo.partners.FamilyRegisterSimulator;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
@Import(World.class)
class TrackPagesTests {

    @Autowired
    MockMvcTester http;
    @Autowired
    ApplicantAccounts accounts;
    @Autowired
    CaseFiles cases;
    @Autowired
    CaseFlow flow;
    @Autowired
    JdbcClient sql;
    @Autowired
    World world;
    @Autowired
    FamilyRegisterSimulator register;
    @Autowired
    MovableClock clock;

    private Visitor holder;
    private String number;

    @BeforeEach
    void somebody_has_applied() {
        clock.stopAt(Instant.parse("2026-06-01T01:00:00Z"));
        holder = Visitor.signedIn(http, accounts);
        number = holder.submit("1990-05-06");
        var a = cases.get(number).applicant();
        register.register(new FamilyRegisterSimulator.Person(a.familyName(), a.givenName(), a.familyKana(), a.givenKana(),
                a.birthDate(), a.sex(), a.domicile(), "131041", a.departedOn(), null));
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void the_holder_sees_where_the_case_stands_and_who_has_it() {
        assertThat(holder.page("/track")).contains(number, "Received");
        assertThat(holder.page("/track/" + number)).contains("Shinjuku", "since", "There is nothing for you to do now", "Application received",
                "Receipt of Application").doesNotContain("??", "Book your visit");
        assertThat(holder.get("/track/" + number.toLowerCase().replace("-", ""))).hasStatusOk();
        assertThat(holder.get("/track/" + number + "/photo")).hasStatusOk().hasContentType("image/jpeg");
    }

    @Test
    void the_day_of_receipt_is_the_day_in_japan_wherever_it_is_shown_and_times_name_their_zone() {
        assertThat(holder.page("/track")).contains("Received 1 Jun 2026 (Japan Time)");
        assertThat(holder.page("/track/" + number)).contains("1 Jun 2026 (Japan Time)").containsPattern("Times are those of [A-Za-z ]+ Time\\.");
        assertThat(holder.page("/track/" + number + "/access")).containsPattern("2026 [0-9]{2}:[0-9]{2} \\([A-Za-z ]+ Time\\)");
    }

    @Test
    void strangers_find_no_such_case_and_visitors_are_asked_to_sign_in() {
        var stranger = Visitor.signedIn(http, accounts);
        for (String route : List.of("", "/received", "/change", "/withdraw", "/access", "/photo", "/letters/receipt", "/letters/issuance")) {
            assertThat(stranger.get("/track/" + number + route)).as(route).hasStatus(404);
            assertThat(new Visitor(http).get("/track/" + number + route)).as(route).hasStatus3xxRedirection().hasRedirectedUrl("/sign-in");
        }
        for (String route : List.of("/answer", "/record", "/change", "/withdraw")) {
            assertThat(stranger.post("/track/" + number + route, "mine", "yes", "answer", "x", "missionCode", "FR-PAR", "phone", "+33 1 1111 1111"))
                    .as(route).hasStatus(404);
        }
        assertThat(cases.get(number).open()).isTrue();
        assertThat(stranger.page("/track")).doesNotContain(number);
        assertThat(holder.get("/track/A26-00000000")).hasStatus(404);
    }

    @Test
    void the_holder_confirms_the_record_that_was_found() {
        world.settle();
        String page = holder.page("/track/" + number);
        assertThat(page).contains("Is this your record?", cases.get(number).applicant().familyName(), "6 May 1990", "Please confirm your record")
                .doesNotContain("??");
        assertThat(holder.post("/track/" + number + "/record", "mine", "perhaps")).hasStatus(422);
        assertThat(holder.post("/track/" + number + "/record", "mine", "yes")).hasRedirectedUrl("/track/" + number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.EXAMINING);
        assertThat(holder.post("/track/" + number + "/record", "mine", "no")).hasStatus3xxRedirection();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.EXAMINING);
        assertThat(holder.page("/track/" + number)).contains("The holder confirmed the record").doesNotContain("Is this your record?");
    }

    @Test
    void a_wrong_record_stops_everything() {
        world.settle();
        holder.post("/track/" + number + "/record", "mine", "no");
        assertThat(world.openTasks(number)).containsExactly("Task_InvestigateConflict");
    }

    @Test
    void a_question_of_the_tables_is_answered_on_the_page_and_the_case_goes_on() {
        forget("everRegistered");
        world.settle();
        String page = holder.page("/track/" + number);
        assertThat(page).contains("We have a question", "Ever had a resident record", "fact.everRegistered").doesNotContain("??", "{0}");

        MvcTestResult empty = holder.post("/track/" + number + "/answer", "answer", " ");
        assertThat(empty).hasStatus(422);
        assertThat(Visitor.text(empty)).contains("Please fill this in.");

        assertThat(holder.post("/track/" + number + "/answer", "answer", "I lived in Tokyo.", "fact.everRegistered", "yes"))
                .hasRedirectedUrl("/track/" + number);
        world.settle();
        assertThat(cases.openRequest(number)).isEmpty();
        assertThat(cases.get(number).applicant().answers()).containsEntry("everRegistered", true);
        assertThat(holder.page("/track/" + number)).contains("Is this your record?");
        assertThat(holder.post("/track/" + number + "/answer", "answer", "again")).hasStatus3xxRedirection();
    }

    @Test
    void an_answer_can_correct_the_statement_and_bring_a_new_photo() {
        forget("everRegistered");
        world.settle();
        assertThat(Visitor.text(holder.upload("/track/" + number + "/answer", "no picture".getBytes(), "answer", "x"))).contains("not a JPEG");
        var a = cases.get(number).applicant();
        String[] corrected = {"answer", "My name was mistyped.", "correct", "true", "familyName", a.familyName(), "givenName", "華子",
            "familyKana", "ヤマダ", "givenKana", "ハナコ", "familyLatin", "YAMADA", "givenLatin", "HANAKO", "dateOfBirth", "1990-05-07",
            "sex", "FEMALE", "domicile", "東京都新宿区西新宿三丁目1番", "departedOn", "", "fact.everRegistered", "yes"};
        String[] wrong = corrected.clone();
        wrong[11] = "7";
        assertThat(Visitor.text(holder.upload("/track/" + number + "/answer", Visitor.photo(), wrong))).contains("katakana or hiragana");
        assertThat(holder.upload("/track/" + number + "/answer", Visitor.photo(), corrected)).hasStatus3xxRedirection();
        assertThat(cases.get(number).applicant().givenName()).isEqualTo("華子");
        assertThat(cases.get(number).applicant().birthDate()).isEqualTo("1990-05-07");
        assertThat(cases.get(number).applicant().answers()).containsEntry("dateOfBirth", "1990-05-07");
        assertThat(cases.documents(number)).hasSize(2);
    }

    @Test
    void an_application_is_withdrawn_once_and_for_all() {
        world.settle();
        assertThat(holder.page("/track/" + number + "/withdraw")).contains("cannot be undone", "refunded");
        assertThat(holder.post("/track/" + number + "/withdraw")).hasRedirectedUrl("/track/" + number);
        world.settle();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(flow.running(number)).isFalse();
        assertThat(holder.post("/track/" + number + "/withdraw")).hasRedirectedUrl("/track/" + number);
        assertThat(holder.get("/track/" + number + "/withdraw")).hasRedirectedUrl("/track/" + number);
        assertThat(holder.page("/track/" + number)).contains("This application has ended", "Withdrawal received").doesNotContain("/withdraw", "??");
    }

    @Test
    void place_and_telephone_are_changed_and_what_is_wrong_is_said() {
        world.settle();
        assertThat(Visitor.text(holder.post("/track/" + number + "/change", "missionCode", "nowhere", "phone", "?")))
                .contains("no such office", "not a telephone number");
        assertThat(holder.post("/track/" + number + "/change", "missionCode", "FI-HEL", "phone", "+358 9 686 0200"))
                .hasRedirectedUrl("/track/" + number);
        world.settle();
        assertThat(cases.get(number).missionCode()).isEqualTo("FI-HEL");
        assertThat(cases.get(number).applicant().phone()).isEqualTo("+358 9 686 0200");
        assertThat(holder.post("/track/" + number + "/change", "missionCode", "FI-HEL", "phone", "+358 9 686 0200"))
                .hasRedirectedUrl("/track/" + number);
    }

    @Test
    void a_refusal_shows_its_reason_and_what_can_be_done() {
        world.settle();
        world.stop(number);
        cases.decide(number, "REFUSE", "NOT_LINKED", null, "NUMBER_ACT", CurrentUser.SYSTEM);
        sql.sql("update case_file set state = 'EXAMINING' where number = :number").param("number", number).update();
        cases.become(number, CaseState.REFUSED, Event.of("APPLICATION_REFUSED", CurrentUser.SYSTEM).because("NOT_LINKED"));
        assertThat(holder.page("/track/" + number)).contains("Request a review", "Within 3 months", "Have the record corrected",
                "Go to court", "the prefectural governor", "Number Act as amended").doesNotContain("??", "/change", "/withdraw", "番号法");
        assertThat(holder.page("/track/" + number + "?lang=ja")).contains("番号法").doesNotContain("Number Act as amended");
    }

    @Test
    void letters_come_as_pdf_in_both_languages() {
        MvcTestResult letter = holder.get("/track/" + number + "/letters/receipt");
        assertThat(letter).hasStatusOk().hasContentType("application/pdf");
        assertThat(letter.getResponse().getContentAsByteArray()).startsWith("%PDF".getBytes());
        assertThat(holder.get("/track/" + number + "/letters/issuance")).hasStatus(409);
    }

    @Test
    void the_holder_sees_who_has_read_the_case() {
        cases.open(number, CurrentUser.SYSTEM, org.madoguchi.accessregister.Purpose.CASE_WORK);
        assertThat(holder.page("/track/" + number + "/access")).contains("You looked yourself", "Looking the case up").doesNotContain("??");
    }

    @Test
    void every_page_speaks_japanese_too() {
        world.settle();
        for (String route : List.of("", "/received", "/change", "/withdraw", "/access")) {
            assertThat(holder.page("/track/" + number + route + "?lang=ja")).as(route).contains("lang=\"ja\"").doesNotContain("??");
        }
    }

    private void forget(String fact) {
        sql.sql("update case_applicant set answers = answers - :fact where case_number = :number").param("fact", fact)
                .param("number", number).update();
    }
}
