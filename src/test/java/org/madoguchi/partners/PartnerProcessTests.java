package org.madoguchi.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.externaltask.ExternalTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.demo.partners.Down;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

class PartnerProcessTests extends PartnersTest {

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private PartnerSettings settings;

    @Autowired
    private ObjectProvider<PartnerCall<?, ?>> calls;

    private PartnerProcess anotherNode() {
        var node = new PartnerProcess(externalTasks, transaction, settings, clock, calls);
        node.afterSingletonsInstantiated();
        return node;
    }

    private ExternalTask task() {
        return externalTasks.createExternalTaskQuery().list().stream()
                .filter(each -> caseNumber.equals(each.getBusinessKey())).findFirst().orElseThrow();
    }

    private List<String> incidents() {
        return runtime.createIncidentQuery().processInstanceId(task().getProcessInstanceId()).list().stream()
                .map(incident -> incident.getIncidentMessage()).toList();
    }

    @Test
    void an_answer_is_kept_and_the_case_goes_on() {
        start("call-a-partner");

        assertThat(worker.workOnce()).isEqualTo(1);
        assertThat(call.recorded).containsExactly("answer");
        assertThat(step()).isEqualTo("Task_Answered");
        assertThat(runtime.createVariableInstanceQuery().variableName("outcome").list()).extracting("value").contains("DONE");
        assertThat(worker.workOnce()).isZero();
    }

    @Test
    void a_call_that_must_wait_is_neither_made_nor_counted_and_goes_on_by_itself() {
        call.waiting = true;
        start("call-a-partner");
        for (int i = 0; i < 20; i++) {
            worker.workOnce();
            clock.tick(java.time.Duration.ofMinutes(6));
        }
        assertThat(call.keys).isEmpty();
        assertThat(incidents()).isEmpty();

        call.waiting = false;
        worker.workOnce();
        assertThat(call.recorded).containsExactly("answer");
    }

    @Test
    void the_partner_is_called_outside_any_transaction() {
        call.answering = ignored -> String.valueOf(TransactionSynchronizationManager.isActualTransactionActive());
        call.recording = answer -> assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isTrue();
        start("call-a-partner");
        worker.workOnce();

        assertThat(call.recorded).containsExactly("false");
        assertThatThrownBy(() -> transaction.execute(status -> IdempotencyKey.during("k", () -> jLis.cancelOrder(
                new JLisClient.CardCancellation(caseNumber, null, "TEST")))))
                .isInstanceOf(IllegalStateException.class).hasMessage("j-lis is called inside a transaction");
    }

    @Test
    void a_call_needs_an_idempotency_key() {
        assertThatThrownBy(() -> jLis.cancelOrder(new JLisClient.CardCancellation(caseNumber, null, "TEST")))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("idempotency key");
    }

    @Test
    void the_key_stays_over_retries_and_changes_with_the_next_visit() {
        call.answering = ignored -> {
            throw new PartnerUnavailable("j-lis", "answered 503");
        };
        start("call-a-partner");
        worker.workOnce();
        clock.tick(Duration.ofMinutes(1));
        worker.workOnce();
        assertThat(call.keys).hasSize(2).containsOnly(task().getId());

        call.answering = ignored -> "answer";
        clock.tick(Duration.ofMinutes(5));
        worker.workOnce();
        start("call-a-partner");
        worker.workOnce();
        assertThat(new HashSet<>(call.keys)).hasSize(2);
    }

    @Test
    void a_partner_that_fails_is_called_later_and_later_and_then_becomes_an_incident() {
        call.answering = ignored -> {
            throw new PartnerUnavailable("j-lis", "answered 503");
        };
        start("call-a-partner");
        worker.workOnce();

        int attempts = 1;
        for (String wait : List.of("PT1M", "PT5M", "PT15M", "PT1H", "PT6H")) {
            assertThat(incidents()).isEmpty();
            clock.tick(Duration.parse(wait).minusSeconds(1));
            assertThat(worker.workOnce()).isZero();
            clock.tick(Duration.ofSeconds(1));
            assertThat(worker.workOnce()).isEqualTo(1);
            assertThat(call.keys).hasSize(++attempts);
        }
        assertThat(incidents()).containsExactly("j-lis: answered 503");
        clock.tick(Duration.ofDays(30));
        assertThat(worker.workOnce()).isZero();

        call.answering = ignored -> "answer";
        externalTasks.setRetries(task().getId(), 1);
        assertThat(worker.workOnce()).isEqualTo(1);
        assertThat(step()).isEqualTo("Task_Answered");
        assertThat(runtime.createIncidentQuery().count()).isZero();
    }

