package org.madoguchi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.demo.SampleWalk;
import org.madoguchi.journeys.ApiApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** How many applications a second become cases with a running process, committed durably. */
@BenchTest
class CaseStartsBenchTests {

    private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("madoguchi.bench.seconds", 15));
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    @Autowired
    SampleWalk walk;

    @Autowired
    JdbcClient sql;

    @Autowired
    JsonMapper json;

    @Value("${local.server.port}")
    int port;

    private final AtomicInteger people = new AtomicInteger();

    @Test
    void case_starts_per_second() throws Exception {
        var http = HttpClient.newHttpClient();
        Callable<Object> verb = () -> walk.apply(somebody(), SamplePlan.HANDED_OVER, number -> { });
        Callable<Object> api = () -> {
            SamplePerson one = somebody();
            var answer = http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/applications"))
                    .header("Content-Type", "application/json").header("Idempotency-Key", "bench-" + one.seq())
                    .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(ApiApplication.of(one, one.email(), false)))).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
            return answer;
        };
        perSecond(2, verb);
        perSecond(2, api);
        System.out.printf("%n| Threads | The verb | `POST /api/v1/applications` |%n|---|---|---|%n");
        for (int threads : List.of(1, 2, 4)) {
            System.out.printf("| %d | %.0f | %.0f |%n", threads, perSecond(threads, verb), perSecond(threads, api));
        }
        assertThat(sql.sql("select count(*) from case_file").query(Integer.class).single()).isEqualTo(people.get());
    }

    private SamplePerson somebody() {
        return SamplePerson.of(people.incrementAndGet(), SamplePlan.HANDED_OVER, "US-LAX", "131016", "東京都千代田区", TODAY);
    }

    private static double perSecond(int threads, Callable<?> one) throws Exception {
        var pool = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        long end = begun + EACH.toNanos();
        List<Future<Integer>> counts = new ArrayList<>();
        for (int n = 0; n < threads; n++) {
            counts.add(pool.submit(() -> {
                int done = 0;
                for (; System.nanoTime() < end; done++) {
                    one.call();
                }
                return done;
            }));
        }
        int done = 0;
        for (Future<Integer> count : counts) {
            done += count.get();
        }
        pool.shutdown();
        return done / ((System.nanoTime() - begun) / 1e9);
    }
}
