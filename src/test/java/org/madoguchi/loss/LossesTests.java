package org.madoguchi.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CardsInForce;
import org.madoguchi.casefile.CardsInForce.CardInForce;
import org.madoguchi.casefile.CardsInForce.EndReason;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.Down;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.ResidentCards;
import org.madoguchi.journeys.World;
import org.madoguchi.loss.Loss.State;
import org.madoguchi.loss.Loss.What;
import org.madoguchi.loss.Losses.PoliceReport;
import org.madoguchi.loss.Losses.Report;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@MadoguchiTest
@Import({World.class, ResidentCards.class})
class LossesTests {

    @Autowired Losses losses;
    @Autowired Returns returns;
    @Autowired World world;
    @Autowired ResidentCards residents;
    @Autowired CardsInForce cards;
    @Autowired CaseFiles cases;
    @Autowired CaseFlow flow;
    @Autowired Worklist worklist;
    @Autowired Notifications notifications;
    @Autowired Simulators simulators;
    @Autowired TransactionTemplate transaction;
    @Autowired JdbcClient sql;
    @Autowired JsonMapper json;
    @Autowired MovableClock clock;

    @BeforeEach
    void people_are_at_work() {
        world.begin();
    }

    @AfterEach
    void the_world_as_it_was() {
        simulators.behave();
        clock.run();
    }

    private String handedOver() {
        return world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
    }

    private CurrentUser holder(String number) {
        return CurrentUser.applicant(cases.get(number).accountId().toString());
    }

    private CardInForce card(String number) {
        return cards.ofCase(number).orElseThrow();
    }

    private Instant lost(String number) {
        return losses.report(number, new Report(What.LOST, null, false), holder(number));
    }

    private State stateOf(String number) {
        return losses.of(number).orElseThrow().state();
    }

    private String producerSays(String number) {
        return simulators.jLis().orders(number).get(0).state();
    }

    private List<String> notices(String number) {
        return notifications.ofCase(number).stream().map(Notifications.Notice::template).toList();
    }

    private List<String> events(String number) {
        return cases.timeline(number).stream().map(CaseFiles.TimelineEntry::event).toList();
    }

    private void complete(String number, Role role, Map<String, Object> form) {
        WorkItem task = world.openTask(number);
        worklist.complete(task.taskId(), json.valueToTree(form), world.officer(role, "a"));
        world.settle();
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(act).satisfies(no -> assertThat(no.code()).isEqualTo(code));
    }

    @Test
    void the_card_is_suspended_in_the_transaction_of_the_report() {
        String number = handedOver();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> transaction.executeWithoutResult(status -> {
            lost(number);
            assertThat(card(number).suspended()).isTrue();
            throw new IllegalStateException("the line was cut");
        }));
        assertThat(card(number).suspended()).as("all of it or nothing").isFalse();
        assertThat(flow.running(number)).isFalse();

