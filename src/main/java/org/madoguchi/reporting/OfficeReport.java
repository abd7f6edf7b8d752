package org.madoguchi.reporting;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table for an office: a public record of public records, on paper and as a file of the same cells. */
public interface OfficeReport {

    Scope scope();

    List<? extends Line> rows();

    /** One row. */
    interface Line {

        /** In the order of the report's columns: texts, numbers, days, or null where there is nothing to say. */
        List<@Nullable Object> cells();
    }
}
