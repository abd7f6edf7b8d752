package org.madoguchi.reporting;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who read how many cases for what, by office, day and purpose (閲覧記録の監査用抄録); it names nobody and no case. */
public record AuditExtract(Scope scope, List<Day> rows) implements OfficeReport {

    /** @param readers how many people, {@code times} how often, {@code cases} how many different cases */
    public record Day(Bilingual office, LocalDate day, Bilingual purpose, long readers, long times, long cases) implements Line {

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(office, day, purpose, readers, times, cases);
        }
    }
}
