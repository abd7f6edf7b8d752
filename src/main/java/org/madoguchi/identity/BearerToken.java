package org.madoguchi.identity;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/** A caller of the API with a token of Keycloak's: a member of staff, or the system of an office. */
final class BearerToken extends AbstractOAuth2TokenAuthenticationToken<Jwt> {

    BearerToken(Jwt token, CurrentUser caller) {
        super(token, caller, token, caller.getAuthorities());
        setAuthenticated(true);
    }

    boolean hasScope(String scope) {
        return Set.of(Objects.requireNonNullElse(getToken().getClaimAsString("scope"), "").split(" ")).contains(scope);
    }

    /** Long ago where none was shown. */
    Instant secondFactorAt() {
        Instant at = getToken().getClaimAsInstant("auth_time");
        return at == null || !KeycloakDoor.SECOND_FACTOR.equals(getToken().getClaimAsString("acr")) ? Instant.MIN : at;
    }

    @Override
    public java.util.Map<String, Object> getTokenAttributes() {
        return getToken().getClaims();
    }
}
