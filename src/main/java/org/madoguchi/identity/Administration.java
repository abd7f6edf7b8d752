package org.madoguchi.identity;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What administrators do about staff. With Keycloak each change goes there first, then into our own table; without, into
 * our table only. Nobody changes their own posts, so nobody makes themselves a reader of cases.
 */
@Component
public class Administration {

    /** A line of the list of staff; {@code absent} today. */
    public record Member(String id, String nameJa, String nameEn, boolean active, boolean absent, Set<Post> posts) {}

    /** What was changed, by whom. */
    public record Change(Instant at, String byId, What what, String detail) {}

    /** What can be changed about somebody. */
    public enum What { HIRED, RENAMED, POST_GIVEN, POST_TAKEN, LEFT, ABSENCE_ADDED, ABSENCE_REMOVED }

    static final int ROWS = 50;

    private static final Logger log = LoggerFactory.getLogger(Administration.class);

    private static final Pattern STAFF_ID = Pattern.compile("[a-z][a-z0-9-]{1,63}");
    private static final int NAME = 100;

    private static final String CHANGES = """
            select at, by_id, what, detail from staff_change where staff_id = :id order by id desc limit 50
            """;

    private final Staff staff;
    private final Offices offices;
    private final Optional<KeycloakDirectory> keycloak;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Administration(Staff staff, Offices offices, Optional<KeycloakDirectory> keycloak, JdbcClient sql,
            TransactionTemplate transaction, Clock clock) {
        this.staff = staff;
        this.offices = offices;
        this.keycloak = keycloak;
        this.sql = sql;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** People whose id or name begins so, of this role and office where given; the next page begins after {@code after}. */
    public List<Member> search(String text, Role role, String office, String after) {
        return staff.search(text, role, office, after, ROWS + 1);
    }

    /** @throws Refusal STAFF_UNKNOWN */
    public Member get(String id) {
        return staff.member(id).orElseThrow(() -> Refusal.notFound("STAFF_UNKNOWN"));
    }

    /**
     * Somebody new.
     *
     * @return the password for the first sign-in to Keycloak; empty without Keycloak
     * @throws Refusal STAFF_ID_MALFORMED, STAFF_ID_TAKEN, FIELD_MISSING, POST_IMPOSSIBLE, KEYCLOAK_AWAY
     */
    public Optional<String> hire(String id, String nameJa, String nameEn, Post post, CurrentUser by) {
        if (id == null || !STAFF_ID.matcher(id).matches() || id.startsWith(StaffEntry.SYSTEM)) {
            throw Refusal.badInput("STAFF_ID_MALFORMED", "id");
        }
        if (staff.member(id).isPresent()) {
            throw Refusal.badInput("STAFF_ID_TAKEN", "id", id);
        }
        var entry = new StaffEntry(null, id, name(nameJa, "nameJa"), name(nameEn, "nameEn"), true, Set.of(possible(post)), Set.of());
        return change(entry, What.HIRED, post.queue(), by);
    }

    /** @throws Refusal STAFF_UNKNOWN, FIELD_MISSING, KEYCLOAK_AWAY */
    public void rename(String id, String nameJa, String nameEn, Set<String> skills, CurrentUser by) {
        StaffEntry now = staff.entry(id).orElseThrow(() -> Refusal.notFound("STAFF_UNKNOWN"));
        change(new StaffEntry(now.subject(), id, name(nameJa, "nameJa"), name(nameEn, "nameEn"), now.enabled(), now.posts(),
                new TreeSet<>(skills)), What.RENAMED, null, by);
    }

    /**
     * Also for somebody who had left and comes back.
     *
     * @throws Refusal STAFF_UNKNOWN, OWN_POSTS, POST_IMPOSSIBLE, ADMINISTRATOR_ALONE, KEYCLOAK_AWAY
     */
    public Optional<String> give(String id, Post post, CurrentUser by) {
        Set<Post> posts = new HashSet<>(others(id, by).posts());
        posts.add(possible(post));
        if (posts.stream().map(one -> one.role() == Role.ADMINISTRATOR).distinct().count() > 1) {
            throw Refusal.badInput("ADMINISTRATOR_ALONE", "role");
        }
        return change(withPosts(id, posts), What.POST_GIVEN, post.queue(), by);
    }

    /** Tasks that were taken for this post return to its queue. @throws Refusal STAFF_UNKNOWN, OWN_POSTS, KEYCLOAK_AWAY */
    public void take(String id, Post post, CurrentUser by) {
        Set<Post> posts = new HashSet<>(others(id, by).posts());
        posts.remove(post);
        change(withPosts(id, posts), posts.isEmpty() ? What.LEFT : What.POST_TAKEN, post.queue(), by);
    }

    /** Takes all posts, and closes the account in Keycloak. @throws Refusal STAFF_UNKNOWN, OWN_POSTS, KEYCLOAK_AWAY */
    public void leave(String id, CurrentUser by) {
        others(id, by);
        change(withPosts(id, Set.of()), What.LEFT, null, by);
    }

    private StaffEntry others(String id, CurrentUser by) {
        if (id.equals(by.id())) {
            throw Refusal.forbidden("OWN_POSTS");
        }
        return staff.entry(id).orElseThrow(() -> Refusal.notFound("STAFF_UNKNOWN"));
    }

    private StaffEntry withPosts(String id, Set<Post> posts) {
        StaffEntry now = staff.entry(id).orElseThrow();
        return new StaffEntry(now.subject(), id, now.nameJa(), now.nameEn(), true, posts, now.skills());
    }

    private Post possible(Post post) {
        if (post.role() == null || post.office() == null
                || offices.find(post.office()).filter(office -> office.kind() == post.role().officeKind()).isEmpty()) {
            throw Refusal.badInput("POST_IMPOSSIBLE", "office");
        }
        return post;
    }

    /**
     * A new office; its groups in Keycloak are made right after.
     *
     * @throws Refusal OFFICE_CODE_TAKEN, FIELD_INVALID, FIELD_MISSING, KEYCLOAK_AWAY
     */
    public void open(Office office, String week) {
        offices.add(office, week);
        try {
            keycloak.ifPresent(directory -> directory.provision(List.of(office)));
        } catch (ProcessingException | WebApplicationException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "KEYCLOAK_AWAY", null);
        }
    }

