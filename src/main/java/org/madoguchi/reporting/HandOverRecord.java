package org.madoguchi.reporting;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the record of a card's hand-over (カード受領書) says; holder and officer sign it.
 *
 * @param card              the producer's own number of the card, never the one printed on it
 * @param certificatesUntil null for a card without certificates
 * @param handedOverAt      in the zone of the office
 * @param representative    who came along and signs too
 * @param hands             from the order on
 */
public record HandOverRecord(
        Heading heading,
        Bilingual application,
        @Nullable String card,
        LocalDate validUntil,
        @Nullable LocalDate certificatesUntil,
        ZonedDateTime handedOverAt,
        @Nullable String representative,
        List<Hand> hands) implements Letter {
}
