package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;

/** Adding a passkey and signing in with it, as Chromium and its device do it. */
class PasskeyBrowserTests extends BrowserTest {

    @BeforeEach
    void begin() {
        world.begin();
    }

    @Test
    void who_added_a_passkey_signs_in_with_it_and_sees_their_case() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        Visitor holder = holder(person.email(), Locale.JAPANESE).open("/track");
        Device phone = new Device(holder);

        holder.follow("portal.cases.passkeys").isAt("/passkeys").sees("passkeys.none").look("passkeys-none");
        holder.fill("label", "スマートフォン").press("passkeys.add").sees("passkeys.added").seesText("スマートフォン").look("passkeys-added");
        assertThat(phone.passkeys()).isEqualTo(1);
        holder.press("passkeys.add").sees("refusal.PASSKEY_PRESENT").look("passkeys-present");

        holder.press("layout.signOut").open("/track").isAt("/sign-in").look("passkeys-sign-in");
        holder.press("signin.passkey").isAt("/track.*").seesText(number);
        holder.open("/passkeys").seesNot("passkeys.neverUsed");
        assertThat(holder.complaints()).isEmpty();
        holder.close();
    }

    @Test
    void a_passkey_that_was_removed_opens_nothing_and_a_code_still_does() {
        String email = "removed@example.com";
        Visitor holder = holder(email, Locale.ENGLISH).open("/passkeys");
        new Device(holder);
        holder.press("passkeys.add").sees("passkeys.added").sees("passkeys.unnamed");
        holder.page().locator("button[name=id]").click();
        holder.sees("passkeys.removed").sees("passkeys.none").look("passkeys-removed");

        holder.press("layout.signOut").open("/sign-in").press("signin.passkey").sees("refusal.PASSKEY_UNKNOWN").seesText("PASSKEY_UNKNOWN")
                .look("passkeys-unknown");
        assertThat(holder.open("/track").path()).isEqualTo("/sign-in");
        clock.tick(Duration.ofMinutes(1));
        signInByCode(holder, email);
        holder.isAt("/track.*").close();
    }

    @Test
    void a_device_that_does_not_know_the_person_opens_nothing() {
        Visitor holder = holder("stolen@example.com", Locale.ENGLISH).open("/passkeys");
        Device phone = new Device(holder);
        holder.press("passkeys.add").sees("passkeys.added").press("layout.signOut").open("/sign-in");

        phone.heldBySomebodyElse();
        holder.press("signin.passkey").sees("refusal.PASSKEY_CANCELLED").seesText("PASSKEY_CANCELLED").look("passkeys-cancelled");
        assertThat(holder.open("/track").path()).isEqualTo("/sign-in");
        holder.close();
    }

    @Test
    void a_browser_without_passkeys_shows_no_button_for_them() {
        Visitor visitor = visitor(Locale.ENGLISH);
        visitor.context().addInitScript("delete window.PublicKeyCredential");
        assertThat(visitor.open("/sign-in").has("signin.passkey")).isFalse();
        signInByCode(visitor, "old-browser@example.com");
        visitor.open("/passkeys").sees("refusal.PASSKEY_UNSUPPORTED");
        assertThat(visitor.has("passkeys.add")).isFalse();
        visitor.close();
    }

    @Test
    void staff_have_no_passkeys() {
        Visitor clerk = staff("consular-clerk-a", Locale.ENGLISH).open("/passkeys");
        clerk.seesText(clerk.text("error.title.403"));
    }
}
