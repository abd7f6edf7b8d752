package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.Mail;
import org.madoguchi.platform.MovableClock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/** Adding passkeys and signing in by them, over real HTTP, with a device that can be made to lie. */
@MadoguchiTest
// the browser of these tests speaks without TLS and is no browser that would take localhost for safe
@TestPropertySource(properties = "server.servlet.session.cookie.secure=false")
class PasskeysTests {

    private static final Instant TODAY = Instant.parse("2026-06-01T01:00:00Z");

    @LocalServerPort
    int port;

    @Autowired
    PasskeyStore store;
    @Autowired
    ApplicantAccounts accounts;
    @Autowired
    Notifications notifications;
    @Autowired
    Mail mail;
    @Autowired
    MovableClock clock;
    @Autowired
    MockMvcTester mvc;

    private final String email = "holder" + UUID.randomUUID() + "@example.jp";
    private final SoftAuthenticator device = new SoftAuthenticator();

    @BeforeEach
    void stop_the_clock() {
        clock.stopAt(TODAY);
    }

    @AfterEach
    void let_the_clock_run() {
        clock.run();
    }

    @Test
    void a_passkey_opens_the_same_account_as_a_code() throws Exception {
        Client home = signedIn(email);
        assertThat(home.add(device, " My phone ").statusCode()).isEqualTo(200);
        clock.tick(Duration.ofHours(2));

        Client elsewhere = new Client();
        assertThat(elsewhere.signIn(device).body()).contains("\"redirectUrl\":\"/\"");

        assertThat(elsewhere.get("/passkeys").body()).contains("My phone", "1 Jun 2026 10:00", "1 Jun 2026 12:00");
        assertThat(elsewhere.get("/track").statusCode()).isEqualTo(200);
        assertThat(elsewhere.get("/tasks").statusCode()).isEqualTo(403);
        assertThat(store.of(account())).singleElement().satisfies(passkey -> {
            assertThat(passkey.label()).isEqualTo("My phone");
            assertThat(passkey.createdAt()).isEqualTo(TODAY);
            assertThat(passkey.lastUsedAt()).isEqualTo(TODAY.plus(Duration.ofHours(2)));
        });
    }

    @Test
    void signing_in_changes_the_session() throws Exception {
        signedIn(email).add(device, "");
        Client visitor = new Client();
        visitor.get("/sign-in");
        String before = visitor.session();
        assertThat(visitor.signIn(device).statusCode()).isEqualTo(200);
        assertThat(visitor.session()).isNotEqualTo(before);
    }

    @Test
    void who_wanted_to_go_somewhere_gets_there() throws Exception {
        signedIn(email).add(device, "");
        Client visitor = new Client();
        assertThat(visitor.get("/passkeys").body()).contains("data-passkey=\"sign-in\"");
        assertThat(visitor.signIn(device).body()).contains("/passkeys");
    }

