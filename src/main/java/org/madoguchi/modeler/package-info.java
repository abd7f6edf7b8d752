/**
 * The models: drafts that analysts edit, checks, review by a second person, and releases of the whole set. The released
 * version in the database is the truth; files seed an empty database and, in the demonstration, a changed file is released at start.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "accessregister", "programme", "partners", "casefile"})
package org.madoguchi.modeler;

import org.springframework.modulith.ApplicationModule;
