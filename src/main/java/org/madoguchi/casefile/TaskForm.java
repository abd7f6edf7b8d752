package org.madoguchi.casefile;

import java.util.Map;

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
