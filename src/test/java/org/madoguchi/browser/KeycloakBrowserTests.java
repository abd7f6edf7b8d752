package org.madoguchi.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.math.BigInteger;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.representations.idm.ComponentRepresentation;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.demo.DemoKeycloak;
import org.madoguchi.demo.LocalKeycloak;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.madoguchi.identity.StaffMirror;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.MovableClock;
import org.madoguchi.worklist.WorkItem;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Staff, a real Chromium and a real Keycloak with the realm of {@code docker/keycloak}; {@code mvn -Pkeycloak verify}. */
@Tag("keycloak")
@ExtendWith(Chromium.class)
@MadoguchiTest
@ActiveProfiles({"test", "simulators", "keycloak"})
@Import(World.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakBrowserTests {

    private static final int PORT = freePort();
    private static final String SITE = "http://localhost:" + PORT;
    private static final int KEYCLOAK_PORT = freePort();
    private static final String KEYCLOAK = "http://localhost:" + KEYCLOAK_PORT;
    private static final String TOKENS = KEYCLOAK + "/realms/madoguchi/protocol/openid-connect/token";

    private static LocalKeycloak keycloak;
    private static Keycloak admin;
    private static RSAKey realmKey;

    @Autowired
    World world;

    @Autowired
    MessageSource messages;

    @Autowired
    StaffMirror mirror;

    @Autowired
    Staff staff;

    @Autowired
    Worklist worklist;

    @Autowired
    MovableClock clock;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Long> codesUsed = new HashMap<>();
    private Browser browser;

    /** Keycloak gets ready while the product does. */
    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        keycloak = new LocalKeycloak(Path.of(System.getProperty("madoguchi.demo.keycloak.home")),
                Path.of("target", "test-data", UUID.randomUUID().toString()), KEYCLOAK_PORT, SITE);
        properties.add("server.port", () -> PORT);
        properties.add("madoguchi.public-url", () -> SITE);
        properties.add("madoguchi.keycloak.url", () -> KEYCLOAK);
        properties.add("madoguchi.keycloak.web-secret", () -> "demo-web");
        properties.add("madoguchi.keycloak.provisioning-secret", () -> "demo-provisioning");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeAll
    void begin(Browser browser) throws Exception {
        this.browser = browser;
        keycloak.awaitReady();
        admin = Keycloak.getInstance(KEYCLOAK, "master", "admin", "admin", "admin-cli");
        realmKey = addRealmKey();
    }

    @AfterAll
    void end() {
        clock.run();
        admin.close();
        keycloak.close();
    }

    @ParameterizedTest
    @CsvSource({"sato, /tasks", "suzuki, /tasks", "tanaka, /supervision", "ito, /tasks", "yamamoto, /supervision", "yoshida, /tasks",
        "yamada, /tasks", "matsumoto, /tasks", "inoue, /supervision", "kobayashi, /supervision", "mori, /cases/call",
        "nakamura, /tasks", "shimizu, /tasks", "kato, /models", "ogawa, /models", "okada, /models", "hasegawa, /admin"})
    void staff_of_each_role_sign_in_with_password_and_second_factor(String staffId, String home) {
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), staffId);
            officer.isAt(home);
            assertThat(officer.complaints()).isEmpty();
        }
    }

    @Test
    void one_click_and_basic_sign_in_do_not_exist() throws Exception {
        try (Visitor stranger = visitor(Locale.JAPANESE).open("/sign-in")) {
            assertThat(stranger.page().locator("button[name=staffId]").count()).isZero();
            stranger.sees("signin.staff.title").look("keycloak-sign-in");
        }
        var basic = HttpRequest.newBuilder(URI.create(SITE + "/api/v1/tasks")).header("Authorization",
                "Basic " + Base64.getEncoder().encodeToString("ito:demo".getBytes(StandardCharsets.UTF_8))).build();
        assertThat(http.send(basic, HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(401);
    }

    @Test
    void the_password_alone_lets_nobody_in() {
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            password(officer.open("/sign-in"), "takahashi");
            officer.page().locator("#otp").fill("000000");
            officer.page().locator("#kc-login").click();
            PlaywrightAssertions.assertThat(officer.page().locator("#otp")).isVisible();
            officer.open("/tasks").isAt("/sign-in");
        }
    }

    @Test
    void whoever_wanted_a_page_comes_to_it() {
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/cases"), "watanabe");
            officer.isAt("/cases(\\?continue)?");
        }
    }

    @Test
    void signing_out_ends_the_session_in_keycloak_too() {
        try (Visitor officer = visitor(Locale.JAPANESE)) {
            signIn(officer.open("/sign-in"), "sasaki");
            officer.isAt("/tasks").press("layout.signOut").isAt("/");
            officer.open("/sign-in").follow("signin.staff.submit");
            PlaywrightAssertions.assertThat(officer.page().locator("#password")).isVisible();
            assertThat(officer.complaints()).isEmpty();
        }
    }

    @Test
    void the_system_of_an_office_does_with_its_token_what_its_scopes_grant() throws Exception {
        String reading = clientToken("tasks.read");
        assertThat(call("GET", "/api/v1/tasks", reading)).isEqualTo(200);
        assertThat(call("POST", "/api/v1/tasks/x/claim", reading)).isEqualTo(403);
        assertThat(call("POST", "/api/v1/tasks/x/claim", clientToken("tasks.write"))).isEqualTo(404);
        assertThat(call("GET", "/api/v1/tasks", clientToken("basic"))).as("no audience").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", reading.substring(0, reading.length() - 6) + "AAAAAA")).isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", "A26-00000000.0000")).isEqualTo(401);
    }

    /** Signed by the realm's own key, so that nothing but what they say is wrong with them. */
    @Test
    void a_token_counts_only_from_our_realm_for_us_in_its_time_and_for_its_scope() throws Exception {
        Instant now = Instant.now();
        UserRepresentation system = admin().users().searchByUsername("service-account-madoguchi-api", true).get(0);
        var good = new JWTClaimsSet.Builder().issuer(KEYCLOAK + "/realms/madoguchi").audience("madoguchi").subject(system.getId())
                .claim("azp", "madoguchi-api").claim("preferred_username", system.getUsername()).claim("scope", "tasks.read")
                .claim("posts", List.of("/offices/131016/municipal-officer"))
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(300))).build();
        assertThat(call("GET", "/api/v1/tasks", signed(good, realmKey))).isEqualTo(200);
        assertThat(call("POST", "/api/v1/tasks/x/claim", signed(good, realmKey))).as("wrong scope").isEqualTo(403);
        assertThat(call("GET", "/api/v1/tasks", signed(changed(good).claim("scope", "openid").build(), realmKey))).as("no scope").isEqualTo(403);
        assertThat(call("GET", "/api/v1/tasks", signed(changed(good).expirationTime(Date.from(now.minusSeconds(120))).build(), realmKey)))
                .as("expired").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", signed(changed(good).notBeforeTime(Date.from(now.plusSeconds(120))).build(), realmKey)))
                .as("not yet").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", signed(changed(good).audience("madoguchi-web").build(), realmKey)))
                .as("for somebody else").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", signed(changed(good).issuer(KEYCLOAK + "/realms/master").build(), realmKey)))
                .as("from another realm").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", signed(good, new RSAKeyGenerator(2048).generate()))).as("by another key").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", new PlainJWT(good).serialize())).as("unsigned").isEqualTo(401);
        assertThat(call("GET", "/api/v1/tasks", signed(changed(good).subject(UUID.randomUUID().toString()).claim("azp", "madoguchi-staff-tools")
                .claim("preferred_username", "ito").build(), realmKey))).as("by name only").isEqualTo(401);
        String foreign = post(KEYCLOAK + "/realms/master/protocol/openid-connect/token", Map.of("grant_type", "password",
                "client_id", "admin-cli", "username", "admin", "password", "admin")).get("access_token").asString();
        assertThat(call("GET", "/api/v1/tasks", foreign)).as("Keycloak’s own administrator").isEqualTo(401);
    }

    private static JWTClaimsSet.Builder changed(JWTClaimsSet claims) {
        return new JWTClaimsSet.Builder(claims);
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    /** A second key of the realm, which Keycloak publishes and does not sign with. */
    private static RSAKey addRealmKey() throws JOSEException {
        RSAKey key = new RSAKeyGenerator(2048).generate();
        var provider = new ComponentRepresentation();
        provider.setName("known to the test");
        provider.setProviderType("org.keycloak.keys.KeyProvider");
        provider.setProviderId("rsa");
        provider.setParentId(admin().toRepresentation().getId());
        var config = new MultivaluedHashMap<String, String>();
        config.putSingle("priority", "-1");
        config.putSingle("algorithm", "RS256");
        config.putSingle("privateKey", "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded())
                + "\n-----END PRIVATE KEY-----");
        provider.setConfig(config);
        try (Response made = admin().components().add(provider)) {
            assertThat(made.getStatus()).isEqualTo(201);
        }
        return key;
    }

    @Test
    void a_program_of_a_member_of_staff_has_a_token_in_their_name() throws Exception {
        String verifier = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(
                MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            officer.context().route(Pattern.compile("http://127\\.0\\.0\\.1/.*"), route -> route.fulfill());
            officer.page().navigate(KEYCLOAK + "/realms/madoguchi/protocol/openid-connect/auth?response_type=code&client_id=madoguchi-staff-tools"
                    + "&scope=openid%20tasks.read&redirect_uri=http%3A%2F%2F127.0.0.1%2Fdone&code_challenge_method=S256&code_challenge=" + challenge);
            credentials(officer, "hayashi");
            PlaywrightAssertions.assertThat(officer.page()).hasURL(Pattern.compile("http://127\\.0\\.0\\.1/done.*"));
            String code = officer.page().url().replaceFirst(".*[?&]code=([^&]+).*", "$1");
            Map<String, String> exchange = Map.of("grant_type", "authorization_code", "client_id", "madoguchi-staff-tools",
                    "redirect_uri", "http://127.0.0.1/done", "code", code, "code_verifier", verifier);
            String token = post(TOKENS, exchange).get("access_token").asString();
            officer.open("/sign-in").follow("signin.staff.submit");
            secondFactor(officer, "hayashi");
            officer.isAt("/tasks");
            assertThat(call("GET", "/api/v1/tasks", token)).isEqualTo(200);
            assertThat(call("POST", "/api/v1/tasks/x/claim", token)).isEqualTo(403);
        }
    }

    @Test
    void the_second_factor_is_asked_for_again_without_the_password() {
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "inoue");
            officer.isAt("/supervision").open("/sign-in/second-factor?back=/models");
            secondFactor(officer, "inoue");
            officer.isAt("/models");
            assertThat(officer.open("/sign-in/second-factor?back=//elsewhere.example").page().url()).startsWith(SITE);
        }
    }

    @Test
    void whoever_destroys_a_card_shows_the_second_factor_again_unless_they_have_just_done_so() {
        world.begin();
        String number = world.walk(world.somebody(SamplePlan.CARD_IN_POUCH), SamplePlan.CARD_IN_POUCH);
        worklist.complete(world.openTask(number).taskId(), JsonMapper.shared().valueToTree(Map.of("receipt", "DAMAGED", "note", "封が破れていた。")),
                world.officer(Role.CONSULAR_CLERK, "a"));
        world.settle();
        WorkItem task = world.openTask(number);
        assertThat(task.taskKey()).isEqualTo("Task_DisposeOfCard");
        hire("mizuno", "/offices/TH-BKK/consular-clerk");
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "mizuno");
            officer.isAt("/tasks").open("/tasks/" + task.taskId()).choose("method", "DESTROY");
            clock.tick(Duration.ofMinutes(6));
            officer.press("tasks.complete").isAt("/tasks/" + task.taskId()).sees("tasks.secondFactor").look("keycloak-second-factor");
            assertThat(officer.has("tasks.complete")).isFalse();
            officer.follow("tasks.secondFactor.submit");
            assertThat(officer.page().locator("#password").count()).isZero();
            secondFactor(officer, "mizuno");
            officer.isAt("/tasks/" + task.taskId()).choose("method", "DESTROY").fill("note", "当館で裁断する。").press("tasks.complete")
                    .isAt("/tasks").sees("tasks.completed", officer.text("task.Task_DisposeOfCard"));
            assertThat(world.openTask(number).taskKey()).isEqualTo("Task_WitnessDisposal");
            assertThat(officer.complaints()).isEmpty();
        }
    }

    @Test
    void a_session_that_ended_leads_from_a_part_of_a_page_to_the_sign_in_and_back() {
        world.begin();
        String number = world.walk(world.somebody(SamplePlan.AT_THE_COUNTER), SamplePlan.AT_THE_COUNTER);
        String task = "/tasks/" + world.openTask(number).taskId();
        hire("uchida", "/offices/TH-BKK/consular-officer");
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "uchida");
            officer.isAt("/tasks").open(task).press("verification.check");
            PlaywrightAssertions.assertThat(officer.page().locator("#findings")).not().isEmpty();
            user("uchida").logout();
            officer.press("verification.check").isAt("/sign-in");
            PlaywrightAssertions.assertThat(officer.page().locator("main")).hasCount(1);
            signIn(officer, "uchida");
            officer.isAt(task + "(\\?continue)?");
            clock.tick(Duration.ofHours(10));
            officer.press("verification.check").isAt("/sign-in");
            assertThat(officer.complaints()).isEmpty();
        }
    }

    @Test
    void administrators_manage_staff_and_see_no_case() {
        mirror.follow();
        world.begin();
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        hire("kimura", "/offices/HQ/administrator");
        try (Visitor administrator = visitor(Locale.JAPANESE)) {
            signIn(administrator.open("/sign-in"), "kimura");
            administrator.isAt("/admin");
            for (String path : List.of("/cases", "/cases/" + number, "/tasks", "/tasks/" + world.openTask(number).taskId(), "/corrections",
                    "/supervision", "/cases/call")) {
                assertThat(status(administrator, path)).as(path).isEqualTo(403);
            }
            post("kimura", "/offices/131016/municipal-officer", true);
            mirror.follow();
            assertThat(status(administrator, "/cases")).as("who administers has no other post, whatever Keycloak says").isEqualTo(403);
            assertThat(status(administrator, "/admin")).isEqualTo(200);
        }
    }

    @Test
    void a_post_that_is_given_or_taken_is_in_force_in_the_open_session() {
        mirror.follow();
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "mori");
            officer.isAt("/cases/call");
            assertThat(status(officer, "/supervision")).isEqualTo(403);
            post("mori", "/offices/HQ/contact-centre-agent", false);
            post("mori", "/offices/HQ/programme-manager", true);
            mirror.follow();
            assertThat(status(officer, "/supervision")).isEqualTo(200);
            assertThat(status(officer, "/cases/call")).isEqualTo(403);
            post("mori", "/offices/HQ/programme-manager", false);
            post("mori", "/offices/HQ/contact-centre-agent", true);
            mirror.follow();
            assertThat(status(officer, "/cases/call")).isEqualTo(200);
        }
    }

    @Test
    void a_leavers_tasks_return_to_their_queue_and_their_session_ends() {
        mirror.follow();
        world.begin();
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        String task = world.openTask(number).taskId();
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "ito");
            officer.isAt("/tasks").open("/tasks/" + task).press("tasks.claim");
            assertThat(world.openTask(number).assignee()).isEqualTo("ito");
            UserResource user = user("ito");
            UserRepresentation account = user.toRepresentation();
            account.setEnabled(false);
            user.update(account);
            mirror.follow();
            assertThat(world.openTask(number).assignee()).isNull();
            assertThat(worklist.candidates(world.openTask(number))).extracting(CurrentUser::id).doesNotContain("ito").contains("watanabe");
            officer.open("/tasks").isAt("/sign-in");
            password(officer, "ito");
            PlaywrightAssertions.assertThat(officer.page().locator("#otp")).hasCount(0);
            account.setEnabled(true);
            user.update(account);
            mirror.follow();
            assertThat(worklist.candidates(world.openTask(number))).extracting(CurrentUser::id).contains("ito");
        }
    }

    @Test
    void an_administrator_adds_somebody_who_then_makes_a_password_and_a_second_factor_of_their_own() {
        mirror.follow();
        try (Visitor administrator = visitor(Locale.ENGLISH); Visitor newcomer = visitor(Locale.ENGLISH)) {
            signIn(administrator.open("/sign-in"), "hasegawa");
            administrator.isAt("/admin").follow("admin.hire").fill("id", "ueda").fill("nameJa", "上田 実").fill("nameEn", "Minoru Ueda")
                    .select("role", "consular-officer").select("office", "TH-BKK").press("admin.hire.submit").isAt("/admin/staff/ueda");
            String password = administrator.look("keycloak-admin-person").page().locator(".notice--success strong").textContent();
            assertThat(status(administrator, "/cases")).isEqualTo(403);
            newcomer.open("/sign-in").follow("signin.staff.submit");
            newcomer.page().locator("#username").fill("ueda");
            newcomer.page().locator("#password").fill(password);
            newcomer.page().locator("#kc-login").click();
            newcomer.page().locator("#mode-manual").click();
            String secret = newcomer.page().locator("#kc-totp-secret-key").textContent().replace(" ", "");
            newcomer.page().locator("#totp").fill(DemoKeycloak.codeAt(base32(secret), Instant.now()));
            newcomer.page().locator("#saveTOTPBtn").click();
            newcomer.page().locator("#password-new").fill("a password of my own");
            newcomer.page().locator("#password-confirm").fill("a password of my own");
            newcomer.page().locator("[type=submit]").click();
            newcomer.isAt("/tasks");
            assertThat(staff.find("ueda").orElseThrow().queues()).containsExactly("consular-officer@TH-BKK");
            administrator.open("/admin/staff/ueda").seesText("Consular officer").page().locator("summary").click();
            administrator.press("admin.leave").sees("admin.posts.none");
            newcomer.open("/tasks").isAt("/sign-in");
            assertThat(user("ueda").toRepresentation().isEnabled()).isFalse();
            assertThat(user("ueda").groups()).isEmpty();
        }
    }

    /** As authenticator apps are given their secret (RFC 4648). */
    private static byte[] base32(String text) {
        var bits = new BigInteger("1");
        for (char each : text.toCharArray()) {
            bits = bits.shiftLeft(5).or(BigInteger.valueOf("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each)));
        }
        byte[] bytes = bits.shiftRight(text.length() * 5 % 8).toByteArray();
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    @Test
    void a_session_that_is_ended_in_keycloak_is_ended_here() {
        try (Visitor officer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "yoshida");
            officer.isAt("/tasks");
            user("yoshida").logout();
            officer.open("/tasks").isAt("/sign-in");
        }
    }

    @Test
    void the_nightly_comparison_finds_whom_nobody_told_of_and_whoever_was_deleted() {
        mirror.follow();
        var newcomer = new UserRepresentation();
        newcomer.setUsername("newcomer");
        newcomer.setEnabled(true);
        newcomer.setAttributes(Map.of("nameJa", List.of("新人 一"), "nameEn", List.of("Hajime Shinjin"), "skills", List.of("TH", "FR")));
        newcomer.setGroups(List.of("/offices/TH-BKK/consular-clerk"));
        admin().users().create(newcomer).close();
        mirror.complete();
        CurrentUser known = staff.find("newcomer").orElseThrow();
        assertThat(known.queues()).containsExactly("consular-clerk@TH-BKK");
        assertThat(staff.inQueue(Role.MUNICIPAL_OFFICER, "131016")).as("the system of an office is nobody").extracting(CurrentUser::id)
                .contains("watanabe").noneMatch(id -> id.startsWith("service-account"));
        user("newcomer").remove();
        mirror.complete();
        assertThat(staff.find("newcomer")).isEmpty();
        admin().users().create(newcomer).close();
        mirror.follow();
        assertThat(staff.find("newcomer")).as("another account of the same name is another person").isEmpty();
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void with_keycloak_stopped_everybody_works_on() {
        mirror.follow();
        try (Visitor officer = visitor(Locale.ENGLISH); Visitor newcomer = visitor(Locale.ENGLISH)) {
            signIn(officer.open("/sign-in"), "suzuki");
            officer.isAt("/tasks");
            newcomer.open("/sign-in").follow("signin.staff.submit");
            PlaywrightAssertions.assertThat(newcomer.page().locator("#password")).isVisible();
            keycloak.close();
            mirror.follow();
            assertThat(status(officer, "/tasks")).isEqualTo(200);
            assertThat(staff.find("suzuki")).isPresent();
            comesBackFromKeycloak(newcomer).sees("refusal.STAFF_SIGN_IN_FAILED").look("keycloak-away");
            officer.press("layout.signOut");
        }
    }

    /** With a code that the product can exchange for nothing. */
    private static Visitor comesBackFromKeycloak(Visitor visitor) {
        String state = visitor.page().url().replaceFirst(".*[?&]state=([^&]+).*", "$1");
        return visitor.open("/login/oauth2/code/keycloak?code=x&state=" + state);
    }

    Visitor visitor(Locale language) {
        return new Visitor(browser, SITE, language, messages);
    }

    private void signIn(Visitor officer, String staffId) {
        officer.follow("signin.staff.submit");
        credentials(officer, staffId);
    }

    private void credentials(Visitor officer, String staffId) {
        fillPassword(officer, staffId);
        secondFactor(officer, staffId);
    }

    private void password(Visitor officer, String staffId) {
        officer.follow("signin.staff.submit");
        fillPassword(officer, staffId);
    }

    private static void fillPassword(Visitor officer, String staffId) {
        officer.page().locator("#username").fill(staffId);
        officer.page().locator("#password").fill("demo-madoguchi");
        officer.page().locator("#kc-login").click();
    }

    /** Keycloak takes each code once, and the next one a little early. */
    private void secondFactor(Visitor officer, String staffId) {
        long period = codesUsed.merge(staffId, Instant.now().getEpochSecond() / 30, (used, now) -> Math.max(used + 1, now));
        officer.page().locator("#otp").fill(DemoKeycloak.codeAt(Instant.ofEpochSecond(period * 30)));
        officer.page().locator("#kc-login").click();
    }

    private static int status(Visitor officer, String path) {
        return officer.page().navigate(path).status();
    }

    private static RealmResource admin() {
        return admin.realm("madoguchi");
    }

    private static UserResource user(String staffId) {
        return admin().users().get(admin().users().searchByUsername(staffId, true).get(0).getId());
    }

    /** Somebody with the password and the authenticator app of the demonstration, whom we hear of when they sign in. */
    private static void hire(String staffId, String group) {
        var password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue("demo-madoguchi");
        var app = new CredentialRepresentation();
        app.setType("otp");
        app.setSecretData("{\"value\": \"madoguchi-demo-secret\"}");
        app.setCredentialData("{\"subType\": \"totp\", \"digits\": 6, \"counter\": 0, \"period\": 30, \"algorithm\": \"HmacSHA1\"}");
        var account = new UserRepresentation();
        account.setUsername(staffId);
        account.setEnabled(true);
        account.setAttributes(Map.of("nameJa", List.of("新人 " + staffId), "nameEn", List.of("Newcomer " + staffId)));
        account.setGroups(List.of(group));
        account.setCredentials(List.of(password, app));
        try (Response made = admin().users().create(account)) {
            assertThat(made.getStatus()).isEqualTo(201);
        }
    }

    private static void post(String staffId, String group, boolean given) {
        String id = admin().getGroupByPath(group).getId();
        if (given) {
            user(staffId).joinGroup(id);
        } else {
            user(staffId).leaveGroup(id);
        }
    }

    private String clientToken(String scope) throws Exception {
        return post(TOKENS, Map.of("grant_type", "client_credentials", "client_id", "madoguchi-api", "client_secret", "demo-api",
                "scope", scope)).get("access_token").asString();
    }

    private JsonNode post(String url, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        return JsonMapper.shared().readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private int call(String method, String path, String token) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(SITE + path)).header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
