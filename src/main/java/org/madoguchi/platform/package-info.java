/**
 * The ground everybody stands on: clock, database, secrets, mail, engine settings and error answers.
 * Knows nothing of cards or cases.
 */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package org.madoguchi.platform;

import org.springframework.modulith.ApplicationModule;
