/**
 * The identity check at the one visit: passport, face, old card, representative; a second officer when the first is in
 * doubt. Counts the visits of a case and keeps of the papers only what names them.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile"})
package org.madoguchi.verification;

import org.springframework.modulith.ApplicationModule;
