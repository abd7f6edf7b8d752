/**
 * The case: its number, what the applicant stated, documents, timeline, legal state changes and the vault for My Numbers.
 * {@link org.madoguchi.casefile.CaseFlow} alone starts and tells running processes.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "notifications"})
package org.madoguchi.casefile;

import org.springframework.modulith.ApplicationModule;
