package org.madoguchi.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.issuance.Card.State;
import org.madoguchi.issuance.HandOverCardForm.Handover;
import org.madoguchi.issuance.PrepareHandoverForm.OldCard;
import org.madoguchi.issuance.PrepareHandoverForm.Preparation;
import org.madoguchi.issuance.ResolveActivationForm.Activation;
import org.madoguchi.issuance.WitnessDisposalForm.Witness;
import org.madoguchi.partners.JLisClient.ActivatedCard;
import org.madoguchi.partners.PartnerRefused;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.madoguchi.programme.MissionCapabilities.Pin;
import org.springframework.beans.factory.annotation.Autowired;

class HandoverTests extends IssuanceTest {

    @Autowired PrepareHandoverForm prepare;
    @Autowired ResolveActivationForm resolve;

    private static PrepareHandoverForm.Form ready(OldCard oldCard, Pin pin, String note) {
        return new PrepareHandoverForm.Form(Preparation.READY, oldCard, pin, note);
    }

    private void isRefused(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(call).satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private void prepared(String number) {
        complete(number, "Task_PrepareHandover", "clerk-" + MISSION, ready(OldCard.TAKEN_BACK, Pin.SEALED_FORM, null));
    }

    private void activated(String number) {
        work(number, activationCall, new ActivatedCard(custody.find(number).orElseThrow().serial(), clock.instant()));
    }

    private void handedOver(String number) {
        complete(number, "Task_HandOverCard", "officer-" + MISSION, new HandOverCardForm.Form(Handover.HANDED_OVER, true, true, null));
        transaction.executeWithoutResult(status -> issuance.complete(number));
    }

    private CardInForce inForce(LocalDate validUntil) {
        String number = aCase().atTheCounter();
        prepared(number);
        activated(number);
        handedOver(number);
        return cardsInForce.ofCase(number).orElseThrow();
    }

    @Test
    void preparing_asks_for_the_old_card_and_how_the_pins_are_set() {
        String number = aCase().kind("RENEWAL", "RENEWAL").atTheCounter();
        assertThat(prepare.page(cases.get(number)).oldCardExpected()).isTrue();
        String clerk = "clerk-" + MISSION;
        isRefused("OLD_CARD_WANTED", () -> complete(number, "Task_PrepareHandover", clerk, ready(null, Pin.SEALED_FORM, null)));
        isRefused("OLD_CARD_UNEXPLAINED", () -> complete(number, "Task_PrepareHandover", clerk, ready(OldCard.NONE, Pin.SEALED_FORM, null)));
        isRefused("PIN_WAY_WANTED", () -> complete(number, "Task_PrepareHandover", clerk, ready(OldCard.TAKEN_BACK, null, null)));
        complete(number, "Task_PrepareHandover", clerk, ready(OldCard.NONE, Pin.TERMINAL, "Lost on the way here"));
        assertThat(externalTasks.createExternalTaskQuery().topicName("card-activate").list()).anyMatch(task -> number.equals(task.getBusinessKey()));
    }

    @Test
    void a_mission_without_a_terminal_takes_sealed_forms_only() {
        String number = aCase().at("KE-NBO").examined();
        staff.put(new org.madoguchi.identity.CurrentUser("clerk-KE-NBO", org.madoguchi.identity.CurrentUser.Kind.STAFF, "c", "c",
                java.util.Set.of(new org.madoguchi.identity.CurrentUser.Post(org.madoguchi.identity.Role.CONSULAR_CLERK, "KE-NBO"))));
        flow.start("card-production", number, Map.of());
        order(number);
        produced(number);
        dispatched(number);
        complete(number, "Task_PassOnCard", "municipal-officer", new PassOnCardForm.Form("P", null, null));
        complete(number, "Task_ConfirmCardReceipt", "clerk-KE-NBO", new ConfirmCardReceiptForm.Form(ConfirmCardReceiptForm.Receipt.RECEIVED, "S", null));
        flow.start("card-handover", number, Map.of());
        isRefused("PIN_NOT_POSSIBLE", () -> complete(number, "Task_PrepareHandover", "clerk-KE-NBO", ready(OldCard.NONE, Pin.TERMINAL, null)));
        complete(number, "Task_PrepareHandover", "clerk-KE-NBO", ready(OldCard.NONE, Pin.SEALED_FORM, null));
    }

    @Test
    void a_card_that_is_not_here_cannot_be_prepared() {
        String number = aCase().ordered();
        flow.start("card-handover", number, Map.of());
        isRefused("CARD_NOT_HERE", () -> prepared(number));
    }

    @Test
    void handing_over_needs_signature_and_check_list() {
        String number = aCase().atTheCounter();
        prepared(number);
        activated(number);
        String officer = "officer-" + MISSION;
        isRefused("SIGNATURE_WANTED", () -> complete(number, "Task_HandOverCard", officer, new HandOverCardForm.Form(Handover.HANDED_OVER, false, true, null)));
        isRefused("SERVICES_UNSHOWN", () -> complete(number, "Task_HandOverCard", officer, new HandOverCardForm.Form(Handover.HANDED_OVER, true, false, null)));
        isRefused("REASON_WANTED", () -> complete(number, "Task_HandOverCard", officer, new HandOverCardForm.Form(Handover.DEFECTIVE, false, false, "")));
        assertThat(state(number)).isEqualTo(State.RECEIVED);
        handedOver(number);
        assertThat(state(number)).isEqualTo(State.HANDED_OVER);
    }

    @Test
    void a_card_in_the_hand_is_in_force_and_the_case_is_closed() {
        String number = aCase().atTheCounter();
        prepared(number);
        activated(number);
        handedOver(number);
        CardInForce card = cardsInForce.ofCase(number).orElseThrow();
        assertThat(card.issuedOn()).isEqualTo(LocalDate.of(2026, 11, 22));
        assertThat(card.validUntil()).isEqualTo(LocalDate.of(2036, 5, 1));
        assertThat(card.certificatesUntil()).isEqualTo(LocalDate.of(2031, 11, 22));
        assertThat(card.inForce()).isTrue();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(cases.get(number).cardOfficeCode()).isNull();
        assertThat(notices(number)).contains("handed-over");
        assertThat(cases.timeline(number)).extracting(entry -> entry.event()).contains("OLD_CARD_TAKEN_BACK", "CARD_ACTIVATED", "CARD_HANDED_OVER");
    }

    @Test
    void a_renewal_ends_the_old_card_at_its_hand_over_and_not_before() {
        CardInForce old = inForce(LocalDate.of(2036, 5, 1));
        String number = aCase().kind("RENEWAL", "RENEWAL").renewing(old).atTheCounter();
        prepared(number);
        activated(number);
        assertThat(cardsInForce.find(old.id()).orElseThrow().inForce()).isTrue();
        handedOver(number);
        assertThat(cardsInForce.find(old.id()).orElseThrow().endReason()).isEqualTo(EndReason.RENEWED);
        assertThat(cardsInForce.ofAccount(old.accountId())).filteredOn(CardInForce::inForce).hasSize(1);
    }

    @Test
    void another_replacement_ends_the_old_card_as_replaced() {
        CardInForce old = inForce(LocalDate.of(2036, 5, 1));
        String number = aCase().kind("REISSUE_LOST", "REISSUE").renewing(old).atTheCounter();
        assertThat(prepare.page(cases.get(number)).oldCardExpected()).isFalse();
        complete(number, "Task_PrepareHandover", "clerk-" + MISSION, ready(OldCard.NONE, Pin.SEALED_FORM, null));
        activated(number);
        handedOver(number);
        assertThat(cardsInForce.find(old.id()).orElseThrow().endReason()).isEqualTo(EndReason.REPLACED);
    }

    @Test
    void nobody_ends_the_card_of_another_person() {
        CardInForce others = inForce(LocalDate.of(2036, 5, 1));
        String number = aCase().kind("RENEWAL", "RENEWAL").atTheCounter();
        sql.sql("update case_file set renews_card = :card where number = :number").param("card", others.id()).param("number", number).update();
        prepared(number);
        activated(number);
        handedOver(number);
        assertThat(cardsInForce.find(others.id()).orElseThrow().inForce()).isTrue();
    }

    @Test
    void a_refused_activation_is_tried_again() {
        String number = aCase().atTheCounter();
        prepared(number);
        refuse(number, activationCall, new PartnerRefused("ActivationRefused", "CHIP_UNREADABLE"));
        assertThat(resolve.page(cases.get(number)).activationRefusal()).isEqualTo("CHIP_UNREADABLE");
        complete(number, "Task_ResolveActivation", "officer-" + MISSION, new ResolveActivationForm.Form(Activation.RETRY, null));
        activated(number);
        assertThat(custody.find(number).orElseThrow().activationRefusal()).isNull();
        assertThat(openTasks(number)).containsExactly("Task_HandOverCard");
    }

    @Test
    void a_card_that_cannot_be_activated_is_destroyed_and_made_again() {
        String number = aCase().atTheCounter();
        prepared(number);
        refuse(number, activationCall, new PartnerRefused("ActivationRefused", "CARD_STOPPED"));
        isRefused("REASON_WANTED", () -> complete(number, "Task_ResolveActivation", "officer-" + MISSION, new ResolveActivationForm.Form(Activation.DEFECTIVE, " ")));
        complete(number, "Task_ResolveActivation", "officer-" + MISSION, new ResolveActivationForm.Form(Activation.DEFECTIVE, "Refused twice"));
        assertThat(state(number)).isEqualTo(State.DEFECTIVE);
        destroyed(number);
        assertThat(flow.running(number)).isFalse();
        flow.start("card-production", number, Map.of());
        order(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void a_defect_seen_before_or_after_activation_stops_the_hand_over() {
        String before = aCase().atTheCounter();
        isRefused("REASON_WANTED", () -> complete(before, "Task_PrepareHandover", "clerk-" + MISSION,
                new PrepareHandoverForm.Form(Preparation.DEFECTIVE, null, null, null)));
        complete(before, "Task_PrepareHandover", "clerk-" + MISSION, new PrepareHandoverForm.Form(Preparation.DEFECTIVE, null, null, "Scratched"));
        assertThat(state(before)).isEqualTo(State.DEFECTIVE);

        String after = aCase().atTheCounter();
        prepared(after);
        activated(after);
        complete(after, "Task_HandOverCard", "officer-" + MISSION, new HandOverCardForm.Form(Handover.DEFECTIVE, false, false, "Name misprinted"));
        assertThat(state(after)).isEqualTo(State.DEFECTIVE);
        destroyed(after);
        assertThat(cards.stopDue(1000)).as("an activated card must not lie about").extracting(Card::caseNumber).contains(after);
    }

    private void destroyed(String number) {
        complete(number, "Task_DisposeOfCard", "clerk-" + MISSION, new DisposeOfCardForm.Form(Disposal.DESTROY, null, null));
        complete(number, "Task_WitnessDisposal", "officer-" + MISSION, new WitnessDisposalForm.Form(Witness.CONFIRMED, null));
        assertThat(state(number)).isEqualTo(State.DESTROYED);
    }
}