    /** What was made for another site, or by a device that did not ask who is there. */
    static List<Consumer<SoftAuthenticator>> lies() {
        return List.of(device -> device.origin = "https://madoguchi.example", device -> device.origin = "http://localhost:9",
                device -> device.verifies = false);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_device_that_lies_adds_nothing(Consumer<SoftAuthenticator> lie) throws Exception {
        lie.accept(device);
        HttpResponse<String> answer = signedIn(email).add(device, "");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"PASSKEY_REFUSED\"", "could not be added");
        assertThat(store.of(account())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lies")
    void a_device_that_lies_opens_nothing(Consumer<SoftAuthenticator> lie) throws Exception {
        signedIn(email).add(device, "");
        lie.accept(device);
        opensNothing(new Client().signIn(device));
    }

    @Test
    void what_was_shown_once_opens_nothing_later() throws Exception {
        signedIn(email).add(device, "");
        Client visitor = new Client();
        String shown = device.get(visitor.post("/webauthn/authenticate/options", "").body());
        assertThat(visitor.post("/login/webauthn", shown).statusCode()).isEqualTo(200);
        opensNothing(visitor.post("/login/webauthn", shown));

        Client listener = new Client();
        listener.post("/webauthn/authenticate/options", "");
        opensNothing(listener.post("/login/webauthn", shown));
    }

    @Test
    void what_added_a_passkey_once_adds_nothing_later() throws Exception {
        Client home = signedIn(email);
        String made = device.create(home.post("/webauthn/register/options", "").body(), "");
        assertThat(home.post("/webauthn/register", made).statusCode()).isEqualTo(200);
        assertThat(home.post("/webauthn/register", made).statusCode()).isEqualTo(400);

        Client other = signedIn("other" + email);
        other.post("/webauthn/register/options", "");
        assertThat(other.post("/webauthn/register", made).statusCode()).isEqualTo(422);
        assertThat(other.add(device, "").body()).contains("PASSKEY_REFUSED");
        assertThat(store.of(account())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ja, 確認コードでログイン", "en, sign in with a code"})
    void a_passkey_nobody_added_is_refused_in_words(String language, String words) throws Exception {
        Client visitor = new Client();
        visitor.language = language;
        device.userHandle = "AAAA";
        HttpResponse<String> answer = visitor.signIn(device);
        opensNothing(answer);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains(words);
    }

    @Test
    void a_passkey_that_names_another_holder_opens_nothing() throws Exception {
        signedIn(email).add(device, "");
        signedIn("other" + email);
        device.userHandle = PasskeyHolders.handle(accounts.byEmail("other" + email).orElseThrow().id()).toBase64UrlString();
        opensNothing(new Client().signIn(device));
    }

    @Test
    void a_copy_is_known_by_its_count() throws Exception {
        device.uses = 5;
        signedIn(email).add(device, "");
        device.uses = 6;
        assertThat(new Client().signIn(device).statusCode()).isEqualTo(200);
        opensNothing(new Client().signIn(device));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}"})
    void what_is_no_passkey_at_all_is_no_fault(String shown) throws Exception {
        Client home = signedIn(email);
        home.post("/webauthn/authenticate/options", "");
        opensNothing(home.post("/login/webauthn", shown));
        home = signedIn("again" + email);
        home.post("/webauthn/register/options", "");
        assertThat(home.post("/webauthn/register", "{\"publicKey\":{\"label\":\"\",\"credential\":" + (shown.isEmpty() ? "null" : shown) + "}}")
                .statusCode()).isBetween(400, 422);
    }

    @ParameterizedTest
    @CsvSource({"'a\0b', TEXT_FORM", "'a\nb', TEXT_FORM", "1234567890123456789012345678901234567890123456789012345678901, TEXT_TOO_LONG"})
    void a_name_is_short_and_visible(String label, String code) throws Exception {
        assertThat(signedIn(email).add(device, label).body()).contains("\"code\":\"" + code + "\"");
    }

    @Test
    void an_account_has_ten_at_most() throws Exception {
        Client home = signedIn(email);
        for (int i = 0; i < 10; i++) {
            assertThat(home.add(new SoftAuthenticator(), "device " + i).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> answer = home.post("/webauthn/register/options", "");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("TOO_MANY_PASSKEYS", "10");
        assertThat(home.get("/passkeys").body()).contains("device 0", "device 9", "You can have 10").doesNotContain("data-passkey");
    }

    @Test
    void the_holder_is_told_of_each_change_and_nobody_else_can_remove_it() throws Exception {
        Client home = signedIn(email);
        home.add(device, "手元のスマートフォン");
        UUID passkey = store.of(account()).get(0).id();

        Client stranger = signedIn("other" + email);
        assertThat(stranger.form("/passkeys/remove", "id=" + passkey).statusCode()).isEqualTo(404);
        assertThat(new Client().signIn(device).statusCode()).isEqualTo(200);

        assertThat(home.form("/passkeys/remove", "id=" + passkey).statusCode()).isEqualTo(302);
        opensNothing(new Client().signIn(device));

        notifications.sendDue();
        assertThat(lettersTo(email)).anyMatch(letter -> letter.contains("A passkey was added"))
                .anyMatch(letter -> letter.contains("A passkey was removed"))
                .allSatisfy(letter -> assertThat(letter).doesNotContain("スマートフォン", passkey.toString(), "??", "null"));
        assertThat(lettersTo("other" + email)).noneMatch(letter -> letter.contains("asskey"));
    }

    @Test
    void sessions_end_with_the_passkey_that_opened_them() throws Exception {
        Client home = signedIn(email);
        home.add(device, "stolen");
        var other = new SoftAuthenticator();
        home.add(other, "kept");
        Client thief = opened(device);
        Client tablet = opened(other);

        UUID stolen = store.of(account()).stream().filter(one -> one.label().equals("stolen")).findFirst().orElseThrow().id();
        home.form("/passkeys/remove", "id=" + stolen);
        assertThat(thief.get("/track").uri()).hasPath("/sign-in");
        assertThat(thief.form("/sign-out", "").statusCode()).isLessThan(500);
        assertThat(home.get("/track").uri()).hasPath("/track");
        assertThat(tablet.get("/track").uri()).hasPath("/track");
    }

    @Test
    void whoever_removes_the_passkey_they_came_in_by_stays_signed_in() throws Exception {
        signedIn(email).add(device, "");
        Client here = opened(device);
        Client elsewhere = opened(device);

        assertThat(here.form("/passkeys/remove", "id=" + store.of(account()).get(0).id()).statusCode()).isEqualTo(302);
        assertThat(here.get("/track").uri()).hasPath("/track");
        assertThat(elsewhere.get("/track").uri()).hasPath("/sign-in");
    }

    private Client opened(SoftAuthenticator device) throws Exception {
        Client client = new Client();
        assertThat(client.signIn(device).statusCode()).isEqualTo(200);
        assertThat(client.get("/track").uri()).hasPath("/track");
        return client;
    }

    @Test
    void only_an_applicant_adds_a_passkey() {
        var staff = new CurrentUser("ito", CurrentUser.Kind.STAFF, "伊藤", "Ito",
                Set.of(new CurrentUser.Post(Role.MUNICIPAL_OFFICER, "131016")));
        assertThat(mvc.post().uri("/webauthn/register/options").with(csrf()).with(user(staff))).hasStatus(403);
        assertThat(mvc.post().uri("/webauthn/register").contentType(MediaType.APPLICATION_JSON).content("{}").with(csrf()).with(user(staff)))
                .hasStatus(403);
        assertThat(mvc.get().uri("/passkeys").with(user(staff))).hasStatus(403);
        assertThat(mvc.post().uri("/webauthn/register/options").with(csrf())).hasStatus4xxClientError();
        assertThat(mvc.get().uri("/passkeys")).hasStatus(302);
    }

    /** What Spring Security has and this product does not use. */
    @ParameterizedTest
    @CsvSource({"GET, /webauthn/register", "DELETE, /webauthn/register/AAAA", "GET, /login/webauthn", "GET, /login", "GET, /login/webauthn.js"})
    void routes_that_nothing_needs_are_closed(String method, String path) {
        assertThat(mvc.method(HttpMethod.valueOf(method)).uri(path).with(csrf())
                .with(user(CurrentUser.applicant(UUID.randomUUID().toString())))).hasStatus(404);
    }

    @Test
    void a_request_from_elsewhere_is_refused() {
        assertThat(mvc.post().uri("/webauthn/authenticate/options")).hasStatus(403);
        assertThat(mvc.post().uri("/login/webauthn")).hasStatus(403);
    }

    private static void opensNothing(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"PASSKEY_UNKNOWN\"");
    }

    private UUID account() {
        return accounts.byEmail(email).orElseThrow().id();
    }

    private List<String> lettersTo(String address) {
        return mail.latestFiles().stream().filter(letter -> letter.startsWith("To: " + address)).toList();
    }

    private Client signedIn(String address) throws Exception {
        Client client = new Client();
        client.get("/sign-in");
        client.form("/sign-in/code", "username=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
        var code = Pattern.compile("\\b[0-9]{8}\\b").matcher(lettersTo(address).get(0).replaceFirst(".*\n", ""));
        assertThat(code.find()).isTrue();
        client.form("/sign-in/code/verify", "email=" + URLEncoder.encode(address, StandardCharsets.UTF_8) + "&code=" + code.group());
        return client;
    }

    /** A browser with its cookies. */
    private final class Client {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
        private String language = "en";

        HttpResponse<String> get(String path) throws Exception {
            HttpResponse<String> answer = send(request(path).header("Accept", "text/html"));
            return answer.statusCode() == 302 ? get(URI.create(answer.headers().firstValue("Location").orElseThrow()).getPath()) : answer;
        }

        HttpResponse<String> post(String path, String json) throws Exception {
            return send(request(path).header("Accept", "application/json").header("Content-Type", "application/json")
                    .header("X-CSRF-TOKEN", token()).POST(BodyPublishers.ofString(json)));
        }

        HttpResponse<String> form(String path, String fields) throws Exception {
            return send(request(path).header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(fields + "&_csrf=" + token())));
        }

        HttpResponse<String> add(SoftAuthenticator device, String label) throws Exception {
            return post("/webauthn/register", device.create(post("/webauthn/register/options", "").body(), label));
        }

        HttpResponse<String> signIn(SoftAuthenticator device) throws Exception {
            return post("/login/webauthn", device.get(post("/webauthn/authenticate/options", "").body()));
        }

        String session() {
            return cookies.getCookieStore().getCookies().stream().filter(cookie -> cookie.getName().equals("madoguchi")).findFirst()
                    .orElseThrow().getValue();
        }

        private String token() throws Exception {
            var token = Pattern.compile("name=\"_csrf\" content=\"([^\"]+)\"").matcher(get("/sign-in").body());
            assertThat(token.find()).isTrue();
            return token.group(1);
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept-Language", language);
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }
}
