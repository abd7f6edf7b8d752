package org.madoguchi.open;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.hipparchus.stat.ranking.NaturalRanking;

/**
 * Whether those who did not ask for the merged card fare measurably worse than those who did: the choice is free only as
 * long as they do not.
 *
 * <p>Once a month, for each office with at least {@value #MINIMUM} people on either side: the days until the decision, the
 * human steps and the visits by the one-sided rank test of Mann and Whitney (corrected for ties), the share of refusals by
 * the one-sided exact test of Fisher. All comparisons of a month share a chance of {@value #FALSE_ALARM} that any of them
 * raises an alarm while there is no difference (Bonferroni), which makes about one false alarm in twenty years for the
 * whole country. Days of months do not overlap, so that looking again does not add to it.
 */
final class Fairness {

    /** Fewer people than this on either side say nothing. */
    static final int MINIMUM = 30;
    /** The chance of a false alarm in a month, over all offices and measures together. */
    static final double FALSE_ALARM = 0.004;

    enum Measure { DECISION_DAYS, STEPS, VISITS, REFUSALS }

    /**
     * The separate way is worse at this office.
     *
     * @param separate the median, or the share of refusals in per cent, of those who did not ask
     * @param merged the same of those who did
     * @param chance how likely so large a difference would be by chance alone
     */
    record Finding(String office, Measure measure, int separatePeople, int mergedPeople, double separate, double merged,
            double chance) {}

    private record Side(List<Walk> separate, List<Walk> merged) {}

    private Fairness() {}

    /** The findings of one month's decisions; empty where there are too few people or no measurable difference. */
    static List<Finding> findings(List<Walk> month) {
        Map<String, List<Walk>> byOffice = month.stream().collect(Collectors.groupingBy(Walk::office));
        Map<String, Side> sides = byOffice.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, office -> new Side(
                office.getValue().stream().filter(walk -> !walk.merged()).toList(),
                office.getValue().stream().filter(Walk::merged).toList())));
        sides.values().removeIf(side -> side.separate().size() < MINIMUM || side.merged().size() < MINIMUM);
        double threshold = FALSE_ALARM / Math.max(1, sides.size() * Measure.values().length);
        List<Finding> found = new ArrayList<>();
        sides.forEach((office, side) -> {
            for (Measure measure : Measure.values()) {
                Finding finding = compare(office, measure, side);
                if (finding.chance() < threshold) {
                    found.add(finding);
                }
            }
        });
        found.sort(Comparator.comparing(Finding::office).thenComparing(Finding::measure));
        return found;
    }

    private static Finding compare(String office, Measure measure, Side side) {
        if (measure == Measure.REFUSALS) {
            int separate = refused(side.separate());
            int merged = refused(side.merged());
            return new Finding(office, measure, side.separate().size(), side.merged().size(),
                    100.0 * separate / side.separate().size(), 100.0 * merged / side.merged().size(),
                    exact(separate, side.separate().size(), merged, side.merged().size()));
        }
        double[] separate = values(side.separate(), measure);
        double[] merged = values(side.merged(), measure);
        return new Finding(office, measure, separate.length, merged.length, median(separate), median(merged), ranks(separate, merged));
    }

    private static double[] values(List<Walk> walks, Measure measure) {
        ToIntFunction<Walk> value = switch (measure) {
            case DECISION_DAYS -> Walk::decisionDays;
            case STEPS -> Walk::steps;
            case VISITS -> Walk::visits;
            case REFUSALS -> throw new IllegalArgumentException(measure.name());
        };
        return walks.stream().mapToInt(value).asDoubleStream().toArray();
    }

    private static int refused(List<Walk> walks) {
        return (int) walks.stream().filter(Walk::refused).count();
    }

    /** The chance that the first sample lies so far above the second. */
    private static double ranks(double[] above, double[] below) {
        double[] all = Arrays.copyOf(above, above.length + below.length);
        System.arraycopy(below, 0, all, above.length, below.length);
        if (Arrays.stream(all).distinct().count() == 1) {
            return 1;
        }
        double rankSum = Arrays.stream(new NaturalRanking().rank(all), 0, above.length).sum();
        double expected = above.length * (all.length + 1) / 2.0;
        double twoSided = new MannWhitneyUTest().mannWhitneyUTest(above, below, false);
        return rankSum > expected ? twoSided / 2 : 1 - twoSided / 2;
    }

    /** The chance that so many of the refusals fall on the first sample. */
    private static double exact(int refusedHere, int here, int refusedThere, int there) {
        return new HypergeometricDistribution(here + there, refusedHere + refusedThere, here).upperCumulativeProbability(refusedHere);
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
