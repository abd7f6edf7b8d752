/**
 * A resident's base procedure and, only where it was asked for, the merged card: taken at the counter, examined by the
 * bureau, and which card comes of it. What is asked, of whom and in which order, is drawn in
 * {@code residence-card-application}.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "sla",
        "notifications", "partners"})
package org.madoguchi.residence;

import org.springframework.modulith.ApplicationModule;
