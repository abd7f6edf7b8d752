/**
 * Who may read which case for which purpose, and the log of every reading.
 * The one place where office and case conditions are decided. {@code CardItems} is what is published of it: where each
 * item of a card stands and who may read it.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "notifications"})
package org.madoguchi.accessregister;

import org.springframework.modulith.ApplicationModule;
