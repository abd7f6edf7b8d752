package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a letter costs, without the database: the command and the numbers are in src/docs/performance.md. */
@Tag("bench")
class LettersBenchTests {

    private static final int BULK = 500;
    private static final int WARM = 40;

    @Test
    void a_letter_cold_and_warm_and_five_hundred_in_bulk() {
        long begun = System.nanoTime();
        Samples.print("notice-of-issuance", Locale.JAPANESE);
        System.out.printf("first letter of the process: %d ms%n", since(begun));
        for (String report : Samples.reports()) {
            long cold = System.nanoTime();
            Samples.print(report, Locale.JAPANESE);
            long first = since(cold);
            long[] times = new long[WARM];
            int bytes = 0;
            for (int i = 0; i < WARM; i++) {
                long one = System.nanoTime();
                bytes = Samples.print(report, i % 2 == 0 ? Locale.JAPANESE : Locale.ENGLISH).bytes().length;
                times[i] = since(one);
            }
            Arrays.sort(times);
            System.out.printf("%s: first %d ms, then %d (%d) ms, %d KiB%n", report, first, times[WARM / 2], times[WARM * 95 / 100], bytes / 1024);
        }
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
        System.gc();
        long before = used();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long bulk = System.nanoTime();
        long bytes = IntStream.range(0, BULK).mapToLong(n -> Samples.print("notice-of-issuance",
                Samples.treeFor("notice-of-issuance", "𠮷﨑 " + n, null), n % 2 == 0 ? Locale.JAPANESE : Locale.ENGLISH).bytes().length).sum();
        long took = since(bulk);
        long peak = heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        System.gc();
        System.out.printf("%d in bulk: %d ms, %.1f a second, %d MiB of PDF; heap before %d, at its peak %d, afterwards %d MiB%n", BULK, took,
                1000.0 * BULK / took, bytes >> 20, before >> 20, peak >> 20, used() >> 20);
        assertThat(used() - before).as("what five hundred letters leave behind").isLessThan(64L << 20);
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long since(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }
}
