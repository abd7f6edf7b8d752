/**
 * Tells applicants by e-mail: a row in the caller's transaction, sent later, at least once and never twice on purpose.
 * Texts carry no personal data, no number and no link that signs somebody in.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity"})
package org.madoguchi.notifications;

import org.springframework.modulith.ApplicationModule;
