package org.madoguchi.modeler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.SecondFactor;
import org.madoguchi.modeler.Finding.Severity;
import org.madoguchi.modeler.ModelDrafts.Draft;
import org.madoguchi.modeler.ModelFile.Kind;
import org.madoguchi.platform.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Drafts that are put forward together, looked at by a second person and released as one: at once or at a set time, and only
 * when every node that runs can do all steps the models name.
 */
@Component
public class ModelChanges {

    private static final Logger log = LoggerFactory.getLogger(ModelChanges.class);

    enum State { PROPOSED, APPROVED, RELEASED, REJECTED, WITHDRAWN, FAILED }

    /**
     * @param effectiveAt when it is to be in force; null as soon as it is approved
     * @param note what who decided says, or the reason code of a release that failed
     */
    record Change(long id, String why, Instant effectiveAt, State state, String proposedBy, Instant proposedAt, String decidedBy, Instant decidedAt, String note, Long releaseId) {}

    /** @param before what was in force when it was put forward, or null */
    record ChangedFile(ModelFile file, ModelFile before, String basedOn, List<String> editors) {

        String key() {
            return file.key();
        }
    }

    private static final int LONGEST_WHY = 1000;

    /** How long a node counts as running after it was last seen. */
    private static final Duration ALIVE = Duration.ofMinutes(2);

    private static final Pattern STEP = Pattern.compile("\\$\\{\\s*(\\w+Process\\.\\w+)\\s*\\(");

    private static final String COLUMNS =
            "select id, why, effective_at, state, proposed_by, proposed_at, decided_by, decided_at, note, release_id from model_change ";

    private static final RowMapper<ChangedFile> FILE = (row, n) -> {
        String key = row.getString("key");
        Kind kind = Kind.valueOf(row.getString("kind"));
        byte[] before = row.getBytes("before");
        return new ChangedFile(new ModelFile(key, kind, row.getBytes("xml")), before == null ? null : new ModelFile(key, kind, before), row.getString("based_on"),
                List.of((String[]) row.getArray("editors").getArray()));
    };

    private final ModelDrafts drafts;
    private final Releases releases;
    private final ModelChecks checks;
    private final ProcessSteps steps;
    private final SecondFactor secondFactor;
    private final JdbcClient sql;
    private final Clock clock;
    private final UUID node = UUID.randomUUID();

    ModelChanges(ModelDrafts drafts, Releases releases, ModelChecks checks, ProcessSteps steps, SecondFactor secondFactor, JdbcClient sql, Clock clock) {
        this.drafts = drafts;
        this.releases = releases;
        this.checks = checks;
        this.steps = steps;
        this.secondFactor = secondFactor;
        this.sql = sql;
        this.clock = clock;
    }

    /** What the checks say of these files within the set they would be released with; of other files only where these are the cause. */
    List<Finding> findings(Collection<ModelFile> changed) {
        Map<String, byte[]> set = new TreeMap<>();
        releases.current().values().forEach(file -> set.put(file.name(), file.xml()));
        List<Finding> standing = checks.of(set);
        changed.forEach(file -> set.put(file.name(), file.xml()));
        List<String> names = changed.stream().map(ModelFile::name).toList();
        return checks.of(set).stream().filter(one -> names.contains(one.model()) || !standing.contains(one)).toList();
    }

