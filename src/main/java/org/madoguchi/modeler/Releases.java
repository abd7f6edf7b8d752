package org.madoguchi.modeler;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.Tokyo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Releases the models as one set, so that call activities bind to what was released with them. The latest release is what
 * new cases run by; whatever was released stays, for the cases that began under it and to go back to.
 */
@Component
public class Releases {

    private static final Logger log = LoggerFactory.getLogger(Releases.class);

    /** Why, where no person gave a reason: released from the files the product came with. */
    static final String FILES = "FILES";

    /** One set of models. {@code proposedBy} and {@code releasedBy} are null where the product released its own files. */
    record Release(long id, String deploymentId, String tag, Instant releasedAt, String proposedBy, String releasedBy, String why, Long revertsTo) {}

    private static final String COLUMNS = "select id, deployment_id, tag, released_at, proposed_by, released_by, why, reverts_to from model_release ";

    /** Any number that nobody else takes: releases of several nodes come one after the other. */
    private static final long ONE_AT_A_TIME = 0x6d6f64656cL;

    private final RepositoryService repository;
    private final ModelDrafts drafts;
    private final JdbcClient sql;
    private final Clock clock;
    private final boolean demo;

    Releases(RepositoryService repository, ModelDrafts drafts, JdbcClient sql, Clock clock, Environment environment) {
        this.repository = repository;
        this.drafts = drafts;
        this.sql = sql;
        this.clock = clock;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /**
     * Seeds an empty database. Where the files of the product are others than those it last released from, the demonstration
     * releases them; elsewhere each that differs arrives as a draft for review. Returns whether it released.
     */
    @Transactional
    public boolean releaseFiles() {
        oneAtATime();
        List<ModelFile> files = files();
        String digest = ModelFile.digest(files);
        Optional<String> before = sql.sql("select files_digest from model_release where files_digest is not null order by id desc limit 1").query(String.class).optional();
        if (before.isPresent() && before.get().equals(digest)) {
            return false;
        }
        if (before.isPresent() && !demo) {
            Map<String, ModelFile> current = current();
            List<ModelFile> others = files.stream().filter(file -> !current.containsKey(file.key()) || !current.get(file.key()).digest().equals(file.digest())).toList();
            others.forEach(file -> drafts.arrive(file, current.get(file.key())));
            log.warn("{} models in the files differ from the released ones, which stay in force; they wait as drafts", others.size());
            return false;
        }
        write(deploy(files), null, null, FILES, digest, null);
        log.info("Released {} models and tables", files.size());
        return true;
    }

    /** The released files by key, in the order of their keys; none before the first release. */
    Map<String, ModelFile> current() {
        return latest().map(this::filesOf).orElseGet(Map::of);
    }

    Optional<Release> latest() {
        return sql.sql(COLUMNS + "order by id desc limit 1").query(Release.class).optional();
    }

    /** The latest first. */
    List<Release> page(int from, int size) {
        return sql.sql(COLUMNS + "order by id desc offset :from limit :size").param("from", from).param("size", size).query(Release.class).list();
    }

    long count() {
        return sql.sql("select count(*) from model_release").query(Long.class).single();
    }

    /** By deployment, for those that are known. */
    Map<String, Release> of(Collection<String> deployments) {
        return sql.sql(COLUMNS + "where deployment_id = any(:ids)").param("ids", deployments.toArray(String[]::new)).query(Release.class).list().stream()
                .collect(Collectors.toMap(Release::deploymentId, one -> one));
    }

    /** @throws Refusal RELEASE_UNKNOWN */
    Release get(long id) {
        return sql.sql(COLUMNS + "where id = :id").param("id", id).query(Release.class).optional().orElseThrow(() -> Refusal.notFound("RELEASE_UNKNOWN", id));
    }

    Map<String, ModelFile> filesOf(Release release) {
        Map<String, ModelFile> files = new TreeMap<>();
        for (var resource : repository.getDeploymentResources(release.deploymentId())) {
            try (InputStream bytes = repository.getResourceAsStreamById(release.deploymentId(), resource.getId())) {
                ModelFile file = ModelFile.of(resource.getName(), bytes.readAllBytes());
                files.put(file.key(), file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    /**
     * Puts these files in the place of the released ones of the same names; the others of the set are released with them.
     * Within the caller's transaction.
     *
     * @throws Refusal CHANGE_OVERTAKEN where a file in force is another than the change was begun from
     */
    Release release(Collection<ModelChanges.ChangedFile> changed, String why, String proposedBy, String releasedBy) {
        oneAtATime();
        Map<String, ModelFile> set = new TreeMap<>(current());
        for (ModelChanges.ChangedFile file : changed) {
            ModelFile inForce = set.get(file.key());
            String digest = inForce == null ? null : inForce.digest();
            if (digest == null ? file.basedOn() != null : !digest.equals(file.basedOn())) {
                throw Refusal.conflict("CHANGE_OVERTAKEN", file.key());
            }
            set.put(file.key(), file.file());
        }
        return get(write(deploy(set.values()), proposedBy, releasedBy, why, null, null));
    }

    /**
     * Back to an earlier release, in one step: its files are released again. Cases that run stay with the models they run by.
     *
     * @throws Refusal RELEASE_UNKNOWN, RELEASE_IN_FORCE, FIELD_EMPTY
     */
    @Transactional
    public Release rollBack(long id, String why, CurrentUser by) {
        if (why == null || why.isBlank()) {
            throw Refusal.badInput("FIELD_EMPTY", "why");
        }
        oneAtATime();
        Release to = get(id);
        Map<String, ModelFile> files = filesOf(to);
        if (ModelFile.digest(files.values()).equals(ModelFile.digest(current().values()))) {
            throw Refusal.conflict("RELEASE_IN_FORCE", to.tag());
        }
        return get(write(deploy(files.values()), null, by.id(), why.strip(), null, to.id()));
    }

    private void oneAtATime() {
        sql.sql("select pg_advisory_xact_lock(:key)").param("key", ONE_AT_A_TIME).query((row, n) -> 0).single();
    }

    private String deploy(Collection<ModelFile> files) {
        var release = repository.createDeployment().name("release");
        files.forEach(file -> release.addInputStream(file.name(), new ByteArrayInputStream(file.xml())));
        return release.deploy().getId();
    }

    private long write(String deployment, String proposedBy, String releasedBy, String why, String filesDigest, Long revertsTo) {
        Instant now = clock.instant();
        LocalDate day = LocalDate.ofInstant(now, Tokyo.ZONE);
        String date = day.format(DateTimeFormatter.ofPattern("yyyy.MM.dd"));
        int next = 1 + sql.sql("select count(*) from model_release where tag like :day").param("day", date + "-%").query(Integer.class).single();
        return sql.sql("""
                insert into model_release (deployment_id, tag, released_at, proposed_by, released_by, why, files_digest, reverts_to)
                values (:deployment, :tag, :at, :proposed, :released, :why, :files, :reverts) returning id
                """).param("deployment", deployment).param("tag", date + '-' + next).param("at", now.atOffset(ZoneOffset.UTC)).param("proposed", proposedBy)
                .param("released", releasedBy).param("why", why).param("files", filesDigest).param("reverts", revertsTo).query(Long.class).single();
    }

    private static List<ModelFile> files() {
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            return Arrays.stream(resolver.getResources("classpath:processes/**/*.*mn")).map(Releases::read).sorted(Comparator.comparing(ModelFile::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelFile read(Resource file) {
        try {
            return ModelFile.of(file.getFilename(), file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
