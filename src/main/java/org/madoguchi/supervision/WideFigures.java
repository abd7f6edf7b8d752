package org.madoguchi.supervision;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.madoguchi.supervision.Figures.Period;
import org.madoguchi.supervision.Figures.Sheet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.stereotype.Component;

/**
 * Figures of so many offices that counting them takes a moment. What was counted is shown for some minutes, with its time;
 * afterwards it is counted anew beside, so that nobody but the very first waits.
 */
@Component
class WideFigures {

    /** Up to so many offices are counted whenever somebody looks. */
    static final int FEW = 20;

    private static final Duration FRESH = Duration.ofMinutes(5);
    private static final Duration USEFUL = Duration.ofHours(1);

    private record Asked(Set<String> offices, String programme, int weeks) {}

    private final Figures figures;
    private final AsyncTaskExecutor executor;
    private final Clock clock;
    private final Map<Asked, Sheet> counted = new ConcurrentHashMap<>();
    private final Set<Asked> counting = ConcurrentHashMap.newKeySet();

    WideFigures(Figures figures, @Qualifier("applicationTaskExecutor") AsyncTaskExecutor executor, Clock clock) {
        this.figures = figures;
        this.executor = executor;
        this.clock = clock;
    }

    /** Of whom they are is nobody's business at this distance: the figures of people are left out. */
    Sheet of(Collection<String> offices, String programme, int weeks) {
        var asked = new Asked(Set.copyOf(offices), programme, weeks);
        Instant now = clock.instant();
        Sheet known = counted.get(asked);
        if (known == null || Duration.between(known.at(), now).abs().compareTo(USEFUL) > 0) {
            return count(asked);
        }
        if (Duration.between(known.at(), now).compareTo(FRESH) > 0 && counting.add(asked)) {
            executor.execute(() -> {
                try {
                    count(asked);
                } finally {
                    counting.remove(asked);
                }
            });
        }
        return known;
    }

    private Sheet count(Asked asked) {
        Instant now = clock.instant();
        Sheet sheet = figures.of(asked.offices(), asked.programme(), new Period(now.minus(Duration.ofDays(7L * asked.weeks())), now), false, now);
        counted.put(asked, sheet);
        return sheet;
    }
}
