package org.madoguchi.accessregister;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.RefusedRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * What was refused: who tried it if known, which operation, why, when and how often. It holds nothing that was sent, and cannot
 * be made to fill the disk: tries that are alike within an hour are one row, an hour has a thousand rows at most, and whatever
 * comes above them is counted in one more. Tries are collected in memory and written every few seconds, so that whoever
 * tries without end costs no more than anybody else.
 */
@Component
public class RefusedAttempts {

    /** One row; {@code who} is empty for nobody. */
    record Attempt(long id, String kind, String who, String method, String route, int status, String code, Instant firstAt, Instant lastAt,
            long times) {}

    private record Alike(Instant hour, String kind, String who, String method, String route, int status, String code) {

        /** What stands for all that found no room. */
        Alike rest() {
            return new Alike(hour, NOBODY, "", "", "", 429, REST);
        }
    }

    private record Tally(Instant first, Instant last, long times) {

        Tally plus(Tally more) {
            return new Tally(first.isBefore(more.first) ? first : more.first, last.isAfter(more.last) ? last : more.last, times + more.times);
        }
    }

    static final String NOBODY = "NOBODY";
    static final String REST = "MORE_THAN_KEPT";
    static final int ROWS = 50;

    /** What answers before any operation is chosen. */
    private static final Set<String> AT_THE_DOOR = Set.of("/sign-in/code", "/sign-in/code/verify", "/login/webauthn", "/sign-out",
            "/webauthn/authenticate/options", "/webauthn/register", "/webauthn/register/options");

    private static final int COLLECTED = 500;
    private static final String METRIC = "madoguchi.refused.attempts";

    private static final String ADD = """
            update refused_attempt set times = times + :times, first_at = least(first_at, :first), last_at = greatest(last_at, :last)
             where hour = :hour and kind = :kind and who = :who and method = :method and route = :route and status = :status and code = :code
            """;

    private static final String BEGIN = """
            insert into refused_attempt (hour, kind, who, method, route, status, code, first_at, last_at, times)
            select :hour, :kind, :who, :method, :route, :status, :code, :first, :last, :times
             where :most > (select count(*) from refused_attempt where hour = :hour)
            on conflict (hour, kind, who, method, route, status, code) do update
               set times = refused_attempt.times + excluded.times, last_at = greatest(refused_attempt.last_at, excluded.last_at)
            """;

    private static final String LATEST = """
            select id, kind, who, method, route, status, code, first_at, last_at, times
              from refused_attempt
             where id < :before
             order by id desc
             limit :rows
            """;

    private final JdbcClient sql;
    private final ObjectProvider<RequestMappingInfoHandlerMapping> operations;
    private final MeterRegistry metrics;
    private final int most;
    private final Duration keep;
    private final Clock clock;
    private final Map<Alike, Tally> collected = new ConcurrentHashMap<>();

    RefusedAttempts(JdbcClient sql, ObjectProvider<RequestMappingInfoHandlerMapping> operations, MeterRegistry metrics,
            @Value("${madoguchi.refused-attempts.rows-an-hour:1000}") int most,
            @Value("${madoguchi.refused-attempts.keep:90d}") Duration keep, Clock clock) {
        this.sql = sql;
        this.operations = operations;
        this.metrics = metrics;
        this.most = most;
        this.keep = keep;
        this.clock = clock;
    }

    @EventListener
    void note(RefusedRequest refused) {
        metrics.counter(METRIC, "code", refused.code(), "status", Integer.toString(refused.status())).increment();
        Optional<CurrentUser> who = CurrentUser.find();
        HttpServletRequest request = refused.request();
        String method = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_METHOD), request.getMethod());
        Instant now = clock.instant();
        var alike = new Alike(now.truncatedTo(ChronoUnit.HOURS), who.map(one -> one.kind().name()).orElse(NOBODY),
                who.map(CurrentUser::id).orElse(""), method.matches("[A-Z]{1,10}") ? method : "", route(request), refused.status(), refused.code());
        collected.merge(collected.size() < COLLECTED || collected.containsKey(alike) ? alike : alike.rest(), new Tally(now, now, 1), Tally::plus);
    }

    /** The pattern of the operation that was called: an address itself may hold whatever somebody typed. */
    private String route(HttpServletRequest request) {
        String address = Objects.toString(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), request.getRequestURI());
        PathContainer path = PathContainer.parsePath(address.substring(request.getContextPath().length()));
        return operations.stream().flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .flatMap(info -> info.getPathPatternsCondition() == null ? Stream.<PathPattern>empty()
                        : info.getPathPatternsCondition().getPatterns().stream())
                .filter(pattern -> pattern.matches(path)).sorted().map(PathPattern::getPatternString).findFirst()
                .orElse(AT_THE_DOOR.contains(address) ? address : "");
    }

    /** Writes what was collected since the last time. @return how many rows were touched */
    @Transactional
    public int write() {
        int written = 0;
        // in their order in time; what is counted on meanwhile waits for the next round
        for (Alike alike : collected.entrySet().stream().sorted(Comparator.comparing(each -> each.getValue().first())).map(Map.Entry::getKey).toList()) {
            Tally tally = collected.remove(alike);
            if (tally != null && !put(ADD, alike, tally) && !put(BEGIN, alike, tally) && !put(ADD, alike.rest(), tally)) {
                // this row always finds room
                sql.sql(BEGIN).params(params(alike.rest(), tally)).param("most", Integer.MAX_VALUE).update();
            }
            written++;
        }
        return written;
    }

    private boolean put(String how, Alike alike, Tally tally) {
        return sql.sql(how).params(params(alike, tally)).param("most", most).update() > 0;
    }

    private static Map<String, Object> params(Alike alike, Tally tally) {
        return Map.of("hour", utc(alike.hour()), "kind", alike.kind(), "who", alike.who(), "method", alike.method(), "route", alike.route(),
                "status", alike.status(), "code", alike.code(), "first", utc(tally.first()), "last", utc(tally.last()), "times", tally.times());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    /** Newest first. */
    List<Attempt> latest(long before, int rows) {
        return sql.sql(LATEST).param("before", before).param("rows", rows).query(Attempt.class).list();
    }

    /** Throws away what is older than it is kept. @return how many */
    @Transactional
    public int sweep() {
        return sql.sql("delete from refused_attempt where hour < :since").param("since", utc(clock.instant().minus(keep))).update();
    }
}
