package org.madoguchi.reporting;

import java.util.Locale;
import org.springframework.stereotype.Component;

/** Reports for and about offices as PDF, one verb each; otherwise as {@link Letters}. */
@Component
public class OfficePapers {

    private final Press press = new Press();

    /** Who comes to the counter on one day (来庁者一覧). */
    public byte[] dayList(DayList report, Locale locale) {
        return press.print("day-list", report, locale);
    }

    /** Tasks done in time in a month, with a bar for each (期限内処理の月報). */
    public byte[] serviceLevels(ServiceLevels report, Locale locale) {
        return press.print("service-levels", report, locale);
    }

    /** What came, was done and lies there (事務量の月報). */
    public byte[] workload(Workload report, Locale locale) {
        return press.print("workload", report, locale);
    }

    /** The two ways of residents side by side (任意性の報告). */
    public byte[] voluntariness(Voluntariness report, Locale locale) {
        return press.print("voluntariness", report, locale);
    }

    /** Readings by office, day and purpose (閲覧記録の監査用抄録). */
    public byte[] auditExtract(AuditExtract report, Locale locale) {
        return press.print("audit-extract", report, locale);
    }

    /** A breach report as it was filed (個人データの漏えい等報告). */
    public byte[] breachReport(BreachReportPaper report, Locale locale) {
        return press.print("breach-report", report, locale);
    }

    /** A poster and hand-out of a mission, with a QR code (窓口用ポスター). */
    public byte[] poster(Poster poster, Locale locale) {
        return press.print("poster", poster, locale);
    }

    Press press() {
        return press;
    }
}
