package org.madoguchi.browser;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.partners.Simulators;
import org.madoguchi.journeys.ResidentCards;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The product as people meet it, in a real Chromium; the world around it is that of the journeys. */
@ExtendWith(Chromium.class)
@MadoguchiTest
@Import({World.class, EveryPlace.class, ResidentCards.class, OneClickStaff.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    private static final int PORT = freePort();

    @Autowired
    World world;

    @Autowired
    Simulators simulators;

    @Autowired
    Mail mail;

    @Autowired
    MessageSource messages;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient sql;

    private final Map<String, Visitor> desks = new HashMap<>();
    private Browser browser;

    /** The payment service sends people back to the public address, so that has to be known before the start. */
    @DynamicPropertySource
    static void address(DynamicPropertyRegistry properties) {
        properties.add("server.port", () -> PORT);
        properties.add("madoguchi.public-url", () -> "http://localhost:" + PORT);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void begin(Browser browser) {
        this.browser = browser;
        world.begin();
    }

    @AfterAll
    void everybodyGoesHome() {
        desks.values().forEach(Visitor::close);
        desks.clear();
        clock.run();
    }

    /** Somebody who opens the site for the first time. */
    Visitor visitor(Locale language) {
        return new Visitor(browser, "http://localhost:" + PORT, language, messages);
    }

    /** Somebody signed in with their e-mail address. */
    Visitor holder(String email, Locale language) {
        Visitor holder = visitor(language);
        holder.open("/sign-in");
        signInByCode(holder, email);
        return holder;
    }

    /** From the sign-in page to wherever the visitor wanted to go. */
    void signInByCode(Visitor visitor, String email) {
        visitor.fill("email", email).press("signin.send").fill("code", codeFor(email)).press("signin.code.submit");
        isSignedIn(visitor);
    }

    /** Whoever goes on before the answer has come takes the sign-in back. */
    private static void isSignedIn(Visitor visitor) {
        visitor.isAt("/(?!sign-in).*");
    }

    String codeFor(String email) {
        return mail.latestFiles().stream().filter(letter -> letter.startsWith("To: " + email))
                .flatMap(letter -> java.util.regex.Pattern.compile("\\b[0-9]{8}\\b").matcher(letter).results())
                .map(java.util.regex.MatchResult::group).findFirst().orElseThrow(() -> new AssertionError("No code was sent to " + email));
    }

    /** A member of staff at a browser of their own, signed in by one click; they stay signed in. */
    Visitor staff(String id, Locale language) {
        return desks.computeIfAbsent(id + " " + language, key -> {
            Visitor officer = visitor(language);
            officer.open("/sign-in");
            officer.page().locator("button[name=staffId][value='" + id + "']").click();
            isSignedIn(officer);
            return officer;
        });
    }

    /** A person whom the family register knows. */
    SamplePerson registered(SamplePlan plan) {
        SamplePerson person = world.somebody(plan);
        simulators.familyRegister().register(person.registered(plan));
        return person;
    }
}
