package org.madoguchi.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.IssuanceTest;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.renewal.Renewals.Answer;
import org.madoguchi.renewal.Renewals.Renewal;
import org.madoguchi.renewal.Renewals.State;
import org.springframework.beans.factory.annotation.Autowired;

class RenewalsTests extends IssuanceTest {

    @Autowired Renewals renewals;

    private CardInForce card(String validUntil) {
        String number = aCase().create();
        CardInForce card = new CardInForce(UUID.randomUUID(), cases.get(number).accountId(), number, "OVERSEAS", "NEW",
                LocalDate.of(2017, 5, 1), LocalDate.parse(validUntil), null, null, null);
        cardsInForce.begin(card);
        return card;
    }

    private List<Renewal> of(CardInForce card) {
        return renewals.waitingFor(card.accountId());
    }

    private Renewal only(CardInForce card) {
        assertThat(of(card)).hasSize(1);
        return of(card).get(0);
    }

    /** Opened on the first day of its window, and invited. */
    private Renewal invited(CardInForce card) {
        clock.stopAt(card.validUntil().minusMonths(12).plusDays(1).atStartOfDay(Tokyo.ZONE).toInstant());
        renewals.openDue(Tokyo.today(clock));
        Renewal renewal = only(card);
        runAsyncJobs(renewal.number());
        return renewal;
    }

    private CurrentUser holder(CardInForce card) {
        return CurrentUser.applicant(card.accountId().toString());
    }

    private void on(String day) {
        clock.stopAt(LocalDate.parse(day).atStartOfDay(Tokyo.ZONE).toInstant());
    }

    @Test
    void a_renewal_opens_on_the_first_day_of_the_window_and_not_the_day_before() {
        CardInForce card = card("2027-12-31");
        clock.stopAt(Instant.parse("2026-12-31T14:59:59Z"));
        renewals.openDue(Tokyo.today(clock));
        assertThat(of(card)).as("still 31 December in Tokyo").isEmpty();
        clock.stopAt(Instant.parse("2026-12-31T15:00:00Z"));
        renewals.openDue(Tokyo.today(clock));
        assertThat(only(card).period()).isEqualTo(card.validUntil());
        assertThat(only(card).number()).matches("R27-[0-9A-Z]{8}");
    }

    @ParameterizedTest
    @CsvSource({
        "2028-02-28, 2027-03-01",
        "2029-02-28, 2028-02-29",
        "2028-02-29, 2027-03-01",
        "2028-03-31, 2027-04-01"})
    void the_end_of_february_opens_on_the_right_day(String validUntil, LocalDate opens) {
        CardInForce card = card(validUntil);
        renewals.openDue(opens.minusDays(1));
        assertThat(of(card)).isEmpty();
        renewals.openDue(opens);
        assertThat(of(card)).hasSize(1);
    }

    @Test
    void a_renewal_is_opened_once_however_often_one_looks() {
        CardInForce card = card("2027-10-15");
        for (String day : List.of("2026-11-22", "2026-11-22", "2026-11-23", "2027-01-01")) {
            renewals.openDue(LocalDate.parse(day));
        }
        Renewal renewal = only(card);
        assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(renewal.number()).count()).isEqualTo(1);
        assertThat(sql.sql("select count(*) from renewal where card_id = :card").param("card", card.id()).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void two_nodes_that_look_at_the_same_time_open_it_once() throws Exception {
        List<CardInForce> due = List.of(card("2027-10-01"), card("2027-10-02"), card("2027-10-03"), card("2027-10-04"));
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> look = () -> renewals.openDue(LocalDate.of(2026, 11, 22));
            for (var node : nodes.invokeAll(List.of(look, look, look, look))) {
                node.get();
            }
        } finally {
            nodes.shutdown();
        }
        for (CardInForce card : due) {
            assertThat(runtime.createProcessInstanceQuery().processInstanceBusinessKey(only(card).number()).count()).isEqualTo(1);
        }
        assertThat(sql.sql("select count(*) from renewal where card_id in (:cards)").param("cards", due.stream().map(CardInForce::id).toList())
                .query(Long.class).single()).isEqualTo(4);
    }

    @Test
    void more_cards_than_one_page_are_all_opened() {
        String pattern = aCase().create();
        sql.sql("""
                insert into case_file (number, programme, purpose, channel, state, state_since, account_id, language, municipality_code,
                                       mission_code, person_key, received_at)
                select number || '-' || n, programme, purpose, channel, state, state_since, account_id, language, municipality_code,
                       mission_code, person_key || n, received_at
                  from case_file, generate_series(1, 450) as n where number = :pattern
                """).param("pattern", pattern).update();
        sql.sql("""
                insert into card_in_force (id, account_id, case_number, programme, kind, issued_on, valid_until)
                select gen_random_uuid(), account_id, number, programme, 'NEW', date '2017-01-01', date '2027-08-01'
                  from case_file where number like :pattern || '-%'
                """).param("pattern", pattern).update();
        assertThat(renewals.openDue(LocalDate.of(2026, 11, 22))).isGreaterThanOrEqualTo(450);
        assertThat(renewals.waitingFor(cases.get(pattern).accountId())).hasSize(450);
        assertThat(renewals.openDue(LocalDate.of(2026, 11, 22))).isZero();
    }

