package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.madoguchi.journeys.World;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Tokens at the API that Keycloak did not make for us, or not for this, or made long ago. Only its keys are needed here. */
@ActiveProfiles({"test", "simulators", "keycloak"})
class FalseStaffTokensTests extends AttemptTest {

    private static final RSAKey KEY = key("ours");
    private static final RSAKey OTHER_KEY = key("ours");
    private static final HttpServer KEYS = keys();
    private static final String URL = "http://localhost:" + KEYS.getAddress().getPort();

    /** What is wrong with a token; the time of the decoder is that of the machine. */
    enum Fault {
        EXPIRED, NOT_YET_GOOD, OTHER_ISSUER, OTHER_AUDIENCE, NO_AUDIENCE, SIGNED_BY_ANOTHER, SIGNED_WITH_THE_PUBLIC_KEY, UNSIGNED, BODY_CHANGED, NOBODY_WE_KNOW
    }

    @DynamicPropertySource
    static void keycloak(DynamicPropertyRegistry settings) {
        settings.add("madoguchi.keycloak.url", () -> URL);
        settings.add("madoguchi.public-url", () -> "http://localhost");
        settings.add("madoguchi.keycloak.web-secret", () -> "demo-web");
        settings.add("madoguchi.keycloak.provisioning-secret", () -> "demo-provisioning");
    }

    @AfterAll
    static void end() {
        KEYS.stop(0);
    }

    @Test
    void a_token_for_the_system_of_an_office_opens_the_list_of_tasks_and_nothing_it_has_no_scope_for() throws Exception {
        String token = signed(claims().build(), JWSAlgorithm.RS256, new RSASSASigner(KEY));
        assertThat(tasks(token)).hasStatusOk();
        assertThat(http.post().uri("/api/v1/tasks/x/claim").header("Authorization", "Bearer " + token).exchange()).hasStatus(403);
        assertThat(http.get().uri("/tasks").header("Authorization", "Bearer " + token).exchange()).hasStatus(302);
    }

    @ParameterizedTest
    @EnumSource
    void a_token_with_a_fault_opens_nothing(Fault fault) throws Exception {
        assertThat(tasks(token(fault))).as(fault.name()).hasStatus(401);
    }

    private static String token(Fault fault) throws Exception {
        JWTClaimsSet.Builder claims = claims();
        Instant now = Instant.now();
        return switch (fault) {
            case EXPIRED -> sign(claims.issueTime(ago(Duration.ofHours(2))).expirationTime(ago(Duration.ofMinutes(5))));
            case NOT_YET_GOOD -> sign(claims.notBeforeTime(Date.from(now.plus(Duration.ofHours(1)))));
            case OTHER_ISSUER -> sign(claims.issuer(URL + "/realms/other"));
            case OTHER_AUDIENCE -> sign(claims.audience("account"));
            case NO_AUDIENCE -> sign(claims.audience(List.of()));
            case NOBODY_WE_KNOW -> sign(claims.claim("azp", "madoguchi-web").claim("preferred_username", "intruder"));
            case SIGNED_BY_ANOTHER -> signed(claims.build(), JWSAlgorithm.RS256, new RSASSASigner(OTHER_KEY));
            case SIGNED_WITH_THE_PUBLIC_KEY -> signed(claims.build(), JWSAlgorithm.HS256, new MACSigner(KEY.toRSAPublicKey().getEncoded()));
            case UNSIGNED -> new PlainJWT(claims.build()).serialize();
            case BODY_CHANGED -> {
                String[] good = sign(claims).split("\\.");
                String[] more = sign(claims().claim("posts", List.of("/offices/HQ/programme-manager"))).split("\\.");
                yield good[0] + "." + more[1] + "." + good[2];
            }
        };
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().issuer(URL + "/realms/madoguchi").subject("9f4a").audience("madoguchi").issueTime(ago(Duration.ofMinutes(1)))
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5)))).claim("azp", "chiyoda").claim("scope", "tasks.read")
                .claim("preferred_username", "service-account-chiyoda").claim("posts", List.of("/offices/" + World.MUNICIPALITY + "/municipal-officer"));
    }

    private static Date ago(Duration duration) {
        return Date.from(Instant.now().minus(duration));
    }

    private static String sign(JWTClaimsSet.Builder claims) throws Exception {
        return signed(claims.build(), JWSAlgorithm.RS256, new RSASSASigner(KEY));
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws Exception {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("ours").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private MvcTestResult tasks(String token) {
        return http.get().uri("/api/v1/tasks").header("Authorization", "Bearer " + token).exchange();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where Keycloak publishes its keys. */
    private static HttpServer keys() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
            byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/realms/madoguchi/protocol/openid-connect/certs", exchange -> {
                exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
