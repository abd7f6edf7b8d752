package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.SelectOption;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An analyst changes the procedure, is stopped by a check, and somebody else releases it and takes it back. */
class WorkbenchBrowserTests extends BrowserTest {

    private static final int PATIENCE = 15_000;

    @Autowired
    JdbcClient sql;

    @Test
    void a_model_is_edited_checked_compared_released_by_somebody_else_and_taken_back() {
        Visitor analyst = staff("process-analyst-a", Locale.JAPANESE).open("/models/card-return");
        analyst.press("models.edit");
        opened(analyst);
        Page page = analyst.page();
        page.locator(".workbench details summary").click();
        page.locator(".workbench-elements button", new Page.LocatorOptions().setHasText("在外公館でカードを受け取る")).click();
        Locator role = page.locator("#bio-properties-panel-madoguchi-role");
        role.selectOption(new SelectOption().setValue(""));
        Locator finding = page.locator("[data-model-findings] button", new Page.LocatorOptions().setHasText("役割はありません"));
        finding.waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        assertThat(page.locator(".djs-shape.has-finding").count()).isPositive();
        violations(analyst);

        analyst.open("/models/changes?draft=card-return");
        page.fill("#why", "役割を改める");
        analyst.press("models.propose").seesText("点検で誤りが1件見つかりました");
        analyst.open("/models/drafts/card-return");
        opened(analyst);
        page.locator("[data-model-findings] button", new Page.LocatorOptions().setHasText("役割はありません")).click();
        role.selectOption(new SelectOption().setValue("consular-officer"));
        page.locator("#bio-properties-panel-madoguchi-name").fill("Take the card back at the counter");
        page.locator("[data-model-findings] li.quiet").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        page.waitForCondition(() -> sql.sql("select convert_from(xml, 'UTF8') from model_draft where key = 'card-return'").query(String.class).single()
                .contains("Take the card back at the counter"), new Page.WaitForConditionOptions().setTimeout(PATIENCE));
        analyst.open("/models/changes?draft=card-return");
        violations(analyst);
        page.fill("#why", "窓口の言葉に合わせる");
        analyst.press("models.propose").seesText("窓口の言葉に合わせる");
        String change = page.url().replaceAll(".*(/models/changes/\\d+).*", "$1");
        page.locator("[data-bpmn-src] svg").first().waitFor();
        violations(analyst);

        Visitor approver = staff("process-approver-a", Locale.ENGLISH).open(change);
        approver.seesText("Take the card back at the mission").seesText("Take the card back at the counter");
        approver.page().locator("input[value=APPROVE]").check();
        approver.press("models.decide.submit").sees("models.state.RELEASED");
        approver.open("/models/releases").seesText("窓口の言葉に合わせる");
        violations(approver);
        approver.open("/models/card-return").followText("Compare with the one before 2");
        approver.page().locator("[data-bpmn-src] svg").nth(1).waitFor();
        violations(approver);
        approver.open("/models/releases").page().locator("input[name=release]").first().check();
        approver.page().fill("#why", "It was wrong");
        approver.press("models.rollBack").seesText("It was wrong");
        assertThat(List.of(analyst.complaints(), approver.complaints())).allMatch(List::isEmpty);
    }

    @Test
    void a_table_is_edited_until_somebody_takes_it_over_and_nothing_is_lost() {
        Visitor analyst = staff("process-analyst-a", Locale.ENGLISH).open("/models/overseas-fee");
        analyst.press("models.edit");
        opened(analyst);
        Page page = analyst.page();
        violations(analyst);
        Locator cell = page.locator("td.output-cell").first();
        cell.click();
        page.keyboard().press("Control+A");
        page.keyboard().type("1234");
        page.locator("h1").click();
        page.waitForCondition(() -> sql.sql("select convert_from(xml, 'UTF8') from model_draft where key = 'overseas-fee'").query(String.class).single().contains("1234"),
                new Page.WaitForConditionOptions().setTimeout(PATIENCE));

        Visitor other = staff("process-analyst-b", Locale.ENGLISH).open("/models/drafts/overseas-fee");
        opened(other);
        other.sees("models.draft.takeOver").press("models.draft.takeOver");
        opened(other);
        cell.click();
        page.keyboard().press("Control+A");
        page.keyboard().type("4321");
        page.locator("h1").click();
        analyst.seesText("Somebody else is editing “overseas-fee”.").seesText("Keep a copy of what you have");
        other.press("models.draft.discard").isAt("/models/changes");
        assertThat(other.complaints()).isEmpty();
    }

    private void opened(Visitor visitor) {
        visitor.page().locator("[data-model-edit][data-shown=true]").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
    }

    private void violations(Visitor visitor) {
        assertThat(AccessibilityTests.violations(visitor, Locale.JAPANESE)).isEmpty();
    }
}
