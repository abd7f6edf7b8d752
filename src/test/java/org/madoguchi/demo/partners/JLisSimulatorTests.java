package org.madoguchi.demo.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.JLisClient.CancelOutcome;
import org.madoguchi.partners.JLisClient.CardActivation;
import org.madoguchi.partners.JLisClient.CardCancellation;
import org.madoguchi.partners.JLisClient.CardRelease;
import org.madoguchi.partners.JLisClient.CardStop;
import org.madoguchi.partners.JLisClient.CardSuspension;
import org.madoguchi.partners.JLisClient.OrderedCard;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerRefused;
import org.madoguchi.partners.PartnersTest;
import org.madoguchi.partners.Samples;
import org.madoguchi.platform.Refusal;

class JLisSimulatorTests extends PartnersTest {

    private OrderedCard order(String key, String replaces) {
        return IdempotencyKey.during(key, () -> jLis.orderCard(Samples.order(caseNumber, replaces)));
    }

    private String cardNumber() {
        return simulators.jLis().orders(caseNumber).get(0).cardNumber();
    }

    private String state() {
        return simulators.jLis().orders(caseNumber).get(0).state();
    }

    private String activate(String key) {
        return IdempotencyKey.during(key, () -> jLis.activateCard(new CardActivation(caseNumber, cardNumber(), "US-NYC"))).cardNumber();
    }

