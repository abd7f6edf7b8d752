package org.madoguchi.reporting;

import java.net.URI;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What the receipt of a loss report (紛失届受理票) says. The card was suspended when it was reported.
 *
 * @param reportedAt in the zone of the office
 * @param applyBy    the last day for a resident to apply for a new card; null abroad
 * @param address    where the report to the police is added, or the card reported as found
 */
public record LossReceipt(
        Heading heading,
        What what,
        ZonedDateTime reportedAt,
        LocalDate knownOn,
        @Nullable String policeNumber,
        @Nullable String policeStation,
        @Nullable LocalDate policeOn,
        @Nullable LocalDate applyBy,
        URI address) implements Letter {

    public enum What { LOST, STOLEN }
}
