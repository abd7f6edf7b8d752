/**
 * The caseworker's desk: task list, claiming and completing tasks, and the pages of a case.
 * Keeps {@code work_item}, its own table of human tasks, in step with the engine.
 */
@ApplicationModule(allowedDependencies = {"platform", "identity", "programme", "accessregister", "casefile", "sla",
        "notifications", "partners", "residence", "reporting"})
package org.madoguchi.worklist;

import org.springframework.modulith.ApplicationModule;
