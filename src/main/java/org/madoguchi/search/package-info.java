/**
 * Finding a case by whatever somebody has of it: a name in any script, a number, a date of birth. The index is kept by the
 * database itself; which of what it finds a reader may see, the case files decide.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "accessregister", "casefile"})
package org.madoguchi.search;

import org.springframework.modulith.ApplicationModule;
