/**
 * Who may read which case for which purpose, and the log of every reading.
 * The one place where office and case conditions are decided.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity"})
package org.madoguchi.accessregister;

import org.springframework.modulith.ApplicationModule;
