package org.madoguchi.identity;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.madoguchi.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps our table of staff in step with Keycloak, so that no page has to ask it: at each sign-in ({@link KeycloakDoor}), by
 * what administrators changed since the last look, and as a whole every night. It reads first and writes afterwards, each
 * person in a transaction of their own. While Keycloak is away everybody works on with the posts they have.
 */
@Component
@Profile("keycloak")
public class StaffMirror {

    private static final Logger log = LoggerFactory.getLogger(StaffMirror.class);

    /** Who holds it works; renewed while a long reading goes on. */
    private static final Duration LEASE = Duration.ofMinutes(2);

    /** A change is written down a little after the time it bears. */
    private static final long OVERLAP = 5_000;

    /** From so many changed people on it is quicker to read everybody, office by office. */
    private static final int MANY = 500;

    private static final String TAKE = """
            update staff_mirror set leased_until = :until where leased_until < :now
            """;

    private final KeycloakDirectory directory;
    private final Staff staff;
    private final StaffSessions sessions;
    private final Offices offices;
    private final KeycloakSettings settings;
    private final JdbcClient sql;
    private final Clock clock;
    private volatile Set<String> known = Set.of();
    private volatile boolean provisioned;
    private volatile boolean away;

    StaffMirror(KeycloakDirectory directory, Staff staff, StaffSessions sessions, Offices offices, KeycloakSettings settings,
            JdbcClient sql, Clock clock) {
        this.directory = directory;
        this.staff = staff;
        this.sessions = sessions;
        this.offices = offices;
        this.settings = settings;
        this.sql = sql;
        this.clock = clock;
    }

    /** Takes over what has changed; the first time everything. */
    public void follow() {
        alone(() -> {
            if (!provisioned) {
                int made = directory.provision(offices.all());
                provisioned = true;
                log.info("Keycloak has the groups of all offices; {} were new", made);
            }
            Long readUntil = sql.sql("select (extract(epoch from read_until) * 1000)::bigint from staff_mirror where complete_at is not null")
                    .query(Long.class).optional().orElse(null);
            if (readUntil == null) {
                readEverybody();
                return;
            }
            KeycloakDirectory.Changes changes = directory.since(Math.max(0, readUntil - OVERLAP), known);
            if (changes.groups() || changes.subjects().size() > MANY) {
                readEverybody();
                return;
            }
            changes.subjects().forEach(this::read);
            sql.sql("update staff_mirror set read_until = to_timestamp(:until / 1000.0)").param("until", changes.until()).update();
            known = changes.ids();
        });
    }

    /** Compares everybody, and forgets ended sessions that cannot be open any more. */
    public void complete() {
        alone(this::readEverybody);
        sessions.forget(clock.instant().minus(settings.sessionAtMost()));
    }

    private void readEverybody() {
        long until = directory.lastChange();
        Map<String, StaffEntry> left = new HashMap<>(staff.mirrored());
        int changed = 0;
        for (StaffEntry entry : directory.everybody(this::holdOn)) {
            if (!entry.isSystem() && !entry.equals(left.remove(entry.subject()))) {
                write(entry);
                changed++;
            }
        }
        left.values().stream().filter(StaffEntry::enabled).map(StaffEntry::gone).forEach(this::write);
        sql.sql("update staff_mirror set read_until = to_timestamp(:until / 1000.0), complete_at = :now").param("until", until)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        log.info("Staff compared with Keycloak; {} were new or different", changed);
    }

    /** Reads one person anew. */
    void read(String subject) {
        directory.find(subject).ifPresentOrElse(this::write, () -> staff.mirroredAs(subject).map(StaffEntry::gone).ifPresent(this::write));
    }

    private void write(StaffEntry entry) {
        if (entry.isSystem()) {
            return;
        }
        try {
            if (staff.mirror(entry).isEmpty()) {
                sessions.end(entry.subject());
            }
        } catch (Refusal no) {
            log.warn("A member of staff in Keycloak is not taken over: {}", no.getMessage());
        }
    }

    /** One node at a time; what fails is tried again at the next turn. */
    private void alone(Runnable work) {
        Instant now = clock.instant();
        if (sql.sql(TAKE).param("now", now.atOffset(ZoneOffset.UTC)).param("until", now.plus(LEASE).atOffset(ZoneOffset.UTC)).update() == 0) {
            return;
        }
        try {
            work.run();
            if (away) {
                log.info("Keycloak is back");
            }
            away = false;
        } catch (ProcessingException | WebApplicationException e) {
            if (!away) {
                log.warn("Keycloak does not answer; staff stay as they are: {}", e.toString());
            }
            away = true;
        } finally {
            sql.sql("update staff_mirror set leased_until = '-infinity'").update();
        }
    }

    private void holdOn() {
        sql.sql("update staff_mirror set leased_until = :until")
                .param("until", clock.instant().plus(LEASE).atOffset(ZoneOffset.UTC)).update();
    }
}
