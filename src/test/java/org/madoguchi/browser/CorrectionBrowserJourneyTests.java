package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.LinkedRecords;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
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
        work(number, PRIVACY, "Task_FileFinalReport", privacy -> file(privacy).fill("items", "Name").fill("persons", "1").fill("cause", "Wrong entry")
                .fill("secondaryDamage", "None known").fill("actionToPersons", "Told").fill("publication", "Figures").fill("prevention", "All items"));
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

    private void work(String number, String person, String taskKey, Consumer<Visitor> form) {
        WorkItem task = worklist.ofCase(number).stream().filter(item -> item.open() && item.taskKey().equals(taskKey)).findFirst().orElseThrow();
        Visitor officer = staff(person, Locale.ENGLISH).open("/tasks/" + task.taskId());
        form.accept(officer);
        officer.press("tasks.complete").isAt("/tasks");
        world.settle();
    }
}
