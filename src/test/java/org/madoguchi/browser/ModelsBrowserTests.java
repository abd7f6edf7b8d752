package org.madoguchi.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.demo.SamplePlan;

/** The drawings speak the language of their reader. */
class ModelsBrowserTests extends BrowserTest {

    @ParameterizedTest
    @CsvSource({
        "ja, 附票を照会する, 照合の依頼, 二人とも同一人, Look up",
        "en, Look up the register, Match requested, Both: same, 附票"})
    void steps_events_and_ways_are_named_in_the_language_of_the_reader(Locale language, String step, String event, String way,
            String other) {
        Visitor officer = staff("municipal-officer-a", language).open("/models/register-match");
        Locator model = officer.page().locator("[data-bpmn-src]");
        // a name is broken into lines
        assertThat(model.locator("svg [data-element-id=Task_LookUpRegister] text").first()).containsText(step.substring(0, 4));
        assertThat(model.locator("svg [data-element-id=StartEvent_MatchRequested_label] text").first()).containsText(event.substring(0, 4));
        assertThat(model.locator("svg [data-element-id=Flow_ReviewersAgree_AskHolder_label] text").first()).containsText(way.substring(0, 4));
        model.locator("summary").click();
        assertThat(model.locator(".model-steps")).containsText(step);
        assertThat(model.locator(".model-steps")).containsText(event);
        assertThat(model).not().containsText(other);
    }

    @Test
    void a_table_that_is_wider_than_the_page_says_so() {
        Visitor officer = staff("municipal-officer-a", Locale.ENGLISH).open("/models/required-documents");
        Locator hint = officer.page().locator(".model-hint");
        officer.page().setViewportSize(400, 800);
        assertThat(hint).isVisible();
        officer.page().locator(".tjs-table-container").evaluate("it => { it.style.width = '9000px'; }");
        assertThat(hint).isHidden();
        officer.page().setViewportSize(1280, 800);
    }

    @Test
    void a_button_leads_to_where_the_case_is() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        Visitor officer = staff("municipal-officer-a", Locale.ENGLISH).open("/cases/" + number);
        Locator drawing = officer.page().locator("details[open] .model").first();
        drawing.locator("button", new Locator.LocatorOptions().setHasText("Zoom to the current step")).click();
        assertThat(drawing.locator("svg g.viewport")).hasAttribute("transform", Pattern.compile("matrix\\(1[, ].*"));
        assertThat(drawing.locator("svg [data-element-id=Task_ExamineApplication]").first()).isInViewport();
    }
}