    @Test
    void an_order_is_counted_once_per_key() {
        OrderedCard first = order(caseNumber, null);

        assertThat(order(caseNumber, null)).isEqualTo(first);
        assertThat(order(caseNumber, null)).isEqualTo(first);
        assertThat(simulators.jLis().orders(caseNumber)).hasSize(1);
        assertThat(simulators.jLis().requests("orderCard", caseNumber)).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_is_refused() {
        order(caseNumber, null);

        assertThatThrownBy(() -> order(caseNumber, "JL-0"))
                .isInstanceOf(PartnerRefused.class).hasMessage("CardOrderRefused: KEY_REUSED");
    }

    @Test
    void a_case_has_one_card_in_force_unless_the_order_names_what_it_replaces() {
        OrderedCard first = order("first " + caseNumber, null);

        assertThatThrownBy(() -> order("second " + caseNumber, null)).hasMessage("CardOrderRefused: ORDER_OPEN");
        OrderedCard second = order("third " + caseNumber, first.orderNumber());
        assertThat(second).isNotEqualTo(first);
        assertThat(simulators.jLis().orders(caseNumber)).extracting("state").containsExactly("CANCELLED", "ORDERED");
    }

    @Test
    void the_card_is_reported_produced_and_then_dispatched_when_the_clock_says_so() {
        order(caseNumber, null);
        assertThat(simulators.advance()).isZero();

        clock.tick(Duration.ofSeconds(20));
        assertThat(simulators.advance()).isEqualTo(1);
        clock.tick(Duration.ofSeconds(20));
        assertThat(simulators.advance()).isEqualTo(1);

        assertThat(handlers.events).extracting(PartnerEvent::type).containsExactly("card.produced", "card.dispatched");
        assertThat(handlers.events).extracting(PartnerEvent::occurredAt).containsExactly(START.plusSeconds(20), START.plusSeconds(40));
        assertThat(state()).isEqualTo("DISPATCHED");
    }

    @Test
    void a_test_can_have_the_card_now() {
        order(caseNumber, null);
        clock.tick(Duration.ofSeconds(1));

        assertThat(simulators.jLis().produce(caseNumber)).isTrue();
        assertThat(simulators.jLis().dispatch(caseNumber)).isTrue();
        assertThat(simulators.jLis().reports(caseNumber)).extracting("state").containsOnly("ACCEPTED");
    }

    @Test
    void an_order_can_be_rejected_later_and_made_again() {
        simulators.jLis().rejectLaterNext(1, "PHOTO_UNSUITABLE");
        order("first " + caseNumber, null);
        simulators.jLis().produce(caseNumber);

        assertThat(handlers.events).extracting(PartnerEvent::type).containsExactly("card.rejected");
        assertThat(state()).isEqualTo("REJECTED");
        order("second " + caseNumber, null);
        assertThat(simulators.jLis().orders(caseNumber)).hasSize(2);
    }

    @Test
    void a_refused_event_comes_again_until_it_is_accepted_and_keeps_its_place() {
        order(caseNumber, null);
        handlers.handling = event -> {
            throw Refusal.conflict("NOT_WAITING");
        };
        clock.tick(Duration.ofMinutes(1));
        assertThat(simulators.advance()).isZero();
        assertThat(simulators.jLis().reports(caseNumber)).extracting("state").containsExactly("WAITING", "WAITING");
        assertThat(simulators.jLis().reports(caseNumber)).extracting("lastAnswer").containsExactly("409 NOT_WAITING", null);

        handlers.handling = event -> { };
        assertThat(simulators.advance()).isEqualTo(2);
        assertThat(handlers.events).extracting(PartnerEvent::type).containsExactly("card.produced", "card.dispatched");
    }

    @Test
    void repeated_events_are_seen_by_the_application() {
        simulators.jLis().repeatCallbacks(2);
        order(caseNumber, null);
        simulators.jLis().produce(caseNumber);

        assertThat(handlers.events).hasSize(1);
        assertThat(simulators.jLis().reports(caseNumber).get(0).lastAnswer()).isEqualTo("409 EVENT_SEEN");
    }

    @Test
    void held_events_wait_until_they_are_released() {
        simulators.jLis().holdCallbacks();
        order(caseNumber, null);
        assertThat(simulators.jLis().produce(caseNumber)).isFalse();

        simulators.jLis().releaseCallbacks();
        assertThat(simulators.advance()).isEqualTo(1);
    }

    @Test
    void an_untrue_event_comes_before_the_true_one() {
        simulators.jLis().contradictNext(1, Contradiction.OTHER_ORDER);
        String number = order(caseNumber, null).orderNumber();
        simulators.jLis().produce(caseNumber);

        assertThat(handlers.events).extracting(event -> event.data().path("orderNumber").asString("")).containsExactly("JL-99999999", number);
    }

    @Test
    void an_order_that_is_taken_back_is_not_made() {
        order(caseNumber, null);

        assertThat(cancel("a " + caseNumber)).isEqualTo(CancelOutcome.CANCELLED);
        assertThat(cancel("b " + caseNumber)).isEqualTo(CancelOutcome.NOTHING);
        clock.tick(Duration.ofDays(1));
        assertThat(simulators.advance()).isZero();
        assertThat(state()).isEqualTo("CANCELLED");
    }

    @Test
    void a_card_that_is_made_is_stopped_instead() {
        order(caseNumber, null);
        simulators.jLis().produce(caseNumber);

        assertThat(cancel(caseNumber + " late")).isEqualTo(CancelOutcome.STOPPED);
        assertThat(simulators.jLis().dispatch(caseNumber)).isFalse();
    }

    private CancelOutcome cancel(String key) {
        return IdempotencyKey.during(key, () -> jLis.cancelOrder(new CardCancellation(caseNumber, null, "WITHDRAWN"))).outcome();
    }

    @Test
    void a_card_is_activated_once_it_is_there_and_not_after_it_was_stopped() {
        order(caseNumber, null);
        assertThatThrownBy(() -> activate("a " + caseNumber)).hasMessage("ActivationRefused: CARD_NOT_DISPATCHED");

        simulators.jLis().produce(caseNumber);
        simulators.jLis().dispatch(caseNumber);
        assertThat(activate("a " + caseNumber)).isEqualTo(cardNumber());
        assertThat(state()).isEqualTo("ACTIVE");

        assertThat(IdempotencyKey.during("s " + caseNumber, () -> jLis.stopCard(new CardStop(caseNumber, cardNumber(), "LOST")))
                .cardNumber()).isEqualTo(cardNumber());
        assertThatThrownBy(() -> activate("b " + caseNumber)).hasMessage("ActivationRefused: CARD_STOPPED");
    }

    @Test
    void a_card_of_another_case_is_unknown() {
        assertThatThrownBy(() -> IdempotencyKey.during(caseNumber, () -> jLis.stopCard(new CardStop(caseNumber, "MNC0", "LOST"))))
                .hasMessage("CardStopRefused: CARD_UNKNOWN");
    }

    @Test
    void what_was_asked_before_a_restart_is_still_known_after_it() {
        OrderedCard before = order(caseNumber, null);
        simulators.stop();
        simulators.start();

        assertThat(order(caseNumber, null)).isEqualTo(before);
        assertThat(simulators.jLis().produce(caseNumber)).isTrue();
    }

    private void suspend(String key) {
        IdempotencyKey.during(key, () -> jLis.suspendCard(new CardSuspension(caseNumber, cardNumber(), "LOST")));
    }

    private void release(String key) {
        IdempotencyKey.during(key, () -> jLis.releaseCard(new CardRelease(caseNumber, cardNumber(), "US-NYC")));
    }

    @Test
    void a_card_in_force_is_suspended_and_released_but_never_once_it_is_stopped() {
        order(caseNumber, null);
        assertThatThrownBy(() -> suspend("early " + caseNumber)).hasMessage("CardSuspensionRefused: CARD_NOT_ACTIVE");
        clock.tick(Duration.ofDays(1));
        simulators.advance();
        activate("activate " + caseNumber);

        suspend("suspend " + caseNumber);
        suspend("suspend again " + caseNumber);
        assertThat(state()).isEqualTo("SUSPENDED");
        release("release " + caseNumber);
        assertThat(state()).isEqualTo("ACTIVE");

        suspend("suspend once more " + caseNumber);
        IdempotencyKey.during("stop " + caseNumber, () -> jLis.stopCard(new CardStop(caseNumber, cardNumber(), "LOST")));
        assertThat(state()).isEqualTo("STOPPED");
        assertThatThrownBy(() -> release("too late " + caseNumber)).hasMessage("CardReleaseRefused: CARD_STOPPED");
    }

    @Test
    void a_call_to_the_hotline_suspends_the_card_and_is_reported() {
        order(caseNumber, null);
        clock.tick(Duration.ofDays(1));
        simulators.advance();
        activate("activate " + caseNumber);

        assertThat(simulators.jLis().hotline(caseNumber, "STOLEN")).isTrue();
        assertThat(state()).isEqualTo("SUSPENDED");
        assertThat(handlers.events).extracting(PartnerEvent::type).endsWith("card.suspended");
    }
}
