package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SampleResident;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.loss.Loss.State;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses;
import org.madoguchi.loss.Losses.Report;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** A resident has lost the card and applies for another one: on the pages, by program, and at the counter. */
@MadoguchiTest
@Import(World.class)
class ResidentReissueTests {

    @Autowired MockMvcTester http;
    @Autowired World world;
    @Autowired Losses losses;
    @Autowired CardsInForce cards;
    @Autowired CaseFiles cases;
    @Autowired Worklist worklist;
    @Autowired Notifications notifications;
    @Autowired Simulators simulators;
    @Autowired JsonMapper json;
    @Autowired MovableClock clock;

    private SampleResident person;
    private String first;
    private CurrentUser holder;

    @BeforeEach
    void the_bureau_opens() {
        world.begin();
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    /** Somebody of age who holds the card of this plan. */
    private void somebodyHolds(ResidentPlan plan) {
        person = world.resident(plan);
        first = world.walk(person, plan);
        holder = CurrentUser.applicant(world.file(first).accountId().toString());
        assertThat(card().suspended()).isFalse();
    }

    @Test
    void a_lost_merged_card_is_reported_and_replaced_by_an_ordinary_one_and_is_given_back_when_it_turns_up() {
        somebodyHolds(ResidentPlan.HAS_ONE_CARD);
        losses.report(first, new Report(What.STOLEN, null, false), holder);
        world.settle();
        var visitor = new Visitor(http).signIn(world.file(first).accountId());
        assertThat(visitor.page("/track/cards/" + first)).contains("/residence/apply/form?lost=" + first, "ordinary residence card");
        String form = visitor.page("/residence/apply/form?lost=" + first);
        assertThat(form).containsPattern("value=\"REISSUE_LOSS\"[^>]*selected").containsPattern("value=\"MERGED\"[^>]*checked")
                .contains(person.givenName()).doesNotContain("??");

        assertThat(visitor.post("/residence/apply/form", said())).hasRedirectedUrl("/residence/apply/photo");
        visitor.upload("/residence/apply/photo", person.photo());
        String review = visitor.page("/residence/apply/review");
        assertThat(review).contains("Re-issue").doesNotContain("name=\"wish\"", "??");
        MvcTestResult received = visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(review));
        assertThat(received).hasStatus3xxRedirection();
        assertThat(visitor.page(received.getResponse().getRedirectedUrl())).contains("certificate of the police").doesNotContain("??");
        String second = received.getResponse().getRedirectedUrl().split("/")[2];
        world.settle();

        assertThat(world.file(second).renewsCard()).isEqualTo(card().id());
        assertThat(losses.of(first).orElseThrow()).satisfies(loss -> {
            assertThat(loss.what()).as("as it was reported before").isEqualTo(What.STOLEN);
            assertThat(loss.reissueCase()).isEqualTo(second);
        });
        assertThat(visitor.page("/track/" + second)).contains("certificate of the police", "ordinary residence card comes first")
                .doesNotContain("{0}", "unless you ask for it again", "??");
        assertThat(visitor.page("/track/cards/" + first)).contains(second).doesNotContain("I have found it", "??");
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> losses.found(first, holder))
                .satisfies(no -> assertThat(no.code()).isEqualTo("REISSUE_RUNNING"));

        ordinaryCardComesOf(second);
        assertThat(notices(second)).contains("function-stopped").doesNotContain("function-ends");
        assertThat(card().endReason()).isEqualTo(EndReason.LOST);
        assertThat(losses.of(first).orElseThrow().state()).isEqualTo(State.REPLACED);
        assertThat(simulators.jLis().orders(first)).extracting("state").containsExactly("STOPPED");

