package org.madoguchi.identity;

import java.time.Clock;
import java.time.Instant;
import org.madoguchi.platform.Refusal;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Before what cannot be taken back, whoever sits at the browser shows the second factor again unless they have just done
 * so. Without Keycloak there is none to show, and nothing is asked.
 */
@Component
public class SecondFactor {

    private final KeycloakSettings settings;
    private final Clock clock;

    SecondFactor(KeycloakSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether the person of this request need not show it now. */
    public boolean shown() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        Instant at = caller instanceof StaffSession session && session.keycloak() != null ? session.keycloak().at()
                : caller instanceof BearerToken token ? token.secondFactorAt() : Instant.MAX;
        return at.isAfter(clock.instant().minus(settings.secondFactorWithin()));
    }

    /** @throws Refusal SECOND_FACTOR_NEEDED */
    public void require() {
        if (!shown()) {
            throw Refusal.forbidden("SECOND_FACTOR_NEEDED");
        }
    }
}
