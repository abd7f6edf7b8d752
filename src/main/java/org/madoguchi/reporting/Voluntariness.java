package org.madoguchi.reporting;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether one of the two ways of a resident is made worse than the other (任意性の報告): medians, and none of few people. */
public record Voluntariness(Scope scope, List<Way> rows) implements OfficeReport {

    /** @param way the merged card or separate cards; what is null is of too few people to be told */
    public record Way(Bilingual office, Bilingual way, long people, @Nullable Double decisionDays, @Nullable Double cardDays,
            @Nullable Double visits, @Nullable Double feeYen, @Nullable Double refusedPercent) implements Line {

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(office, way, people, decisionDays, cardDays, visits, feeYen, refusedPercent);
        }
    }
}
