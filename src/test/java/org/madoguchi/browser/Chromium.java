package org.madoguchi.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The Chromium of this machine, started once for all tests of the JVM. Where there is none the tests are skipped, before
 * anything else of theirs is started, and the build says so.
 */
final class Chromium implements ExecutionCondition, ParameterResolver {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final String DRIVER = "com.microsoft.playwright.impl.driver.jar.DriverJar";
    private static final Optional<String> MISSING = missing();

    static {
        MISSING.ifPresent(what -> System.out.println("NOTICE: the browser tests are skipped: " + what));
    }

    /** Playwright and its browser; closed with the last test. */
    private static final class Running implements AutoCloseable {

        private final Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        private final Browser browser = playwright.chromium().launch(new BrowserType.LaunchOptions()
                .setExecutablePath(onPath().orElseThrow())
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                        "--disable-component-update", "--disable-sync")));

        @Override
        public void close() {
            browser.close();
            playwright.close();
        }
    }

    private static Optional<String> missing() {
        if (onPath().isEmpty()) {
            return Optional.of("there is no Chromium on the PATH");
        }
        try {
            Class.forName(DRIVER, false, Chromium.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException e) {
            return Optional.of("the profile \"browser\" is off (mvn -Pbrowser)");
        }
    }

    private static Optional<Path> onPath() {
        List<String> folders = Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
        return NAMES.stream().flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return MISSING.map(ConditionEvaluationResult::disabled).orElseGet(() -> ConditionEvaluationResult.enabled("Chromium is here"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(Chromium.class))
                .computeIfAbsent(Running.class, key -> new Running(), Running.class).browser;
    }
}
