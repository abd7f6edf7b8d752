package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFlow;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.demo.partners.Contradiction;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.identity.Role;
import org.madoguchi.issuance.Issuance;
import org.madoguchi.issuance.Issuance.Change;
import org.madoguchi.journeys.ResidenceWorld.Person;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Wish;
import org.madoguchi.residence.Wish.Explanation;
import org.madoguchi.sla.Escalations;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Whole procedures of residents, from the filing to their end, through the real parts. */
@MadoguchiTest
@Import({World.class, ResidenceWorld.class})
class ResidenceJourneyTests {

    @Autowired
    World world;

    @Autowired
    ResidenceWorld residents;

    @Autowired
    Wish wish;

    @Autowired
    CaseFlow flow;

    @Autowired
    Worklist worklist;

    @Autowired
    Simulators simulators;

    @Autowired
    Issuance issuance;

    @Autowired
    Escalations escalations;

    @Autowired
    MovableClock clock;

    @BeforeEach
    void begin() {
        residents.begin();
        simulators.behave();
    }

    @AfterEach
    void the_clock_runs_again() {
        clock.run();
    }

    @Test
    void an_extension_with_the_merged_card() {
        Person person = residents.somebody();
        String number = residents.files(person, "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        assertThat(residents.feeYen(number)).isEqualTo(64_000);
        residents.takesStamps(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        residents.confirmsTheRecord(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
        residents.producerDelivers();
        residents.receives(number);
        assertThat(residents.page(number, "Task_HandOverAtBureau")).contains("Photo filed with the application", "ending in ");
        residents.doesAt(number, "Task_HandOverAtBureau", ResidenceWorld.handOver(), ResidenceWorld.BUREAU);

        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(residents.cardInForce(number)).containsEntry("kind", "SPECIFIED_RESIDENCE_CARD")
                .containsEntry("valid_until", Date.valueOf(ResidenceWorld.STAY_ENDS.plusYears(3)));
        assertThat(residents.events(number)).contains("MERGED_CARD_ASKED", "OLD_RESIDENCE_CARD_SURRENDERED", "OLD_MY_NUMBER_CARD_SURRENDERED");
        assertThat(residents.notices(number)).contains("receipt-counter", "granted", "confirm-resident-record", "merged-dispatched",
                "collect-at-counter", "residence-card-handed-over");
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person.planted());
    }

    @Test
    void a_merged_card_without_electronic_certificates_where_the_applicant_says_so_at_the_counter() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number, "mergedCardAsked", true, "explainedByMe", true, "explainedIn", "vi", "withoutCertificates", true);
        assertThat(residents.events(number)).contains("MERGED_CARD_ASKED");
        residents.grants(number);
        residents.takesStamps(number);
        residents.confirmsTheRecord(number);
        assertThat(simulators.jLis().orders(number)).extracting("certificates").containsExactly(false);
        residents.producerDelivers();
        residents.receives(number);
        residents.doesAt(number, "Task_HandOverAtBureau", ResidenceWorld.handOver(), ResidenceWorld.BUREAU);
        assertThat(residents.cardInForce(number)).containsEntry("certificates_until", null);
    }

