/**
 * The face of the applicant: the check before applying, the application with its drafts, and everything the holder of a
 * case can see and do. Pages and API submit through the one verb {@link org.madoguchi.portal.Applications#submit}.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "notifications",
        "eligibility", "residence", "linkage", "appointments", "issuance", "renewal", "loss", "names", "reporting"})
package org.madoguchi.portal;

import org.springframework.modulith.ApplicationModule;
