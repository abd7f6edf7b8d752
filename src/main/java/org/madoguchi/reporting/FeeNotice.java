package org.madoguchi.reporting;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/**
 * What the fee notice (手数料の納付のお願い) says.
 *
 * @param amountYen  in yen
 * @param payBy      the last day, in Tokyo; afterwards the application lapses
 * @param payAddress where to pay online
 */
public record FeeNotice(
        Heading heading,
        Bilingual application,
        int amountYen,
        Bilingual reason,
        LocalDate setOn,
        LocalDate payBy,
        URI payAddress,
        List<RemedyLine> remedies) implements Letter {
}
