package org.madoguchi.reporting;

import org.jspecify.annotations.Nullable;

/**
 * One thing that can be done about a decision, by the table {@code remedies}.
 *
 * @param within    how long, counted from the day after one learned of the decision; null without a limit
 * @param authority with whom
 */
public record RemedyLine(
        Bilingual text,
        Bilingual wayOut,
        @Nullable Bilingual within,
        Bilingual authority,
        Bilingual legalBasis) implements Worded {

    @Override
    public String in(Sheet sheet) {
        String period = within == null ? "" : sheet.pair("reporting.remedy.within", within) + "  ";
        return sheet.text(text) + "\n" + sheet.text(wayOut) + "\n" + sheet.pair("reporting.remedy.authority", authority) + "  "
                + period + sheet.pair("reporting.remedy.legalBasis", legalBasis);
    }
}