        Instant since = lost(number);
        assertThat(since).isEqualTo(clock.instant());
        assertThat(card(number).suspendedAt()).isEqualTo(since);
        assertThat(notices(number)).contains("card-suspended");
        assertThat(producerSays(number)).as("J-LIS has not been asked yet").isEqualTo("ACTIVE");
        world.settle();
        assertThat(producerSays(number)).isEqualTo("SUSPENDED");
        assertThat(events(number)).contains("LOSS_REPORTED", "SUSPENDED_AT_PRODUCER");
    }

    @Test
    void the_producer_suspends_once_although_its_answer_got_lost_and_it_was_down() {
        String number = handedOver();
        simulators.jLis().goDown(Down.UNAVAILABLE);
        lost(number);
        world.settle();
        assertThat(card(number).suspended()).as("nobody waits for J-LIS").isTrue();
        simulators.jLis().comeBack();
        simulators.jLis().loseAnswersNext(1);
        world.pass(Duration.ofMinutes(2));
        world.pass(Duration.ofMinutes(10));
        world.pass(Duration.ofMinutes(30));
        assertThat(producerSays(number)).isEqualTo("SUSPENDED");
        assertThat(simulators.jLis().requests("suspendCard", number)).isEqualTo(1);
        assertThat(events(number)).containsOnlyOnce("SUSPENDED_AT_PRODUCER");
    }

    @Test
    void a_producer_that_stays_down_leaves_a_step_for_the_supervisor_and_the_card_suspended() {
        String number = handedOver();
        simulators.jLis().goDown(Down.UNAVAILABLE);
        lost(number);
        for (int i = 0; i < 8; i++) {
            world.pass(Duration.ofHours(7));
        }
        assertThat(flow.stuck()).anyMatch(stuck -> number.equals(stuck.caseNumber()) && stuck.activityId().equals("Task_SuspendAtProducer")
                && stuck.nameEn().equals("Suspend at J-LIS") && stuck.nameJa().equals("J-LISで一時停止する"));
        assertThat(card(number).suspended()).isTrue();
        simulators.jLis().comeBack();
        flow.stuck().stream().filter(stuck -> number.equals(stuck.caseNumber())).forEach(stuck -> flow.retry(stuck.incidentId()));
        world.settle();
        assertThat(producerSays(number)).isEqualTo("SUSPENDED");
    }

    @Test
    void the_same_report_again_changes_nothing_and_another_one_is_refused() throws Exception {
        String number = handedOver();
        Instant since = lost(number);
        clock.tick(Duration.ofMinutes(1));
        assertThat(lost(number)).isEqualTo(since);
        refused("LOSS_ALREADY_REPORTED", () -> losses.report(number, new Report(What.STOLEN, null, false), holder(number)));
        assertThat(events(number)).containsOnlyOnce("LOSS_REPORTED");
    }

    @Test
    void two_who_report_at_the_same_time_are_one_report() throws Exception {
        String number = handedOver();
        var both = Executors.newFixedThreadPool(2);
        try {
            Callable<Instant> report = () -> lost(number);
            List<Instant> since = both.invokeAll(List.of(report, report)).stream().map(one -> {
                try {
                    return one.get();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }).toList();
            assertThat(since.get(0)).isEqualTo(since.get(1));
        } finally {
            both.shutdown();
        }
        assertThat(events(number)).containsOnlyOnce("LOSS_REPORTED");
    }

    @Test
    void bad_input_is_refused_in_words() {
        String number = handedOver();
        CurrentUser holder = holder(number);
        LocalDate today = Tokyo.today(clock);
        refused("LOSS_UNKNOWN", () -> losses.police(number, new PoliceReport("1", "Thonglor", today), holder));
        refused("LOSS_UNKNOWN", () -> losses.found(number, holder));
        refused("KNOWN_IN_FUTURE", () -> losses.report(number, new Report(What.LOST, today.plusDays(1), false), holder));
        refused("KNOWN_BEFORE_ISSUE", () -> losses.report(number, new Report(What.LOST, today.minusYears(1), false), holder));
        lost(number);
        refused("POLICE_NUMBER_MISSING", () -> losses.police(number, new PoliceReport(" ", "Thonglor", today), holder));
        refused("POLICE_STATION_MISSING", () -> losses.police(number, new PoliceReport("77/2026", null, today), holder));
        refused("POLICE_DAY_MISSING", () -> losses.police(number, new PoliceReport("77/2026", "Thonglor", null), holder));
        refused("POLICE_IN_FUTURE", () -> losses.police(number, new PoliceReport("77/2026", "Thonglor", today.plusDays(1)), holder));
        refused("POLICE_BEFORE_ISSUE", () -> losses.police(number, new PoliceReport("77/2026", "Thonglor", today.minusYears(1)), holder));
        refused("TEXT_TOO_LONG", () -> losses.police(number, new PoliceReport("7".repeat(61), "Thonglor", today), holder));
        refused("ENTRY_NOT_ASKED", () -> losses.entered(number, today, holder));
        refused("LIFT_AT_COUNTER_ONLY", () -> losses.lift(number, true, true, null, holder, World.MISSION));
        refused("CARD_SUSPENDED", () -> returns.request(number, holder));
        cards.end(card(number).id(), EndReason.REPLACED);
        refused("CARD_NOT_IN_FORCE", () -> lost(number));
        refused("CARD_NOT_IN_FORCE", () -> returns.request(number, holder));
    }

    @Test
    void a_card_past_its_last_day_is_not_reported_any_more() {
        String number = handedOver();
        clock.stopAt(card(number).validUntil().plusDays(1).atStartOfDay(Tokyo.ZONE).toInstant());
        refused("CARD_NOT_IN_FORCE", () -> lost(number));
    }

    @Test
    void an_officer_lifts_only_with_the_holder_and_the_card_before_them() {
        String number = handedOver();
        lost(number);
        world.settle();
        losses.found(number, holder(number));
        losses.found(number, holder(number));
        assertThat(world.openTasks(number)).containsExactly("Task_LiftAtMission");
        assertThat(card(number).suspended()).as("saying so lifts nothing").isTrue();
        refused("IDENTITY_UNCHECKED", () -> complete(number, Role.CONSULAR_OFFICER, Map.of("lift", "LIFTED", "cardInHand", true)));
        refused("CARD_UNSEEN", () -> complete(number, Role.CONSULAR_OFFICER, Map.of("lift", "LIFTED", "identityChecked", true)));
        refused("REASON_WANTED", () -> complete(number, Role.CONSULAR_OFFICER, Map.of("lift", "NOT_BROUGHT")));
        complete(number, Role.CONSULAR_OFFICER, Map.of("lift", "NOT_BROUGHT", "note", "来館なし。"));
        assertThat(stateOf(number)).isEqualTo(State.SUSPENDED);
        assertThat(world.openTasks(number)).isEmpty();

        losses.found(number, holder(number));
        complete(number, Role.CONSULAR_OFFICER, Map.of("lift", "LIFTED", "identityChecked", true, "cardInHand", true));
        assertThat(card(number).suspended()).isFalse();
        assertThat(stateOf(number)).isEqualTo(State.LIFTED);
        assertThat(producerSays(number)).isEqualTo("ACTIVE");
        assertThat(notices(number)).contains("suspension-lifted");
        assertThat(flow.running(number)).isFalse();

        lost(number);
        assertThat(card(number).suspended()).as("it can be lost once more").isTrue();
    }

    @Test
    void a_card_found_while_the_producer_is_down_waits_at_the_counter_as_soon_as_it_is_up() {
        String number = handedOver();
        simulators.jLis().goDown(Down.UNAVAILABLE);
        lost(number);
        world.settle();
        losses.found(number, holder(number));
        assertThat(world.openTasks(number)).isEmpty();
        simulators.jLis().comeBack();
        world.pass(Duration.ofMinutes(2));
        assertThat(world.openTasks(number)).containsExactly("Task_LiftAtMission");
    }

    @Test
    void abroad_the_holder_is_reminded_after_a_week_a_month_and_three() {
        String number = handedOver();
        lost(number);
        world.settle();
        for (int days : List.of(6, 1, 23, 60)) {
            world.pass(Duration.ofDays(days));
        }
        assertThat(notices(number)).filteredOn("loss-reminder"::equals).hasSize(3);
    }

    @Test
    void a_card_nobody_comes_for_stays_suspended_to_its_last_day() {
        String number = handedOver();
        lost(number);
        world.settle();
        clock.stopAt(card(number).validUntil().plusDays(1).atStartOfDay(Tokyo.ZONE).toInstant());
        world.settle();
        assertThat(card(number).endReason()).isEqualTo(EndReason.EXPIRED);
        assertThat(stateOf(number)).isEqualTo(State.ENDED);
        assertThat(flow.running(number)).isFalse();
    }

    @Test
    void a_resident_is_told_of_the_fourteen_days_from_knowing() {
        String number = residents.handedOver("loss-known@example.org", "COUNTER");
        losses.report(number, new Report(What.STOLEN, Tokyo.today(clock).minusDays(3), false), holder(number));
        world.settle();
        Loss loss = losses.of(number).orElseThrow();
        assertThat(losses.bureauUntil(loss)).contains(Tokyo.today(clock).plusDays(11));
        for (int days : List.of(4, 5, 2, 1)) {
            world.pass(Duration.ofDays(days));
        }
        assertThat(notices(number)).containsExactly("card-suspended-resident", "loss-bureau", "loss-bureau", "loss-bureau", "loss-bureau-late");
        losses.found(number, holder(number));
        assertThat(world.openTasks(number)).containsExactly("Task_LiftAtBureau");
    }

    @Test
    void a_merged_card_is_suspended_and_released_at_its_producer_though_nobody_activated_it() {
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
        String number = world.walk(world.resident(ResidentPlan.HAS_ONE_CARD), ResidentPlan.HAS_ONE_CARD);
        lost(number);
        world.settle();
        assertThat(producerSays(number)).isEqualTo("SUSPENDED");
        losses.found(number, holder(number));
        complete(number, Role.ISA_CARD_OFFICER, Map.of("lift", "LIFTED", "identityChecked", true, "cardInHand", true));
        world.settle();
        assertThat(producerSays(number)).isEqualTo("ACTIVE");
        assertThat(stateOf(number)).isEqualTo(State.LIFTED);
    }

    @Test
    void a_resident_abroad_has_fourteen_days_from_the_next_entry() {
        String number = residents.handedOver("loss-abroad@example.org", "MUNICIPALITY");
        CurrentUser holder = holder(number);
        LocalDate today = Tokyo.today(clock);
        losses.report(number, new Report(What.LOST, null, true), holder);
        world.settle();
        assertThat(losses.bureauUntil(losses.of(number).orElseThrow())).isEmpty();
        world.pass(Duration.ofDays(7));
        assertThat(notices(number)).contains("loss-entry");
        refused("ENTRY_DAY_MISSING", () -> losses.entered(number, null, holder));
        refused("ENTRY_IN_FUTURE", () -> losses.entered(number, today.plusDays(8), holder));
        refused("ENTRY_BEFORE_KNOWN", () -> losses.entered(number, today.minusDays(1), holder));
        losses.entered(number, today.plusDays(6), holder);
        assertThat(losses.bureauUntil(losses.of(number).orElseThrow())).contains(today.plusDays(20));
        world.pass(Duration.ofDays(6));
        assertThat(notices(number)).contains("loss-bureau");
        losses.found(number, holder);
        assertThat(world.openTasks(number)).containsExactly("Task_LiftAtMunicipality");
    }

    @Test
    void a_call_to_the_hotline_suspends_the_card_here_too() {
        String number = handedOver();
        assertThat(simulators.jLis().hotline(number, "STOLEN")).isTrue();
        assertThat(card(number).suspended()).isTrue();
        assertThat(losses.of(number).orElseThrow().what()).isEqualTo(What.STOLEN);
        world.settle();
        assertThat(notices(number)).contains("card-suspended");
    }

    @Test
    void a_card_given_back_is_good_until_an_officer_has_it() {
        String number = handedOver();
        returns.request(number, holder(number));
        returns.request(number, holder(number));
        world.settle();
        assertThat(world.openTasks(number)).containsExactly("Task_TakeBackAtMission");
        assertThat(card(number).inForce()).isTrue();
        refused("IDENTITY_UNCHECKED", () -> complete(number, Role.CONSULAR_OFFICER, Map.of("takeBack", "TAKEN_BACK")));
        refused("DISPOSAL_WANTED", () -> complete(number, Role.CONSULAR_OFFICER, Map.of("takeBack", "TAKEN_BACK", "identityChecked", true)));
        refused("REFERENCE_WANTED", () -> complete(number, Role.CONSULAR_OFFICER,
                Map.of("takeBack", "TAKEN_BACK", "identityChecked", true, "disposal", "RETURN")));
        refused("WITNESS_WANTED", () -> complete(number, Role.CONSULAR_OFFICER,
                Map.of("takeBack", "TAKEN_BACK", "identityChecked", true, "disposal", "DESTROY", "witness", "consular-officer-a")));
        complete(number, Role.CONSULAR_OFFICER,
                Map.of("takeBack", "TAKEN_BACK", "identityChecked", true, "disposal", "DESTROY", "witness", "consular-officer-b"));
        assertThat(card(number).endReason()).isEqualTo(EndReason.RETURNED);
        assertThat(producerSays(number)).isEqualTo("STOPPED");
        assertThat(notices(number)).contains("return-wish", "card-taken-back");
    }

    @Test
    void a_card_that_is_not_brought_stays_in_force_and_can_be_given_back_later() {
        String number = handedOver();
        returns.request(number, holder(number));
        world.settle();
        complete(number, Role.CONSULAR_OFFICER, Map.of("takeBack", "NOT_BROUGHT", "note", "気が変わった。"));
        assertThat(card(number).inForce()).isTrue();
        assertThat(returns.of(number)).isEmpty();
        returns.request(number, holder(number));
        world.settle();
        assertThat(world.openTasks(number)).containsExactly("Task_TakeBackAtMission");
    }

    @Test
    void what_a_register_reports_ends_the_card_and_the_holder_is_told_with_the_way_out() {
        String number = handedOver();
        assertThat(simulators.familyRegister().holderChanged(number, Map.of("change", "NATIONALITY_LOST"))).isTrue();
        world.settle();
        assertThat(card(number).endReason()).isEqualTo(EndReason.ENTITLEMENT_LOST);
        assertThat(producerSays(number)).isEqualTo("STOPPED");
        assertThat(notices(number)).contains("card-ended");
    }

    @Test
    void nobody_writes_to_somebody_who_has_died() {
        String number = handedOver();
        lost(number);
        world.settle();
        int before = notices(number).size();
        assertThat(simulators.jLis().holderChanged(number, "DEATH")).isTrue();
        world.settle();
        assertThat(card(number).inForce()).isFalse();
        assertThat(producerSays(number)).isEqualTo("STOPPED");
        assertThat(notices(number)).hasSize(before);
        assertThat(flow.running(number)).isFalse();
    }

    @Test
    void who_moves_back_to_japan_may_go_on_using_the_card() {
        String number = handedOver();
        simulators.familyRegister().holderChanged(number, Map.of("change", "RETURNED", "continuedUse", true));
        world.settle();
        assertThat(card(number).endReason()).isEqualTo(EndReason.CONTINUED_IN_JAPAN);
        assertThat(producerSays(number)).as("nothing is revoked").isEqualTo("ACTIVE");
        assertThat(notices(number)).contains("card-ended");
    }

    @Test
    void what_concerns_residents_does_not_end_a_card_issued_abroad() {
        String number = handedOver();
        simulators.jLis().holderChanged(number, "STATUS_LOST");
        assertThat(card(number).inForce()).isTrue();
        String resident = residents.handedOver("status-lost@example.org", "COUNTER");
        simulators.jLis().holderChanged(resident, "STATUS_LOST");
        world.settle();
        assertThat(card(resident).endReason()).isEqualTo(EndReason.ENTITLEMENT_LOST);
    }
}
