package org.madoguchi.casefile;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.madoguchi.platform.Secrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes the keys of the number vault while it is used. A new keyset file is taken within seconds; from then on numbers are
 * closed with its key in use, and those that an earlier key closed are closed anew, a few at a time. Which those are stands in
 * the rows, so that a stop loses nothing. A file that lacks a key which some number needs is not taken.
 */
@Component
public class VaultKeys {

    /** A key, as operators are told of it. {@code retirable}: no number needs it, and no node closes with it any more. */
    public record KeyUse(long id, boolean inUse, boolean opens, long numbers, boolean retirable) {}

    private record Closed(UUID ref, byte[] ciphertext) {}

    private static final Logger log = LoggerFactory.getLogger(VaultKeys.class);

    /** Jumps from key to key through the index, however many numbers there are. */
    private static final String KEYS_OF_NUMBERS = """
            with recursive used (key) as (
                select min(key_id) from number_vault
                 union all
                select (select min(key_id) from number_vault where key_id > key) from used where key is not null)
            select key from used where key is not null
            """;

    private static final String IN_USE_SINCE = "select key_id from vault_key where in_use_at > :since";

    /** A key in use again after another one begins anew. */
    private static final String IN_USE = """
            insert into vault_key (key_id, in_use_from, in_use_at) values (:key, :now, :now)
            on conflict (key_id) do update
               set in_use_at = excluded.in_use_at,
                   in_use_from = case when :changed then excluded.in_use_from else vault_key.in_use_from end
            """;

    private static final String LATEST = "select key_id from vault_key where in_use_at > :since order by in_use_from desc, key_id limit 1";

    private static final String EARLIER = """
            select ref, ciphertext
              from number_vault
             where key_id = any(:keys) and ref <> all(cast(:unreadable as uuid[]))
             limit :batch
               for update skip locked
            """;

    private final JdbcClient sql;
    private final Secrets secrets;
    private final Clock clock;
    private final int batch;
    private final Duration patience;
    /** The key in use when this node last looked; none after a start. */
    private volatile Long before;
    private Set<Long> retirable = Set.of();
    /** Entries that no key opens; one such must not keep the others waiting. */
    private final Set<UUID> unreadable = ConcurrentHashMap.newKeySet();

    VaultKeys(JdbcClient sql, Secrets secrets, Clock clock, @Value("${madoguchi.vault.batch:200}") int batch,
            @Value("${madoguchi.vault.node-patience:1h}") Duration patience) {
        this.sql = sql;
        this.secrets = secrets;
        this.clock = clock;
        this.batch = batch;
        this.patience = patience;
    }

    /** Takes the keyset file if it has changed, and tells the other nodes which key this one closes with. */
    @Transactional
    public void check() {
        secrets.reload(this::needed);
        long now = secrets.primaryKey();
        sql.sql(IN_USE).param("key", now).param("changed", before != null && before != now)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        before = now;
        Set<Long> past = past();
        if (!past.equals(retirable)) {
            retirable = past;
            past.forEach(key -> log.info("No number needs key {} any more: it can be retired", key));
        }
    }

    /** The keys that were in use once and are needed no more; one that was only added has its time before it. */
    private Set<Long> past() {
        Set<Long> past = new TreeSet<>(sql.sql("select key_id from vault_key").query(Long.class).set());
        past.retainAll(secrets.openingKeys());
        past.removeAll(needed());
        return past;
    }

    /** The keys that some number needs, or with which some node may still be closing one. */
    private Set<Long> needed() {
        Set<Long> needed = new HashSet<>(keysOfNumbers());
        needed.addAll(sql.sql(IN_USE_SINCE).param("since", patienceAgo()).query(Long.class).set());
        return needed;
    }

    private OffsetDateTime patienceAgo() {
        return clock.instant().minus(patience).atOffset(ZoneOffset.UTC);
    }

    private List<Long> keysOfNumbers() {
        return sql.sql(KEYS_OF_NUMBERS).query(Long.class).list();
    }

    /**
     * Closes a few numbers anew that an earlier key closed. A node that has not taken the latest file leaves it to those that
     * have, or two of them would undo one another's work.
     *
     * @return how many
     */
    @Transactional
    public int closeAnew() {
        long key = secrets.primaryKey();
        Set<Long> earlier = new TreeSet<>(keysOfNumbers());
        earlier.remove(key);
        if (earlier.isEmpty() || sql.sql(LATEST).param("since", patienceAgo()).query(Long.class).optional().filter(latest -> latest != key).isPresent()) {
            return 0;
        }
        int done = 0;
        for (Closed one : sql.sql(EARLIER).param("keys", earlier.toArray(Long[]::new)).param("unreadable", unreadable.stream().map(UUID::toString).toArray(String[]::new))
                .param("batch", batch).query(Closed.class).list()) {
            done += closeAnew(one) ? 1 : 0;
        }
        return done;
    }

    private boolean closeAnew(Closed one) {
        try {
            String context = one.ref().toString();
            return sql.sql("update number_vault set ciphertext = :cipher where ref = :ref").param("ref", one.ref())
                    .param("cipher", secrets.encrypt(secrets.decrypt(one.ciphertext(), context), context)).update() == 1;
        } catch (IllegalStateException e) {
            unreadable.add(one.ref());
            log.error("Entry {} of the number vault is opened by no key", one.ref());
            return false;
        }
    }

    /** The keys that are loaded or needed, and how many numbers each still has to open. */
    public List<KeyUse> keys() {
        Set<Long> open = secrets.openingKeys();
        Set<Long> past = past();
        Set<Long> all = new TreeSet<>(needed());
        all.addAll(open);
        return all.stream().map(key -> new KeyUse(key, key == secrets.primaryKey(), open.contains(key),
                sql.sql("select count(*) from number_vault where key_id = :key").param("key", key).query(Long.class).single(),
                past.contains(key))).toList();
    }
}
