package org.madoguchi.identity;

import java.time.Instant;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/**
 * A member of staff at a browser. Who they are stands in the session; what they may, is looked up with each request
 * ({@link StaffSessions}).
 */
final class StaffSession extends AbstractAuthenticationToken {

    private final CurrentUser person;
    private final Keycloak keycloak;

    /**
     * How somebody came in.
     *
     * @param sid the session in Keycloak
     * @param idToken what Keycloak wants to see when it is left
     * @param at when the second factor was shown last
     * @param until when somebody has to sign in again, however busy they were
     */
    record Keycloak(String subject, String sid, String idToken, Instant at, Instant until) implements java.io.Serializable {}

    private StaffSession(CurrentUser person, Keycloak keycloak) {
        super(person.getAuthorities());
        this.person = person;
        this.keycloak = keycloak;
        setAuthenticated(true);
    }

    static StaffSession ofDemonstration(CurrentUser person) {
        return new StaffSession(person, null);
    }

    static StaffSession of(CurrentUser person, Keycloak keycloak) {
        return new StaffSession(person, keycloak);
    }

    /** The same session, with what the person may now. */
    StaffSession as(CurrentUser now) {
        return now.equals(person) ? this : new StaffSession(now, keycloak);
    }

    /** Null in the demonstration's own sign-in. */
    Keycloak keycloak() {
        return keycloak;
    }

    @Override
    public CurrentUser getPrincipal() {
        return person;
    }

    @Override
    public Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StaffSession session && super.equals(other)
                && java.util.Objects.equals(keycloak, session.keycloak);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
