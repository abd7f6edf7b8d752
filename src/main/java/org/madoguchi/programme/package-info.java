/**
 * What the card programmes are made of: their numbers with check digits, their days, kinds and outcomes, and the check of
 * a photo; and what each mission can do. Nothing here knows of cases.
 */
@ApplicationModule(allowedDependencies = "platform")
package org.madoguchi.programme;

import org.springframework.modulith.ApplicationModule;
