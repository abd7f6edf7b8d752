package org.madoguchi.identity;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import org.madoguchi.platform.Secrets;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What an API client that filed an application gets back to follow that one case: {@code Authorization: Bearer
 * <case number>.<keyed digest>}. Derived, so the same request again gives the same token and none is stored.
 */
@Component
public class FollowToken {

    private final Secrets secrets;

    FollowToken(Secrets secrets) {
        this.secrets = secrets;
    }

    public String forCase(String caseNumber) {
        return caseNumber + '.' + secrets.digest("follow", caseNumber);
    }

    /** Somebody who may act as the applicant of this one case. */
    public static CurrentUser holderOf(String caseNumber) {
        return CurrentUser.applicant("case:" + caseNumber);
    }

    Optional<CurrentUser> read(String token) {
        int dot = token.indexOf('.');
        if (dot < 1) {
            return Optional.empty();
        }
        String caseNumber = token.substring(0, dot);
        return MessageDigest.isEqual(forCase(caseNumber).getBytes(), token.getBytes())
                ? Optional.of(holderOf(caseNumber)) : Optional.empty();
    }

    /** Reads the token from the request, on the API only. */
    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                String header = request.getHeader("Authorization");
                if (header != null && header.startsWith("Bearer ")) {
                    read(header.substring(7).trim()).ifPresent(user -> SecurityContextHolder.getContext().setAuthentication(
                            UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities())));
                }
                chain.doFilter(request, response);
            }
        };
    }
}
