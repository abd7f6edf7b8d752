/**
 * The demonstration: invented staff and people walked through the real verbs with a moved clock, and simulated partners.
 * Nothing of it exists in production.
 */
@ApplicationModule
package org.madoguchi.demo;

import org.springframework.modulith.ApplicationModule;
