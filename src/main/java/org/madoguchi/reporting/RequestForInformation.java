package org.madoguchi.reporting;

import java.net.URI;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the request for missing information (補正・資料提出の依頼) says.
 *
 * @param wayOut        how to answer, where the reason names it
 * @param note          the officer's own words to the applicant
 * @param answerBy      the last day, in Tokyo; afterwards the application lapses
 * @param answerAddress where to answer online
 */
public record RequestForInformation(
        Heading heading,
        LocalDate askedOn,
        Bilingual asked,
        @Nullable Bilingual wayOut,
        @Nullable String note,
        LocalDate answerBy,
        URI answerAddress) implements Letter {
}