        losses.found(first, holder);
        world.settle();
        assertThat(world.openTasks(first)).containsExactly("Task_TakeBackAtBureau");
        does(first, Role.ISA_CARD_OFFICER, Map.of("takeBack", "TAKEN_BACK", "identityChecked", true, "disposal", "RETURN",
                "reference", "POUCH-3"));
        assertThat(world.openTasks(first)).isEmpty();
        assertThat(card().endReason()).as("it was lost, and stays so in the register").isEqualTo(EndReason.LOST);
        world.taskListEqualsTheEngine();
    }

    @Test
    void who_applies_at_the_counter_without_a_report_has_the_card_suspended_by_that() {
        somebodyHolds(ResidentPlan.HAS_ONE_CARD);
        CurrentUser clerk = world.officer(Role.ISA_CLERK, "a");
        Map<String, String> said = said();
        said.putAll(Map.of("heldCard", "SEPARATE", "email", person.email(), "language", "en"));
        var request = http.post().uri("/cases/new").with(csrf()).with(user(clerk)).multipart()
                .file(new MockMultipartFile("photo", "photo.jpg", "image/jpeg", person.photo()));
        said.forEach(request::param);
        MvcTestResult answer = request.exchange();
        assertThat(answer).hasStatus3xxRedirection();
        String second = answer.getResponse().getRedirectedUrl().split("/")[2];

        assertThat(card().suspended()).as("at once").isTrue();
        assertThat(notices(first)).endsWith("card-suspended-reissue");
        assertThat(world.file(second).residence().heldCard()).as("as we issued it").isEqualTo("MERGED");
        world.settle();
        assertThat(simulators.jLis().orders(first)).extracting("state").containsExactly("SUSPENDED");
        String page = Visitor.text(http.get().uri("/cases/" + second).with(user(clerk)).header("Accept-Language", "en").exchange());
        assertThat(page).contains("/cases/" + first, "Suspended.").doesNotContain("??");
        String task = Visitor.text(http.get().uri("/tasks/" + world.openTask(second).taskId()).with(user(clerk))
                .header("Accept-Language", "en").exchange());
        assertThat(task).contains("ordinary residence card comes first").doesNotContain("{0}", "name=\"mergedCardAsked\"", "??");
        ordinaryCardComesOf(second);
        assertThat(card().endReason()).isEqualTo(EndReason.LOST);
        assertThat(notices(first)).doesNotContain("loss-bureau", "card-suspended-resident");
    }

    @Test
    void by_program_too_and_with_the_application_withdrawn_a_found_card_comes_back_into_use() {
        somebodyHolds(ResidentPlan.HAS_SEPARATE_CARDS);
        String body = """
                {"facts":{"programme":"residence","baseProcedure":"REISSUE_LOSS","channel":"COUNTER","statusGroup":"MID_TO_LONG_TERM",
                  "periodOfStayMonths":36,"cardRequested":true,"dateOfBirth":"%s"},
                 "person":{"familyLatin":"%s","givenLatin":"%s","sex":"%s","municipalityCode":"%s","domicile":"%s"},
                 "stay":{"bureauCode":"ISA-TYO","status":"ENGINEER_HUMANITIES","periodUntil":"2029-01-20","nationality":"%s",
                  "heldCard":"SEPARATE"},
                 "wish":{"explainedBy":"Support Desk Chiyoda","explainedIn":"vi"},
                 "contact":{"email":"%s","phone":"090-1234-5678","language":"en"},"photo":"%s"}
                """.formatted(person.birthDate(), person.familyName(), person.givenName(), person.sex(), World.MUNICIPALITY,
                person.address(), person.nationality(), person.email(), Base64.getEncoder().encodeToString(person.photo()));
        MvcTestResult answer = http.post().uri("/api/v1/applications").header("Accept-Language", "en")
                .header("Idempotency-Key", UUID.randomUUID().toString()).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
        assertThat(answer).hasStatus(201);
        var created = json.readTree(Visitor.text(answer));
        assertThat(created.at("/wish/code").asString()).isEqualTo("NO_BASE_PROCEDURE");
        assertThat(created.at("/wish/text").asString()).doesNotContain("{0}");
        String second = created.get("caseNumber").asString();
        world.settle();
        assertThat(card().suspended()).isTrue();
        assertThat(world.file(second).renewsCard()).isEqualTo(card().id());
        assertThat(simulators.jLis().orders(first)).as("J-LIS has never made it").isEmpty();

        new Visitor(http).signIn(world.file(first).accountId()).post("/track/" + second + "/withdraw");
        world.settle();
        assertThat(world.file(second).state()).isEqualTo(CaseState.WITHDRAWN);
        losses.found(first, holder);
        does(first, Role.ISA_CARD_OFFICER, Map.of("lift", "LIFTED", "identityChecked", true, "cardInHand", true));
        assertThat(card().inForce()).isTrue();
        assertThat(card().suspended()).isFalse();
    }

    @Test
    void the_card_of_somebody_else_in_the_family_stays_as_it_is() {
        somebodyHolds(ResidentPlan.HAS_SEPARATE_CARDS);
        var visitor = new Visitor(http).signIn(world.file(first).accountId());
        Map<String, String> said = said();
        said.put("givenLatin", "TWIN");
        visitor.post("/residence/apply/form", said);
        visitor.upload("/residence/apply/photo", person.photo());
        MvcTestResult received = visitor.post("/residence/apply/submit", "draft", Visitor.draftOn(visitor.page("/residence/apply/review")));
        assertThat(received).hasStatus3xxRedirection();
        assertThat(card().suspended()).isFalse();
        assertThat(world.file(received.getResponse().getRedirectedUrl().split("/")[2]).renewsCard()).isNull();
    }

    /** What the holder states: of the card that is gone neither number nor last day. */
    private Map<String, String> said() {
        Map<String, String> said = new LinkedHashMap<>(ResidentPagesTests.statement());
        said.putAll(Map.of("baseProcedure", "REISSUE_LOSS", "familyLatin", person.familyName(), "givenLatin", person.givenName(),
                "dateOfBirth", person.birthDate().toString(), "sex", person.sex(), "nationality", person.nationality(),
                "domicile", person.address(), "heldCard", "MERGED", "periodUntil", "2029-01-20"));
        List.of("residenceCardNumber", "cardUntil", "myNumberCardUntil").forEach(said::remove);
        return said;
    }

    /** The bureau takes, examines and issues; nothing is paid and nothing handed in. */
    private void ordinaryCardComesOf(String number) {
        does(number, Role.ISA_CLERK, Map.of("acceptance", "ACCEPTED", "appearing", "SELF", "documents",
                List.of("RESIDENCE_FORM", "PASSPORT", "PHOTO", "LOSS_REPORT")));
        does(number, Role.ISA_EXAMINER, Map.of("baseDecision", "GRANTED"));
        assertThat(world.openTasks(number)).containsExactly("Task_IssueResidenceCard");
        assertThat(new Visitor(http).signIn(world.file(number).accountId()).page("/track/" + number)).contains("with your passport")
                .doesNotContain("cards you hold", "??");
        String page = Visitor.text(http.get().uri("/tasks/" + world.openTask(number).taskId())
                .with(user(world.officer(Role.ISA_CARD_OFFICER, "a"))).header("Accept-Language", "en").exchange());
        assertThat(page).contains("was stopped with it", "none is handed in").doesNotContain("name=\"residenceCard\"", "??");
        Map<String, Object> form = Map.of("identityChecked", true, "signatureTaken", true);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> does(number, Role.ISA_CARD_OFFICER, form))
                .satisfies(no -> assertThat(no.code()).isEqualTo("FUNCTION_END_UNTOLD"));
        does(number, Role.ISA_CARD_OFFICER, Map.of("identityChecked", true, "signatureTaken", true, "functionEndTold", true));
        CaseFile file = world.file(number);
        assertThat(file.state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(cards.ofCase(number).orElseThrow().kind()).isEqualTo("RESIDENCE_CARD");
    }

    private void does(String number, Role role, Map<String, Object> form) {
        worklist.complete(world.openTask(number).taskId(), json.valueToTree(form), world.officer(role, "a"));
        world.settle();
    }

    private CardInForce card() {
        return cards.ofCase(first).orElseThrow();
    }

    private List<String> notices(String number) {
        return notifications.ofCase(number).stream().map(Notifications.Notice::template).toList();
    }
}
