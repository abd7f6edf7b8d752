/**
 * What the public may see: where each item of a card stands and who may read it.
 */
@ApplicationModule(allowedDependencies = {"platform", "accessregister"})
package org.madoguchi.open;

import org.springframework.modulith.ApplicationModule;
