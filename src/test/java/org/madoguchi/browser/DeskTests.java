package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseFile.Applicant;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.World;
import org.madoguchi.worklist.WorkActions;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A day at the desk: a morning without a mouse, two who want the same task, many tasks at once. */
class DeskTests extends BrowserTest {

    private static final String A = "municipal-officer-a";
    private static final String B = "municipal-officer-b";

    @Autowired
    Worklist worklist;
    @Autowired
    WorkActions actions;
    @Autowired
    JdbcClient sql;

    @BeforeEach
    void begin() {
        world.begin();
    }

    private String toReview() {
        return world.walk(world.somebody(SamplePlan.FACTS_CONFLICT), SamplePlan.FACTS_CONFLICT);
    }

    @Test
    void what_the_list_can_be_narrowed_by_comes_when_it_is_opened_and_the_focus_stays() {
        toReview();
        Visitor officer = staff(A, Locale.ENGLISH).open("/tasks?view=OPEN");
        Page page = officer.page();
        page.waitForLoadState();
        page.locator("main details summary").focus();
        page.keyboard().press("Enter");
        PlaywrightAssertions.assertThat(page.locator("#step")).isVisible();
        assertThat((String) page.evaluate("document.activeElement.tagName")).isEqualTo("SUMMARY");
        page.selectOption("#step", "Task_ReviewEligibility");
        officer.press("tasks.filter.apply").isAt("/tasks\\?view=OPEN.*step=Task_ReviewEligibility.*");
        PlaywrightAssertions.assertThat(page.locator("#step")).hasValue("Task_ReviewEligibility");
        assertThat(officer.complaints()).isEmpty();
    }

    @Test
    void a_morning_without_a_mouse() {
        String wanted = toReview();
        for (int i = 0; i < 3; i++) {
            toReview();
        }
        Visitor officer = staff(A, Locale.JAPANESE).open("/tasks?view=OPEN&step=Task_ReviewEligibility");
        Page page = officer.page();

        // a telephone call: somebody asks about a case
        Applicant caller = world.file(wanted).applicant();
        page.keyboard().press("/");
        page.keyboard().insertText(caller.familyName() + " " + caller.givenName());
        PlaywrightAssertions.assertThat(page.locator("#palette-found a[href='/cases/" + wanted + "']")).isVisible();
        page.keyboard().press("ArrowDown");
        while (!page.evaluate("document.activeElement.getAttribute('href')").equals("/cases/" + wanted)) {
            page.keyboard().press("ArrowDown");
        }
        page.keyboard().press("Enter");
        officer.isAt("/cases/" + wanted);

        // back to work
        page.waitForLoadState();
        page.keyboard().press("g");
        page.keyboard().press("t");
        officer.isAt("/tasks.*");
        officer.open("/tasks?view=OPEN&step=Task_ReviewEligibility");
        page.keyboard().press("j");
        page.keyboard().press("x");
        page.keyboard().press("j");
        page.keyboard().press("x");
        assertThat(page.locator("tr[data-row] input:checked").count()).isEqualTo(2);
        String second = (String) page.evaluate("document.activeElement.id");
        page.keyboard().press("Enter");
        officer.isAt("/tasks/" + second.replace("task-", "") + "\\?list=.*");
        page.waitForLoadState();
        page.keyboard().press("u");
        officer.isAt("/tasks\\?view=OPEN&step=Task_ReviewEligibility#" + second);
        PlaywrightAssertions.assertThat(page.locator("#" + second)).isFocused();
        assertThat(page.locator("tr[data-row] input:checked").count()).isEqualTo(2);

        // one task after the other
        page.waitForLoadState();
        page.keyboard().press("n");
        officer.isAt("/tasks/[^?]+\\?list=.*").sees("tasks.release");
        page.locator("input[name=outcome]").first().focus();
        page.keyboard().press("Space");
        page.locator("textarea[name=reason]").focus();
        page.keyboard().insertText("転出届の写しで確認。");
        page.locator("button[name=andNext]").focus();
        String done = page.url();
        page.keyboard().press("Enter");
        officer.isAt("/tasks/[^?]+\\?list=.*").sees("tasks.release");
        assertThat(page.url()).isNotEqualTo(done);
        officer.look("desk-task");
    }

    @Test
    void of_two_who_want_the_same_task_the_first_has_it_and_the_other_is_told() {
        WorkItem task = world.openTask(toReview());
        Visitor first = staff(A, Locale.JAPANESE).open("/tasks/" + task.taskId());
        Visitor other = staff(B, Locale.ENGLISH).open("/tasks/" + task.taskId());
        first.page().keyboard().press("c");
        first.sees("tasks.release");
        other.page().keyboard().press("c");
        other.sees("refusal.TASK_TAKEN");
        assertThat(worklist.see(task.taskId(), world.officer(Role.MUNICIPAL_OFFICER, "a")).assignee()).isEqualTo(A);
        other.open("/tasks?view=OPEN");
        PlaywrightAssertions.assertThat(other.page().locator("#task-" + task.taskId())).hasCount(0);
    }

    @Test
    void two_hundred_tasks_are_handed_over_at_once_of_which_three_cannot() {
        CurrentUser a = world.officer(Role.MUNICIPAL_OFFICER, "a");
        CurrentUser b = world.officer(Role.MUNICIPAL_OFFICER, "b");
        List<String> cannot = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            WorkItem task = world.openTask(toReview());
            sql.sql("update case_file set language = 'th' where number = :number").param("number", task.caseNumber()).update();
            worklist.claim(task.taskId(), i % 70 == 5 ? b : a);
            if (i % 70 == 5) {
                cannot.add(task.taskId());
            }
        }
        Visitor officer = staff(A, Locale.ENGLISH).open("/tasks?view=ALL&language=th");
        officer.page().selectOption("#bulk-kind", "HAND_OVER");
        officer.press("bulk.all");
        officer.page().selectOption("#HAND_OVER-assignee", B);
        officer.page().fill("#HAND_OVER-note", "On leave from tomorrow.");
        officer.press("bulk.preview").sees("bulk.preview.count", 197, 3).look("desk-bulk-preview");
        for (String task : cannot) {
            PlaywrightAssertions.assertThat(officer.page().locator("tr:has(a[href='/tasks/" + task + "'])")).containsText(officer.text("refusal.TASK_TAKEN"));
        }
        officer.press("bulk.do", 197).isAt("/tasks/bulk").sees("bulk.done", officer.text("actions.kind.HAND_OVER"), 197, 3);
        assertThat(AccessibilityTests.violations(officer, Locale.JAPANESE)).isEmpty();
        assertThat(held(b)).isEqualTo(200);
        assertThat(officer.page().locator("tr[data-row]").count()).isEqualTo(200);

        Visitor colleague = staff(B, Locale.JAPANESE).open("/tasks/notices");
        colleague.sees("notices.kind.HAND_OVER", a.nameJa(), 197).look("desk-notices");

        officer.press("bulk.undo").sees("bulk.undone", 197, 0);
        assertThat(held(a)).isEqualTo(197);
        assertThat(held(b)).isEqualTo(3);
    }

    private long held(CurrentUser person) {
        return sql.sql("""
                select count(*) from work_item i join case_file f on f.number = i.case_number
                 where i.assignee = :person and i.closed_at is null and f.language = 'th' and i.office_code = :office
                """).param("person", person.id()).param("office", World.MUNICIPALITY).query(Long.class).single();
    }
}
