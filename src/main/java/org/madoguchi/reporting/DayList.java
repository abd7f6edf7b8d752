package org.madoguchi.reporting;

import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who comes to the counter on one day (来庁者一覧). The list shows no more than the counter needs to call people up. */
public record DayList(Scope scope, List<Visit> rows) implements OfficeReport {

    /** @param name null where its reader is not granted it. @param persons with a representative who comes along */
    public record Visit(LocalTime at, int desk, String caseNumber, @Nullable String name, int persons) implements Line {

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(at, desk, caseNumber, name, persons);
        }
    }
}
