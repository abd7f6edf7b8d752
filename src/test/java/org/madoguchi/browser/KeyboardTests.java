package org.madoguchi.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.SampleResident;
import org.madoguchi.journeys.World;
import org.madoguchi.worklist.WorkItem;

/** The main ways through the product by keyboard alone; wherever the focus is, one sees it. */
class KeyboardTests extends BrowserTest {

    private static final int FAR = 80;
    private static final String FOCUS_SHOWS = """
            () => {
                const one = document.activeElement;
                if (!one || one === document.body) return 'nothing';
                const shown = [one, one.closest('.slot'), one.closest('.card--link')].filter(Boolean).some(at =>
                    ['', '::after'].some(part => {
                        const style = getComputedStyle(at, part || null);
                        return style.outlineStyle !== 'none' && style.outlineWidth !== '0px' || style.boxShadow !== 'none';
                    }));
                return shown ? '' : one.outerHTML.slice(0, 160);
            }""";

    @BeforeEach
    void begin() {
        world.begin();
    }

    @Test
    void an_officer_works_through_the_list_without_a_mouse() {
        String caseNumber = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        WorkItem task = world.openTask(caseNumber);
        Visitor officer = staff("municipal-officer-b", Locale.JAPANESE).open("/tasks?view=OPEN");
        Page page = officer.page();

        page.keyboard().press("Tab");
        assertThat(focused(page)).contains("skip-link");
        page.keyboard().press("Enter");
        tabTo(page, "a[href^='/tasks/" + task.taskId() + "']");
        page.keyboard().press("Enter");
        officer.isAt("/tasks/" + task.taskId());

        tabTo(page, "form[action$='/claim'] button");
        page.keyboard().press("Enter");
        officer.sees("tasks.release");
        tabTo(page, "input[name=examination]");
        page.keyboard().press("Space");
        assertThat(page.locator("#examination-ISSUE").isChecked()).isTrue();
        tabTo(page, "form[action$='/complete'] button[type=submit]");
        page.keyboard().press("Enter");
        officer.isAt("/tasks\\?view=OPEN").sees("tasks.completed", officer.text("task.Task_ExamineApplication"));
        assertThat(world.openTasks(caseNumber)).isEmpty();
    }

    @Test
    void one_key_takes_the_next_task_and_another_task_follows_the_one_that_is_done() {
        world.walk(world.somebody(SamplePlan.FACTS_CONFLICT), SamplePlan.FACTS_CONFLICT);
        world.walk(world.somebody(SamplePlan.FACTS_CONFLICT), SamplePlan.FACTS_CONFLICT);
        Visitor officer = staff("municipal-officer-b", Locale.JAPANESE).open("/tasks?view=OPEN&step=Task_ReviewEligibility");
        Page page = officer.page();
        List<String> links = hrefs(page);

        page.keyboard().press("n");
        officer.isAt("/tasks/[^?]+\\?list=.*").sees("tasks.release");
        assertThat(links).anyMatch(link -> page.url().endsWith(link));
        String first = page.url();
        tabTo(page, "input[name=outcome]");
        page.keyboard().press("Space");
        tabTo(page, "textarea[name=reason]");
        page.keyboard().insertText("転出届の写しで確認。");
        tabTo(page, "button[name=andNext]");
        page.keyboard().press("Enter");
        officer.sees("tasks.release");
        assertThat(page.url()).isNotEqualTo(first).contains("/tasks/", "list=view");
        tabTo(page, "a[href^='/tasks?view=OPEN&step=Task_ReviewEligibility#']");
        page.keyboard().press("Enter");
        officer.isAt("/tasks\\?view=OPEN&step=Task_ReviewEligibility");
    }

