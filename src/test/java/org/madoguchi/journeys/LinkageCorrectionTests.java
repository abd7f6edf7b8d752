package org.madoguchi.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.appointments.Appointments;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.FamilyRegisterSimulator.Person;
import org.madoguchi.demo.partners.SimulatedPartner;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.linkage.Correction;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.linkage.Correction.CopyHolder;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.linkage.CorrectionFigures;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.sla.Sla;
import org.madoguchi.sla.WorkingCalendar;
import org.madoguchi.worklist.WorkItem;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Links that were wrong, from the report to the root cause, through the real parts. */
class LinkageCorrectionTests extends CorrectionTest {

    @Autowired
    Appointments appointments;

    @Autowired
    MissionCapabilities capabilities;

    @Autowired
    MockMvcTester pages;

    @Autowired
    Offices offices;

    @Autowired
    Sla sla;

    @Test
    void a_mistaken_linkage_reported_by_the_holder_is_frozen_corrected_told_and_reported() {
        SamplePerson person = world.somebody(SamplePlan.HANDED_OVER);
        String number = world.walk(person, SamplePlan.HANDED_OVER);
        String wrong = links.linkedTo(number).orElseThrow().entryId();
        String right = simulators.familyRegister().register(new Person(person.familyName(), person.givenName(), person.familyKana(),
                person.givenKana(), person.birthDate(), person.sex(), "東京都千代田区別町二丁目2番", person.municipalityCode(), null, null));

        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(cardIsInForce(number)).isTrue();
        assertThat(world.openTasks(number)).containsExactly("Task_TraceCopies");

        does(number, linkage[0], Map.of("added", List.of("HEALTH_INSURANCE"), "complete", true));
        assertThat(copies(number)).extracting(Copy::holder).containsExactlyInAnyOrder(CopyHolder.J_LIS, CopyHolder.OWN_CASE, CopyHolder.HEALTH_INSURANCE);
        assertThat(copies(number)).filteredOn(copy -> copy.holder() != CopyHolder.OWN_CASE).allMatch(copy -> copy.toldAt() != null);
        world.pass(Duration.ofDays(3));
        assertThat(copies(number)).filteredOn(copy -> !copy.confirmed()).extracting(Copy::holder).containsExactly(CopyHolder.OWN_CASE);
        assertThat(world.openTasks(number)).isEmpty();
        assertThat(page("/tasks", linkage[0])).contains("for holders of copies to confirm");
        assertThat(page("/tasks", privacy)).doesNotContain("for holders of copies to confirm");
        assertThat(page("/cases/" + number, linkage[0])).contains("Waiting for 1 of 3 holders of copies");
        confirmOwnPapers(number);

        assertThat(world.openTasks(number)).containsExactly("Task_ProposeCorrection");
        does(number, linkage[0], Map.of("proposal", "LOOK_UP", "reason", "もう一度"));
        refused("SAME_ENTRY", () -> does(number, linkage[0], Map.of("proposal", "RIGHT_RECORD", "entryId", wrong, "reason", "同じ")));
        refused("CANDIDATE_NEEDED", () -> does(number, linkage[0], Map.of("proposal", "RIGHT_RECORD", "entryId", "FR-0", "reason", "ない")));
        does(number, linkage[0], Map.of("proposal", "RIGHT_RECORD", "entryId", right, "reason", "本籍が一致"));
        refused("FOUR_EYES", () -> does(number, linkage[0], Map.of("confirmation", "CONFIRMED")));
        does(number, linkage[1], Map.of("confirmation", "CONFIRMED"));

        assertThat(links.linkedTo(number)).map(LinkedRecords.LinkedRecord::entryId).contains(right);
        assertThat(copies(number)).filteredOn(copy -> copy.holder() != CopyHolder.OWN_CASE).allMatch(copy -> copy.outcomeToldAt() != null);
        refused("VIEWS_UNLIKE_VERDICT", () -> does(number, privacy, Map.of("verdict", "THIRD_PARTY", "persons", 1, "note", "調べた")));
        does(number, privacy, Map.of("verdict", "THIRD_PARTY", "views", 1, "persons", 1, "note", "保険の画面"));
        assertThat(told(number)).contains("link-frozen", "link-corrected");

        LocalDate today = Tokyo.today(clock);
        assertThat(corrections.reportDue(correction(number), Correction.Stage.PRELIMINARY)).isEqualTo(today.plusDays(5));
        assertThat(corrections.reportDue(correction(number), Correction.Stage.FINAL)).isEqualTo(today.plusDays(30));
        Map<String, Object> preliminary = Map.of("filedOn", today.toString(), "recipient", "個人情報保護委員会", "reference", "PPC-1", "summary", "別人の記録");
        refused("FILED_ON_IMPOSSIBLE", () -> does(number, privacy, with(preliminary, "filedOn", today.plusDays(1).toString())));
        does(number, privacy, preliminary);
        refused("FINAL_REPORT_INCOMPLETE", () -> does(number, privacy, preliminary));
        String finalReport = worklist.ofCase(number).stream().filter(WorkItem::open).findFirst().orElseThrow().taskId();
        assertThat(page("/tasks/" + finalReport, privacy)).contains(">別人の記録</textarea>", "value=\"個人情報保護委員会\"").doesNotContain("value=\"PPC-1\"");
        Map<String, Object> complete = new java.util.HashMap<>(preliminary);
        complete.putAll(Map.of("items", "氏名", "persons", 1, "cause", "取り違え", "secondaryDamage", "なし", "actionToPersons", "連絡",
                "publication", "件数", "prevention", "全項目照会"));
        does(number, privacy, complete);
        does(number, linkage[1], Map.of("cause", "TOO_FEW_ITEMS", "note", "三項目で照会"));

        assertThat(correction(number).outcome()).isEqualTo("CORRECTED");
        assertThat(corrections.breachReports(correction(number))).hasSize(2);
        assertThat(page("/corrections", privacy)).contains("/corrections/" + correction(number).id());
        assertThat(page("/corrections/" + correction(number).id(), privacy)).contains("PPC-1", "取り違え", "全項目照会")
                .doesNotContain("href=\"/cases/" + number);
        assertThat(page("/cases/" + number, linkage[0])).contains("/corrections/" + correction(number).id(), "found wrong and undone");
        assertThat(flow.running(number)).isFalse();
        assertThat(cardIsInForce(number)).isTrue();
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person);
        assertThat(sql.sql("select count(*) from timeline where case_number = :case and note like '%本籍が私%'").param("case", number)
                .query(Long.class).single()).isZero();
    }

    private String page(String address, CurrentUser reader) {
        var page = pages.get().uri(address).header("Accept-Language", "en").with(user(reader)).exchange();
        assertThat(page).as(address).hasStatusOk();
        return new String(page.getResponse().getContentAsByteArray(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void report_and_freeze_are_one_transaction() {
        String number = handedOver();
        transaction.executeWithoutResult(status -> {
            corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
            assertThat(links.linkedTo(number)).isEmpty();
            status.setRollbackOnly();
        });
        assertThat(links.linkedTo(number)).isPresent();
        assertThat(corrections.latest(number)).isEmpty();
        assertThat(flow.running(number)).isFalse();

        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        assertThat(correction(number).frozenAt()).isEqualTo(correction(number).openedAt());
        assertThat(sql.sql("""
                select count(distinct xmin::text)
                  from (select xmin from record_link where case_number = :case
                        union all select xmin from correction_report where correction_id = :id) one
                """).param("case", number).param("id", correction(number).id()).query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void a_second_report_joins_the_first_and_taking_it_back_ends_nothing() {
        String number = handedOver();
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        corrections.report(number, Reporter.OFFICER, "窓口でも同じ話", linkage[0]);
        assertThat(corrections.reports(correction(number))).extracting(Correction.Report::reporter)
                .containsExactly(Reporter.HOLDER, Reporter.OFFICER);
        assertThat(world.openTasks(number)).containsExactly("Task_TraceCopies");
        corrections.withdrawReport(number, holder(number));
        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(world.openTasks(number)).containsExactly("Task_TraceCopies");
        assertThat(corrections.reports(correction(number)).get(0).withdrawnAt()).isNotNull();
    }

    @Test
    void a_partner_reports_by_signed_event() {
        for (SimulatedPartner partner : List.of(simulators.copyHolders(), simulators.familyRegister(), simulators.jLis(), simulators.municipality())) {
            String number = handedOver();
            simulators.reportWrongLink(partner, number, "別人の番号です。");
            world.settle();
            assertThat(links.linkedTo(number)).as(partner.name()).isEmpty();
            assertThat(corrections.reports(correction(number)).get(0).reporterId()).isEqualTo("partner:" + partner.name());
        }
    }

    @Test
    void an_anonymous_report_is_triaged_the_same_day_and_dismissed_with_a_reason() {
        String number = handedOver();
        WorkingCalendar headquarters = sla.calendar(offices.get("HQ"));
        LocalDate working = Tokyo.today(clock).plusDays(1).datesUntil(LocalDate.MAX).filter(headquarters::isWorkingDay).findFirst().orElseThrow();
        clock.stopAt(working.atTime(10, 0).atZone(Tokyo.ZONE).toInstant());
        corrections.reportAnonymously(number.toLowerCase(), null, WORDS);
        world.settle();
        assertThat(links.linkedTo(number)).isPresent();
        WorkItem triage = world.openTask(number);
        assertThat(triage.taskKey()).isEqualTo("Task_TriageReport");
        assertThat(triage.dueAt()).isBefore(Tokyo.today(clock).plusDays(1).atStartOfDay(Tokyo.ZONE).toInstant());
        does(number, linkage[0], Map.of("triage", "DISMISS", "reason", "記録と一致している"));
        assertThat(correction(number).outcome()).isEqualTo("DISMISSED");
        assertThat(flow.running(number)).isFalse();
    }

    @Test
    void a_triaged_report_freezes_and_so_does_the_holder_who_says_the_same() {
        String number = handedOver();
        corrections.reportAnonymously(number, null, WORDS);
        world.settle();
        does(number, linkage[0], Map.of("triage", "FREEZE", "reason", "ありうる"));
        assertThat(links.linkedTo(number)).isEmpty();

        String other = handedOver();
        corrections.reportAnonymously(other, null, WORDS);
        world.settle();
        corrections.report(other, Reporter.HOLDER, WORDS, holder(other));
        assertThat(links.linkedTo(other)).isEmpty();
        assertThat(world.openTasks(other)).containsExactly("Task_TraceCopies");
        world.taskListEqualsTheEngine();
    }

    @Test
    void a_report_of_an_unknown_case_waits_for_an_officer_who_finds_it_or_dismisses_it() {
        String number = handedOver();
        CorrectionFigures.Figures before = figures.published();
        corrections.reportAnonymously("A26-00000000", null, "知らない案件");
        corrections.reportAnonymously(null, "保険証の画面", "別人の名前");
        world.settle();
        assertThat(corrections.loose()).extracting(Correction.LooseReport::words).contains("知らない案件", "別人の名前");
        UUID found = loose("別人の名前");
        corrections.settle(found, number, linkage[0]);
        assertThat(links.linkedTo(number)).isEmpty();
        corrections.dismiss(loose("知らない案件"), "該当なし", linkage[0]);
        assertThat(corrections.loose()).extracting(Correction.LooseReport::words).doesNotContain("知らない案件", "別人の名前");
        refused("REPORT_SETTLED", () -> corrections.dismiss(found, "もう一度", linkage[1]));
        assertThat(figures.published().reported()).isEqualTo(before.reported() + 2);
        assertThat(figures.published().dismissed()).isEqualTo(before.dismissed() + 1);
    }

    @Test
    void a_case_number_that_is_none_is_told_beside_its_field() {
        corrections.reportAnonymously("A26-00000000", null, "番号の違う案件");
        world.settle();
        UUID report = loose("番号の違う案件");
        for (String number : List.of("12345", "A26-00000000")) {
            assertThat(pages.post().uri("/corrections/reports/" + report + "/case").header("Accept-Language", "en").with(user(linkage[0]))
                    .with(csrf()).param("caseNumber", number)).hasStatus(422).bodyText()
                    .contains("id=\"case-error-" + report + "\"", "This is not a case number", "value=\"" + number + "\"", "番号の違う案件");
        }
        assertThat(pages.post().uri("/corrections/reports/" + report + "/case").with(user(privacy)).with(csrf()).param("caseNumber", "12345"))
                .hasStatus(403);
    }

    @Test
    void what_cannot_be_taken_is_refused_with_its_reason() {
        String number = handedOver();
        refused("WORDS_NEEDED", () -> corrections.report(number, Reporter.HOLDER, "  ", holder(number)));
        refused("TEXT_TOO_LONG", () -> corrections.report(number, Reporter.HOLDER, "字".repeat(2001), holder(number)));
        refused("PLACE_NEEDED", () -> corrections.reportAnonymously(" ", null, WORDS));
        refused("WORDS_NEEDED", () -> corrections.reportAnonymously(number, null, null));
        refused("NO_CORRECTION", () -> corrections.withdrawReport(number, holder(number)));
        String unlinked = world.walk(world.somebody(SamplePlan.NOT_IN_REGISTER), SamplePlan.NOT_IN_REGISTER);
        refused("NOTHING_LINKED", () -> corrections.report(unlinked, Reporter.OFFICER, WORDS, linkage[0]));
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        refused("LIST_INCOMPLETE", () -> does(number, linkage[0], Map.of("complete", false)));
        refused("HOLDER_NAME_NEEDED", () -> does(number, linkage[0], Map.of("added", List.of("OTHER"), "complete", true)));
        refused("COPY_UNKNOWN", () -> corrections.confirmCopy(number, UUID.randomUUID(), "x", linkage[0]));
    }

    @Test
    void an_hour_takes_only_so_many_anonymous_reports() {
        clock.stopAt(clock.instant().plus(Duration.ofDays(300)));
        for (int i = 0; i < 120; i++) {
            corrections.reportAnonymously(null, "どこか", "何か" + i);
        }
        refused("TOO_MANY_REPORTS", () -> corrections.reportAnonymously(null, "どこか", "もう一つ"));
        clock.stopAt(clock.instant().plus(Duration.ofMinutes(61)));
        corrections.reportAnonymously(null, "どこか", "次の一時間");
        // other tests live in the same hours
        sql.sql("update correction_report set reported_at = '2020-01-01', settled_at = reported_at, sorted_at = reported_at where seen_where = 'どこか'")
                .update();
    }

    @Test
    void nothing_is_closed_with_a_copy_unconfirmed() {
        String number = decided("UNLINK");
        corrections.addCopy(number, CopyHolder.MYNAPORTAL, null, linkage[0]);
        does(number, privacy, Map.of("verdict", "NO_THIRD_PARTY", "persons", 0, "note", "なし"));
        refused("COPY_UNCONFIRMED", () -> does(number, linkage[0], Map.of("cause", "SAME_NAME", "note", "同名")));
        Copy late = copies(number).stream().filter(copy -> !copy.confirmed()).findFirst().orElseThrow();
        corrections.confirmCopy(number, late.id(), "電話 7/1", linkage[0]);
        does(number, linkage[0], Map.of("cause", "SAME_NAME", "note", "同名"));
        assertThat(correction(number).outcome()).isEqualTo("CORRECTED");
        assertThat(links.linkedTo(number)).isEmpty();
    }

    @Test
    void a_holder_of_a_copy_who_refuses_or_is_silent_is_chased() {
        String number = handedOver();
        simulators.copyHolders().rejectNext(1, "NOT_OURS");
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        does(number, linkage[0], Map.of("added", List.of("MYNAPORTAL"), "complete", true));
        assertThat(copies(number)).filteredOn(copy -> copy.refused() != null).hasSize(1);
        world.pass(Duration.ofDays(9));
        assertThat(world.openTasks(number)).containsExactly("Task_ChaseConfirmations");
        does(number, linkage[0], Map.of("done", "電話した"));
        world.pass(Duration.ofDays(9));
        assertThat(world.openTasks(number)).containsExactly("Task_ChaseConfirmations");
        copies(number).stream().filter(copy -> !copy.confirmed()).forEach(copy -> corrections.confirmCopy(number, copy.id(), "電話", linkage[0]));
        assertThat(world.openTasks(number)).containsExactly("Task_ProposeCorrection");
        world.taskListEqualsTheEngine();
    }

    @Test
    void an_order_waits_while_the_link_is_frozen_and_goes_on_by_itself() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        corrections.report(number, Reporter.OFFICER, WORDS, linkage[0]);
        WorkItem examine = worklist.ofCase(number).stream().filter(item -> item.open() && item.taskKey().equals("Task_ExamineApplication"))
                .findFirst().orElseThrow();
        worklist.complete(examine.taskId(), json.valueToTree(Map.of("examination", "ISSUE")), world.officer(Role.MUNICIPAL_OFFICER, "a"));
        for (int hours = 0; hours < 30; hours++) {
            world.pass(Duration.ofHours(1));
        }
        assertThat(simulators.jLis().requests("orderCard", number)).isZero();
        assertThat(flow.stuck()).noneMatch(stuck -> number.equals(stuck.caseNumber()));

        decide(number, "NO_ERROR");
        assertThat(correction(number).outcome()).isEqualTo("NO_ERROR");
        assertThat(told(number)).contains("link-no-error");
        world.pass(Duration.ofMinutes(6));
        assertThat(simulators.jLis().requests("orderCard", number)).isEqualTo(1);
    }

    @Test
    void in_an_open_case_the_holder_looks_at_the_right_record_before_it_is_examined_again() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        String right = anotherEntry(person);
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, "RIGHT_RECORD");

        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(links.held(number)).isTrue();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.WAITING_FOR_APPLICANT);
        assertThat(told(number)).contains("matched-again");
        confirmsTheRecord(number);
        assertThat(links.linkedTo(number)).map(LinkedRecords.LinkedRecord::entryId).contains(right);
        assertThat(world.openTasks(number)).contains("Task_ExamineApplication");
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PRODUCTION", "CARD_IN_POUCH", "INVITED", "VISIT_BOOKED", "PREPARING"})
    void what_was_done_on_a_wrong_link_is_undone_and_the_case_is_matched_again(SamplePlan plan) {
        String number = world.walk(world.somebody(plan), plan);
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, "UNLINK");

        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(appointments.booked(number)).isEmpty();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.MATCHING_REGISTER);
        if (plan == SamplePlan.IN_PRODUCTION) {
            assertThat(simulators.jLis().orders(number)).singleElement().satisfies(order -> assertThat(order.state()).isEqualTo("CANCELLED"));
        } else {
            assertThat(world.openTasks(number)).containsExactlyInAnyOrder("Task_DisposeOfCard", "Task_CheckReadLog");
            doesFirst(number, "Task_DisposeOfCard", Map.of("method", capabilities.of(World.MISSION).disposal().name(), "reference", "P-1"));
            doesFirst(number, "Task_WitnessDisposal", Map.of("witness", "CONFIRMED"));
        }
        // The register answers with the entry that was found wrong: that is no match any more.
        assertThat(world.openTasks(number)).contains("Task_InvestigateConflict");
        assertThat(told(number)).contains("matched-again");
        world.taskListEqualsTheEngine();
    }

    @Test
    void who_has_paid_pays_nothing_again_for_the_right_record() {
        SamplePerson person = world.somebody(SamplePlan.FEE_TO_PAY);
        String number = paid(person);
        anotherEntry(person);
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, "RIGHT_RECORD");
        confirmsTheRecord(number);
        doesFirst(number, "Task_ExamineApplication", Map.of("examination", "ISSUE"));
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
        assertThat(simulators.jLis().orders(number)).hasSize(2);
        assertThat(events(number)).containsOnlyOnce("PAYMENT_REQUESTED");
    }

    @Test
    void who_has_paid_and_is_then_not_linked_gets_the_fee_back() {
        String number = paid(world.somebody(SamplePlan.FEE_TO_PAY));
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, "UNLINK");
        doesFirst(number, "Task_InvestigateConflict", Map.of("investigation", "SEPARATE", "reason", "該当する記録がない。"));
        doesFirst(number, "Task_ConfirmRefusal", Map.of("refusal", "CONFIRMED"));
        assertThat(cases.get(number).state()).isEqualTo(CaseState.REFUSED);
        assertThat(told(number)).contains("payment-refunded", "refused");
    }

    @Test
    void a_card_made_on_a_link_in_doubt_is_not_handed_over_until_that_is_decided() {
        String number = world.walk(world.somebody(SamplePlan.PREPARING), SamplePlan.PREPARING);
        corrections.report(number, Reporter.OFFICER, WORDS, linkage[0]);
        Map<String, Object> ready = Map.of("preparation", "READY", "oldCard", "NONE", "pin", capabilities.of(World.MISSION).pin().name());
        refused("LINK_IN_DOUBT", () -> doesFirst(number, "Task_PrepareHandover", ready));
        decide(number, "NO_ERROR");
        doesFirst(number, "Task_PrepareHandover", ready);
        corrections.report(number, Reporter.OFFICER, WORDS, linkage[0]);
        Map<String, Object> handOver = Map.of("handover", "HANDED_OVER", "signatureTaken", true, "servicesShown", true);
        refused("LINK_IN_DOUBT", () -> doesFirst(number, "Task_HandOverCard", handOver));
        decide(number, "NO_ERROR");
        doesFirst(number, "Task_HandOverCard", handOver);
        assertThat(cases.get(number).state()).isEqualTo(CaseState.HANDED_OVER);
    }

    @Test
    void a_report_after_the_decision_opens_the_next_correction_when_this_one_is_closed() {
        String number = decided("RIGHT_RECORD");
        corrections.report(number, Reporter.HOLDER, "まだ違います。", holder(number));
        assertThat(links.linkedTo(number)).isEmpty();
        does(number, privacy, Map.of("verdict", "NO_THIRD_PARTY", "persons", 0, "note", "なし"));
        does(number, linkage[0], Map.of("cause", "OTHER", "note", "別の取り違え"));
        assertThat(correction(number).open()).isTrue();
        assertThat(corrections.reports(correction(number))).extracting(Correction.Report::words).containsExactly("まだ違います。");
        assertThat(world.openTasks(number)).containsExactly("Task_TraceCopies");
    }

    @Test
    void a_record_that_belongs_to_another_persons_case_stops_the_match_and_reports_that_link() {
        SamplePerson first = world.somebody(SamplePlan.HANDED_OVER);
        String number = world.walk(first, SamplePlan.HANDED_OVER);
        SamplePerson second = world.somebody(SamplePlan.EXAMINING);
        // The first case was linked to the second person's entry, as happened in 2023.
        String entry = simulators.familyRegister().register(new Person(second.familyName(), second.givenName(), second.familyKana(),
                second.givenKana(), second.birthDate(), second.sex(), second.domicile(), second.municipalityCode(), second.departedOn(),
                second.myNumber()));
        sql.sql("update record_link set entry_id = :entry where case_number = :case").param("entry", entry).param("case", number).update();

        String other = world.apply(second, SamplePlan.EXAMINING);
        assertThat(world.openTasks(other)).containsExactly("Task_InvestigateConflict");
        assertThat(links.linkedTo(number)).isEmpty();
        assertThat(corrections.reports(correction(number))).extracting(Correction.Report::reporter).containsExactly(Reporter.SYSTEM);
        assertThat(world.openTasks(number)).containsExactly("Task_TraceCopies");
    }

    @Test
    void a_renewal_compares_the_link_again() {
        SamplePerson person = world.somebody(SamplePlan.HANDED_OVER);
        String earlier = world.walk(person, SamplePlan.HANDED_OVER);
        sql.sql("update record_link set entry_id = 'FR-ELSEWHERE' where case_number = :case").param("case", earlier).update();
        UUID card = sql.sql("select id from card_in_force where case_number = :case").param("case", earlier).query(UUID.class).single();
        sql.sql("update case_file set person_key = person_key || '-earlier' where number = :case").param("case", earlier).update();

        String renewal = world.applyUnsettled(person, SamplePlan.EXAMINING);
        sql.sql("update case_file set renews_card = :card where number = :case").param("card", card).param("case", renewal).update();
        world.settle();
        assertThat(world.openTasks(renewal)).containsExactly("Task_InvestigateConflict");
        assertThat(correction(earlier).frozenAt()).isNotNull();
    }

    @Test
    void a_privacy_officer_opens_a_case_only_while_its_link_is_being_corrected() {
        String number = handedOver();
        refused("CASE_UNKNOWN", () -> cases.open(number, privacy, Purpose.CASE_WORK));
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        assertThat(cases.open(number, privacy, Purpose.CASE_WORK).number()).isEqualTo(number);
        decide(number, "NO_ERROR");
        refused("CASE_UNKNOWN", () -> cases.open(number, privacy, Purpose.CASE_WORK));
    }

    @Test
    void deadlines_of_a_breach_report_are_raised_before_and_after_they_pass() {
        String number = decided("UNLINK");
        does(number, privacy, Map.of("verdict", "NO_THIRD_PARTY", "persons", 1, "improper", true, "note", "不正の疑い"));
        assertThat(corrections.reportDue(correction(number), Correction.Stage.FINAL)).isEqualTo(Tokyo.today(clock).plusDays(60));
        world.pass(Duration.ofDays(4));
        assertThat(events(number)).contains("BREACH_REPORT_DUE").doesNotContain("BREACH_REPORT_OVERDUE");
        world.pass(Duration.ofDays(2));
        assertThat(events(number)).contains("BREACH_REPORT_OVERDUE");
        assertThat(world.openTasks(number)).containsExactly("Task_FilePreliminaryReport");
    }

    @Test
    void figures_are_counted_without_anybody_in_them() {
        CorrectionFigures.Figures before = figures.published();
        String number = decided("UNLINK");
        does(number, privacy, Map.of("verdict", "THIRD_PARTY", "views", 2, "persons", 1, "note", "閲覧あり"));
        CorrectionFigures.Figures after = figures.published();
        assertThat(after.reported()).isEqualTo(before.reported() + 1);
        assertThat(after.confirmed()).isEqualTo(before.confirmed() + 1);
        assertThat(after.corrected()).isEqualTo(before.corrected());
        assertThat(after.copies()).isEqualTo(before.copies() + 2);
        assertThat(after.thirdPartyViews()).isEqualTo(before.thirdPartyViews() + 2);
    }

    private String paid(SamplePerson person) {
        String number = world.walk(person, SamplePlan.FEE_TO_PAY);
        simulators.payment().pay(number);
        world.settle();
        assertThat(cases.get(number).state()).isEqualTo(CaseState.IN_PRODUCTION);
        return number;
    }

    /** Somebody of the same name and birth date, whom the register knows too. */
    private String anotherEntry(SamplePerson person) {
        return simulators.familyRegister().register(new Person(person.familyName(), person.givenName(), person.familyKana(),
                person.givenKana(), person.birthDate(), person.sex(), "東京都千代田区別町三丁目3番", person.municipalityCode(), null, null));
    }

    private String handedOver() {
        return world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
    }

    /** A case whose correction two people have decided in this way. */
    private String decided(String proposal) {
        SamplePerson person = world.somebody(SamplePlan.HANDED_OVER);
        String number = world.walk(person, SamplePlan.HANDED_OVER);
        if (proposal.equals("RIGHT_RECORD")) {
            simulators.familyRegister().register(new Person(person.familyName(), person.givenName(), person.familyKana(), person.givenKana(),
                    person.birthDate(), person.sex(), "東京都千代田区別町四丁目4番", person.municipalityCode(), null, null));
        }
        corrections.report(number, Reporter.HOLDER, WORDS, holder(number));
        decide(number, proposal);
        return number;
    }

    private static Map<String, Object> with(Map<String, Object> form, String field, Object value) {
        Map<String, Object> other = new java.util.HashMap<>(form);
        other.put(field, value);
        return other;
    }

    private UUID loose(String words) {
        return corrections.loose().stream().filter(report -> report.words().equals(words)).findFirst().orElseThrow().id();
    }
}
