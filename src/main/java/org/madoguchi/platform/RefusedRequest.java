package org.madoguchi.platform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;

/**
 * Something was refused that somebody may have tried on purpose; an event of the application.
 *
 * @param code of the refusal, {@code HTTP_<status>} where there is no other
 */
public record RefusedRequest(HttpServletRequest request, int status, String code) {

    /** What may be tried on purpose although its status is that of everyday mistakes: 409 and 422. */
    private static final Set<String> TOLD = Set.of("FIELD_UNKNOWN", "CODE_WRONG", "CALLER_UNKNOWN", "PAPER_FORM", "PAPER_UNREADABLE", "PHOTO_NOT_JPEG",
            "PHOTO_UNREADABLE", "EVENT_SEEN", "FOUR_EYES", "OWN_POSTS");

    static boolean worthTelling(int status, String code) {
        return TOLD.contains(code) || status >= 400 && status < 500 && status != 409 && status != 422;
    }
}
