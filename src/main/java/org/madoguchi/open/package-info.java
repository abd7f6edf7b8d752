/**
 * What the public may see: how the merged card compares with two separate cards, how wrong links were corrected, where each
 * item of a card stands and who may read it. Only counts and medians of cases leave this package, and none of few people.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "linkage"})
package org.madoguchi.open;

import org.springframework.modulith.ApplicationModule;
