package org.madoguchi.partners;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * Where partners report. An event is believed by its signature, acted upon once, and remembered in the transaction of
 * what it did: after any other answer than 204 and EVENT_SEEN nothing has changed and the partner sends it again.
 */
@RestController
class PartnerEvents implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(PartnerEvents.class);

    private static final int BODY_LIMIT = 64 * 1024;
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final PartnerSettings settings;
    private final PartnerEventStore events;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ObjectProvider<PartnerEventHandler> beans;
    private Map<String, PartnerEventHandler> handlers = Map.of();

    PartnerEvents(PartnerSettings settings, PartnerEventStore events, TransactionTemplate transaction, Clock clock,
            ObjectProvider<PartnerEventHandler> beans) {
        this.settings = settings;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
        this.beans = beans;
    }

    /** One handler for each type of each partner. */
    @Override
    public void afterSingletonsInstantiated() {
        handlers = beans.stream().collect(Collectors.toUnmodifiableMap(each -> each.partner() + " " + each.type(), each -> each));
    }

    @PostMapping(path = "/api/v1/partners/{partner}/events", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receive(@PathVariable String partner,
            @RequestHeader(name = PartnerSignature.HEADER, required = false) String signature, HttpServletRequest request)
            throws IOException {
        String secret = settings.secret(partner).orElseThrow(() -> Refusal.notFound("PARTNER_UNKNOWN"));
        byte[] body = request.getInputStream().readNBytes(BODY_LIMIT + 1);
        if (body.length > BODY_LIMIT) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "EVENT_TOO_LARGE", null, BODY_LIMIT / 1024);
        }
        Instant now = clock.instant();
        believe(signature, body, secret, now);
        Envelope envelope = Wire.readEvent(body, Envelope.class);
        // A partner's clock may run a little ahead of ours; a report from the future, or from before computers, is a mistake.
        if (envelope.occurredAt().isAfter(now.plus(TOLERANCE)) || envelope.occurredAt().isBefore(Instant.EPOCH)) {
            throw Refusal.badInput("EVENT_MALFORMED", "occurredAt");
        }
        // Whoever asks during the handling who acts is told: this partner. The chain of filters forgets it afterwards.
        CurrentUser actor = CurrentUser.partner(partner, Set.of());
        SecurityContextHolder.setContext(new SecurityContextImpl(new PreAuthenticatedAuthenticationToken(actor, null, Set.of())));
        act(envelope.from(partner), now);
    }

    private static void believe(String header, byte[] body, String secret, Instant now) {
        PartnerSignature signature = PartnerSignature.parse(header).filter(given -> given.isOf(body, secret))
                .orElseThrow(() -> new Refusal(Refusal.Kind.NOT_SIGNED_IN, "SIGNATURE_INVALID", null));
        if (Duration.between(signature.at(), now).abs().compareTo(TOLERANCE) > 0) {
            throw new Refusal(Refusal.Kind.NOT_SIGNED_IN, "SIGNATURE_STALE", null);
        }
    }

    private void act(PartnerEvent event, Instant now) {
        PartnerEventHandler handler = handlers.get(event.partner() + " " + event.type());
        if (handler == null) {
            throw Refusal.badInput("EVENT_TYPE_UNKNOWN", "type");
        }
        transaction.executeWithoutResult(status -> {
            if (!events.remember(event, now)) {
                throw Refusal.conflict("EVENT_SEEN");
            }
            handler.handle(event);
        });
        log.info("Acted upon {}", event);
    }

    /** An event as it is sent; the partner is in the address. */
    record Envelope(@NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,80}") String eventId,
            @NotNull @Pattern(regexp = "[a-z-]+\\.[a-z-]+") String type,
            @NotNull @Pattern(regexp = "[A-Za-z0-9-]{1,40}") String caseNumber,
            @NotNull Instant occurredAt,
            @NotNull JsonNode data) {

        PartnerEvent from(String partner) {
            return new PartnerEvent(partner, eventId, type, caseNumber, occurredAt, data);
        }
    }
}
