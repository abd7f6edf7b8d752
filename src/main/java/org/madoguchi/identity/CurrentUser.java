package org.madoguchi.identity;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * Who acts. Staff hold posts, each a role in an office; an applicant is an account; a partner speaks for an authority;
 * the system acts when a timer fires.
 */
public record CurrentUser(String id, Kind kind, String nameJa, String nameEn, Set<Post> posts) implements UserDetails {

    public enum Kind { STAFF, APPLICANT, PARTNER, SYSTEM }

    /** A role in an office; {@link #queue()} is the work queue it serves. */
    public record Post(Role role, String office) implements java.io.Serializable {

        public String queue() {
            return role.id() + "@" + office;
        }

        /** The post that serves this queue. */
        static Optional<Post> ofQueue(String queue) {
            String[] parts = queue == null ? new String[0] : queue.split("@");
            return parts.length == 2 ? Role.ofId(parts[0]).map(role -> new Post(role, parts[1])) : Optional.empty();
        }
    }

    public static final CurrentUser SYSTEM = new CurrentUser("system", Kind.SYSTEM, "システム", "System", Set.of());

    public static CurrentUser applicant(String accountId) {
        return new CurrentUser(accountId, Kind.APPLICANT, "申請者", "Applicant", Set.of());
    }

    /** A partner authority that does the tasks of one office by signed events. */
    public static CurrentUser partner(String partner, Set<Post> posts) {
        return new CurrentUser("partner:" + partner, Kind.PARTNER, partner, partner, posts);
    }

    /** The signed-in person, or empty for an anonymous request. */
    public static Optional<CurrentUser> find() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof CurrentUser user
                ? Optional.of(user) : Optional.empty();
    }

    /** The name in this language; null for nobody. */
    public static String name(CurrentUser person, Locale locale) {
        return person == null ? null : "ja".equals(locale.getLanguage()) ? person.nameJa() : person.nameEn();
    }

    /** The roles held, in whatever office. */
    public List<Role> roles() {
        return posts.stream().map(Post::role).distinct().sorted().toList();
    }

    public boolean has(Role role) {
        return posts.stream().anyMatch(post -> post.role() == role);
    }

    public boolean has(Role role, String office) {
        return posts.contains(new Post(role, office));
    }

    public boolean worksIn(String office) {
        return posts.stream().anyMatch(post -> post.office().equals(office));
    }

    public Set<String> queues() {
        return posts.stream().map(Post::queue).collect(Collectors.toUnmodifiableSet());
    }

    public boolean isStaff() {
        return kind == Kind.STAFF;
    }

    public boolean isApplicant() {
        return kind == Kind.APPLICANT;
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        if (kind == Kind.APPLICANT) {
            return List.of(new SimpleGrantedAuthority("ROLE_applicant"));
        }
        return posts.stream().map(post -> "ROLE_" + post.role().id()).distinct().map(SimpleGrantedAuthority::new).toList();
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public String getUsername() {
        return id;
    }
}
