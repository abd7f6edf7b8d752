package org.madoguchi.portal;

import java.time.Clock;
import java.util.List;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/**
 * Both ways to hold a residence card and a My Number, for the one comparison that every page shows. Neither is first: they
 * change sides from day to day.
 */
@Component
class Ways {

    /** {@code order}: the ways from left to right; {@code facts}: what is said of both, in this order. */
    record Sides(List<String> order, List<String> facts) {}

    private static final List<String> FACTS = List.of("what", "who", "how", "time", "visits", "cost", "validity", "renewal", "pending",
            "licence", "seen", "carry", "lost", "back");

    private final Clock clock;

    Ways(Clock clock) {
        this.clock = clock;
    }

    Sides side() {
        boolean even = Tokyo.today(clock).toEpochDay() % 2 == 0;
        return new Sides(even ? List.of("SEPARATE", "MERGED") : List.of("MERGED", "SEPARATE"), FACTS);
    }
}
