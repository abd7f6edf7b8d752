package org.madoguchi.identity;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.oidc.authentication.logout.OidcLogoutToken;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionInformation;
import org.springframework.security.oauth2.client.oidc.session.OidcSessionRegistry;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Sessions of staff. With each request the person is read anew from our own table, so that a post that was given or taken
 * is in force at once, on every node, and whoever has left is out. As registry of sessions for Keycloak's logout over the
 * back channel it writes down which have ended, since the session may live in another node.
 */
@Component
class StaffSessions implements OidcSessionRegistry {

    private static final String END = """
            insert into staff_session_end (key, at) values (:key, :at)
            on conflict (key) do update set at = excluded.at
            """;

    /** A session was ended by its id, or all of this person that had begun before. */
    private static final String ENDED = """
            select exists (select from staff_session_end
                            where key = :sid or key = :subject and at >= :begun)
            """;

    private final JdbcClient sql;
    private final Staff staff;
    private final Clock clock;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final SecurityContextLogoutHandler signOut = new SecurityContextLogoutHandler();

    StaffSessions(JdbcClient sql, Staff staff, Clock clock) {
        this.sql = sql;
        this.staff = staff;
        this.clock = clock;
    }

    /** From this request on the browser is that of this person. */
    void open(StaffSession session, HttpServletRequest request, HttpServletResponse response) {
        enter(session);
        contexts.saveContext(SecurityContextHolder.getContext(), request, response);
    }

    private static void enter(StaffSession session) {
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(session);
        SecurityContextHolder.setContext(context);
    }

    /** Shows the person as they are now, or signs them out. */
    Filter filter() {
        return (request, response, chain) -> {
            Authentication found = SecurityContextHolder.getContext().getAuthentication();
            if (found instanceof StaffSession session) {
                Optional<CurrentUser> now = ended(session) ? Optional.empty() : staff.find(session.getName());
                now.ifPresentOrElse(person -> enter(session.as(person)),
                        () -> signOut.logout((HttpServletRequest) request, (HttpServletResponse) response, session));
            }
            chain.doFilter(request, response);
        };
    }

    private boolean ended(StaffSession session) {
        StaffSession.Keycloak keycloak = session.keycloak();
        return keycloak != null && (!clock.instant().isBefore(keycloak.until())
                || sql.sql(ENDED).param("sid", keycloak.sid()).param("subject", keycloak.subject())
                        .param("begun", keycloak.at().atOffset(ZoneOffset.UTC)).query(Boolean.class).single());
    }

    /** Ends a session by its id in Keycloak, or by the subject all sessions of somebody. */
    void end(String key) {
        sql.sql(END).param("key", key).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Nothing older can still be open. */
    void forget(Instant before) {
        sql.sql("delete from staff_session_end where at < :before").param("before", before.atOffset(ZoneOffset.UTC)).update();
    }

    @Override
    public void saveSessionInformation(OidcSessionInformation begun) {
        // a session knows its own id in Keycloak
    }

    @Override
    public OidcSessionInformation removeSessionInformation(String clientSessionId) {
        return null;
    }

    /** Keycloak says over the back channel that a session has ended. */
    @Override
    public Iterable<OidcSessionInformation> removeSessionInformation(OidcLogoutToken token) {
        end(token.getSessionId() != null ? token.getSessionId() : token.getSubject());
        return java.util.List.of();
    }
}
