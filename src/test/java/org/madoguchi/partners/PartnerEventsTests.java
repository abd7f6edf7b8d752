package org.madoguchi.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.platform.Refusal;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PartnerEventsTests extends PartnersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRET = "demo-secret-shared-with-j-lis";

    @LocalServerPort
    private int port;

    private String event() {
        return """
                {"eventId": "e-%1$s", "type": "card.rejected", "caseNumber": "%1$s", "occurredAt": "2026-11-02T00:59:00Z",
                 "data": {"orderNumber": "JL-1", "reason": "PHOTO_UNSUITABLE"}}""".formatted(caseNumber);
    }

    private HttpResponse<String> send(String partner, String body, String signature) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/partners/%s/events".formatted(port, partner)))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (signature != null) {
            request.header(PartnerSignature.HEADER, signature);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> sendSigned(String body) throws IOException, InterruptedException {
        return send("j-lis", body, sign(body));
    }

    private String sign(String body) {
        return PartnerSignature.of(body.getBytes(StandardCharsets.UTF_8), SECRET, clock.instant()).header();
    }

    private static String code(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        return JSON.readTree(response.body()).path("code").asString("");
    }

    private int remembered() {
        return sql.sql("SELECT count(*) FROM partner_event WHERE case_number = :caseNumber").param("caseNumber", caseNumber)
                .query(Integer.class).single();
    }

    private void nothing_happened() {
        assertThat(handlers.events).isEmpty();
        assertThat(remembered()).isZero();
    }

    @Test
    void a_signed_event_is_acted_upon_in_the_name_of_its_partner() throws Exception {
        assertThat(sendSigned(event()).statusCode()).isEqualTo(204);

        assertThat(handlers.events).hasSize(1);
        assertThat(handlers.events.get(0).dataAs(JLisClient.CardRejected.class))
                .isEqualTo(new JLisClient.CardRejected("JL-1", JLisClient.RejectionReason.PHOTO_UNSUITABLE));
        assertThat(handlers.actors).containsExactly("partner:j-lis");
        assertThat(remembered()).isEqualTo(1);
    }

    @Test
    void an_event_that_was_seen_changes_nothing() throws Exception {
        sendSigned(event());
        HttpResponse<String> again = sendSigned(event());

        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(code(again)).isEqualTo("EVENT_SEEN");
        assertThat(handlers.events).hasSize(1);
    }

    @Test
    void an_event_sent_twice_at_once_is_acted_upon_once() throws Exception {
        var both = new CountDownLatch(2);
        handlers.handling = event -> both.countDown();
        var senders = Executors.newFixedThreadPool(8);
        var answers = senders.invokeAll(Collections.nCopies(8, () -> sendSigned(event()).statusCode()));
        senders.shutdown();

        assertThat(answers).extracting(answer -> answer.get(10, TimeUnit.SECONDS)).containsOnlyOnce(204).contains(409);
        assertThat(handlers.events).hasSize(1);
        assertThat(both.getCount()).isEqualTo(1);
    }

    @Test
    void an_unknown_partner_is_not_found() throws Exception {
        for (String name : List.of("nobody", "J-LIS", "worker.lock", "mynaportal")) {
            HttpResponse<String> answer = send(name, event(), sign(event()));
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(code(answer)).isEqualTo("PARTNER_UNKNOWN");
        }
        nothing_happened();
    }

    @Test
    void a_missing_or_wrong_signature_is_refused() throws Exception {
        for (String signature : Arrays.asList(null, "", sign(event() + " "), sign(event()).replace("t=", "t=1"))) {
            HttpResponse<String> answer = send("j-lis", event(), signature);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(code(answer)).isEqualTo("SIGNATURE_INVALID");
        }
        nothing_happened();
    }

    @Test
    void one_partner_cannot_speak_for_another() throws Exception {
        assertThat(send("payment", event(), sign(event())).statusCode()).isEqualTo(401);
        nothing_happened();
    }

    @Test
    void a_signature_is_good_for_five_minutes_on_either_side() throws Exception {
        String signature = sign(event());
        clock.stopAt(START.plus(Duration.ofMinutes(5)).plusSeconds(1));
        HttpResponse<String> late = send("j-lis", event(), signature);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(code(late)).isEqualTo("SIGNATURE_STALE");

        clock.stopAt(START.minus(Duration.ofMinutes(5)).minusSeconds(1));
        assertThat(code(send("j-lis", event(), signature))).isEqualTo("SIGNATURE_STALE");
        nothing_happened();

        clock.stopAt(START.plus(Duration.ofMinutes(5)));
        assertThat(send("j-lis", event(), signature).statusCode()).isEqualTo(204);
    }

    @Test
    void a_body_over_64_kb_is_refused_whoever_signed_it() throws Exception {
        String body = event().replace("JL-1", "x".repeat(64 * 1024));
        HttpResponse<String> answer = sendSigned(body);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(code(answer)).isEqualTo("EVENT_TOO_LARGE");
        assertThat(JSON.readTree(answer.body()).path("detail").asString("")).isEqualTo("The event is too large. Send at most 64 kilobytes.");
        nothing_happened();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "not json                                                   | -",
            "[]                                                         | -",
            "null                                                       | -",
            "{}                                                         | caseNumber",
            "{\"eventId\": 1, \"occurredAt\": \"yesterday\"}            | occurredAt",
            "{\"eventId\": \"a b\", \"type\": \"card.rejected\", \"caseNumber\": \"X\", \"occurredAt\": \"2026-11-02T00:59:00Z\", \"data\": {}} | eventId",
            "{\"eventId\": \"a\", \"type\": \"card.rejected\", \"caseNumber\": \"X\", \"occurredAt\": \"2026-11-02T01:05:01Z\", \"data\": {}} | occurredAt",
            "{\"eventId\": \"a\", \"type\": \"card.rejected\", \"caseNumber\": \"X\", \"occurredAt\": \"2026-11-02T00:59:00Z\"} | data"})
    void a_malformed_event_names_its_fault(String body, String field) throws Exception {
        HttpResponse<String> answer = sendSigned(body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("EVENT_MALFORMED");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("field").asString(null)).isEqualTo(field);
        nothing_happened();
    }

    @Test
    void data_of_another_shape_leave_nothing_behind() throws Exception {
        handlers.handling = event -> event.dataAs(JLisClient.CardRejected.class);
        for (String wrong : List.of(event().replace("PHOTO_UNSUITABLE", "山田花子"), event().replace("\"JL-1\"", "null"))) {
            HttpResponse<String> answer = sendSigned(wrong);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(answer.body()).path("field").asString("")).startsWith("data.");
            assertThat(answer.body()).doesNotContain("山田花子");
        }
        nothing_happened();
    }

    @Test
    void an_event_of_an_unknown_type_is_refused() throws Exception {
        HttpResponse<String> answer = sendSigned(event().replace("card.rejected", "card.lost"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(code(answer)).isEqualTo("EVENT_TYPE_UNKNOWN");
        nothing_happened();
    }

    @Test
    void what_the_handler_refuses_can_be_sent_again() throws Exception {
        handlers.handling = event -> {
            throw Refusal.conflict("EVENT_SEEN_TOO_EARLY");
        };
        assertThat(sendSigned(event()).statusCode()).isEqualTo(409);
        nothing_happened();

        handlers.handling = event -> {
            throw new IllegalStateException("a fault");
        };
        assertThat(sendSigned(event()).statusCode()).isEqualTo(500);
        nothing_happened();

        handlers.handling = event -> { };
        assertThat(sendSigned(event()).statusCode()).isEqualTo(204);
    }

    @Test
    void a_form_is_not_an_event() throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/partners/j-lis/events".formatted(port)))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("a=b")).build();

        assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(415);
    }
}
