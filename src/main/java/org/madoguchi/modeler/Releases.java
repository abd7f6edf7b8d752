package org.madoguchi.modeler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/** Releases the models of the files as one set, so that call activities bind to what was released with them. */
@Component
public class Releases {

    private static final Logger log = LoggerFactory.getLogger(Releases.class);

    private record Model(String name, byte[] bytes) {}

    private final RepositoryService repository;
    private final boolean demo;

    Releases(RepositoryService repository, Environment environment) {
        this.repository = repository;
        this.demo = environment.acceptsProfiles(Profiles.of("demo"));
    }

    /** Seeds an empty database; in the demonstration also releases changed files. Returns whether it released. */
    public boolean releaseFiles() {
        List<Model> models = files();
        String digest = digest(models);
        List<Deployment> latest = repository.createDeploymentQuery().orderByDeploymentTime().desc().listPage(0, 1);
        if (!latest.isEmpty() && digest.equals(latest.get(0).getSource())) {
            return false;
        }
        if (!latest.isEmpty() && !demo) {
            log.warn("The models in the files differ from the released ones; the released ones stay in force");
            return false;
        }
        var release = repository.createDeployment().name("release").source(digest);
        models.forEach(model -> release.addInputStream(model.name(), new java.io.ByteArrayInputStream(model.bytes())));
        release.deploy();
        log.info("Released {} models and tables", models.size());
        return true;
    }

    private static List<Model> files() {
        var resolver = new PathMatchingResourcePatternResolver();
        try {
            return Arrays.stream(resolver.getResources("classpath:processes/**/*.*mn")).map(Releases::read)
                    .sorted(Comparator.comparing(Model::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Model read(Resource file) {
        try {
            return new Model(file.getFilename(), file.getContentAsByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String digest(List<Model> models) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (Model model : models) {
                sha.update(model.name().getBytes());
                sha.update(model.bytes());
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
