package org.madoguchi.portal;

import java.time.Instant;
import java.util.UUID;

/**
 * An application on its way.
 *
 * @param numberRef stands for the My Number in the vault, or null
 */
record Draft(UUID id, UUID accountId, Answers answers, Statement statement, UUID numberRef, boolean hasPhoto, int version,
        Instant savedAt, Instant expiresAt) {

    boolean begun() {
        return !statement.withoutNumber().isEmpty();
    }
}
