package org.madoguchi.accessregister;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** Which cases an office had something to do about. The task list knows. */
public interface OpenTasks {

    /** Those of the cases that had a task open at this office at some time in the span. */
    Set<String> casesWithTask(String officeCode, Collection<String> caseNumbers, Instant from, Instant until);
}
