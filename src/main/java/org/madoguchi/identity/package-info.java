/**
 * Who acts: staff with roles in offices, applicants with an account, partners, the system itself.
 * Signs people in and answers which office is which; decides nothing about cases.
 */
@ApplicationModule(allowedDependencies = {"platform"})
package org.madoguchi.identity;

import org.springframework.modulith.ApplicationModule;
