package org.madoguchi.modeler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.modeler.ModelFile.Kind;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What analysts work at: one draft a file, kept as one works. Whoever edits it holds a lock that others can take over; a save
 * names the revision it was made of, so that nobody's work is overwritten unseen.
 */
@Component
class ModelDrafts {

    /** How long a lock holds of which nothing is heard. */
    static final Duration LOCK = Duration.ofMinutes(2);

    /** How many there may be at once. */
    private static final int MOST = 200;

    /**
     * @param revision counts the saves, from 1
     * @param basedOn the digest of the released file it was begun from; null where there was none
     * @param changedBy null while it is as the product's own files brought it
     * @param lockedBy who edits it now, or null
     */
    record Draft(ModelFile file, int revision, String basedOn, List<String> editors, String changedBy, Instant changedAt, String lockedBy) {

        String key() {
            return file.key();
        }
    }

    private static final String SELECT = """
            select key, kind, xml, revision, based_on, editors, changed_by, changed_at, case when locked_until > :now then locked_by end as locked_by
              from model_draft
            """;

    private static final RowMapper<Draft> DRAFT = (row, n) -> new Draft(new ModelFile(row.getString("key"), Kind.valueOf(row.getString("kind")), row.getBytes("xml")),
            row.getInt("revision"), row.getString("based_on"), List.of((String[]) row.getArray("editors").getArray()), row.getString("changed_by"),
            row.getObject("changed_at", OffsetDateTime.class).toInstant(), row.getString("locked_by"));

    private static final String LOCK_IT = """
            update model_draft set locked_by = :me, locked_until = :until
             where key = :key and (locked_by is null or locked_by = :me or locked_until <= :now or :takeOver)
            """;

    private static final String SAVE = """
            update model_draft
               set xml = :xml, revision = revision + 1, changed_by = :me, changed_at = :now, locked_by = :me, locked_until = :until,
                   editors = case when :me = any(editors) then editors else editors || :me end
             where key = :key and revision = :revision and (locked_by is null or locked_by = :me or locked_until <= :now)
            """;

    private final JdbcClient sql;
    private final Clock clock;

    ModelDrafts(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    /** By key; bounded by how many there may be. */
    List<Draft> all() {
        return sql.sql(SELECT + "order by key").param("now", now()).query(DRAFT).list();
    }

    Optional<Draft> find(String key) {
        return sql.sql(SELECT + "where key = :key").param("now", now()).param("key", key).query(DRAFT).optional();
    }

    /** @throws Refusal DRAFT_UNKNOWN */
    Draft get(String key) {
        return find(key).orElseThrow(() -> Refusal.notFound("DRAFT_UNKNOWN", key));
    }

    /** Begins one from what is in force; one that is there already stays as it is. @throws Refusal DRAFTS_TOO_MANY */
    @Transactional
    Draft begin(ModelFile from, CurrentUser by) {
        if (find(from.key()).isEmpty()) {
            insert(from, from.digest(), List.of(), null);
        }
        return get(from.key());
    }

    /**
     * A file from elsewhere becomes the draft, or the next revision of the one there is.
     *
     * @param inForce the released file of this key, or null
     * @throws Refusal DRAFT_LOCKED while somebody else edits it, MODEL_KIND_CHANGED
     */
    @Transactional
    Draft bring(ModelFile file, ModelFile inForce, CurrentUser by) {
        if (inForce != null && inForce.kind() != file.kind()) {
            throw Refusal.badInput("MODEL_KIND_CHANGED", "file", file.key());
        }
        Optional<Draft> there = find(file.key());
        if (there.isEmpty()) {
            insert(file, inForce == null ? null : inForce.digest(), List.of(by.id()), by.id());
        } else {
            save(file.key(), there.get().revision(), file.xml(), by);
        }
        return get(file.key());
    }

    /** What came with the product's own files and is not in force; a draft that somebody works at stays as it is. */
    @Transactional
    void arrive(ModelFile file, ModelFile inForce) {
        if (find(file.key()).isEmpty()) {
            insert(file, inForce == null ? null : inForce.digest(), List.of(), null);
        }
    }

    /** Back from a change that did not come to a release; a draft that was begun since stays as it is. Returns whether it is back. */
    boolean back(ModelChanges.ChangedFile file) {
        if (find(file.key()).isPresent()) {
            return false;
        }
        insert(file.file(), file.basedOn(), file.editors(), file.editors().isEmpty() ? null : file.editors().get(file.editors().size() - 1));
        return true;
    }

    /**
     * Keeps what was edited.
     *
     * @param revision of which it was made
     * @return the new revision
     * @throws Refusal DRAFT_UNKNOWN, DRAFT_LOCKED somebody else has taken it over, DRAFT_CHANGED it was saved since, MODEL_TOO_LARGE
     */
    @Transactional
    int save(String key, int revision, byte[] xml, CurrentUser by) {
        Draft draft = get(key);
        ModelFile.of(draft.file().name(), xml);
        int saved = sql.sql(SAVE).param("xml", xml).param("me", by.id()).param("now", now()).param("until", now().plus(LOCK)).param("key", key)
                .param("revision", revision).update();
        if (saved == 0) {
            refuseLocked(get(key), by);
            throw Refusal.conflict("DRAFT_CHANGED", key);
        }
        return revision + 1;
    }

    /** Holds the lock for a while longer. @throws Refusal DRAFT_UNKNOWN, DRAFT_LOCKED */
    @Transactional
    void lock(String key, boolean takeOver, CurrentUser by) {
        if (sql.sql(LOCK_IT).param("me", by.id()).param("now", now()).param("until", now().plus(LOCK)).param("key", key).param("takeOver", takeOver).update() == 0) {
            refuseLocked(get(key), by);
        }
    }

    /** Safe to repeat. @throws Refusal DRAFT_LOCKED */
    @Transactional
    void discard(String key, CurrentUser by) {
        find(key).ifPresent(draft -> {
            refuseLocked(draft, by);
            remove(List.of(key));
        });
    }

    void remove(Collection<String> keys) {
        sql.sql("delete from model_draft where key = any(:keys)").param("keys", keys.toArray(String[]::new)).update();
    }

    private static void refuseLocked(Draft draft, CurrentUser by) {
        if (draft.lockedBy() != null && !draft.lockedBy().equals(by.id())) {
            throw Refusal.conflict("DRAFT_LOCKED", draft.key());
        }
    }

    private void insert(ModelFile file, String basedOn, List<String> editors, String by) {
        if (sql.sql("select count(*) from model_draft").query(Integer.class).single() >= MOST) {
            throw Refusal.conflict("DRAFTS_TOO_MANY", MOST);
        }
        sql.sql("""
                insert into model_draft (key, kind, xml, based_on, editors, begun_at, changed_by, changed_at)
                values (:key, :kind, :xml, :based, :editors, :now, :by, :now)
                """).param("key", file.key()).param("kind", file.kind().name()).param("xml", file.xml()).param("based", basedOn)
                .param("editors", editors.toArray(String[]::new)).param("now", now()).param("by", by).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
