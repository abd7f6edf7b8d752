package org.madoguchi.reporting;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the decision of refusal (不交付・不許可の通知書) says: what was decided, why, on which basis, and what can be done about it.
 *
 * @param application what was applied for
 * @param wayOut      how the reason may be removed, where it can be
 */
public record DecisionOfRefusal(
        Heading heading,
        Bilingual application,
        LocalDate receivedOn,
        LocalDate decidedOn,
        Bilingual reason,
        @Nullable Bilingual wayOut,
        Bilingual legalBasis,
        List<RemedyLine> remedies) implements Letter {
}
