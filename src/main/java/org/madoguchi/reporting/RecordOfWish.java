package org.madoguchi.reporting;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of the two ways and the wish for a merged card, written down (特定在留カード等の説明と希望の記録).
 *
 * @param language     in which both ways were explained
 * @param explainedBy  null where the page explained
 * @param askedAt      in Tokyo
 * @param certificates whether electronic certificates are wanted on the card
 * @param revokedOn    the day the wish was taken back, which needs no reason
 */
public record RecordOfWish(
        Heading heading,
        Bilingual language,
        @Nullable String explainedBy,
        ZonedDateTime askedAt,
        boolean certificates,
        @Nullable LocalDate revokedOn) implements Letter {
}
