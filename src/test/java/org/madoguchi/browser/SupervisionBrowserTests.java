package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.sla.Escalations;
import org.madoguchi.sla.Sla;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;

/** An office falls behind: warnings come in order, the supervisor moves the work, the ladder stops. */
class SupervisionBrowserTests extends BrowserTest {

    @Autowired
    Worklist worklist;
    @Autowired
    Escalations escalations;
    @Autowired
    Sla sla;
    @Autowired
    Offices offices;

    @BeforeEach
    void begin() {
        world.begin();
    }

    @Test
    void late_work_climbs_until_the_supervisor_gives_it_to_somebody_else() {
        WorkItem task = world.openTask(world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING));
        worklist.claim(task.taskId(), world.officer(Role.MUNICIPAL_OFFICER, "a"));
        clock.stopAt(task.dueAt().plusSeconds(60));
        world.settle();

        Visitor officer = staff("municipal-officer-a", Locale.JAPANESE).open("/tasks/notices");
        officer.sees("notices.kind.LATE_HOLDER");

        clock.stopAt(sla.calendar(offices.get(World.MUNICIPALITY)).deadline(clock.instant(), Duration.ofHours(8)).plusSeconds(60));
        world.settle();
        Visitor supervisor = staff("municipal-supervisor-a", Locale.ENGLISH).open("/supervision?step=Task_ExamineApplication");
        Locator row = supervisor.page().locator("tr[data-row]").filter(new Locator.FilterOptions().setHasText(task.caseNumber()));
        assertThat(row.innerText()).contains("The supervisor was told", "Officer a");
        row.locator("select[name=assignee]").selectOption("municipal-officer-b");
        row.locator("form:has(select) button").click();
        supervisor.sees("supervision.assigned", "Officer b");
        assertThat(escalations.ofTask(task.taskId())).isEmpty();
        assertThat(supervisor.open("/supervision?step=Task_ExamineApplication").page().locator("tr[data-row]")
                .filter(new Locator.FilterOptions().setHasText(task.caseNumber())).innerText()).contains("Officer b").doesNotContain("was told");

        supervisor.open("/supervision/figures").sees("figures.backlog").sees("figures.people").followText("Examine the application").isAt("/supervision\\?all=true.*");
        supervisor.open("/cases/" + task.caseNumber()).sees("cases.times");
        assertThat(AccessibilityTests.violations(supervisor, Locale.JAPANESE)).isEmpty();
        assertThat(supervisor.complaints()).isEmpty();
    }
}
