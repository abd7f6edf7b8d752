package org.madoguchi.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.context.MessageSource;

/**
 * A person at a browser of their own. Links, buttons and texts are named by their message, so that what is tested is what
 * stands on the page in the person's language.
 */
final class Visitor implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final double PATIENCE = 15_000;

    private final BrowserContext context;
    private final Page page;
    private final Locale language;
    private final MessageSource messages;
    private final List<String> complaints = new ArrayList<>();

    Visitor(Browser browser, String site, Locale language, MessageSource messages) {
        this.context = browser.newContext(new Browser.NewContextOptions().setBaseURL(site).setLocale(language.toLanguageTag())
                .setViewportSize(1280, 900));
        context.setDefaultTimeout(PATIENCE);
        this.page = context.newPage();
        this.language = language;
        this.messages = messages;
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            // Chromium reports every answer of 400 and above as an error; those are what some tests are about.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /** What scripts or the content security policy complained about. */
    List<String> complaints() {
        return complaints;
    }

    String text(String key, Object... args) {
        return messages.getMessage(key, args, language);
    }

    Visitor open(String path) {
        page.navigate(path);
        return this;
    }

    String path() {
        return page.url().replaceFirst("https?://[^/]+", "");
    }

    Visitor follow(String linkKey) {
        return followText(text(linkKey));
    }

    Visitor followText(String text) {
        named(AriaRole.LINK, text).first().click();
        return this;
    }

    Visitor press(String buttonKey, Object... args) {
        named(AriaRole.BUTTON, text(buttonKey, args)).first().click();
        return this;
    }

    boolean has(String buttonKey) {
        return named(AriaRole.BUTTON, text(buttonKey)).count() > 0;
    }

    private Locator named(AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Visitor fill(String field, String value) {
        page.locator("#" + field).fill(value);
        return this;
    }

    Visitor fill(String field, LocalDate day) {
        return fill(field, day.toString());
    }

    /** One of a group of radio buttons. */
    Visitor choose(String field, String value) {
        page.locator("input[type=radio][name='%s'][value='%s']".formatted(field, value)).check();
        return this;
    }

    Visitor tick(String field) {
        page.locator("#" + field).check();
        return this;
    }

    Visitor select(String field, String value) {
        page.locator("#" + field).selectOption(value);
        return this;
    }

    Visitor upload(String field, String fileName, String type, byte[] bytes) {
        page.locator("#" + field).setInputFiles(new FilePayload(fileName, type, bytes));
        return this;
    }

    Visitor sees(String key, Object... args) {
        return seesText(text(key, args));
    }

    Visitor seesText(String text) {
        assertThat(page.locator("main")).containsText(text);
        return this;
    }

    Visitor seesNot(String key) {
        assertThat(page.locator("main")).not().containsText(text(key));
        return this;
    }

    Visitor isAt(String pathPattern) {
        assertThat(page).hasURL(Pattern.compile("https?://[^/]+" + pathPattern));
        return this;
    }

    /** Keeps a picture of the whole page under this name. */
    Visitor look(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
        return this;
    }

    @Override
    public void close() {
        context.close();
    }
}