    /**
     * Puts drafts forward for somebody else to release. They are drafts no longer, until the change is withdrawn or rejected.
     *
     * @param effectiveAt when it is to be in force, or null for as soon as it is approved
     * @throws Refusal FIELD_EMPTY, TEXT_TOO_LONG, DRAFT_UNKNOWN, DRAFT_LOCKED, TIME_PAST, MODEL_FAULTY
     */
    @Transactional
    Change propose(List<String> keys, String why, Instant effectiveAt, CurrentUser by) {
        if (keys == null || keys.isEmpty()) {
            throw Refusal.badInput("FIELD_EMPTY", "drafts");
        }
        String reason = reason(why, "why");
        if (effectiveAt != null && !effectiveAt.isAfter(clock.instant())) {
            throw Refusal.badInput("TIME_PAST", "effectiveAt");
        }
        List<Draft> proposed = keys.stream().distinct().map(drafts::get).toList();
        for (Draft draft : proposed) {
            if (draft.lockedBy() != null && !draft.lockedBy().equals(by.id())) {
                throw Refusal.conflict("DRAFT_LOCKED", draft.key());
            }
        }
        refuseFaulty(proposed.stream().map(Draft::file).toList());
        Map<String, ModelFile> current = releases.current();
        long id = sql.sql("insert into model_change (why, effective_at, proposed_by, proposed_at) values (:why, :effective, :by, :now) returning id").param("why", reason)
                .param("effective", effectiveAt == null ? null : effectiveAt.atOffset(ZoneOffset.UTC)).param("by", by.id()).param("now", now()).query(Long.class).single();
        for (Draft draft : proposed) {
            ModelFile before = current.get(draft.key());
            sql.sql("""
                    insert into model_change_file (change_id, key, kind, xml, before, based_on, editors)
                    values (:change, :key, :kind, :xml, :before, :based, :editors)
                    """).param("change", id).param("key", draft.key()).param("kind", draft.file().kind().name()).param("xml", draft.file().xml())
                    .param("before", before == null ? null : before.xml()).param("based", draft.basedOn()).param("editors", draft.editors().toArray(String[]::new)).update();
        }
        drafts.remove(keys);
        return get(id);
    }

    /**
     * A second person lets it be released: at once, or at its time.
     *
     * @throws Refusal CHANGE_UNKNOWN, CHANGE_DECIDED, FOUR_EYES where this person put it forward or edited it, SECOND_FACTOR_NEEDED,
     *     MODEL_FAULTY, CHANGE_OVERTAKEN
     */
    @Transactional
    Change approve(long id, String note, CurrentUser by) {
        Change change = open(id, State.PROPOSED);
        List<ChangedFile> files = files(id);
        if (change.proposedBy().equals(by.id()) || files.stream().anyMatch(file -> file.editors().contains(by.id()))) {
            throw Refusal.forbidden("FOUR_EYES");
        }
        secondFactor.require();
        refuseFaulty(files.stream().map(ChangedFile::file).toList());
        decide(id, State.APPROVED, note, by);
        if (change.effectiveAt() == null || !change.effectiveAt().isAfter(clock.instant())) {
            if (lacking(files).isEmpty()) {
                release(get(id), files);
            }
        }
        return get(id);
    }

    /** Sends it back to who put it forward, with a word why; its files are drafts again. @throws Refusal CHANGE_UNKNOWN, CHANGE_DECIDED, FIELD_EMPTY */
    @Transactional
    Change reject(long id, String note, CurrentUser by) {
        open(id, State.PROPOSED);
        reason(note, "note");
        decide(id, State.REJECTED, note, by);
        files(id).forEach(drafts::back);
        return get(id);
    }

    /** Takes back what is not released yet; its files are drafts again. Safe to repeat. @throws Refusal CHANGE_UNKNOWN, CHANGE_DECIDED */
    @Transactional
    Change withdraw(long id, CurrentUser by) {
        Change change = get(id);
        if (change.state() != State.WITHDRAWN) {
            if (change.state() != State.APPROVED && change.state() != State.FAILED) {
                open(id, State.PROPOSED);
            }
            decide(id, State.WITHDRAWN, null, by);
            files(id).forEach(drafts::back);
        }
        return get(id);
    }

    /** Releases what is approved and due. Safe on several nodes and to repeat. */
    @Transactional
    public void releaseDue() {
        List<Long> due = sql.sql("select id from model_change where state = 'APPROVED' and coalesce(effective_at, :now) <= :now order by effective_at nulls first, id for update skip locked")
                .param("now", now()).query(Long.class).list();
        for (long id : due) {
            List<ChangedFile> files = files(id);
            SortedSet<String> lacking = lacking(files);
            if (!lacking.isEmpty()) {
                log.warn("Change {} waits: not every node that runs can do {}", id, lacking);
                continue;
            }
            try {
                refuseFaulty(files.stream().map(ChangedFile::file).toList());
                release(get(id), files);
            } catch (Refusal no) {
                log.warn("Change {} cannot be released: {}", id, no.code());
                sql.sql("update model_change set state = 'FAILED', note = :note where id = :id").param("note", no.code()).param("id", id).update();
            }
        }
    }

