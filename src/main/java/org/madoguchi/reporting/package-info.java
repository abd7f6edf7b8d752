/**
 * Letters and reports on paper: a typed record becomes a tagged PDF/A-1a in Japanese or English, from the templates of the
 * top-level folder {@code reports}. {@link org.madoguchi.reporting.CaseLetters} fills them from a case for those who may open
 * it, {@link org.madoguchi.reporting.OfficeReports} from what the rooms count.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile",
        "appointments", "issuance", "loss", "linkage", "residence", "sla", "open"})
@NullMarked
package org.madoguchi.reporting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
