package org.madoguchi.demo.partners;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.partners.PartnerSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Sends the events of the simulated partners to the application, signed, one at a time per partner and case, and again
 * until they are accepted. An event the application has seen counts as accepted.
 */
@Component
@Profile("simulators")
class Callbacks {

    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

    private static final int NO_ANSWER = 599;

    private final SimulatorStore store;
    private final Environment environment;
    private final Clock clock;
    private final ObjectProvider<SimulatedPartner> partners;
    private final Wiretap wiretap;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3)).build();

    Callbacks(SimulatorStore store, Environment environment, Clock clock, ObjectProvider<SimulatedPartner> partners, Wiretap wiretap) {
        this.store = store;
        this.environment = environment;
        this.clock = clock;
        this.partners = partners;
        this.wiretap = wiretap;
    }

    /** Sends everything that is due by the clock, also what failed a moment ago; how many events were accepted. */
    int deliverDue() {
        return deliver(false);
    }

    /** The same, but leaves what failed alone for a while. */
    int deliverPatiently() {
        return deliver(true);
    }

    private synchronized int deliver(boolean patiently) {
        int accepted = 0;
        int before;
        do {
            before = accepted;
            for (SimulatorStore.Callback callback : store.due(clock.instant(), patiently)) {
                accepted += send(callback) ? 1 : 0;
            }
            // What was accepted may have let the next event of its case come to the front.
        } while (accepted > before);
        return accepted;
    }

    private boolean send(SimulatorStore.Callback callback) {
        SimulatedPartner partner = partners.stream().filter(each -> each.name().equals(callback.partner())).findFirst().orElseThrow();
        partner.sending(callback.type(), callback.subject());
        Map<String, Object> untrue = callback.attempts() > 0 ? Map.of()
                : partner.contradicted(callback.type(), Json.read(callback.data()));
        if (!untrue.isEmpty()) {
            post(callback, UUID.randomUUID().toString(), Json.write(untrue));
        }
        Answer answer = post(callback, callback.eventId(), callback.data());
        String words = answer.words();
        if (answer.accepted()) {
            for (int n = store.behaviour(partner.name()).repeatCallbacks(); n > 0; n--) {
                words = post(callback, callback.eventId(), callback.data()).words();
            }
        } else {
            log.debug("{} {} of {} was answered {}", callback.partner(), callback.type(), callback.caseNumber(), words);
        }
        long pause = Math.min(60, 1L << Math.min(callback.attempts(), 6));
        store.tried(callback.id(), words, answer.accepted(), partner.worthRepeating(answer.status()), clock.instant().plusSeconds(pause));
        return answer.accepted();
    }

    private record Answer(int status, String code) {

        boolean accepted() {
            return status == 204 || status == 409 && code.equals("EVENT_SEEN");
        }

        String words() {
            return (status + " " + code).strip();
        }
    }

    private Answer post(SimulatorStore.Callback callback, String eventId, String data) {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("eventId", eventId);
        envelope.put("type", callback.type());
        envelope.put("caseNumber", callback.caseNumber());
        envelope.put("occurredAt", callback.dueAt().toString());
        envelope.put("data", Json.read(data));
        byte[] body = Json.write(envelope).getBytes(StandardCharsets.UTF_8);
        String partner = callback.partner();
        String secret = environment.getRequiredProperty("madoguchi.partners." + partner + ".secret");
        HttpRequest request = HttpRequest.newBuilder(application().resolve("/api/v1/partners/" + partner + "/events"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header(PartnerSignature.HEADER, PartnerSignature.of(body, secret, clock.instant()).header())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            wiretap.heard(partner, callback.type(), body, response.statusCode(), response.body());
            return new Answer(response.statusCode(), Json.read(response.body()).path("code").asString(""));
        } catch (IOException e) {
            return new Answer(NO_ANSWER, "NO_ANSWER");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(NO_ANSWER, "INTERRUPTED");
        }
    }

    private URI application() {
        return URI.create(environment.getProperty("madoguchi.demo.simulators.application-url",
                "http://127.0.0.1:" + environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"))));
    }
}
