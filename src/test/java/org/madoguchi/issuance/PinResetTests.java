package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.PinResetForms.Form;
import org.madoguchi.issuance.PinResetForms.Outcome;
import org.madoguchi.issuance.PinResets.Pin;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

class PinResetTests extends IssuanceTest {

    private static final String TASK = "Task_ResetPinAtMission";
    private static final MissionCapabilities.Pin SEALED = MissionCapabilities.Pin.SEALED_FORM;

    @Autowired PinResets resets;
    @Autowired PinResetForms.AtMission atMission;
    @Autowired MockMvcTester pages;

    @Test
    void PINs_are_set_again_by_a_holder_who_was_identified_with_the_card_in_hand() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        assertThat(notices(number)).contains("pin-reset-invitation");
        isRefused("DOCUMENT_UNCHECKED", number, reset(false, true, true, SEALED, Pin.SIGNATURE));
        isRefused("FACE_UNCHECKED", number, reset(true, false, true, SEALED, Pin.SIGNATURE));
        isRefused("CARD_NOT_IN_HAND", number, reset(true, true, false, SEALED, Pin.SIGNATURE));
        isRefused("PINS_WANTED", number, reset(true, true, true, SEALED));
        isRefused("PIN_WAY_WANTED", number, reset(true, true, true, null, Pin.SIGNATURE));
        complete(number, TASK, "officer-" + MISSION, reset(true, true, true, SEALED, Pin.SIGNATURE));
        assertThat(resets.of(number)).get().satisfies(reset -> assertThat(reset.outcome()).isEqualTo("RESET"));
        assertThat(sql.sql("select array_to_string(pins, ',') from pin_reset where case_number = ?").param(number).query(String.class).single())
                .isEqualTo("SIGNATURE");
        assertThat(notices(number)).contains("pin-reset-done");
        assertThat(flow.running(number)).isFalse();
    }

    @Test
    void a_card_has_one_open_reset() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        assertThat(resets.mayAsk(number)).isFalse();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> resets.ask(number, CurrentUser.SYSTEM))
                .satisfies(no -> assertThat(no.code()).isEqualTo("PIN_RESET_OPEN"));
        resets.withdraw(number);
        assertThat(resets.of(number)).get().satisfies(reset -> assertThat(reset.outcome()).isEqualTo("WITHDRAWN"));
        resets.ask(number, CurrentUser.SYSTEM);
        assertThat(openTasks(number)).containsExactly(TASK);
    }

    @Test
    void a_reset_ends_with_its_card() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        cardsInForce.end(cardsInForce.ofCase(number).orElseThrow().id(), EndReason.RETURNED);
        assertThat(resets.of(number)).map(PinResets.PinReset::open).contains(false);
        assertThat(resets.mayAsk(number)).isFalse();
        assertThat(atMission.page(cases.get(number)).card()).isNull();
    }

    @Test
    void a_reset_ends_with_the_last_day_of_its_card() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        LocalDate today = Tokyo.today(clock);
        sql.sql("update card_in_force set valid_until = :today where case_number = :case").param("today", today).param("case", number).update();
        cardsInForce.endExpired(today);
        assertThat(openTasks(number)).containsExactly(TASK);
        cardsInForce.endExpired(today.plusDays(1));
        assertThat(cardsInForce.ofCase(number).orElseThrow().endReason()).isEqualTo(EndReason.EXPIRED);
        assertThat(openTasks(number)).isEmpty();
        assertThat(resets.of(number)).map(PinResets.PinReset::open).contains(false);
    }

    @Test
    void a_suspended_card_cannot_be_reset() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        cardsInForce.suspend(cardsInForce.ofCase(number).orElseThrow().id());
        isRefused("CARD_NOT_IN_FORCE", number, reset(true, true, true, SEALED, Pin.SIGNATURE));
    }

    @Test
    void a_mission_without_a_terminal_takes_sealed_forms_only() {
        String number = aCardOf(aCase().at(FAR_MISSION));
        resets.ask(number, CurrentUser.SYSTEM);
        isRefused("PIN_NOT_POSSIBLE", number, reset(true, true, true, MissionCapabilities.Pin.TERMINAL, Pin.USER_AUTHENTICATION));
    }

    @Test
    void only_the_PINs_that_the_card_has_and_the_mission_can_reset_are_offered() {
        String adult = aCardOf(aCase());
        assertThat(possible(adult)).containsExactlyInAnyOrder(Pin.SIGNATURE, Pin.USER_AUTHENTICATION);
        String child = aCardOf(aCase().bornOn(LocalDate.of(2020, 1, 1)));
        assertThat(possible(child)).containsExactly(Pin.USER_AUTHENTICATION);
        resets.ask(child, CurrentUser.SYSTEM);
        isRefused("PIN_NOT_ON_CARD", child, reset(true, true, true, SEALED, Pin.SIGNATURE));
        isRefused("PIN_NOT_ON_CARD", child, reset(true, true, true, SEALED, Pin.CARD_ENTRY));
        clock.tick(Duration.ofDays(6 * 366));
        assertThat(possible(adult)).as("its certificates have run out").isEmpty();
    }

    @Test
    void whoever_was_not_verified_is_told_what_to_bring_each_time() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        isRefused("REASON_WANTED", number, new Form(Outcome.NOT_VERIFIED, false, false, false, Set.of(), null, " "));
        for (int attempt = 0; attempt < 2; attempt++) {
            complete(number, TASK, "officer-" + MISSION, new Form(Outcome.NOT_VERIFIED, false, false, false, Set.of(), null, "No passport"));
        }
        assertThat(notices(number)).filteredOn("pin-reset-again"::equals).hasSize(2);
        assertThat(openTasks(number)).containsExactly(TASK);
    }

    @Test
    void a_card_that_does_not_work_is_to_be_issued_again() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        complete(number, TASK, "officer-" + MISSION, new Form(Outcome.CARD_DEFECTIVE, false, false, false, null, null, "The chip is silent"));
        assertThat(resets.of(number)).get().satisfies(reset -> assertThat(reset.outcome()).isEqualTo("CARD_DEFECTIVE"));
        assertThat(notices(number)).contains("pin-reset-card-defective");
    }

    @Test
    void nobody_comes_by_the_end_of_the_last_day_in_Tokyo() {
        String number = aCardOf(aCase());
        resets.ask(number, CurrentUser.SYSTEM);
        clock.stopAt(Instant.parse("2027-01-21T14:59:59Z"));
        runDueTimers(number);
        assertThat(openTasks(number)).containsExactly(TASK);
        clock.stopAt(Instant.parse("2027-01-21T15:00:00Z"));
        runDueTimers(number);
        assertThat(openTasks(number)).isEmpty();
        assertThat(resets.of(number)).get().satisfies(reset -> assertThat(reset.outcome()).isEqualTo("NO_SHOW"));
        assertThat(notices(number)).contains("pin-reset-closed");
    }

    @Test
    void holder_and_officer_see_it_on_their_pages_in_both_languages() throws Exception {
        String number = aCardOf(aCase());
        var holder = new CurrentUser(cases.get(number).accountId().toString(), CurrentUser.Kind.APPLICANT, "", "", Set.of());
        CurrentUser officer = staff.find("officer-" + MISSION).orElseThrow();
        String page = "/track/cards/" + number + "/pin-reset";
        shows("/track/" + number, holder, page);
        shows("/cases/" + number, officer, "/cases/" + number + "/pin-reset");
        shows(page, holder, "action=\"" + page + "\"");
        assertThat(pages.post().uri(page).with(user(holder)).with(csrf())).hasStatus3xxRedirection();
        shows(page, holder, page + "/withdraw");
        String task = "/tasks/" + openTask(number, TASK).taskId();
        shows(task, officer, "name=\"documentChecked\"", "value=\"SIGNATURE\"", "value=\"TERMINAL\"");
        assertThat(pages.post().uri(page + "/withdraw").with(user(holder)).with(csrf())).hasStatus3xxRedirection();
        assertThat(pages.post().uri("/cases/" + number + "/pin-reset").with(user(officer)).with(csrf())).hasStatus3xxRedirection();
        assertThat(openTasks(number)).containsExactly(TASK);
    }

    private void shows(String address, CurrentUser reader, String... parts) throws Exception {
        for (String language : List.of("ja", "en")) {
            var page = pages.get().uri(address + "?lang=" + language).with(user(reader)).exchange();
            assertThat(page).as(address).hasStatusOk();
            assertThat(page.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8)).as(address + " in " + language)
                    .doesNotContain("??").contains(parts);
        }
    }

    /** A card in its holder's hand, with certificates for five years. */
    private String aCardOf(CaseBuilder builder) {
        String number = builder.examined();
        for (CaseState state : new CaseState[] {CaseState.IN_PRODUCTION, CaseState.IN_TRANSIT, CaseState.READY_FOR_COLLECTION,
            CaseState.HANDED_OVER}) {
            cases.become(number, state, Event.of("MOVED_BY_THE_TEST", CurrentUser.SYSTEM));
        }
        LocalDate today = LocalDate.of(2026, 11, 22);
        cardsInForce.begin(new CardInForce(UUID.randomUUID(), cases.get(number).accountId(), number, "OVERSEAS", "NEW",
                today, today.plusYears(10), today.plusYears(5), null, null));
        return number;
    }

    private Set<Pin> possible(String number) {
        return resets.possible(cases.get(number), cardsInForce.ofCase(number).orElseThrow());
    }

    private static Form reset(boolean document, boolean face, boolean card, MissionCapabilities.Pin way, Pin... pins) {
        Set<Pin> set = EnumSet.noneOf(Pin.class);
        set.addAll(List.of(pins));
        return new Form(Outcome.RESET, document, face, card, set, way, null);
    }

    private void isRefused(String code, String number, Form form) {
        String mission = cases.get(number).missionCode();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> complete(number, TASK, "officer-" + mission, form))
                .satisfies(no -> assertThat(no.code()).isEqualTo(code));
    }
}