    @Test
    void letters_lead_from_task_to_task_and_can_be_switched_off() {
        world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        Visitor officer = staff("municipal-officer-b", Locale.JAPANESE).open("/tasks?view=OPEN");
        Page page = officer.page();
        List<String> links = hrefs(page);

        page.keyboard().press("j");
        assertThat(focused(page)).contains(links.get(0));
        page.keyboard().press("j");
        assertThat(focused(page)).contains(links.get(1));
        page.keyboard().press("k");
        assertThat(focused(page)).contains(links.get(0));
        page.keyboard().press("Enter");
        officer.isAt(links.get(0).replaceAll("\\?.*", ""));

        officer.open("/tasks?view=OPEN");
        page.keyboard().press("?");
        page.locator("dialog#shortcuts[open] #shortcuts-switch").uncheck();
        page.keyboard().press("Escape");
        page.locator("h1").click();
        page.keyboard().press("j");
        assertThat(page.locator("tr[data-row] a:focus").count()).isZero();
        page.evaluate("() => localStorage.clear()");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ja", "en"})
    void a_case_or_a_page_is_opened_from_any_page_by_what_one_types(String language) {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        Visitor officer = staff("municipal-officer-b", Locale.forLanguageTag(language)).open("/models");
        Page page = officer.page();
        page.waitForLoadState();
        page.keyboard().press("/");
        page.keyboard().type(number.toLowerCase(Locale.ROOT).replace("-", " "));
        assertThat(page.locator("#palette-found a[href='/cases/" + number + "']")).isVisible();
        page.keyboard().press("Enter");
        officer.isAt("/cases/" + number);

        page.waitForLoadState();
        page.keyboard().press("Control+k");
        page.keyboard().insertText(officer.text("layout.nav.models"));
        assertThat(page.locator("#palette-found [data-said]")).isVisible();
        page.keyboard().press("Enter");
        officer.isAt("/models");

        page.waitForLoadState();
        page.keyboard().press("g");
        page.keyboard().press("c");
        officer.isAt("/cases");
    }

    @Test
    void letters_stay_letters_in_a_field_and_the_focus_comes_back_to_it() {
        Visitor officer = staff("municipal-officer-b", Locale.ENGLISH).open("/search");
        Page page = officer.page();
        page.waitForLoadState();
        page.locator("#text").fill("");
        page.keyboard().type("gc/?jn");
        officer.isAt("/search");
        assertThat(page.locator("#text")).hasValue("gc/?jn");
        assertThat(page.locator("dialog[open]")).hasCount(0);

        page.keyboard().press("Control+k");
        assertThat(page.locator("#palette-text")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("#text")).isFocused();

        page.locator("h1").click();
        page.keyboard().press("?");
        page.locator("dialog#shortcuts[open] #shortcuts-switch").uncheck();
        page.keyboard().press("Escape");
        page.locator("h1").click();
        page.keyboard().press("/");
        assertThat(page.locator("dialog[open]")).hasCount(0);
        page.keyboard().press("Control+k");
        assertThat(page.locator("#palette-text")).isFocused();
        page.evaluate("() => localStorage.clear()");
    }

    @Test
    void a_resident_asks_for_the_merged_card_and_takes_it_back_without_a_mouse() {
        SampleResident person = world.resident(ResidentPlan.TO_BE_ACCEPTED);
        String caseNumber = world.walk(person, ResidentPlan.TO_BE_ACCEPTED);
        Visitor holder = holder(person.email(), Locale.ENGLISH).open("/track/" + caseNumber);
        Page page = holder.page();

        tabTo(page, "a[href='/track/" + caseNumber + "/wish']");
        page.keyboard().press("Enter");
        holder.sees("portal.wish.text");
        tabTo(page, "form[action$='/wish'] button");
        page.keyboard().press("Enter");
        holder.sees("portal.residence.track.revoke");
        tabTo(page, "a[href='/track/" + caseNumber + "/wish/revoke']");
        page.keyboard().press("Enter");
        holder.sees("portal.wish.revoke.title");
        tabTo(page, "form[action$='/wish/revoke'] button");
        page.keyboard().press("Enter");
        holder.sees("portal.residence.track.silent");
    }

    @Test
    void an_applicant_finds_out_without_a_mouse_whether_they_can_apply() {
        Visitor visitor = visitor(Locale.ENGLISH).open("/");
        Page page = visitor.page();
        tabTo(page, "main a[href='/apply']");
        page.keyboard().press("Enter");
        for (String answer : List.of("NEW", "yes", "no", "yes", "yes", "yes", "NONE")) {
            visitor.isAt("/apply.*");
            tabTo(page, "input[name=answer]");
            page.keyboard().press("Space");
            while (!page.locator("input[name=answer]:checked").getAttribute("value").equals(answer)) {
                page.keyboard().press("ArrowDown");
            }
            page.keyboard().press("Enter");
            page.locator("input[name=answer][value='" + answer + "']:checked").waitFor(new com.microsoft.playwright.Locator.WaitForOptions()
                    .setState(com.microsoft.playwright.options.WaitForSelectorState.DETACHED));
        }
        tabTo(page, "#answer");
        page.keyboard().type("04011985");
        page.keyboard().press("Enter");
        visitor.sees("portal.outcome.ELIGIBLE");
        tabTo(page, "a[href='/apply/form']");
        page.keyboard().press("Enter");
        visitor.isAt("/sign-in");
        visitor.close();
    }

    private static List<String> hrefs(Page page) {
        List<String> links = new ArrayList<>();
        page.locator("tr[data-row] th a").all().forEach(link -> links.add(link.getAttribute("href")));
        return links;
    }

    /** Goes on from stop to stop; at each the focus shows. */
    private static void tabTo(Page page, String selector) {
        // a page whose style has not come yet shows no focus
        page.waitForLoadState();
        for (int i = 0; i < FAR; i++) {
            page.keyboard().press("Tab");
            assertThat((String) page.evaluate(FOCUS_SHOWS)).as("focus that does not show").isIn("", "nothing");
            if (page.locator(selector + ":focus").count() > 0) {
                return;
            }
        }
        throw new AssertionError("The keyboard does not lead to " + selector + "; it is at " + focused(page));
    }

    private static String focused(Page page) {
        return (String) page.evaluate("() => document.activeElement ? document.activeElement.outerHTML : ''");
    }
}
