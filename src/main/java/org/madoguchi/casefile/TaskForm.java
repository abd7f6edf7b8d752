package org.madoguchi.casefile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The form of one human task. A step has one bean per human task of its models; the task list finds it by
 * {@link #taskKey()}, shows the template named by the model's form key and hands the filled form back. The page, the JSON
 * API and a signed partner event all come through here, so that the same rules hold.
 *
 * @param <F> the filled form: a record with bean validation
 */
public interface TaskForm<F> {

    /** Id of the user task in its model. */
    String taskKey();

    Class<F> form();

    /** What the template shows beside the case; null where the case is enough. */
    default Object page(CaseFile file) {
        return null;
    }

    /** What the form says before anybody has filled it; null where it begins empty. */
    default F prefilled(CaseFile file) {
        return null;
    }

    /**
     * The law on which an outcome rests, as the tables and the records of decisions name it: a code whose words are
     * {@code law.<code>}, or the words of a table in this language; null where none is named.
     *
     * @param outcome as the next gateway reads it, null for any other
     */
    default String legalBasis(CaseFile file, String outcome, Locale locale) {
        return null;
    }

    /** Fields that are compared and thrown away: not even a draft keeps them. */
    default Set<String> neverKept() {
        return Set.of();
    }

    /** Whether what is decided here cannot be taken back, so that the second factor is shown again before. */
    default boolean secondFactor() {
        return false;
    }

    /** Does what was decided and returns the outcomes that the next gateway reads; refuses with a Refusal. */
    Map<String, Object> complete(TaskContext task, F form);

    /** Who completes which task of which case. */
    record TaskContext(String taskId, String taskKey, String caseNumber, org.madoguchi.identity.CurrentUser actor,
            String office) {}
}
