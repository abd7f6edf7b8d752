package org.madoguchi.partners;

import java.util.function.Supplier;

/**
 * The key under which a partner counts a request once. While the worker works an external task, the key is the task's
 * id: it stays the same over retries, restarts and nodes, and a new visit of the model to the same task gets a new one.
 */
public final class IdempotencyKey {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private IdempotencyKey() {}

    /** Runs the work with this key for every call it makes to a partner. */
    public static <T> T during(String key, Supplier<T> work) {
        String outer = CURRENT.get();
        CURRENT.set(key);
        try {
            return work.get();
        } finally {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        }
    }

    static String current() {
        String key = CURRENT.get();
        if (key == null) {
            throw new IllegalStateException("A partner is called without an idempotency key: call it from a PartnerCall");
        }
        return key;
    }
}
