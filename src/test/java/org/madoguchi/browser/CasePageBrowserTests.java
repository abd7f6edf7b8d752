package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.worklist.WorkItem;

/** The page of a case and the form of a task as an officer uses them. */
class CasePageBrowserTests extends BrowserTest {

    private static final String OFFICER = "municipal-officer-a";

    private String number;
    private WorkItem task;

    @BeforeAll
    void a_case_to_be_examined() {
        number = world.walk(registered(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        task = world.openTask(number);
    }

    @Test
    void what_is_typed_is_kept_by_itself_and_offered_again_and_the_chosen_outcome_stands_out() {
        Visitor officer = staff(OFFICER, Locale.ENGLISH).open("/tasks/" + task.taskId());
        Page page = officer.page();
        Locator told = page.locator("[data-outcome] dl:visible");
        PlaywrightAssertions.assertThat(told).hasCount(3);
        officer.choose("examination", "REFUSE").fill("note", "The papers are missing");
        PlaywrightAssertions.assertThat(page.locator(".outcome--chosen")).hasCount(1);
        PlaywrightAssertions.assertThat(page.locator(".outcome--chosen")).containsText("Confirm the refusal");
        PlaywrightAssertions.assertThat(told).hasCount(1);
        PlaywrightAssertions.assertThat(page.locator("#draft-state")).containsText("Draft kept at");
        officer.open("/tasks").open("/tasks/" + task.taskId()).look("task-draft");
        PlaywrightAssertions.assertThat(page.locator("#note")).hasValue("The papers are missing");
        PlaywrightAssertions.assertThat(page.locator(".outcome--chosen")).containsText("Confirm the refusal");
        accessible(officer);
        officer.press("tasks.draft.discard");
        PlaywrightAssertions.assertThat(page.locator("#note")).hasValue("");
    }

    @Test
    void without_a_script_every_outcome_is_listed_and_a_draft_is_kept_by_its_button() {
        var context = staff(OFFICER, Locale.ENGLISH).context();
        try (var plain = context.browser().newContext(new com.microsoft.playwright.Browser.NewContextOptions().setJavaScriptEnabled(false).setLocale("en")
                .setStorageState(context.storageState()))) {
            Page page = plain.newPage();
            page.navigate(staff(OFFICER, Locale.ENGLISH).page().url().replaceFirst("(https?://[^/]+).*", "$1") + "/tasks/" + task.taskId());
            PlaywrightAssertions.assertThat(page.locator("[data-outcome] dl:visible")).hasCount(3);
            page.locator("#note").fill("by the button");
            page.locator("button[formaction$='/draft']").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#note")).hasValue("by the button");
            page.locator("form[action$='/draft/discard'] button").press("Enter");
            PlaywrightAssertions.assertThat(page.locator("#note")).hasValue("");
        }
    }

    @Test
    void an_at_sign_leads_to_the_colleagues_and_back_into_the_note() {
        Visitor officer = staff(OFFICER, Locale.ENGLISH).open("/cases/" + number);
        Page page = officer.page();
        page.locator("#note").pressSequentially("Please look, @");
        PlaywrightAssertions.assertThat(page.locator("#note-mention")).isFocused();
        page.locator("#note-mention").selectOption("municipal-officer-b");
        PlaywrightAssertions.assertThat(page.locator("#note")).isFocused();
        page.keyboard().type("at the photo");
        PlaywrightAssertions.assertThat(page.locator("#note")).hasValue("Please look, @Officer b at the photo");
        officer.press("cases.note.submit");
        PlaywrightAssertions.assertThat(page.locator("section[aria-labelledby=timeline]")).containsText("Please look, @Officer b at the photo");
        accessible(officer);
        officer.fill("note", "123456789018").press("cases.note.submit");
        PlaywrightAssertions.assertThat(page.locator("#note-error")).isVisible();
        accessible(officer);
    }

    @Test
    void a_page_for_paper_shows_the_whole_case_and_nothing_to_press() {
        for (Locale language : List.of(Locale.JAPANESE, Locale.ENGLISH)) {
            Visitor officer = staff(OFFICER, language).open("/cases/" + number + "?whole=true");
            Page page = officer.page();
            officer.look("case-" + language);
            accessible(officer);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            PlaywrightAssertions.assertThat(page.locator("nav:visible")).hasCount(0);
            PlaywrightAssertions.assertThat(page.locator("main form:visible")).hasCount(0);
            PlaywrightAssertions.assertThat(page.locator("main button:visible")).hasCount(0);
            PlaywrightAssertions.assertThat(page.locator("main .button:visible")).hasCount(0);
            PlaywrightAssertions.assertThat(page.locator("h2#timeline")).isVisible();
            PlaywrightAssertions.assertThat(page.locator("table.table--compact").last()).isVisible();
            byte[] paper = page.pdf(new Page.PdfOptions().setPath(Path.of("target", "screenshots", "case-" + language + ".pdf")));
            assertThat(paper.length).isGreaterThan(10_000);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
        }
    }

    @Test
    void the_way_walked_is_drawn_with_its_flows() {
        Visitor officer = staff(OFFICER, Locale.ENGLISH).open("/cases/" + number);
        Page page = officer.page();
        page.locator(".djs-connection.is-done").first().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.ATTACHED));
        page.locator("details:has(table.table--compact) > summary").last().click();
        PlaywrightAssertions.assertThat(page.locator("table.table--compact").last()).containsText("Examine the application");
    }

    private static void accessible(Visitor visitor) {
        visitor.page().waitForLoadState();
        assertThat(new AxeBuilder(visitor.page()).withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")).analyze().getViolations()
                .stream().map(rule -> rule.getId() + " " + rule.getNodes().stream().map(node -> node.getHtml()).toList()).toList()).isEmpty();
        assertThat(visitor.complaints()).isEmpty();
    }
}
