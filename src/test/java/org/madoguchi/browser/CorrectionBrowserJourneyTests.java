package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.SampleResident;
import org.madoguchi.demo.partners.ResidentRegister.Resident;
import org.madoguchi.journeys.World;
import org.madoguchi.linkage.Corrections;
import org.madoguchi.programme.Tokyo;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;

/** A mistaken linkage reported by the holder, frozen, corrected, told and reported, all of it in a browser. */
class CorrectionBrowserJourneyTests extends BrowserTest {

    private static final String LINKAGE_A = "linkage-officer-a";
    private static final String LINKAGE_B = "linkage-officer-b";
    private static final String PRIVACY = "privacy-officer-a";
    private static final String CLERK = "isa-clerk-a";
    private static final String CARD_OFFICER = "isa-card-officer-a";

    @Autowired
    Corrections corrections;

    @Autowired
    LinkedRecords links;

    @Autowired
    Worklist worklist;

    @BeforeEach
    void the_world_begins_again() {
        world.begin();
    }

    @Test
    void a_mistaken_linkage_reported_by_the_holder_is_frozen_corrected_told_and_reported() {
        SamplePerson person = world.somebody(SamplePlan.HANDED_OVER);
        String number = world.walk(person, SamplePlan.HANDED_OVER);
        Visitor holder = holder(person.email(), Locale.JAPANESE);

        holder.open("/track/" + number).follow("portal.report.title").press("portal.report.send").sees("refusal.WORDS_NEEDED");
        holder.fill("words", "本籍が私のものではありません。").press("portal.report.send");
        holder.sees("correction.holder.state.FROZEN").sees("event.LINK_FROZEN").look("correction-holder-frozen");
        assertThat(links.linkedTo(number)).isEmpty();

        work(number, LINKAGE_A, "Task_TraceCopies", officer -> {
            officer.seesText("本籍が私のものではありません。");
            officer.page().locator("input[name=added][value=HEALTH_INSURANCE]").check();
            officer.tick("complete").look("correction-trace");
        });
        world.pass(Duration.ofDays(3));
        Visitor officer = staff(LINKAGE_A, Locale.ENGLISH).open("/cases/" + number).sees("correction.copy.unconfirmed").look("correction-copies");
        officer.page().locator("input[name=reference]").first().fill("our own letters, 3 June");
        officer.press("correction.copy.confirm").seesNot("correction.copy.unconfirmed");

        work(number, LINKAGE_A, "Task_ProposeCorrection", one -> one.choose("proposal", "UNLINK").fill("reason", "Another person’s record."));
        work(number, LINKAGE_B, "Task_ConfirmCorrection", other -> other.sees("correction.proposal.UNLINK").choose("confirmation", "CONFIRMED"));
        holder.open("/track/" + number).sees("correction.holder.decided.UNLINK");

        work(number, PRIVACY, "Task_CheckReadLog", privacy -> privacy.sees("correction.readers").choose("verdict", "THIRD_PARTY").fill("views", "1")
                .fill("persons", "1").fill("note", "One reading at the health insurance.").look("correction-read-log"));
        holder.open("/track/" + number).sees("correction.holder.seen", 1).sees("correction.holder.reported");
        work(number, PRIVACY, "Task_FilePreliminaryReport", privacy -> file(privacy).look("correction-preliminary"));
        work(number, PRIVACY, "Task_FileFinalReport", this::fileAll);
        work(number, LINKAGE_B, "Task_RecordRootCause", one -> one.choose("cause", "TOO_FEW_ITEMS").fill("note", "Looked up with three items."));

        holder.open("/track/" + number).sees("correction.holder.state.CORRECTED").look("correction-holder-corrected");
        assertThat(corrections.latest(number).orElseThrow().outcome()).isEqualTo("CORRECTED");
        assertThat(world.openTasks(number)).isEmpty();
        world.taskListEqualsTheEngine();
        world.engineKnowsNothingOf(person);
        assertThat(holder.complaints()).isEmpty();
        assertThat(officer.complaints()).isEmpty();
    }

