/**
 * The visit: slots of each mission from its own hours and calendar, bookings that nobody else can take, reminders, and how
 * long a card waits for its holder. What happens at the counter is not known here.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "sla"})
package org.madoguchi.appointments;

import org.springframework.modulith.ApplicationModule;
