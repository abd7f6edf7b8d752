package org.madoguchi.reporting;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came, what was done and what lies there, by office and role (事務量の月報). */
public record Workload(Scope scope, List<Load> rows) implements OfficeReport {

    /** @param open at the time of writing, of which {@code atRisk} are near their day and {@code late} past it */
    public record Load(Bilingual office, Bilingual role, long came, long done, long open, long atRisk, long late) implements Line {

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(office, role, came, done, open, atRisk, late);
        }
    }
}
