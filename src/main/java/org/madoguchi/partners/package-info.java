/**
 * The outside world: typed clients for J-LIS, the family register and payment, the worker that calls them outside
 * transactions, and the signed events they send back. What a call or an event means for a case is decided by the steps
 * that implement {@link org.madoguchi.partners.PartnerCall} and {@link org.madoguchi.partners.PartnerEventHandler}.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister"})
package org.madoguchi.partners;

import org.springframework.modulith.ApplicationModule;
