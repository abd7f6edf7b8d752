/**
 * Linking an application to a person in the family register: compared item by item, never merged on doubt, shown to the
 * holder before anything is printed, frozen when anybody says it is wrong.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "sla",
        "notifications", "partners"})
package org.madoguchi.linkage;

import org.springframework.modulith.ApplicationModule;
