/**
 * The models: what is released, and pages to look at it. The released version in the database is the truth; files seed
 * an empty database and, in the demonstration, a changed file is released at start.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "accessregister", "casefile"})
package org.madoguchi.modeler;

import org.springframework.modulith.ApplicationModule;
