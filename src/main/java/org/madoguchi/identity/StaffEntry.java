package org.madoguchi.identity;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser.Post;

/**
 * What Keycloak says of a member of staff.
 *
 * @param subject the id in Keycloak, which is nobody else's ever; null for somebody known here only
 * @param username becomes the id here
 * @param email where they are told of what waits for them, or null
 * @param enabled false for whoever has left
 */
record StaffEntry(String subject, String username, String nameJa, String nameEn, String email, boolean enabled, Set<Post> posts,
        Set<String> skills) {

    /** How Keycloak names the account of a client. */
    static final String SYSTEM = "service-account-";

    private static final String OFFICES = "/offices/";

    /**
     * Whoever has no post works nowhere, and whoever has left has no post. Administrators see no case, so that post stands
     * alone, also where Keycloak gives others beside it.
     */
    StaffEntry {
        posts = enabled ? Set.copyOf(posts) : Set.of();
        if (posts.stream().anyMatch(post -> post.role() == Role.ADMINISTRATOR)) {
            posts = posts.stream().filter(post -> post.role() == Role.ADMINISTRATOR).collect(Collectors.toUnmodifiableSet());
        }
        enabled = !posts.isEmpty();
    }

    /** The account of the system of an office; it holds posts for its tokens, and is nobody whom a task can be given to. */
    boolean isSystem() {
        return username.startsWith(SYSTEM);
    }

    /** The same person with the posts of both. */
    StaffEntry and(StaffEntry other) {
        Set<Post> both = new LinkedHashSet<>(posts);
        both.addAll(other.posts);
        return new StaffEntry(subject, username, nameJa, nameEn, email, enabled, both, skills);
    }

    StaffEntry gone() {
        return new StaffEntry(subject, username, nameJa, nameEn, email, false, Set.of(), skills);
    }

    /** The claims of a token; whoever got one is enabled. */
    static StaffEntry of(Map<String, Object> claims) {
        String username = (String) claims.get("preferred_username");
        return new StaffEntry((String) claims.get("sub"), username, (String) claims.getOrDefault("nameJa", username),
                (String) claims.getOrDefault("nameEn", username), (String) claims.get("email"), true, posts(texts(claims.get("posts"))),
                new TreeSet<>(texts(claims.get("skills"))));
    }

    private static List<String> texts(Object claim) {
        return claim instanceof Collection<?> many ? many.stream().map(String::valueOf).toList()
                : claim == null ? List.of() : List.of(claim.toString());
    }

    /** Posts from paths of groups: {@code /offices/US-LAX/consular-clerk}. Other groups are no post. */
    static Set<Post> posts(Collection<String> paths) {
        return paths.stream().map(StaffEntry::post).flatMap(Optional::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static Optional<Post> post(String path) {
        String[] parts = path.startsWith(OFFICES) ? path.substring(OFFICES.length()).split("/") : new String[0];
        return parts.length == 2 ? Role.ofId(parts[1]).map(role -> new Post(role, parts[0])) : Optional.empty();
    }
}