    @Test
    void a_refusal_takes_the_way_the_model_has_for_it() {
        call.answering = ignored -> {
            throw new PartnerRefused("CallRefused", "CHIP_UNREADABLE");
        };
        start("call-a-partner");
        worker.workOnce();

        assertThat(step()).isEqualTo("Task_Refused");
        assertThat(call.refusals).containsExactly("CHIP_UNREADABLE");
        assertThat(call.recorded).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"call-without-a-net", "call-a-partner"})
    void a_refusal_the_model_does_not_know_is_an_incident_at_once(String process) {
        call.answering = ignored -> {
            throw new PartnerRefused("SomethingElse", "NOT_OURS");
        };
        start(process);
        worker.workOnce();

        assertThat(step()).isEqualTo("Task_CallPartner");
        assertThat(incidents()).containsExactly("refused, SomethingElse: NOT_OURS");
        clock.tick(Duration.ofDays(1));
        assertThat(worker.workOnce()).isZero();
    }

    @Test
    void what_a_fault_says_about_people_is_written_nowhere() {
        call.answering = ignored -> {
            throw new IllegalArgumentException("山田花子 123456789018 is not a date");
        };
        start("call-a-partner");
        worker.workOnce();

        assertThat(task().getErrorMessage()).startsWith("IllegalArgumentException at ").doesNotContain("山田", "123456789018");
        assertThat(externalTasks.getExternalTaskErrorDetails(task().getId())).isNull();
    }

    @Test
    void an_answer_that_cannot_be_kept_leaves_the_case_where_it_was() {
        call.recording = answer -> {
            sql.sql("INSERT INTO partner_event VALUES ('kept', :id, 't', 'c', now(), now())").param("id", caseNumber).update();
            throw Refusal.conflict("NOTHING_ASKED");
        };
        start("call-a-partner");
        worker.workOnce();

        assertThat(sql.sql("SELECT count(*) FROM partner_event WHERE partner = 'kept'").query(Integer.class).single()).isZero();
        assertThat(step()).isEqualTo("Task_CallPartner");
        assertThat(task().getRetries()).isEqualTo(5);
        assertThat(task().getErrorMessage()).isEqualTo("our own rules refused: NOTHING_ASKED");
    }

    @Test
    void a_clash_with_somebody_else_repeats_the_keeping_and_not_the_call() {
        call.recording = answer -> {
            if (call.recorded.size() < 3) {
                throw new CannotAcquireLockException("a clash");
            }
        };
        start("call-a-partner");
        worker.workOnce();

        assertThat(call.keys).hasSize(1);
        assertThat(call.recorded).hasSize(3);
        assertThat(step()).isEqualTo("Task_Answered");
    }

    @Test
    void a_task_is_worked_by_one_node_at_a_time() throws Exception {
        var called = new CountDownLatch(1);
        var answered = new CountDownLatch(1);
        call.answering = ignored -> {
            called.countDown();
            awaitQuietly(answered);
            return "answer";
        };
        start("call-a-partner");
        var nodes = Executors.newFixedThreadPool(1);
        var first = nodes.submit(() -> worker.workOnce());
        assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();

        assertThat(anotherNode().workOnce()).isZero();
        answered.countDown();
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        nodes.shutdown();
        assertThat(call.keys).hasSize(1);
    }

    @Test
    void a_node_that_died_leaves_its_task_to_another_and_the_key_is_the_same() {
        start("call-a-partner");
        String lost = externalTasks.fetchAndLock().workerId("dead").maxTasks(1).subscribe()
                .topic("scripted-call", settings.lock().toMillis()).execute().get(0).getId();

        assertThat(anotherNode().workOnce()).isZero();
        clock.tick(settings.lock().plusSeconds(1));
        assertThat(anotherNode().workOnce()).isEqualTo(1);
        assertThat(call.keys).containsExactly(lost);
    }

    @Test
    void a_node_that_was_too_slow_does_not_undo_what_another_did() {
        call.answering = ignored -> {
            call.answering = again -> "in time";
            clock.tick(settings.lock().plusSeconds(1));
            assertThat(anotherNode().workOnce()).isEqualTo(1);
            return "too slow";
        };
        start("call-a-partner");
        worker.workOnce();

        assertThat(step()).isEqualTo("Task_Answered");
        assertThat(call.late).isEmpty();
        assertThat(new HashSet<>(call.keys)).hasSize(1);
        assertThat(runtime.createVariableInstanceQuery().variableName("outcome").processInstanceIdIn(
                runtime.createProcessInstanceQuery().processInstanceBusinessKey(caseNumber).singleResult().getId()).count()).isEqualTo(1);
    }

    @Test
    void an_answer_for_a_case_that_ended_meanwhile_is_told_to_the_step() {
        call.answering = ignored -> {
            runtime.deleteProcessInstance(task().getProcessInstanceId(), "withdrawn");
            return "made in vain";
        };
        start("call-a-partner");
        worker.workOnce();

        assertThat(call.late).containsExactly("made in vain");
    }

    @Test
    void many_cases_are_worked_in_one_run_whatever_one_of_them_does() {
        String bad = caseNumber;
        call.answering = each -> {
            if (each.equals(bad)) {
                throw new PartnerUnavailable("j-lis", "answered 500");
            }
            return each;
        };
        start("call-a-partner");
        for (int n = 0; n < 20; n++) {
            runtime.startProcessInstanceByKey("call-a-partner", caseNumber + "-" + n);
        }

        assertThat(worker.workOnce()).isEqualTo(21);
        assertThat(new HashSet<>(call.recorded)).hasSize(20);
    }

    @Test
    void an_order_whose_answer_was_lost_is_made_once() {
        orderCards();
        simulators.jLis().loseAnswersNext(1);
        start("call-a-partner");
        worker.workOnce();
        assertThat(task().getErrorMessage()).isEqualTo("j-lis: the connection broke");
        assertThat(simulators.jLis().orders(caseNumber)).hasSize(1);

        clock.tick(Duration.ofMinutes(1));
        worker.workOnce();
        assertThat(step()).isEqualTo("Task_Answered");
        assertThat(call.recorded).containsExactly(simulators.jLis().orders(caseNumber).get(0).orderNumber());
        assertThat(simulators.jLis().orders(caseNumber)).hasSize(1);
        assertThat(simulators.jLis().requests("orderCard", caseNumber)).isEqualTo(1);
    }

    @Test
    void a_partner_that_is_down_is_told_from_one_that_is_slow_and_one_that_listens_nowhere() {
        orderCards();
        start("call-a-partner");
        simulators.jLis().goDown(Down.UNAVAILABLE);
        worker.workOnce();
        assertThat(task().getErrorMessage()).isEqualTo("j-lis: answered 503");

        simulators.jLis().goDown(Down.HANGS_UP);
        clock.tick(Duration.ofMinutes(1));
        worker.workOnce();
        assertThat(task().getErrorMessage()).isEqualTo("j-lis: the connection broke");

        simulators.jLis().comeBack();
        simulators.jLis().delay(3000);
        clock.tick(Duration.ofMinutes(5));
        worker.workOnce();
        assertThat(task().getErrorMessage()).isEqualTo("j-lis: did not answer in time");

        simulators.stop();
        clock.tick(Duration.ofMinutes(15));
        worker.workOnce();
        assertThat(task().getErrorMessage()).isEqualTo("j-lis: cannot be reached");

        simulators.start();
        simulators.behave();
        clock.tick(Duration.ofHours(1));
        worker.workOnce();
        assertThat(step()).isEqualTo("Task_Answered");
        assertThat(simulators.jLis().requests("orderCard", caseNumber)).isEqualTo(1);
    }

    @Test
    void a_partner_that_refuses_says_why() {
        orderCards();
        simulators.jLis().rejectNext(1, "PHOTO_UNSUITABLE");
        start("call-a-partner");
        worker.workOnce();

        assertThat(incidents()).containsExactly("refused, CardOrderRefused: PHOTO_UNSUITABLE");
        externalTasks.setRetries(task().getId(), 1);
        worker.workOnce();
        assertThat(step()).isEqualTo("Task_Answered");
    }

    private void orderCards() {
        call.answering = number -> jLis.orderCard(Samples.order(number, null)).orderNumber();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