    @Test
    void the_same_in_silence_with_the_card_on_the_day_of_the_permission() {
        Person person = residents.somebody();
        String number = residents.files(person, "EXTENSION", "COUNTER");
        residents.accepts(number);
        residents.grants(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WAITING_FOR_PAYMENT);
        residents.takesStamps(number);
        residents.issuesResidenceCard(number);

        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(residents.cardInForce(number)).containsEntry("kind", "RESIDENCE_CARD")
                .containsEntry("issued_on", Date.valueOf(Tokyo.today(clock)));
        assertThat(wish.of(number)).isEmpty();
        assertThat(simulators.jLis().orders(number)).isEmpty();
        assertThat(residents.events(number)).contains("OLD_RESIDENCE_CARD_SURRENDERED").doesNotContain("OLD_MY_NUMBER_CARD_SURRENDERED");
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person.planted());
    }

    @Test
    void a_change_of_mind_before_printing_gives_separate_cards_and_takes_the_order_back() {
        String number = inProduction();
        wish.revoke(number, residents.holder(number));
        wish.revoke(number, residents.holder(number));
        world.settle();

        assertThat(simulators.jLis().orders(number)).singleElement().satisfies(order -> assertThat(order.state()).isEqualTo("CANCELLED"));
        residents.issuesResidenceCard(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(residents.cardInForce(number)).containsEntry("kind", "RESIDENCE_CARD");
        assertThat(residents.notices(number)).doesNotContain("separate-cards-instead");
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_change_of_mind_while_the_record_is_still_to_be_confirmed_needs_no_order_taken_back() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        residents.takesStamps(number);
        wish.revoke(number, residents.holder(number));
        world.settle();
        assertThat(world.openTasks(number)).containsExactly("Task_IssueResidenceCard");
        residents.issuesResidenceCard(number);
        assertThat(residents.file(number).state()).as("an ordinary card needs no link").isEqualTo(CaseState.HANDED_OVER);
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_change_of_mind_while_a_defective_card_is_disposed_of_is_heeded() {
        String number = inProduction();
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_HandOverAtBureau", Map.of("handover", "DEFECTIVE", "note", "チップが読めない。"));
        wish.revoke(number, residents.holder(number));
        residents.does(number, "Task_DisposeOfMergedCard", Map.of("method", "DESTROY"));
        residents.does(number, "Task_WitnessMergedDisposal", Map.of("witness", "CONFIRMED"));
        residents.issuesResidenceCard(number);
        assertThat(simulators.jLis().orders(number)).hasSize(1);
        assertThat(residents.cardInForce(number)).containsEntry("kind", "RESIDENCE_CARD");
    }

    @Test
    void a_change_of_mind_before_the_decision_is_only_noted() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        wish.revoke(number, residents.holder(number));
        residents.grants(number);
        residents.takesStamps(number);
        assertThat(world.openTasks(number)).containsExactly("Task_IssueResidenceCard");
    }

    @Test
    void a_card_that_is_made_cannot_be_given_up_and_the_way_back_is_as_easy_as_the_way_in() {
        String number = inProduction();
        simulators.jLis().produce(number);
        assertThat(wish.revocable(number)).isFalse();
        assertThatThrownBy(() -> wish.revoke(number, residents.holder(number))).isInstanceOf(Refusal.class)
                .hasMessageContaining("CARD_ALREADY_MADE");
        assertThat(wish.of(number)).get().satisfies(asked -> assertThat(asked.standing()).isTrue());

        Person holder = residents.somebody().holding("MERGED");
        String back = residents.files(holder, "EXCHANGE", "COUNTER");
        residents.accepts(back);
        residents.grants(back);
        residents.does(back, "Task_TakeRevenueStamps", Map.of("feeYen", 1600, "stampsTaken", true));
        assertThat(residents.notices(back)).contains("function-ends");
        residents.issuesResidenceCard(back);
        assertThat(residents.cardInForce(back)).containsEntry("kind", "RESIDENCE_CARD");
    }

    @Test
    void a_card_that_replaces_one_of_ours_ends_with_the_stay_we_know_whatever_was_typed() {
        Person holder = residents.somebody();
        String first = residents.files(holder, "EXTENSION", "COUNTER");
        residents.accepts(first);
        residents.grants(first);
        residents.takesStamps(first);
        residents.issuesResidenceCard(first);
        Map<String, Object> card = residents.cardInForce(first);

        String exchange = residents.files(holder, "EXCHANGE", "COUNTER", (UUID) card.get("id"));
        assertThat(residents.file(exchange).residence().periodUntil()).isNotEqualTo(residents.file(first).residence().grantedUntil());
        residents.accepts(exchange);
        residents.grants(exchange);
        residents.does(exchange, "Task_TakeRevenueStamps", Map.of("feeYen", 1600, "stampsTaken", true));
        residents.issuesResidenceCard(exchange);
        assertThat(residents.cardInForce(exchange)).containsEntry("valid_until", card.get("valid_until"));
    }

    @ParameterizedTest
    @CsvSource({
        "36, 2099-01-01, LAST_DAY_CONTRADICTS", "36, 2026-01-01, LAST_DAY_CONTRADICTS", "36, , LAST_DAY_WANTED", ", 2030-01-20, PERIOD_WANTED"})
    void the_last_day_of_a_stay_fits_the_period_granted(Integer months, LocalDate until, String code) {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        Map<String, Object> form = new HashMap<>(Map.of("baseDecision", "GRANTED"));
        form.put("grantedMonths", months);
        form.put("grantedUntil", until);
        assertThatThrownBy(() -> residents.does(number, "Task_ExamineBaseProcedure", form)).isInstanceOf(Refusal.class).hasMessageContaining(code);
        assertThat(residents.file(number).residence().granted()).isFalse();
    }

    @Test
    void a_stay_of_three_months_or_less_gives_no_card() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        residents.does(number, "Task_ExamineBaseProcedure", Map.of("baseDecision", "GRANTED", "grantedMonths", 3, "grantedUntil",
                residents.file(number).residence().periodUntil().plusMonths(3).toString()));
        residents.takesStamps(number);
        assertThat(residents.file(number).residence().cardOutcome()).isEqualTo("NO_NEW_CARD");
        assertThat(residents.file(number).state()).isEqualTo(CaseState.COMPLETED);
        assertThat(residents.events(number)).doesNotContain("CARD_HANDED_OVER");
    }

    @Test
    void a_missing_paper_is_named() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        assertThatThrownBy(() -> residents.accepts(number, "documents", List.of("RESIDENCE_FORM", "PASSPORT", "PHOTO")))
                .isInstanceOfSatisfying(Refusal.class, no -> assertThat((String) no.args()[0]).isNotBlank().doesNotContain("RESIDENCE_CARD"));
    }

    @Test
    void a_refusal_is_confirmed_by_a_second_person() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        for (String foreign : List.of("PERMANENT_RESIDENCE_REQUIREMENTS", "REPRESENTATION_NOT_PROVEN")) {
            assertThatThrownBy(() -> residents.does(number, "Task_ExamineBaseProcedure", Map.of("baseDecision", "REFUSED",
                    "refusalReason", foreign, "note", "別の手続の理由"))).isInstanceOf(Refusal.class).hasMessageContaining("REASON_NOT_OF_THIS_CASE");
        }
        residents.does(number, "Task_ExamineBaseProcedure", Map.of("baseDecision", "REFUSED", "refusalReason", "NO_REASONABLE_GROUNDS",
                "note", "活動の継続が確認できない。"));
        WorkItem confirm = residents.task(number, "Task_ConfirmBaseRefusal");
        assertThat(confirm.role()).isEqualTo(Role.ISA_SUPERVISOR.id());
        assertThat(confirm.fourEyesOf()).isEqualTo("Task_ExamineBaseProcedure");
        assertThat(residents.notices(number)).doesNotContain("refused");
        residents.does(number, "Task_ConfirmBaseRefusal", Map.of("refusal", "CONFIRMED"));

        assertThat(residents.file(number).state()).isEqualTo(CaseState.REFUSED);
        assertThat(residents.file(number).residence().baseDecision()).isEqualTo("REFUSED");
        assertThat(residents.notices(number)).contains("refused");
        assertThat(simulators.jLis().orders(number)).isEmpty();
        world.taskListEqualsTheEngine();
    }

    @Test
    void an_overturned_refusal_is_granted_after_all() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        residents.does(number, "Task_ExamineBaseProcedure", Map.of("baseDecision", "REFUSED", "refusalReason", "DOCUMENTS_MISSING",
                "note", "資料がない。"));
        residents.does(number, "Task_ConfirmBaseRefusal", Map.of("refusal", "OVERTURNED", "note", "資料は提出されている。"));
        residents.grants(number);
        assertThat(world.openTasks(number)).containsExactly("Task_TakeRevenueStamps");
    }

    @Test
    void an_online_filing_is_paid_online() {
        String number = residents.files(residents.somebody(), "EXTENSION", "ONLINE");
        assertThat(residents.page(number, "Task_AcceptAtBureau")).contains("nobody comes").doesNotContain("name=\"appearing\"", "name=\"proof\"");
        residents.does(number, "Task_AcceptAtBureau", Map.of("acceptance", "ACCEPTED", "documents",
                List.of("RESIDENCE_FORM", "PASSPORT", "RESIDENCE_CARD", "PHOTO"), "note", "送信された資料を確認した。"));
        residents.grants(number);
        assertThat(residents.feeYen(number)).isEqualTo(56_550);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WAITING_FOR_PAYMENT);
        simulators.payment().pay(number);
        world.settle();
        assertThat(residents.file(number).state()).isEqualTo(CaseState.READY_FOR_COLLECTION);
        assertThat(residents.notices(number)).contains("card-while-you-wait");
        residents.issuesResidenceCard(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void an_address_is_written_on_the_card_at_the_municipality() {
        String number = residents.files(residents.somebody(), "ADDRESS_CHANGE", "MUNICIPALITY");
        residents.accepts(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.COMPLETED);
        assertThat(residents.notices(number)).contains("completed-without-card").doesNotContain("granted");
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_merged_card_asked_for_with_a_move_is_handed_over_at_the_municipality() {
        String number = residents.files(residents.somebody(), "ADDRESS_CHANGE", "MUNICIPALITY");
        residents.acceptsWithWish(number);
        assertThat(residents.notices(number)).contains("address-notified").doesNotContain("granted");
        residents.confirmsTheRecord(number);
        residents.producerDelivers();
        residents.receives(number);
        residents.doesAt(number, "Task_ForwardToMunicipality", Map.of("reference", "P-1"), ResidenceWorld.BUREAU);
        residents.doesAt(number, "Task_ConfirmAtMunicipality", Map.of("reference", "S-1"), ResidenceWorld.MUNICIPALITY);
        residents.doesAt(number, "Task_HandOverAtMunicipality", ResidenceWorld.handOver(), ResidenceWorld.MUNICIPALITY);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(residents.cardInForce(number)).containsEntry("valid_until", Date.valueOf(ResidenceWorld.STAY_ENDS));
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_change_of_mind_while_the_fee_is_due_counts() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        wish.revoke(number, residents.holder(number));
        residents.takesStamps(number);
        assertThat(world.openTasks(number)).containsExactly("Task_IssueResidenceCard");
        assertThat(residents.file(number).residence().merged()).isFalse();
        assertThat(simulators.jLis().orders(number)).isEmpty();
    }

    @Test
    void who_gives_up_the_merged_card_of_a_move_keeps_the_card_they_have() {
        String number = residents.files(residents.somebody(), "ADDRESS_CHANGE", "MUNICIPALITY");
        residents.acceptsWithWish(number);
        wish.revoke(number, residents.holder(number));
        world.settle();
        assertThat(residents.file(number).state()).isEqualTo(CaseState.COMPLETED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_special_permanent_resident_deals_with_the_municipality_alone(boolean merged) {
        String number = residents.files(residents.somebody().specialPermanent(), "SPR_PROCEDURE", "MUNICIPALITY");
        if (merged) {
            residents.acceptsWithWish(number);
        } else {
            residents.accepts(number);
        }
        residents.grants(number);
        if (merged) {
            residents.confirmsTheRecord(number);
            residents.producerDelivers();
            residents.receives(number);
        } else {
            residents.does(number, "Task_IssueResidenceCard", Map.of());
        }
        residents.does(number, "Task_ForwardToMunicipality", Map.of("reference", "P-1"));
        residents.does(number, "Task_ConfirmAtMunicipality", Map.of("reference", "S-1"));
        residents.doesAt(number, "Task_HandOverAtMunicipality", ResidenceWorld.handOver(), ResidenceWorld.MUNICIPALITY);
        assertThat(residents.cardInForce(number)).containsEntry("kind", merged ? "SPECIFIED_SPR_CERTIFICATE" : "SPR_CERTIFICATE");
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_wish_without_an_explainer_is_refused_and_the_acceptance_waits_for_one() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        assertThatThrownBy(() -> residents.accepts(number, "mergedCardAsked", true, "explainedIn", "vi")).isInstanceOf(Refusal.class)
                .hasMessageContaining("EXPLAINER_MISSING");
        assertThatThrownBy(() -> residents.accepts(number, "mergedCardAsked", true, "explainedByMe", true)).isInstanceOf(Refusal.class)
                .hasMessageContaining("EXPLAINER_MISSING");
        assertThat(wish.of(number)).isEmpty();
        assertThat(world.openTasks(number)).containsExactly("Task_AcceptAtBureau");
        residents.accepts(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.ACCEPTED);
    }

    @Test
    void a_wish_that_cannot_be_is_refused_with_its_way_out_and_the_procedure_goes_on() {
        String online = residents.files(residents.somebody(), "EXTENSION", "ONLINE");
        assertThat(wish.obstacle(online)).get().extracting(Wish.Obstacle::code).isEqualTo("ONLINE_NOT_OPEN");
        assertThatThrownBy(() -> wish.ask(online, new Explanation(Wish.PAGE, "vi"), true, residents.holder(online))).isInstanceOf(Refusal.class)
                .hasMessageContaining("WISH_NOT_POSSIBLE");
        residents.accepts(online);
        assertThat(residents.file(online).state()).isEqualTo(CaseState.ACCEPTED);

        String lost = residents.files(residents.somebody(), "REISSUE_LOSS", "COUNTER");
        assertThat(wish.obstacle(lost)).get().satisfies(why -> {
            assertThat(why.code()).isEqualTo("NO_BASE_PROCEDURE");
            assertThat(why.text()).doesNotContain("{");
        });
        assertThatThrownBy(() -> residents.files(residents.somebody(), "NONE", "COUNTER")).isInstanceOf(Refusal.class)
                .hasMessageContaining("NO_BASE_PROCEDURE");
    }

    @Test
    void a_wish_on_the_page_counts_with_the_page_as_explainer_and_is_not_asked_for_twice() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        wish.ask(number, new Explanation(Wish.PAGE, "ne"), true, residents.holder(number));
        wish.ask(number, new Explanation(Wish.PAGE, "ne"), true, residents.holder(number));
        assertThat(residents.events(number)).containsOnlyOnce("MERGED_CARD_ASKED");
        residents.accepts(number);
        residents.grants(number);
        residents.takesStamps(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        assertThatThrownBy(() -> wish.ask(residents.files(residents.somebody(), "EXTENSION", "COUNTER"), new Explanation(Wish.PAGE, " "), true,
                residents.holder(number))).isInstanceOf(Refusal.class).hasMessageContaining("EXPLAINER_MISSING");
    }

    @Test
    void a_merged_card_that_cannot_be_made_gives_separate_cards() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        residents.takesStamps(number);
        simulators.jLis().rejectLaterNext(1, "NAME_NOT_PRINTABLE");
        residents.confirmsTheRecord(number);
        world.pass(Duration.ofDays(10));
        residents.does(number, "Task_ResolveMergedProduction", Map.of("resolution", "SEPARATE", "note", "氏名を印字できない。"));
        assertThat(residents.notices(number)).contains("separate-cards-instead");
        residents.issuesResidenceCard(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void another_spelling_in_the_register_is_looked_at_by_two_people_of_the_municipality() {
        simulators.jLis().contradictNext(1, Contradiction.VARIANT_CHARACTERS);
        String number = wished();
        residents.doesAt(number, "Task_ReviewMatch", Map.of("verdict", "SAME", "reason", "大文字と小文字の違いのみ。"), ResidenceWorld.MUNICIPALITY);
        residents.doesAt(number, "Task_SecondReviewMatch", Map.of("verdict", "SAME", "reason", "同じ。"), ResidenceWorld.MUNICIPALITY);
        residents.confirmsTheRecord(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
    }

    @Test
    void who_is_not_found_in_the_register_gets_separate_cards_and_waits_for_nothing() {
        simulators.jLis().contradictNext(1, Contradiction.NONE);
        String number = wished();
        residents.does(number, "Task_ResolveNotFound", Map.of("resolution", "NOT_LINKED", "reason", "該当なし。"));
        assertThat(residents.notices(number)).contains("separate-cards-instead");
        residents.issuesResidenceCard(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void a_card_found_defective_at_the_counter_is_destroyed_by_two_people_and_made_again() {
        String number = inProduction();
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_HandOverAtBureau", Map.of("handover", "DEFECTIVE", "note", "チップが読めない。"));
        residents.does(number, "Task_DisposeOfMergedCard", Map.of("method", "DESTROY"));
        residents.does(number, "Task_WitnessMergedDisposal", Map.of("witness", "CONFIRMED"));
        assertThat(residents.file(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
        assertThat(simulators.jLis().orders(number)).hasSize(2);
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_HandOverAtBureau", ResidenceWorld.handOver());
        assertThat(residents.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        world.taskListEqualsTheEngine();
    }

    @ParameterizedTest
    @ValueSource(strings = {"WITHDRAWN", "DEATH", "STATUS_LOST", "NATURALISED", "DEPARTED"})
    void an_ending_takes_the_order_back(String ending) {
        String number = inProduction();
        flow.tell(number, "case-ended", Map.of("ending", ending));
        world.settle();
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WITHDRAWN);
        assertThat(residents.file(number).closingReason()).isEqualTo("ENDED_" + ending);
        assertThat(simulators.jLis().orders(number)).singleElement().satisfies(order -> assertThat(order.state()).isEqualTo("CANCELLED"));
        assertThat(residents.notices(number).contains("ended")).isEqualTo(!ending.equals("DEATH"));
        assertThat(world.openTasks(number)).isEmpty();
        world.taskListEqualsTheEngine();
    }

    @Test
    void an_ending_refunds_what_was_paid_online() {
        String number = residents.files(residents.somebody(), "EXTENSION", "ONLINE");
        residents.accepts(number);
        residents.grants(number);
        simulators.payment().pay(number);
        world.settle();
        flow.tell(number, "case-ended", Map.of("ending", "DEPARTED"));
        world.settle();
        assertThat(residents.events(number)).contains("PAYMENT_REFUNDED");
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WITHDRAWN);
    }

    @Test
    void an_ending_destroys_a_card_that_waits_for_its_holder() {
        String number = inProduction();
        residents.producerDelivers();
        residents.receives(number);
        flow.tell(number, "case-ended", Map.of("ending", "DEATH"));
        world.settle();
        residents.does(number, "Task_DisposeOfMergedCard", Map.of("method", "DESTROY"));
        residents.does(number, "Task_WitnessMergedDisposal", Map.of("witness", "CONFIRMED"));
        assertThat(residents.file(number).state()).isEqualTo(CaseState.WITHDRAWN);
    }

    @Test
    void a_pending_extension_is_reminded_once_that_the_my_number_function_does_not_wait() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        LocalDate day = ResidenceWorld.STAY_ENDS.minusDays(14);
        clock.stopAt(day.minusDays(1).atTime(23, 0).atZone(Tokyo.ZONE).toInstant());
        world.settle();
        assertThat(residents.notices(number)).doesNotContain("special-period");
        clock.stopAt(day.atTime(0, 5).atZone(Tokyo.ZONE).toInstant());
        world.settle();
        world.settle();
        assertThat(residents.notices(number)).containsOnlyOnce("special-period");
    }

    @Test
    void a_granted_extension_is_not_reminded() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.accepts(number);
        residents.grants(number);
        clock.stopAt(ResidenceWorld.STAY_ENDS.minusDays(13).atTime(0, 5).atZone(Tokyo.ZONE).toInstant());
        world.settle();
        assertThat(residents.notices(number)).doesNotContain("special-period");
    }

    @Test
    void who_moves_in_mid_case_is_dealt_with_where_they_live_now() {
        String number = residents.files(residents.somebody(), "FIRST_ADDRESS", "MUNICIPALITY");
        WorkItem before = residents.task(number, "Task_AcceptAtMunicipality");
        worklist.claim(before.taskId(), residents.officer(before));
        simulators.reportMove(simulators.familyRegister(), number, "131041");
        world.settle();
        assertThat(residents.file(number).municipalityCode()).as("the family register knows no address").isEqualTo(ResidenceWorld.MUNICIPALITY);
        simulators.reportMove(simulators.jLis(), number, ResidenceWorld.ELSEWHERE);
        world.settle();

        WorkItem after = residents.task(number, "Task_AcceptAtMunicipality");
        assertThat(after.officeCode()).isEqualTo(ResidenceWorld.ELSEWHERE);
        assertThat(after.dueAt()).isEqualTo(before.dueAt());
        assertThat(after.assignee()).isNull();
        assertThat(residents.file(number).municipalityCode()).isEqualTo(ResidenceWorld.ELSEWHERE);
        assertThat(residents.notices(number)).contains("municipality-changed");
        assertThatThrownBy(() -> worklist.claim(after.taskId(), world.officer(Role.MUNICIPAL_OFFICER, "a"))).isInstanceOf(Refusal.class)
                .hasMessageContaining("TASK_UNKNOWN");
        world.taskListEqualsTheEngine();
        clock.stopAt(before.dueAt().plusSeconds(1));
        world.settle();
        assertThat(escalations.ofTask(after.taskId())).isPresent();
        residents.acceptsAs(residents.officerOf(ResidenceWorld.ELSEWHERE), number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.COMPLETED);
    }

    @Test
    void a_card_that_is_with_the_municipality_is_handed_over_there_first() {
        String number = residents.files(residents.somebody(), "ADDRESS_CHANGE", "MUNICIPALITY");
        residents.acceptsWithWish(number);
        residents.confirmsTheRecord(number);
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_ForwardToMunicipality", Map.of("reference", "P-1"));
        assertThatThrownBy(() -> issuance.requestChange(number, Change.MUNICIPALITY, ResidenceWorld.ELSEWHERE, residents.holder(number)))
                .isInstanceOf(Refusal.class).hasMessageContaining("TOO_LATE_TO_CHANGE");
        assertThatThrownBy(() -> issuance.requestChange(number, Change.MUNICIPALITY, ResidenceWorld.BUREAU, residents.holder(number)))
                .isInstanceOf(Refusal.class).hasMessageContaining("OFFICE_UNKNOWN");
        assertThatThrownBy(() -> issuance.requestChange(number, Change.MUNICIPALITY, ResidenceWorld.MUNICIPALITY, residents.holder(number)))
                .isInstanceOf(Refusal.class).hasMessageContaining("SAME_PLACE");
    }

    private String wished() {
        String number = residents.files(residents.somebody(), "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        residents.takesStamps(number);
        return number;
    }

    private String inProduction() {
        String number = wished();
        residents.confirmsTheRecord(number);
        assertThat(residents.file(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
        return number;
    }
}
