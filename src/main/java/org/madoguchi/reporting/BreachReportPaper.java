package org.madoguchi.reporting;

import java.time.LocalDate;
import java.util.List;

/**
 * A breach report to the supervisory commission (個人データの漏えい等報告), as it was filed.
 *
 * @param filedOn   in Tokyo
 * @param items     what the rules ask for, label and words, in their order
 */
public record BreachReportPaper(Stage stage, String caseNumber, LocalDate filedOn, String recipient, String reference, List<Item> items) {

    public enum Stage { PRELIMINARY, FINAL }

    public record Item(Bilingual label, String words) {
    }
}
