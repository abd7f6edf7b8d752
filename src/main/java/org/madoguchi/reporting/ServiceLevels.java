package org.madoguchi.reporting;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many tasks of a month were done in time, by office, programme and task (期限内処理の月報). */
public record ServiceLevels(Scope scope, List<Level> rows) implements OfficeReport {

    public record Level(Bilingual office, Bilingual programme, Bilingual task, long done, long inTime) implements Line {

        /** Of those done, at least one, whole percent rounded down: a single late task is never 100. */
        public long percent() {
            return 100 * inTime / done;
        }

        @Override
        public List<@Nullable Object> cells() {
            return Arrays.asList(office, programme, task, done, done - inTime, percent());
        }
    }
}
