package org.madoguchi.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseFiles.TimelineEntry;
import org.madoguchi.identity.ApplicantAccounts;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Another e-mail address for an account. */
@MadoguchiTest
class AddressPagesTests {

    @Autowired
    MockMvcTester http;
    @Autowired
    ApplicantAccounts accounts;
    @Autowired
    CaseFiles cases;
    @Autowired
    Mail mail;
    @Autowired
    MovableClock clock;

    private final String next = "n" + UUID.randomUUID() + "@example.jp";
    private Visitor holder;
    private String before;

    @BeforeEach
    void somebody() {
        clock.stopAt(Instant.parse("2026-06-01T01:00:00Z"));
        holder = Visitor.signedIn(http, accounts);
        before = email();
    }

    @AfterEach
    void time_goes_on() {
        clock.run();
    }

    @Test
    void the_address_changes_with_the_code_sent_to_it_and_the_old_one_is_told() {
        String number = holder.submit("1990-05-06");
        assertThat(holder.page("/track/" + number + "/change")).contains("href=\"/track/address\"");
        assertThat(holder.page("/track/address")).contains(before).doesNotContain("??");
        assertThat(holder.post("/track/address", "email", next)).hasRedirectedUrl("/track/address/code");
        assertThat(holder.page("/track/address/code")).contains(next).doesNotContain("??");
        assertThat(email()).isEqualTo(before);

        assertThat(holder.post("/track/address/code", "code", code(next))).hasRedirectedUrl("/track");
        assertThat(email()).isEqualTo(next);
        assertThat(mails(before)).singleElement().asString().contains("was changed").doesNotContain(next);
        assertThat(cases.timeline(number)).extracting(TimelineEntry::event).contains("ADDRESS_CHANGED");
        assertThat(holder.get("/track/address/code")).hasRedirectedUrl("/track/address");
    }

    @Test
    void a_wrong_or_an_old_code_changes_nothing() {
        holder.post("/track/address", "email", next);
        String code = code(next);
        assertThat(holder.post("/track/address/code", "code", code.equals("12345678") ? "87654321" : "12345678")).hasStatus(422);
        clock.tick(Duration.ofMinutes(11));
        assertThat(holder.post("/track/address/code", "code", code)).hasRedirectedUrl("/track/address");
        assertThat(email()).isEqualTo(before);
    }

    @Test
    void a_code_for_a_new_address_does_not_sign_in() {
        holder.post("/track/address", "email", next);
        for (String address : List.of(before, next)) {
            assertThat(new Visitor(http).post("/sign-in/code/verify", "email", address, "code", code(next)))
                    .hasRedirectedUrl("/sign-in/code?wrong");
        }
    }

    @Test
    void a_code_sent_to_the_old_address_no_longer_signs_in_after_the_change() {
        new Visitor(http).post("/sign-in/code", "username", before);
        String old = code(before);
        holder.post("/track/address", "email", next);
        holder.post("/track/address/code", "code", code(next));
        assertThat(new Visitor(http).post("/sign-in/code/verify", "email", next, "code", old)).hasRedirectedUrl("/sign-in/code?wrong");
    }

    /** What is asked and answered is word for word what it is for a free address. */
    @Test
    void whether_an_address_has_an_account_is_told_to_its_owner_only() {
        String taken = "t" + UUID.randomUUID() + "@example.jp";
        UUID other = accounts.findOrCreate(taken, "en");
        assertThat(holder.post("/track/address", "email", taken)).hasRedirectedUrl("/track/address/code");
        String page = holder.page("/track/address/code");
        assertThat(mails(taken)).singleElement().asString().contains("already in use").doesNotContainPattern("\\b[0-9]{8}\\b");
        assertThat(holder.post("/track/address/code", "code", "12345678")).hasStatus(422);
        assertThat(accounts.get(other).email()).isEqualTo(taken);
        assertThat(email()).isEqualTo(before);

        Visitor somebody = Visitor.signedIn(http, accounts);
        somebody.post("/track/address", "email", next);
        assertThat(plain(somebody.page("/track/address/code")).replace(next, taken)).isEqualTo(plain(page));
    }

    @Test
    void an_address_that_is_none_or_the_same_or_asked_for_too_fast_is_refused_at_its_field() {
        assertThat(holder.post("/track/address", "email", "nobody")).hasStatus(422).bodyText().contains("This is not an e-mail address.");
        assertThat(holder.post("/track/address", "email", before.toUpperCase(java.util.Locale.ROOT))).hasStatus(422).bodyText()
                .contains("the address you use already");
        holder.post("/track/address", "email", next);
        assertThat(holder.post("/track/address", "email", "other-" + next)).hasStatus(422).bodyText().contains("Please wait 20 seconds");
        assertThat(mails("other-" + next)).isEmpty();
    }

    private String email() {
        return accounts.get(holder.accountId()).email();
    }

    private List<String> mails(String to) {
        return mail.latestFiles().stream().filter(letter -> letter.startsWith("To: " + to)).toList();
    }

    private String code(String to) {
        return mails(to).stream().flatMap(letter -> Pattern.compile("\\b[0-9]{8}\\b").matcher(letter).results())
                .map(MatchResult::group).findFirst().orElseThrow();
    }

    private static String plain(String page) {
        return page.replaceAll("(content|value)=\"[^\"]*\"", "");
    }
}
