package org.madoguchi.reporting;

import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the record of a card's return or destruction (返納・廃棄記録) says; two persons sign it.
 *
 * @param why     why the card is not handed over
 * @param doneAt  in the zone of the office
 * @param officer who did it, {@code witness} who saw it; null where they write their names themselves
 */
public record RecordOfDisposal(
        Heading heading,
        Method method,
        @Nullable Bilingual why,
        @Nullable String card,
        ZonedDateTime doneAt,
        @Nullable String reference,
        @Nullable String officer,
        @Nullable String witness,
        List<Hand> hands) implements Letter {

    public enum Method { RETURNED, DESTROYED }
}
