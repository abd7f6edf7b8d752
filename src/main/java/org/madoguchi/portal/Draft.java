package org.madoguchi.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.UUID;

/**
 * An application on its way.
 *
 * @param numberRef stands for the My Number in the vault, or null
 */
record Draft(UUID id, UUID accountId, Answers answers, Statement statement, UUID numberRef, boolean hasPhoto, int version,
        Instant savedAt, Instant expiresAt) {

    enum Programme {
        OVERSEAS("/apply"), RESIDENCE("/residence/apply");

        private final String base;

        Programme(String base) {
            this.base = base;
        }

        /** The address of its pages. */
        String base() {
            return base;
        }

        static Programme at(HttpServletRequest request) {
            return request.getRequestURI().startsWith(request.getContextPath() + RESIDENCE.base) ? RESIDENCE : OVERSEAS;
        }
    }

    boolean begun() {
        return !statement.withoutNumber().isEmpty();
    }
}
