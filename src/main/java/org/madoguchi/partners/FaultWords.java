package org.madoguchi.partners;

import java.util.Arrays;
import org.madoguchi.platform.Refusal;

/**
 * What an operator reads of a fault: its kind and place. The message of an exception may quote what it stumbled over,
 * a name or a number, and the text ends in the engine's tables; so only our own words are passed on.
 */
final class FaultWords {

    private FaultWords() {}

    static String of(Throwable fault) {
        if (fault instanceof PartnerUnavailable) {
            return fault.getMessage();
        }
        if (fault instanceof Refusal refusal) {
            return "our own rules refused: " + refusal.code();
        }
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName() + Arrays.stream(root.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("org.madoguchi."))
                .findFirst()
                .map(frame -> " at %s.%s:%d".formatted(simpleName(frame.getClassName()), frame.getMethodName(), frame.getLineNumber()))
                .orElse("");
    }

    private static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
