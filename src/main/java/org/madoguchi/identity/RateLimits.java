package org.madoguchi.identity;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLadvisoryLockBasedProxyManager;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.Secrets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How often one address may call what is open to everybody. The counts are in the database, so a limit holds over all nodes;
 * what comes too often is answered 429 with the seconds to wait, and changes nothing. Partners sign what they send, and staff
 * and holders have signed in: they are not counted.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 100)
public class RateLimits extends OncePerRequestFilter {

    /** What is counted together. */
    enum Door { SIGN_IN, SENDING, READING }

    private static final Duration SPAN = Duration.ofMinutes(1);
    private static final int SWEEP = 1000;

    private static final RequestMatcher SIGNING_IN = any(HttpMethod.POST, "/sign-in", "/sign-in/**", "/login/**", "/webauthn/authenticate/**");
    private static final RequestMatcher SENDING = any(HttpMethod.POST, "/apply/check", "/residence/check", "/report-link",
            "/api/v1/eligibility", "/api/v1/applications");
    private static final RequestMatcher READING = any(HttpMethod.GET, "/", "/sign-in", "/sign-in/**", "/apply", "/apply/check",
            "/residence", "/residence/check", "/open", "/open/**", "/report-link", "/report-link/**", "/api/openapi.json", "/api/v1/slots",
            "/api/v1/open/**");

    private final PostgreSQLadvisoryLockBasedProxyManager<Long> buckets;
    private final Map<Door, BucketConfiguration> limits = new EnumMap<>(Door.class);
    private final Secrets secrets;

    RateLimits(DataSource database, Secrets secrets, Clock clock,
            @Value("${madoguchi.rate-limits.sign-ins:20}") int signIns,
            @Value("${madoguchi.rate-limits.sendings:60}") int sendings,
            @Value("${madoguchi.rate-limits.readings:600}") int readings) {
        this.secrets = secrets;
        this.buckets = Bucket4jPostgreSQL.advisoryLockBasedBuilder(database)
                .table("rate_bucket").idColumn("id").stateColumn("state").expiresAtColumn("expires_at")
                .expirationAfterWrite(ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(SPAN))
                .clientClock(reading(clock)).build();
        limits.put(Door.SIGN_IN, perMinute(signIns));
        limits.put(Door.SENDING, perMinute(sendings));
        limits.put(Door.READING, perMinute(readings));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Door> door = door(request);
        if (door.isPresent()) {
            ConsumptionProbe probe = buckets.builder().build(key(door.get(), request.getRemoteAddr()), () -> limits.get(door.get()))
                    .tryConsumeAndReturnRemaining(1);
            if (!probe.isConsumed()) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
                request.setAttribute(Refusal.EARLY, new Refusal(Refusal.Kind.TOO_OFTEN, "TOO_OFTEN", null, seconds));
                response.sendError(429);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    /** Throws away what is full again and says nothing any more. @return how many */
    public int sweep() {
        return buckets.removeExpired(SWEEP);
    }

    private static Optional<Door> door(HttpServletRequest request) {
        return SIGNING_IN.matches(request) ? Optional.of(Door.SIGN_IN)
                : SENDING.matches(request) ? Optional.of(Door.SENDING)
                : READING.matches(request) ? Optional.of(Door.READING)
                : Optional.empty();
    }

    /** A household or an office has a whole network of 64 bits of its own: one of them counts as one address. */
    private long key(Door door, String address) throws IOException {
        byte[] bytes = InetAddress.getByName(address).getAddress();
        String network = HexFormat.of().formatHex(bytes, 0, InetAddress.getByAddress(bytes) instanceof Inet6Address ? 8 : bytes.length);
        return Long.parseUnsignedLong(secrets.digest("rate-limit", door + network).substring(0, 16), 16);
    }

    private static BucketConfiguration perMinute(int times) {
        return BucketConfiguration.builder().addLimit(limit -> limit.capacity(times).refillGreedy(times, SPAN)).build();
    }

    private static TimeMeter reading(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    private static RequestMatcher any(HttpMethod method, String... paths) {
        return new OrRequestMatcher(Arrays.stream(paths)
                .map(path -> (RequestMatcher) PathPatternRequestMatcher.withDefaults().matcher(method, path)).toList());
    }
}
