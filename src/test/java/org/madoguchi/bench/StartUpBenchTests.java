package org.madoguchi.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.madoguchi.journeys.RunningProduct;

/** From the start of the JVM to the first page, on an empty and on a filled database. */
@Tag("bench")
class StartUpBenchTests {

    @Test
    void from_the_start_of_the_jvm_to_the_first_page() {
        Path home = Path.of("target", "start-data", UUID.randomUUID().toString());
        try (var product = new RunningProduct(home)) {
            System.out.printf("| empty database, all sample cases walked | %.1f |%n", seconds(product.start(Duration.ofMinutes(10))));
            product.stop();
            for (int n = 1; n <= 3; n++) {
                System.out.printf("| filled database, start %d | %.1f |%n", n, seconds(product.start(Duration.ofMinutes(3))));
                if (n < 3) {
                    product.stop();
                }
            }
            product.kill();
            System.out.printf("| filled database, after kill -9 | %.1f |%n", seconds(product.start(Duration.ofMinutes(3))));
            product.stop();
        }
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
