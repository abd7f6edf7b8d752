/**
 * The only scheduled methods, one line each, safe on several nodes; and the order of things at start.
 */
@ApplicationModule
package org.madoguchi.jobs;

import org.springframework.modulith.ApplicationModule;
