package org.madoguchi.reporting;

import java.time.LocalDate;
import java.util.List;

/**
 * Who has read the data of a case (閲覧記録の開示), by office and purpose; the holder's own looks are not among them.
 *
 * @param readings the latest first
 */
public record DisclosureOfReadings(
        Heading heading,
        LocalDate from,
        LocalDate until,
        int times,
        List<Readings> readings) implements Letter {
}
