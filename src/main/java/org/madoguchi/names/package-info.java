/**
 * A holder whose name changes: in mid-case the link under the old name is frozen at once and an office decides what is done
 * over; on a card in force nothing ends, and the holder is told what to do.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "casefile"})
package org.madoguchi.names;

import org.springframework.modulith.ApplicationModule;
