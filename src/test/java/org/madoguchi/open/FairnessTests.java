package org.madoguchi.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.madoguchi.open.Fairness.Finding;
import org.madoguchi.open.Fairness.Measure;

/** The alarm of the two ways: seldom false, and not deaf. */
class FairnessTests {

    private static final int OFFICES = 20;

    private final SplittableRandom random = new SplittableRandom(20261122);

    @Test
    void with_no_difference_an_alarm_is_raised_in_fewer_than_one_month_of_a_hundred() {
        int months = 1_500;
        long alarms = IntStream.range(0, months).filter(month -> !Fairness.findings(month(1.0, 0.03)).isEmpty()).count();
        System.out.printf("FairnessTests: %d of %d months without a difference raised an alarm (%.2f %%), %d offices%n", alarms, months,
                100.0 * alarms / months, OFFICES);
        assertThat(alarms / (double) months).isLessThan(0.01);
    }

    @Test
    void decisions_half_as_slow_again_at_one_office_are_found_in_nine_months_of_ten() {
        int months = 300;
        long found = IntStream.range(0, months).filter(month -> Fairness.findings(oneOfficeWorse(1.5, 0.03)).stream()
                .anyMatch(one -> one.office().equals("office-0") && one.measure() == Measure.DECISION_DAYS)).count();
        System.out.printf("FairnessTests: half as slow again was found in %d of %d months%n", found, months);
        assertThat(found / (double) months).isGreaterThan(0.9);
    }

    @Test
    void refusals_of_thirty_in_a_hundred_against_three_are_found() {
        int months = 300;
        long found = IntStream.range(0, months).filter(month -> Fairness.findings(oneOfficeWorse(1.0, 0.30)).stream()
                .anyMatch(one -> one.measure() == Measure.REFUSALS)).count();
        System.out.printf("FairnessTests: refusals of 30 against 3 of a hundred were found in %d of %d months%n", found, months);
        assertThat(found / (double) months).isGreaterThan(0.5);
    }

    @Test
    void the_merged_way_may_be_the_slower_one() {
        List<Walk> month = Stream.concat(people("a", false, 200, 1, 0.03), people("a", true, 200, 3, 0.03)).toList();

        assertThat(Fairness.findings(month)).isEmpty();
    }

    @Test
    void twenty_nine_people_say_nothing() {
        List<Walk> month = Stream.concat(people("a", false, 29, 9, 0.9), people("a", true, 200, 1, 0)).toList();

        assertThat(Fairness.findings(month)).isEmpty();
    }

    @Test
    void a_finding_says_how_many_people_and_how_large_the_difference_is() {
        List<Walk> month = Stream.concat(
                IntStream.range(0, 100).mapToObj(n -> new Walk("a", "COUNTER", false, false, 20 + n % 5, 21, 3, 1, 6000)),
                IntStream.range(0, 50).mapToObj(n -> new Walk("a", "COUNTER", true, false, 10 + n % 5, 30, 3, 2, 6000))).toList();

        assertThat(Fairness.findings(month)).singleElement().satisfies(finding -> {
            assertThat(finding).extracting(Finding::measure, Finding::separatePeople, Finding::mergedPeople, Finding::separate, Finding::merged)
                    .containsExactly(Measure.DECISION_DAYS, 100, 50, 22.0, 12.0);
            assertThat(finding.chance()).isLessThan(1e-10);
        });
    }

    @Test
    void where_everybody_fares_alike_there_is_nothing_to_compare() {
        List<Walk> month = Stream.of(true, false).flatMap(merged -> IntStream.range(0, 40).mapToObj(n ->
                new Walk("a", "COUNTER", merged, false, 14, 14, 3, 1, null))).toList();

        assertThat(Fairness.findings(month)).isEmpty();
    }

    private List<Walk> month(double slower, double refused) {
        List<Walk> month = new ArrayList<>();
        for (int office = 0; office < OFFICES; office++) {
            month.addAll(office("office-" + office, slower, refused));
        }
        return month;
    }

    private List<Walk> oneOfficeWorse(double slower, double refused) {
        List<Walk> month = new ArrayList<>(office("office-0", slower, refused));
        for (int office = 1; office < OFFICES; office++) {
            month.addAll(office("office-" + office, 1, 0.03));
        }
        return month;
    }

    /** 100 people who did not ask and 60 who did, a usual month of a bureau. */
    private List<Walk> office(String office, double slower, double refused) {
        return Stream.concat(people(office, false, 100, slower, refused), people(office, true, 60, 1, 0.03)).toList();
    }

    /** Days as bureaux need them: about a month, with a long tail, in whole days, so with many ties. */
    private Stream<Walk> people(String office, boolean merged, int number, double slower, double refused) {
        return IntStream.range(0, number).mapToObj(n -> {
            double normal = random.nextGaussian();
            int days = (int) Math.round(slower * Math.exp(3.3 + 0.4 * normal));
            return new Walk(office, "COUNTER", merged, random.nextDouble() < refused, days, days, 3 + random.nextInt(3),
                    1 + random.nextInt(2), 6000);
        });
    }
}