    private static String name(String text, String field) {
        if (text == null || text.isBlank()) {
            throw Refusal.badInput("FIELD_MISSING", field, field);
        }
        if (text.strip().length() > NAME) {
            throw Refusal.badInput("FIELD_INVALID", field, field);
        }
        return text.strip();
    }

    private Optional<String> change(StaffEntry wanted, What what, String detail, CurrentUser by) {
        KeycloakDirectory.Account account = keycloak.map(directory -> put(directory, wanted)).orElse(new KeycloakDirectory.Account(wanted, null));
        transaction.executeWithoutResult(status -> {
            staff.mirror(account.entry());
            record(wanted.username(), what, detail, by);
        });
        return Optional.ofNullable(account.firstPassword());
    }

    private static KeycloakDirectory.Account put(KeycloakDirectory directory, StaffEntry wanted) {
        try {
            return directory.put(wanted);
        } catch (NotFoundException deleted) {
            throw Refusal.notFound("STAFF_UNKNOWN");
        } catch (WebApplicationException e) {
            if (e.getResponse().getStatus() == Response.Status.CONFLICT.getStatusCode()) {
                throw Refusal.badInput("STAFF_ID_TAKEN", "id", wanted.username());
            }
            log.warn("Keycloak refuses a change of staff: {}", e.toString());
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "KEYCLOAK_AWAY", null);
        } catch (ProcessingException e) {
            throw new Refusal(Refusal.Kind.UNAVAILABLE, "KEYCLOAK_AWAY", null);
        }
    }

    /** Part of the caller’s transaction. */
    void record(String id, What what, String detail, CurrentUser by) {
        sql.sql("insert into staff_change (at, by_id, staff_id, what, detail) values (:at, :by, :id, :what, :detail)")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", by.id()).param("id", id).param("what", what.name())
                .param("detail", detail, java.sql.Types.VARCHAR).update();
    }

    /** What was changed about somebody, the latest first. */
    public List<Change> changes(String id) {
        return sql.sql(CHANGES).param("id", id).query((row, n) -> new Change(row.getTimestamp("at").toInstant(), row.getString("by_id"),
                What.valueOf(row.getString("what")), row.getString("detail"))).list();
    }
}
