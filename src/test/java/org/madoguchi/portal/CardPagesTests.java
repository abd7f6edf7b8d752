package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.ResidentCards;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The pages of a card, for its holder and for an officer; of residents', since these ask more. */
@MadoguchiTest
@Import({World.class, ResidentCards.class})
class CardPagesTests {

    @Autowired MockMvcTester http;
    @Autowired World world;
    @Autowired ResidentCards residents;
    @Autowired CaseFiles cases;
    @Autowired CardsInForce cards;
    @Autowired ApplicantAccounts accounts;
    @Autowired Simulators simulators;
    @Autowired MovableClock clock;

    private String number;
    private Visitor holder;

    @BeforeEach
    void somebody_holds_a_card() {
        world.begin();
        number = residents.handedOver("pages" + System.identityHashCode(this) + "@example.org", "COUNTER");
        holder = new Visitor(http).signIn(cases.get(number).accountId());
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    private String path(String rest) {
        return "/track/cards/" + number + rest;
    }

    private void reported() {
        assertThat(holder.post(path("/loss"), "what", "LOST")).hasRedirectedUrl("/track/cards/" + number);
        world.settle();
    }

    @Test
    void the_holder_sees_their_cards_and_how_each_stands() {
        assertThat(holder.page("/track")).contains("My cards", "Specified Residence Card", "In force", path("")).doesNotContain("??");
        assertThat(holder.page(path(""))).contains("Report it lost or stolen", "Give the card back").doesNotContain("??", "I have found it");
    }

    @Test
    void whoever_wants_two_cards_again_is_led_to_the_exchange() {
        assertThat(holder.page(path(""))).contains("Go back to two cards", "href=\"/residence/apply/form?procedure=EXCHANGE\"");
        assertThat(holder.page("/residence/apply/form?procedure=EXCHANGE")).contains("<option value=\"EXCHANGE\" selected=\"selected\">");
        holder.post("/residence/apply/form", "baseProcedure", "EXTENSION", "save", "yes");
        assertThat(holder.get("/residence/apply/form?procedure=EXCHANGE")).hasRedirectedUrl("/residence/apply/form");
    }

    @Test
    void a_report_answers_with_the_time_of_the_suspension_and_what_comes_next() {
        assertThat(holder.page(path("/loss"))).contains("Suspend the card now", "0120-95-0178", "calls within Japan", "smartphone certificate",
                "I was outside Japan").doesNotContain("??");
        reported();
        assertThat(holder.page(path(""))).contains("Suspended at 1 Jun 2026 10:00", "Even if it turns up at home", "Receipt number", "15 Jun 2026", "I have found it",
                "at a counter only", "ordinary residence card", "0120-95-0178").doesNotContain("??", "Give the card back");
        assertThat(holder.page("/track")).contains("Suspended");
        assertThat(holder.get(path("/loss"))).hasRedirectedUrl("/track/cards/" + number);
        assertThat(holder.post(path("/loss"), "what", "LOST")).as("pressed twice").hasRedirectedUrl("/track/cards/" + number);
        assertThat(holder.post(path("/loss"), "what", "STOLEN")).hasStatus(409);
    }

    @Test
    void what_is_wrong_stands_at_its_field() {
        assertThat(Visitor.text(holder.post(path("/loss"), "what", ""))).contains("Please choose one");
        assertThat(holder.post(path("/loss"), "what", "EATEN")).hasStatus(422);
        assertThat(Visitor.text(holder.post(path("/loss"), "what", "LOST", "knownOn", "2026-06-03"))).contains("lies in the future");
        assertThat(Visitor.text(holder.post(path("/loss"), "what", "LOST", "knownOn", "soon"))).contains("a date that exists");
        assertThat(Visitor.text(holder.post(path("/loss"), "what", "", "knownOn", "soon"))).as("all at once")
                .contains("Please choose one", "a date that exists");
        assertThat(cards.ofCase(number).orElseThrow().suspended()).isFalse();
        reported();
        assertThat(Visitor.text(holder.post(path("/police"), "number", "", "station", "Kojimachi", "on", "2026-06-01"))).contains("receipt number");
        assertThat(Visitor.text(holder.post(path("/police"), "number", "", "station", " ", "on", ""))).as("all at once")
                .contains("enter the receipt number", "enter the police station", "enter the day of the report");
        MvcTestResult future = holder.post(path("/police"), "number", "7", "station", "Kojimachi", "on", "2026-06-09");
        assertThat(future).hasStatus(422);
        assertThat(Visitor.text(future)).contains("lies in the future", "Kojimachi").doesNotContain("??");
        assertThat(holder.post(path("/police"), "number", "7", "station", "Kojimachi", "on", "2026-06-01")).hasStatus3xxRedirection();
        assertThat(holder.page(path(""))).contains("Kojimachi", "Save again");
    }

    @Test
    void found_again_the_card_waits_for_the_counter_and_nobody_lifts_from_afar() {
        reported();
        assertThat(Visitor.text(holder.post(path("/lift")))).contains("at a counter only");
        assertThat(holder.post(path("/lift"))).hasStatus(403);
        assertThat(holder.post(path("/found"))).hasStatus3xxRedirection();
        assertThat(holder.page(path(""))).contains("still suspended", "To be shown at the counter", "To use the card again", "need not apply for a new card")
                .doesNotContain("I have found it", "Apply for a new card", "1. Report to the police", "tell them too", "??");
        assertThat(holder.page(path("?lang=ja"))).contains("再び使えるようにするには", "再交付の申請は要りません").doesNotContain("??");
        assertThat(world.openTasks(number)).containsExactly("Task_LiftAtBureau");
    }

    @Test
    void a_card_that_was_found_before_it_was_replaced_turns_up_no_more() {
        reported();
        holder.post(path("/found"));
        cards.end(cards.ofCase(number).orElseThrow().id(), CardsInForce.EndReason.LOST);
        assertThat(holder.page(path(""))).contains("Replaced", "You have got a new card").doesNotContain("If the old card turns up", "Lost", "??");
        assertThat(holder.page("/track")).contains("Replaced").doesNotContain("Lost, replaced");
    }

    @Test
    void abroad_the_day_of_entry_is_asked() {
        holder.post(path("/loss"), "what", "STOLEN", "abroad", "true", "_abroad", "on");
        assertThat(holder.page(path(""))).contains("Day of entry into Japan");
        assertThat(Visitor.text(holder.post(path("/entry"), "day", ""))).contains("Please enter the day of entry");
        assertThat(holder.post(path("/entry"), "day", "2026-06-01")).hasStatus3xxRedirection();
        assertThat(holder.page(path(""))).contains("15 Jun 2026");
    }

    @Test
    void a_card_is_given_back_without_a_reason() {
        assertThat(holder.page(path("/return"))).contains("without a reason", "Tokyo").doesNotContain("??");
        assertThat(holder.post(path("/return"))).hasStatus3xxRedirection();
        assertThat(holder.post(path("/return"))).hasStatus3xxRedirection();
        assertThat(holder.page(path(""))).contains("To be given back", "Until then you can use it").doesNotContain("??");
        assertThat(holder.get(path("/return"))).hasRedirectedUrl("/track/cards/" + number);
    }

    @Test
    void a_card_that_has_ended_says_why_and_what_can_be_done() {
        simulators.jLis().holderChanged(number, "NATURALISED");
        assertThat(holder.page(path(""))).contains("No longer in force", "become a Japanese national", "within 14 days").doesNotContain("??");
    }

    @Test
    void strangers_find_no_such_card_and_officers_only_those_of_their_office() {
        Visitor stranger = Visitor.signedIn(http, accounts);
        assertThat(stranger.get(path(""))).hasStatus(404);
        for (String verb : new String[] {"/loss", "/police", "/entry", "/found", "/lift", "/return"}) {
            assertThat(stranger.post(path(verb), "what", "LOST", "number", "1", "station", "x", "on", "2026-06-01")).as(verb).hasStatus(404);
        }
        assertThat(cards.ofCase(number).orElseThrow().suspended()).isFalse();
        assertThat(post(world.officer(Role.CONSULAR_CLERK, "a"), "/loss", Map.of("what", "LOST", "checked", "THREE_ITEMS"))).hasStatus(404);
    }

    @Test
    void an_officer_takes_a_report_by_telephone_once_the_caller_is_checked() {
        CurrentUser officer = world.officer(Role.ISA_CARD_OFFICER, "a");
        assertThat(casePage(officer)).contains("Take a report of loss", "In force until").doesNotContain("??");
        assertThat(post(officer, "/loss", Map.of("what", "LOST", "checked", ""))).hasStatus(422);
        assertThat(post(officer, "/loss", Map.of("what", "LOST", "checked", "CALLED_BACK", "knownOn", ""))).hasRedirectedUrl("/cases/" + number);
        assertThat(cards.ofCase(number).orElseThrow().suspended()).isTrue();
        assertThat(casePage(officer)).contains("Suspended.", "Confirmed by calling", "Enter the report to the police").doesNotContain("??");
        assertThat(post(officer, "/loss/police", Map.of("number", "12", "station", "Kojimachi", "on", Tokyo.today(clock).toString())))
                .hasRedirectedUrl("/cases/" + number);
        world.settle();
        assertThat(post(officer, "/loss/found", Map.of())).hasRedirectedUrl("/cases/" + number);
        assertThat(casePage(officer)).contains("Kojimachi", "Lift the suspension at the bureau").doesNotContain("??");
    }

    private String casePage(CurrentUser officer) {
        return Visitor.text(http.get().uri("/cases/" + number).header("Accept-Language", "en").with(user(officer)).exchange());
    }

    private MvcTestResult post(CurrentUser officer, String rest, Map<String, String> fields) {
        var request = http.post().uri("/cases/" + number + rest).header("Accept-Language", "en").with(csrf()).with(user(officer));
        fields.forEach(request::param);
        return request.exchange();
    }
}
