package org.madoguchi.reporting;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;

/** The tabular reports of an office, and who may have each. */
public enum ReportKind {
    DAY_LIST("day-list", Span.DAY, EnumSet.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR),
            "at", "desk", "case", "name", "persons"),
    SERVICE_LEVELS("service-levels", Span.MONTH, supervisors(), "office", "programme", "task", "done", "late", "percent"),
    WORKLOAD("workload", Span.MONTH, supervisors(), "office", "role", "came", "done", "open", "atRisk", "late"),
    VOLUNTARINESS("voluntariness", Span.YEAR, EnumSet.of(Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER),
            "office", "way", "people", "decisionDays", "cardDays", "visits", "feeYen", "refused"),
    AUDIT_EXTRACT("audit-extract", Span.MONTH, EnumSet.of(Role.AUDITOR, Role.PRIVACY_OFFICER), "office", "day", "purpose", "readers", "times", "cases");

    /** The time a report is of: a day or a month of one's choice, or the year before today. */
    public enum Span { DAY, MONTH, YEAR }

    private final String report;
    private final Span span;
    private final Set<Role> readers;
    private final List<String> columns;

    ReportKind(String report, Span span, Set<Role> readers, String... columns) {
        this.report = report;
        this.span = span;
        this.readers = readers;
        this.columns = List.of(columns);
    }

    private static Set<Role> supervisors() {
        return EnumSet.of(Role.CONSULAR_SUPERVISOR, Role.MUNICIPAL_SUPERVISOR, Role.ISA_SUPERVISOR, Role.PROGRAMME_MANAGER);
    }

    /** Its folder under {@code reports}, and its name in an address. */
    public String report() {
        return report;
    }

    public Span span() {
        return span;
    }

    /** The keys of the heads, {@code reporting.<report>.col.<column>}. */
    public List<String> columns() {
        return columns;
    }

    public boolean openTo(CurrentUser user) {
        return user.posts().stream().anyMatch(post -> readers.contains(post.role()));
    }

    public static Optional<ReportKind> of(String report) {
        return Arrays.stream(values()).filter(kind -> kind.report.equals(report)).findFirst();
    }
}