    @Test
    void a_mistaken_linkage_on_a_residents_merged_card_is_frozen_corrected_told_and_reported_and_the_card_made_again() {
        clock.stopAt(Instant.parse("2026-11-02T01:00:00Z"));
        SampleResident person = world.resident(ResidentPlan.CARD_THERE);
        String right = simulators.jLis().residents().register(new Resident((person.familyName() + " " + person.givenName()).strip(), person.birthDate(), person.sex(),
                "東京都千代田区別町一番1号", World.MUNICIPALITY, null));
        String number = world.walk(person, ResidentPlan.CARD_THERE);
        Visitor holder = holder(person.email(), Locale.ENGLISH);

        holder.open("/track/" + number).follow("portal.report.title").fill("words", "The address is not mine.").press("portal.report.send");
        holder.sees("correction.holder.state.FROZEN").sees("event.LINK_FROZEN").look("correction-resident-frozen");
        assertThat(links.linkedTo(number)).isEmpty();
        Visitor counter = staff(CARD_OFFICER, Locale.ENGLISH).open("/tasks/" + task(number, "Task_HandOverAtBureau").taskId());
        handOver(counter, person).press("tasks.complete").sees("refusal.LINK_IN_DOUBT").look("correction-resident-kept-back");

        work(number, LINKAGE_A, "Task_TraceCopies", officer -> officer.seesText("The address is not mine.").sees("correction.holder.J_LIS")
                .tick("complete").look("correction-resident-trace"));
        world.pass(Duration.ofDays(3));
        Visitor officer = staff(LINKAGE_A, Locale.ENGLISH).open("/cases/" + number).sees("correction.copy.unconfirmed");
        officer.page().locator("input[name=reference]").first().fill("our own letters, 5 December");
        officer.press("correction.copy.confirm").seesNot("correction.copy.unconfirmed");
        work(number, LINKAGE_A, "Task_ProposeCorrection", one -> one.choose("proposal", "LOOK_UP").fill("reason", "With every item."));
        work(number, LINKAGE_A, "Task_ProposeCorrection", one -> one.choose("proposal", "RIGHT_RECORD").select("entryId", right)
                .fill("reason", "The holder lives there.").look("correction-resident-proposed"));
        work(number, LINKAGE_B, "Task_ConfirmCorrection", other -> other.sees("correction.proposal.RIGHT_RECORD").choose("confirmation", "CONFIRMED"));

        holder.open("/track/" + number).sees("correction.holder.decided.RIGHT_RECORD").sees("event.MATCHED_AGAIN")
                .look("correction-resident-matched-again");
        work(number, CLERK, "Task_DisposeOfMergedCard", clerk -> clerk.choose("method", "DESTROY").fill("reference", "SHRED-1"));
        work(number, CARD_OFFICER, "Task_WitnessMergedDisposal", witness -> witness.choose("witness", "CONFIRMED"));
        holder.open("/track/" + number).sees("portal.record.title").seesText("東京都千代田区別町一番1号").look("correction-resident-record")
                .press("portal.record.yes");
        world.settle();
        assertThat(links.linkedTo(number).orElseThrow().entryId()).isEqualTo(right);

        work(number, PRIVACY, "Task_CheckReadLog", privacy -> privacy.choose("verdict", "THIRD_PARTY").fill("views", "1").fill("persons", "1")
                .fill("note", "One reading at the bureau."));
        holder.open("/track/" + number).sees("correction.holder.seen", 1).sees("correction.holder.reported");
        work(number, PRIVACY, "Task_FilePreliminaryReport", this::file);
        work(number, PRIVACY, "Task_FileFinalReport", this::fileAll);
        work(number, LINKAGE_B, "Task_RecordRootCause", one -> one.choose("cause", "SAME_NAME").fill("note", "Somebody of the same name."));
        holder.open("/track/" + number).sees("correction.holder.state.CORRECTED").look("correction-resident-corrected");

        world.pass(Duration.ofDays(12));
        work(number, CARD_OFFICER, "Task_ConfirmMergedReceipt", one -> one.choose("receipt", "RECEIVED").fill("reference", "SEAL-2"));
        work(number, CARD_OFFICER, "Task_HandOverAtBureau", one -> handOver(one, person));
        assertThat(world.file(number).state()).isEqualTo(CaseState.HANDED_OVER);
        world.taskListEqualsTheEngine();
        assertThat(holder.complaints()).isEmpty();
        assertThat(officer.complaints()).isEmpty();
        assertThat(counter.complaints()).isEmpty();
    }

    private static Visitor handOver(Visitor officer, SampleResident person) {
        return officer.choose("handover", "HANDED_OVER").tick("identityChecked").choose("residenceCard", "SURRENDERED")
                .choose("myNumberCard", person.holdsMyNumberCard(ResidentPlan.CARD_THERE) ? "SURRENDERED" : "NONE")
                .tick("notCarriedOverTold").tick("signatureTaken").fill("note", "Checked.");
    }

    @Test
    void anybody_may_report_a_link_and_learns_nothing_about_cases() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        Visitor anybody = visitor(Locale.JAPANESE);
        String known = reportOf(anybody, number);
        String unknown = reportOf(anybody, "A26-00000000");
        assertThat(known).isEqualTo(unknown);
        world.settle();
        assertThat(world.openTasks(number)).contains("Task_TriageReport");
        assertThat(corrections.loose()).anyMatch(report -> "A26-00000000".equals(report.statedCase()));
    }

    private String reportOf(Visitor anybody, String number) {
        anybody.open("/report-link").fill("statedCase", number).fill("words", "別の人の名前が出ています。").press("portal.reportLink.send")
                .isAt("/report-link/thanks");
        return anybody.page().locator("main").innerText();
    }

    private Visitor file(Visitor privacy) {
        return privacy.fill("filedOn", Tokyo.today(clock)).fill("recipient", "PPC").fill("reference", "PPC-1").fill("summary", "A wrong record was linked.");
    }

    private Visitor fileAll(Visitor privacy) {
        return file(privacy).fill("items", "Name").fill("persons", "1").fill("cause", "Wrong entry").fill("secondaryDamage", "None known")
                .fill("actionToPersons", "Told").fill("publication", "Figures").fill("prevention", "All items");
    }

    private WorkItem task(String number, String taskKey) {
        return worklist.ofCase(number).stream().filter(item -> item.open() && item.taskKey().equals(taskKey)).findFirst().orElseThrow();
    }

    private void work(String number, String person, String taskKey, Consumer<Visitor> form) {
        Visitor officer = staff(person, Locale.ENGLISH).open("/tasks/" + task(number, taskKey).taskId());
        form.accept(officer);
        officer.press("tasks.complete").isAt("/tasks");
        world.settle();
    }
}
