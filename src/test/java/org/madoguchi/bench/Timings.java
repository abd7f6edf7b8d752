package org.madoguchi.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Durations of the same thing done again and again. */
final class Timings {

    interface Doing {
        void once() throws Exception;
    }

    private final String name;
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    Timings(String name) {
        this.name = name;
    }

    void time(Doing doing) throws Exception {
        long begun = System.nanoTime();
        doing.once();
        nanos.add(System.nanoTime() - begun);
    }

    double millis(double quantile) {
        List<Long> sorted = nanos.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(quantile * sorted.size()))) / 1e6;
    }

    /** A row of a table: name, median, 95th percentile. */
    @Override
    public String toString() {
        return "| %s | %.2f | %.2f |".formatted(name, millis(0.5), millis(0.95));
    }
}