    @Test
    void a_card_that_has_run_out_or_was_ended_is_not_renewed() {
        CardInForce runOut = card("2026-11-21");
        CardInForce lastDay = card("2026-11-22");
        CardInForce ended = card("2027-05-01");
        cardsInForce.end(ended.id(), EndReason.RETURNED);
        renewals.openDue(LocalDate.of(2026, 11, 22));
        assertThat(of(runOut)).isEmpty();
        assertThat(cardsInForce.find(runOut.id()).orElseThrow().endReason()).isEqualTo(EndReason.EXPIRED);
        assertThat(of(lastDay)).hasSize(1);
        assertThat(of(ended)).isEmpty();
    }

    @Test
    void the_holder_is_invited_once_and_reminded_on_the_days_of_the_table() {
        CardInForce card = card("2027-11-30");
        Renewal renewal = invited(card);
        assertThat(notices(renewal.number())).containsExactly("renewal-invitation");
        int sent = 1;
        for (LocalDate day : List.of(LocalDate.of(2027, 6, 3), LocalDate.of(2027, 9, 1), LocalDate.of(2027, 10, 31))) {
            on(day.minusDays(1).toString());
            runDueTimers(renewal.number());
            assertThat(notices(renewal.number())).as("the day before " + day).hasSize(sent);
            on(day.toString());
            runDueTimers(renewal.number());
            assertThat(notices(renewal.number())).as("on " + day).hasSize(++sent);
        }
        assertThat(notices(renewal.number())).containsExactly("renewal-invitation", "renewal-reminder", "renewal-reminder", "renewal-reminder");
        on("2027-11-30");
        runDueTimers(renewal.number());
        assertThat(cardsInForce.find(card.id()).orElseThrow().inForce()).as("valid to the end of its last day").isTrue();
        on("2027-12-01");
        runDueTimers(renewal.number());
        assertThat(cardsInForce.find(card.id()).orElseThrow().endReason()).isEqualTo(EndReason.EXPIRED);
        assertThat(renewals.find(renewal.number()).orElseThrow().state()).isEqualTo(State.EXPIRED);
        assertThat(notices(renewal.number())).endsWith("card-expired").hasSize(5);
        assertThat(flow.running(renewal.number())).isFalse();
    }

    @Test
    void the_first_reminder_comes_exactly_180_days_before() {
        CardInForce card = card("2027-11-30");
        Renewal renewal = invited(card);
        clock.stopAt(Instant.parse("2027-06-02T14:59:59Z"));
        runDueTimers(renewal.number());
        assertThat(notices(renewal.number())).hasSize(1);
        clock.stopAt(Instant.parse("2027-06-02T15:00:00Z"));
        runDueTimers(renewal.number());
        assertThat(notices(renewal.number())).hasSize(2);
    }

    @Test
    void declining_is_as_easy_as_applying_and_ends_the_reminders() {
        CardInForce card = card("2027-11-29");
        Renewal renewal = invited(card);
        renewals.answered(renewal.number(), Answer.DECLINED, holder(card));
        assertThat(renewals.find(renewal.number()).orElseThrow().state()).isEqualTo(State.DECLINED);
        assertThat(notices(renewal.number())).containsExactly("renewal-invitation", "renewal-declined");
        assertThat(flow.running(renewal.number())).isFalse();
        assertThat(of(card)).isEmpty();
        renewals.openDue(LocalDate.of(2027, 3, 1));
        assertThat(of(card)).as("not asked again for this period").isEmpty();
    }

    @Test
    void applying_ends_the_renewal_and_the_same_answer_again_changes_nothing() {
        CardInForce card = card("2027-11-28");
        Renewal renewal = invited(card);
        renewals.answered(renewal.number(), Answer.APPLIED, holder(card));
        renewals.answered(renewal.number(), Answer.APPLIED, holder(card));
        assertThat(flow.running(renewal.number())).isFalse();
        assertThat(cardsInForce.find(card.id()).orElseThrow().inForce()).as("until the new card is handed over").isTrue();
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> renewals.answered(renewal.number(), Answer.DECLINED, holder(card)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("RENEWAL_ANSWERED"));
    }

    @Test
    void nobody_answers_for_another_holder() {
        CardInForce card = card("2027-11-27");
        Renewal renewal = invited(card);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() ->
                        renewals.answered(renewal.number(), Answer.APPLIED, CurrentUser.applicant(UUID.randomUUID().toString())))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("RENEWAL_UNKNOWN"));
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> renewals.answered("R26-00000000", Answer.APPLIED, holder(card)))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("RENEWAL_UNKNOWN"));
        assertThat(only(card).state()).isEqualTo(State.OPEN);
    }

    @Test
    void a_card_that_ended_in_the_meantime_is_no_longer_spoken_of() {
        CardInForce card = card("2027-11-26");
        Renewal renewal = invited(card);
        cardsInForce.end(card.id(), EndReason.REPLACED);
        on("2027-05-30");
        runDueTimers(renewal.number());
        on("2027-11-27");
        runDueTimers(renewal.number());
        assertThat(notices(renewal.number())).containsExactly("renewal-invitation");
        assertThat(renewals.find(renewal.number()).orElseThrow().state()).isEqualTo(State.SUPERSEDED);
    }
}
