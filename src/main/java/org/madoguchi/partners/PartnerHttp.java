package org.madoguchi.partners;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.madoguchi.accessregister.Grants;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;

/** How every partner is called: with time limits, signed, once per idempotency key, never inside a
 * transaction, and told nothing that the access register does not grant. */
@Component
class PartnerHttp {

    private static final int ANSWER_LIMIT = 1 << 20;

    /** "No" as an answer of the partner's business. Other statuses say that we or they are not in order. */
    private static final Set<Integer> REFUSED = Set.of(409, 410, 422);

    private final PartnerSettings settings;
    private final Grants grants;
    private final Clock clock;
    private final RestClient http;

    PartnerHttp(PartnerSettings settings, Grants grants, Clock clock, RestClient.Builder http) {
        this.grants = grants;
        this.settings = settings;
        this.clock = clock;
        var factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .build());
        factory.setReadTimeout(settings.readTimeout());
        this.http = http.requestFactory(factory).build();
    }

    /**
     * Sends {@code question} and reads the answer. A refusal becomes {@link PartnerRefused} with {@code refusal} as its
     * code, anything else that is not an answer {@link PartnerUnavailable}.
     */
    <A> A post(String partner, String path, Object question, Class<A> answer, String refusal, Object... pathValues) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(partner + " is called inside a transaction");
        }
        List<String> withheld = grants.withheldFrom(partner, Arrays.stream(question.getClass().getRecordComponents()).map(RecordComponent::getName));
        if (!withheld.isEmpty()) {
            throw new IllegalStateException("The access register does not grant " + withheld + " to " + partner);
        }
        byte[] body = Wire.write(question);
        String secret = settings.secret(partner).orElseThrow(() -> new PartnerUnavailable(partner, "no secret is configured"));
        URI base = settings.url(partner);
        try {
            return http.post()
                    .uri(base + path, pathValues)
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON)
                    .header("Idempotency-Key", IdempotencyKey.current())
                    .header(PartnerSignature.HEADER, PartnerSignature.of(body, secret, clock.instant()).header())
                    .body(body)
                    .exchange((request, response) -> read(partner, response, answer, refusal));
        } catch (ResourceAccessException e) {
            throw new PartnerUnavailable(partner, reason(e.getCause()));
        }
    }

    private static <A> A read(String partner, ClientHttpResponse response, Class<A> answer, String refusal) throws IOException {
        HttpStatusCode status = response.getStatusCode();
        byte[] body = response.getBody().readNBytes(ANSWER_LIMIT);
        if (status.is2xxSuccessful()) {
            return Wire.readAnswer(partner, body, answer);
        }
        if (REFUSED.contains(status.value())) {
            throw new PartnerRefused(refusal, Wire.problemCode(body));
        }
        throw new PartnerUnavailable(partner, "answered " + status.value());
    }

    private static String reason(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException || cause instanceof ConnectException) {
            return "cannot be reached";
        }
        return cause instanceof HttpTimeoutException ? "did not answer in time" : "the connection broke";
    }
}
