/**
 * Who may have what, by tables and B-1 to B-3, answered before anything is typed twice: at the public check, at the
 * application and in the process {@code eligibility-check}. Stores nothing.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "casefile"})
package org.madoguchi.eligibility;

import org.springframework.modulith.ApplicationModule;
