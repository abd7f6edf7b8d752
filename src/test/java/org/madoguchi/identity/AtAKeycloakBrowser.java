package org.madoguchi.identity;

import java.time.Duration;
import java.time.Instant;
import org.springframework.security.core.Authentication;

/** A member of staff who came in through Keycloak, without one. */
public final class AtAKeycloakBrowser {

    private AtAKeycloakBrowser() {}

    /** @param shown when the second factor was shown last */
    public static Authentication of(CurrentUser person, Instant shown) {
        return StaffSession.of(person, new StaffSession.Keycloak("subject-" + person.id(), "sid-" + person.id(), "id-token", shown,
                shown.plus(Duration.ofHours(10))));
    }
}