    /** This node runs, and can do these steps. */
    @Transactional
    public void tellNode() {
        sql.sql("insert into model_node (id, seen_at, steps) values (:id, :now, :steps) on conflict (id) do update set seen_at = excluded.seen_at").param("id", node)
                .param("now", now()).param("steps", steps.all().keySet().toArray(String[]::new)).update();
        sql.sql("delete from model_node where seen_at < :gone").param("gone", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC)).update();
    }

    /** The steps these models name that some node that runs cannot do. */
    SortedSet<String> lacking(Collection<ChangedFile> files) {
        SortedSet<String> lacking = new TreeSet<>();
        List<List<String>> nodes = sql.sql("select steps from model_node where seen_at > :since and id <> :me").param("since", clock.instant().minus(ALIVE).atOffset(ZoneOffset.UTC))
                .param("me", node).query((row, n) -> List.of((String[]) row.getArray("steps").getArray())).list();
        for (ChangedFile file : files) {
            if (file.file().kind() == Kind.BPMN) {
                STEP.matcher(new String(file.file().xml(), java.nio.charset.StandardCharsets.UTF_8)).results().map(found -> found.group(1))
                        .filter(step -> nodes.stream().anyMatch(can -> !can.contains(step))).forEach(lacking::add);
            }
        }
        return lacking;
    }

    /** @throws Refusal CHANGE_UNKNOWN */
    Change get(long id) {
        return sql.sql(COLUMNS + "where id = :id").param("id", id).query(Change.class).optional().orElseThrow(() -> Refusal.notFound("CHANGE_UNKNOWN", id));
    }

    List<ChangedFile> files(long id) {
        return sql.sql("select key, kind, xml, before, based_on, editors from model_change_file where change_id = :id order by key").param("id", id).query(FILE).list();
    }

    /** The keys of the files of these changes, in a line each. */
    Map<Long, List<String>> keys(Collection<Long> ids) {
        Map<Long, List<String>> keys = new LinkedHashMap<>();
        sql.sql("select change_id, array_agg(key order by key) as keys from model_change_file where change_id = any(:ids) group by change_id").param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> keys.put(row.getLong("change_id"), List.of((String[]) row.getArray("keys").getArray()))).list();
        return keys;
    }

    /** What waits for somebody first, then the latest. */
    List<Change> page(int from, int size) {
        return sql.sql(COLUMNS + "order by state not in ('PROPOSED', 'APPROVED', 'FAILED'), id desc offset :from limit :size").param("from", from).param("size", size)
                .query(Change.class).list();
    }

    long count() {
        return sql.sql("select count(*) from model_change").query(Long.class).single();
    }

    private void release(Change change, List<ChangedFile> files) {
        Releases.Release release = releases.release(files, change.why(), change.proposedBy(), change.decidedBy());
        sql.sql("update model_change set state = 'RELEASED', release_id = :release where id = :id").param("release", release.id()).param("id", change.id()).update();
        log.info("Released change {} as {}", change.id(), release.tag());
    }

    private Change open(long id, State state) {
        Optional<Change> change = sql.sql(COLUMNS + "where id = :id for update").param("id", id).query(Change.class).optional();
        if (change.orElseThrow(() -> Refusal.notFound("CHANGE_UNKNOWN", id)).state() != state) {
            throw Refusal.conflict("CHANGE_DECIDED", id);
        }
        return change.get();
    }

    private void decide(long id, State state, String note, CurrentUser by) {
        if (note != null && note.length() > LONGEST_WHY) {
            throw Refusal.badInput("TEXT_TOO_LONG", "note", LONGEST_WHY);
        }
        sql.sql("update model_change set state = :state, note = :note, decided_by = :by, decided_at = :now where id = :id").param("state", state.name())
                .param("note", note == null || note.isBlank() ? null : note.strip()).param("by", by.id()).param("now", now()).param("id", id).update();
    }

    private void refuseFaulty(List<ModelFile> files) {
        List<Finding> faults = findings(files).stream().filter(one -> one.severity() != Severity.WARNING).toList();
        if (!faults.isEmpty()) {
            throw Refusal.badInput("MODEL_FAULTY", "drafts", faults.size(), faults.get(0).model());
        }
    }

    private static String reason(String text, String field) {
        if (text == null || text.isBlank()) {
            throw Refusal.badInput("FIELD_EMPTY", field);
        }
        if (text.length() > LONGEST_WHY) {
            throw Refusal.badInput("TEXT_TOO_LONG", field, LONGEST_WHY);
        }
        return text.strip();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
