/**
 * Deadlines of human tasks: working calendars, one function that computes a deadline, the ledger of clocks and the
 * escalation of late work to a supervisor.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "casefile"})
package org.madoguchi.sla;

import org.springframework.modulith.ApplicationModule;
