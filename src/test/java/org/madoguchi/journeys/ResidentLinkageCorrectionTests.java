package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.demo.partners.ResidentRegister.Resident;
import org.madoguchi.journeys.ResidenceWorld.Person;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.Correction.Stage;
import org.madoguchi.linkage.CorrectionFigures;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.residence.Wish;
import org.springframework.beans.factory.annotation.Autowired;

/** Links of residents' merged cards that were wrong: in an open case and on a card in force. */
class ResidentLinkageCorrectionTests extends CorrectionTest {

    @Autowired
    ResidenceWorld residents;

    @Autowired
    Wish wish;

    private Person person;

    @BeforeEach
    void somebody_lives_in_chiyoda() {
        residents.begin();
        person = residents.somebody();
    }

    @Test
    void a_wrong_link_of_a_card_in_force_is_frozen_corrected_told_and_reported() {
        String number = handedOver();
        String order = simulators.jLis().orders(number).get(0).orderNumber();
        CorrectionFigures.Figures before = figures.published();
        transaction.executeWithoutResult(status -> {
            corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
            assertThat(links.linkedTo(number)).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(links.linkedTo(number)).isPresent();

        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        assertThat(correction(number).frozenAt()).isEqualTo(correction(number).openedAt());
        assertThat(cardIsInForce(number)).isTrue();
        does(number, linkage[0], Map.of("added", List.of("HEALTH_INSURANCE"), "complete", true));
        assertThat(copies(number)).extracting(Copy::holder).containsExactlyInAnyOrder(CopyHolder.J_LIS, CopyHolder.OWN_CASE, CopyHolder.HEALTH_INSURANCE);
        assertThat(copies(number)).filteredOn(copy -> copy.holder() == CopyHolder.J_LIS).singleElement()
                .satisfies(copy -> assertThat(copy.detail()).isEqualTo(order));
        assertThat(copies(number)).filteredOn(copy -> copy.holder() != CopyHolder.OWN_CASE).allMatch(copy -> copy.toldAt() != null);
        world.pass(Duration.ofDays(3));
        assertThat(world.openTasks(number)).as("nothing is proposed with a copy unconfirmed").isEmpty();
        confirmOwnPapers(number);
        does(number, linkage[0], Map.of("proposal", "UNLINK", "reason", "別人の住民票"));
        refused("FOUR_EYES", () -> does(number, linkage[0], Map.of("confirmation", "CONFIRMED")));
        does(number, linkage[1], Map.of("confirmation", "CONFIRMED"));
        assertThat(copies(number)).filteredOn(copy -> copy.holder() != CopyHolder.OWN_CASE).allMatch(copy -> copy.outcomeToldAt() != null);

        does(number, privacy, Map.of("verdict", "THIRD_PARTY", "views", 1, "persons", 1, "note", "保険の画面"));
        assertThat(told(number)).contains("link-frozen", "link-corrected").doesNotContain("matched-again");
        LocalDate today = Tokyo.today(clock);
        assertThat(corrections.reportDue(correction(number), Stage.PRELIMINARY)).isEqualTo(today.plusDays(5));
        assertThat(corrections.reportDue(correction(number), Stage.FINAL)).isEqualTo(today.plusDays(30));
        world.pass(Duration.ofDays(4));
        assertThat(events(number)).contains("BREACH_REPORT_DUE").doesNotContain("BREACH_REPORT_OVERDUE");
        Map<String, Object> report = Map.of("filedOn", today.toString(), "recipient", "個人情報保護委員会", "reference", "PPC-1", "summary",
                "別人の記録", "items", "氏名", "persons", 1, "cause", "取り違え", "secondaryDamage", "なし", "actionToPersons", "連絡", "publication", "件数");
        does(number, privacy, report);
        refused("FINAL_REPORT_INCOMPLETE", () -> does(number, privacy, report));
        Map<String, Object> complete = new HashMap<>(report);
        complete.put("prevention", "全項目照会");
        does(number, privacy, complete);
        corrections.addCopy(number, CopyHolder.MYNAPORTAL, null, linkage[0]);
        refused("COPY_UNCONFIRMED", () -> does(number, linkage[1], Map.of("cause", "FAMILY_MEMBERS_NUMBER", "note", "家族の番号")));
        Copy late = copies(number).stream().filter(copy -> !copy.confirmed()).findFirst().orElseThrow();
        corrections.confirmCopy(number, late.id(), "電話", linkage[0]);
        does(number, linkage[1], Map.of("cause", "FAMILY_MEMBERS_NUMBER", "note", "家族の番号"));

        assertThat(correction(number).outcome()).isEqualTo("CORRECTED");
        assertThat(cardIsInForce(number)).isTrue();
        CorrectionFigures.Figures after = figures.published();
        assertThat(after.reported()).isEqualTo(before.reported() + 1);
        assertThat(after.corrected()).isEqualTo(before.corrected() + 1);
        assertThat(after.copies()).isEqualTo(before.copies() + 4);
        assertThat(after.thirdPartyViews()).isEqualTo(before.thirdPartyViews() + 1);
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person.planted());
    }

    @Test
    void an_order_waits_while_the_link_is_frozen_and_goes_on_by_itself() {
        String number = recordFound();
        holders.confirmRecord(number, true, holder(number));
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        world.settle();
        for (int hours = 0; hours < 30; hours++) {
            world.pass(Duration.ofHours(1));
        }
        assertThat(simulators.jLis().orders(number)).isEmpty();
        assertThat(flow.stuck()).noneMatch(stuck -> number.equals(stuck.caseNumber()));
        decide(number, "NO_ERROR");
        world.pass(Duration.ofMinutes(6));
        assertThat(simulators.jLis().orders(number)).hasSize(1);
    }

    @Test
    void a_card_being_made_is_recalled_and_who_is_not_found_gets_separate_cards() {
        String number = ordered();
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, "UNLINK");
        assertThat(simulators.jLis().orders(number)).singleElement().satisfies(order -> assertThat(order.state()).isEqualTo("CANCELLED"));
        assertThat(told(number)).contains("matched-again");
        assertThat(cases.get(number).state()).isEqualTo(CaseState.MATCHING_REGISTER);
        residents.does(number, "Task_InvestigateConflict", Map.of("investigation", "SEPARATE", "reason", "別人の記録。"));
        residents.issuesResidenceCard(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.HANDED_OVER);
        assertThat(residents.cardInForce(number)).containsEntry("kind", "RESIDENCE_CARD");
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_card_at_the_counter_is_kept_back_destroyed_and_made_again_from_the_right_record() {
        String right = simulators.jLis().residents().register(new Resident(person.name(), person.birthDate(), "FEMALE", "東京都千代田区別町一番1号",
                ResidenceWorld.MUNICIPALITY, null));
        String number = ordered();
        residents.producerDelivers();
        residents.receives(number);
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        refused("LINK_IN_DOUBT", () -> residents.does(number, "Task_HandOverAtBureau", ResidenceWorld.handOver()));
        decide(number, "RIGHT_RECORD");
        residents.does(number, "Task_DisposeOfMergedCard", Map.of("method", "DESTROY"));
        residents.does(number, "Task_WitnessMergedDisposal", Map.of("witness", "CONFIRMED"));
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        confirmsTheRecord(number);
        assertThat(links.linkedTo(number)).map(LinkedRecords.LinkedRecord::entryId).contains(right);
        assertThat(simulators.jLis().orders(number)).hasSize(2);
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_HandOverAtBureau", ResidenceWorld.handOver());
        assertThat(cases.get(number).state()).isEqualTo(CaseState.HANDED_OVER);
        world.taskListEqualsTheEngine();
    }

    @Test
    void an_ordinary_card_needs_no_link_and_waits_for_no_correction() {
        String number = ordered();
        wish.revoke(number, holder(number));
        world.settle();
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, "UNLINK");
        assertThat(told(number)).doesNotContain("matched-again");
        residents.issuesResidenceCard(number);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    private String recordFound() {
        String number = residents.files(person, "EXTENSION", "COUNTER");
        residents.acceptsWithWish(number);
        residents.grants(number);
        residents.takesStamps(number);
        return number;
    }

    private String ordered() {
        String number = recordFound();
        confirmsTheRecord(number);
        return number;
    }

    private String handedOver() {
        String number = ordered();
        residents.producerDelivers();
        residents.receives(number);
        residents.does(number, "Task_HandOverAtBureau", ResidenceWorld.handOver());
        return number;
    }
}
