/**
 * Simulated partners: real HTTP on loopback, a memory in the database that survives a killed JVM, and faults on command.
 * Only in the demonstration and in tests; {@link org.madoguchi.demo.partners.Simulators} is the way in.
 */
package org.madoguchi.demo.partners;
