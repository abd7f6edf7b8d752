/**
 * Invites the holders of cards that run out, once per card and period, and hears their answer. Whoever wants a new card
 * applies anew: only that application opens a case and starts its clock.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "casefile", "notifications"})
package org.madoguchi.renewal;

import org.springframework.modulith.ApplicationModule;
