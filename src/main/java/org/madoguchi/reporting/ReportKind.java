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
    DAY_LIST("day-list", true, EnumSet.of(Role.CONSULAR_CLERK, Role.CONSULAR_OFFICER, Role.CONSULAR_SUPERVISOR),
            "at", "desk", "case", "name", "persons"),
    SERVICE_LEVELS("service-levels", false, supervisors(), "office", "programme", "task", "done", "late", "percent"),
    WORKLOAD("workload", false, supervisors(), "office", "role", "came", "done", "open", "atRisk", "late"),
    VOLUNTARINESS("voluntariness", false, EnumSet.of(Role.PROGRAMME_MANAGER, Role.PRIVACY_OFFICER),
            "office", "way", "people", "decisionDays", "cardDays", "visits", "feeYen", "refused"),
    AUDIT_EXTRACT("audit-extract", false, EnumSet.of(Role.AUDITOR, Role.PRIVACY_OFFICER), "office", "day", "purpose", "readers", "times", "cases");

    private final String report;
    private final boolean daily;
    private final Set<Role> readers;
    private final List<String> columns;

    ReportKind(String report, boolean daily, Set<Role> readers, String... columns) {
        this.report = report;
        this.daily = daily;
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

    /** Of a day; the others are of a month. */
    public boolean daily() {
        return daily;
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
