package org.madoguchi.reporting;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * How often one office read a case for one purpose.
 *
 * @param times at least one
 */
public record Readings(LocalDate firstOn, LocalDate lastOn, Bilingual reader, Bilingual purpose, int times) {

    /** From when until when, as one cell of a table. */
    public String days(Sheet sheet) {
        String first = sheet.day(firstOn);
        return firstOn.equals(lastOn) ? first : first + "–" + sheet.day(lastOn);
    }
}
