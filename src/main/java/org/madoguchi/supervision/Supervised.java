package org.madoguchi.supervision;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Office;
import org.madoguchi.identity.Offices;
import org.madoguchi.identity.Role;
import org.springframework.stereotype.Component;

/** Whose work somebody supervises. */
@Component
class Supervised {

    private final Offices offices;

    Supervised(Offices offices) {
        this.offices = offices;
    }

    /** The codes of the offices: every one for a programme manager, their own for other supervisors. */
    Set<String> by(CurrentUser user) {
        if (user.has(Role.PROGRAMME_MANAGER)) {
            return Arrays.stream(Office.Kind.values()).flatMap(kind -> offices.ofKind(kind).stream()).map(Office::code).collect(Collectors.toUnmodifiableSet());
        }
        return user.posts().stream().filter(post -> post.role().supervises()).map(CurrentUser.Post::office).collect(Collectors.toUnmodifiableSet());
    }
}
