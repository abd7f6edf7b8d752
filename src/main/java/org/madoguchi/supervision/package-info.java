/**
 * What supervisors look at: late and soon-late work of their offices, escalations, steps that are stuck, figures and alerts.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "sla", "worklist"})
package org.madoguchi.supervision;

import org.springframework.modulith.ApplicationModule;
