/**
 * Seeing a My Number in full: somebody of an office in charge asks for a purpose that is listed, somebody else of that office
 * lets them, and they see it once, within minutes.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile"})
package org.madoguchi.numbers;

import org.springframework.modulith.ApplicationModule;
