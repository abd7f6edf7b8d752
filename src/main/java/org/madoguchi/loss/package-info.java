/**
 * What becomes of a card in force before its time: lost and suspended at once, found again or replaced, given back, or
 * ended because its holder has no right to it any more. For both programmes; which step comes when is for the models.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "notifications",
        "partners"})
package org.madoguchi.loss;

import org.springframework.modulith.ApplicationModule;
