package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.journeys.ApiApplication;
import org.madoguchi.partners.PartnerSignature;
import org.madoguchi.platform.Mail;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sessions, codes, tokens and signatures that are guessed, old, somebody else's or used already. */
class FalseCredentialsTests extends AttemptTest {

    private static final String SECRET = "demo-secret-shared-with-j-lis";
    private static final String SESSION = "madoguchi";

    @Autowired
    Mail mail;

    @Autowired
    JsonMapper json;

    @Test
    void a_session_that_somebody_laid_out_is_worth_nothing_once_its_victim_signs_in() throws Exception {
        String email = UUID.randomUUID() + "@example.com";
        var cookies = new CookieManager();
        HttpClient victim = HttpClient.newBuilder().cookieHandler(cookies).build();
        askForCode(victim, email);
        HttpCookie laidOut = session(cookies);
        assertThat(form(victim, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + codeFor(email)).statusCode()).isEqualTo(302);
        assertThat(session(cookies).getValue()).isNotEqualTo(laidOut.getValue());
        assertThat(victim.send(get("/track").build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        HttpResponse<String> intruder = HttpClient.newHttpClient().send(get("/track").header("Cookie", laidOut.getName() + "=" + laidOut.getValue()).build(),
                BodyHandlers.ofString());
        assertThat(intruder.statusCode()).isEqualTo(302);
        String invented = UUID.randomUUID().toString();
        var guess = HttpClient.newHttpClient().send(get("/sign-in").header("Cookie", laidOut.getName() + "=" + invented).build(), BodyHandlers.ofString());
        assertThat(guess.headers().allValues("Set-Cookie")).as("an id that the server did not give is not taken").noneMatch(cookie -> cookie.contains(invented));
        var inAddress = HttpClient.newHttpClient().send(get("/track;jsessionid=" + session(cookies).getValue()).build(), BodyHandlers.ofString());
        assertThat(inAddress.statusCode()).isIn(302, 400, 404);
    }

    @Test
    void a_code_is_not_guessed_nor_used_twice_nor_with_another_address() throws Exception {
        String email = UUID.randomUUID() + "@example.com";
        var cookies = new CookieManager();
        HttpClient guesser = HttpClient.newBuilder().cookieHandler(cookies).build();
        askForCode(guesser, email);
        String code = codeFor(email);
        for (int i = 0; i < 5; i++) {
            String wrong = "%08d".formatted((Integer.parseInt(code) + 1 + i) % 100_000_000);
            HttpResponse<String> answer = form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + wrong);
            assertThat(answer.headers().firstValue("Location").orElse("")).contains("wrong");
        }
        assertThat(form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + code).headers().firstValue("Location").orElse(""))
                .as("the sixth try is refused even with the right code").contains("wrong");
        recorded("POST /sign-in/code/verify 401 CODE_WRONG");
        assertThat(sql.sql("select times from refused_attempt where code = 'CODE_WRONG'").query(Long.class).single()).isEqualTo(6);

        clock.tick(Duration.ofMinutes(1));
        askForCode(guesser, email);
        String second = codeFor(email);
        String other = UUID.randomUUID() + "@example.com";
        askForCode(guesser, other);
        assertThat(form(guesser, "/sign-in/code/verify", "email=" + typed(other) + "&code=" + second).headers().firstValue("Location").orElse("")).contains("wrong");
        clock.tick(Duration.ofMinutes(10));
        assertThat(form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + second).headers().firstValue("Location").orElse(""))
                .as("after ten minutes").contains("wrong");
        clock.tick(Duration.ofMinutes(1));
        askForCode(guesser, email);
        String third = codeFor(email);
        assertThat(form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + third).headers().firstValue("Location").orElse("")).doesNotContain("wrong");
        HttpClient again = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        again.send(get("/sign-in").build(), BodyHandlers.ofString());
        assertThat(form(again, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + third).headers().firstValue("Location").orElse("")).contains("wrong");
    }

    @Test
    void new_codes_are_no_new_tries_without_end() throws Exception {
        String email = UUID.randomUUID() + "@example.com";
        HttpClient guesser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        for (int codes = 0; codes < 4; codes++) {
            askForCode(guesser, email);
            int code = Integer.parseInt(codeFor(email));
            for (int i = 1; i <= 5; i++) {
                form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=%08d".formatted((code + i) % 100_000_000));
            }
            clock.tick(Duration.ofMinutes(1));
        }
        askForCode(guesser, email);
        assertThat(form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + codeFor(email)).headers().firstValue("Location").orElse(""))
                .as("after twenty wrong ones").contains("wrong");
        clock.tick(Duration.ofHours(1));
        askForCode(guesser, email);
        assertThat(form(guesser, "/sign-in/code/verify", "email=" + typed(email) + "&code=" + codeFor(email)).headers().firstValue("Location").orElse(""))
                .as("after the hour").doesNotContain("wrong");
    }

    @Test
    void what_follows_one_case_follows_no_other() {
        JsonNode mine = filed();
        JsonNode theirs = filed();
        String number = mine.get("caseNumber").asString();
        String token = mine.get("followToken").asString();
        assertThat(follow(number, token)).hasStatusOk();
        assertThat(follow(theirs.get("caseNumber").asString(), token)).hasStatus(404);
        String digest = token.substring(token.indexOf('.') + 1);
        for (String forged : List.of(theirs.get("caseNumber").asString() + "." + digest, number + "." + digest.substring(1) + "0", number + ".", "." + digest,
                number, digest, "", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.")) {
            assertThat(follow(number, forged)).as(forged).hasStatus(401);
        }
        assertThat(http.get().uri("/api/v1/tasks").header("Authorization", "Bearer " + token).exchange()).hasStatus(403);
        assertThat(http.get().uri("/track/" + number).header("Authorization", "Bearer " + token).exchange()).hasStatus(302);
    }

    @Test
    void a_callback_is_taken_once_from_its_sender_and_in_time() throws Exception {
        String number = world.walk(world.somebody(SamplePlan.CARD_IN_POUCH), SamplePlan.CARD_IN_POUCH);
        String event = """
                {"eventId": "%s", "type": "card.rejected", "caseNumber": "%s", "occurredAt": "%s", "data": {"orderNumber": "none", "reason": "PHOTO_UNSUITABLE"}}"""
                .formatted(UUID.randomUUID(), number, clock.instant());
        String before = contents("case_file", "timeline", "partner_event");
        String signature = PartnerSignature.of(event.getBytes(StandardCharsets.UTF_8), SECRET, clock.instant()).header();
        assertThat(callback("j-lis", event, null)).isEqualTo(401);
        assertThat(callback("j-lis", event.replace("none", "other"), signature)).isEqualTo(401);
        assertThat(callback("payment", event, signature)).isEqualTo(401);
        assertThat(callback("j-lis", event, signature.replaceAll("v1=.", "v1=0").replaceAll("t=\\d+", "t=" + clock.instant().plusSeconds(1).getEpochSecond())))
                .isEqualTo(401);
        String old = PartnerSignature.of(event.getBytes(StandardCharsets.UTF_8), SECRET, clock.instant().minus(Duration.ofHours(1))).header();
        assertThat(callback("j-lis", event, old)).isEqualTo(401);
        assertThat(contents("case_file", "timeline", "partner_event")).isEqualTo(before);
        recorded("POST /api/v1/partners/{partner}/events 401 SIGNATURE_INVALID", "POST /api/v1/partners/{partner}/events 401 SIGNATURE_STALE");
        assertThat(sql.sql("select count(*) from partner_event").query(Long.class).single()).as("there is one to send again").isPositive();
        Map<String, Object> seen = sql.sql("select event_id from partner_event where partner = 'j-lis' limit 1").query().singleRow();
        String replay = event.replaceAll("\"eventId\": \"[^\"]+\"", "\"eventId\": \"" + seen.get("event_id") + "\"");
        assertThat(callback("j-lis", replay, PartnerSignature.of(replay.getBytes(StandardCharsets.UTF_8), SECRET, clock.instant()).header())).isEqualTo(409);
        recorded("POST /api/v1/partners/{partner}/events 409 EVENT_SEEN");
    }

    private JsonNode filed() {
        MvcTestResult answer = http.post().uri("/api/v1/applications").header("Idempotency-Key", UUID.randomUUID().toString()).contentType("application/json")
                .content(json.writeValueAsString(ApiApplication.of(world.somebody(SamplePlan.EXAMINING), UUID.randomUUID() + "@example.com", false))).exchange();
        assertThat(answer).hasStatus(201);
        return json.readTree(text(answer));
    }

    private MvcTestResult follow(String number, String token) {
        return http.get().uri("/api/v1/applications/" + number).header("Authorization", "Bearer " + token).exchange();
    }

    private int callback(String partner, String body, String signature) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/api/v1/partners/%s/events".formatted(port, partner)))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
        if (signature != null) {
            request.header(PartnerSignature.HEADER, signature);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private void askForCode(HttpClient browser, String email) throws Exception {
        browser.send(get("/sign-in").build(), BodyHandlers.ofString());
        assertThat(form(browser, "/sign-in/code", "username=" + typed(email)).statusCode()).isEqualTo(302);
    }

    /** Sends a form with the token of a page of ours, as a browser does. */
    private HttpResponse<String> form(HttpClient browser, String path, String fields) throws Exception {
        String page = browser.send(get("/apply").build(), BodyHandlers.ofString()).body();
        var csrf = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(page);
        assertThat(csrf.find()).isTrue();
        return browser.send(get(path).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields + "&_csrf=" + typed(csrf.group(1)))).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpCookie session(CookieManager cookies) {
        return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals(SESSION))
                .findFirst().orElseThrow();
    }

    private static String typed(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String codeFor(String email) throws IOException {
        return mail.latestFiles().stream().filter(letter -> letter.startsWith("To: " + email))
                .flatMap(letter -> Pattern.compile("(?m)\\b[0-9]{8}\\b").matcher(letter).results()).map(java.util.regex.MatchResult::group)
                .findFirst().orElseThrow();
    }
}
