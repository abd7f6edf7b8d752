package org.madoguchi.modeler;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.madoguchi.modeler.ModelFile.Kind;
import org.madoguchi.platform.RunningDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The command {@code write-models [FOLDER [TAG]]}: writes a release back to files, tables into {@code decisions} below the
 * folder, so that what was changed in the browser comes into version control. Files that no release knows stay as they are.
 */
public final class WriteModels {

    private WriteModels() {}

    /**
     * @param tag of the release, or null for the one in force
     * @return how many files differed and were written
     */
    public static int run(Map<String, String> settings, Path folder, String tag, PrintStream out) throws IOException, SQLException {
        try (Connection connection = RunningDatabase.read(settings)) {
            return write(JdbcClient.create(new SingleConnectionDataSource(connection, true)), folder, tag, out);
        }
    }

    static int write(JdbcClient sql, Path folder, String tag, PrintStream out) throws IOException {
        record Found(String tag, String deployment) {}
        Found release = sql.sql("select tag, deployment_id as deployment from model_release where cast(:tag as text) is null or tag = :tag order by id desc limit 1").param("tag", tag, Types.VARCHAR)
                .query(Found.class).optional().orElseThrow(() -> new IOException("There is no release " + (tag == null ? "" : tag)));
        List<ModelFile> files = sql.sql("select name_ as name, bytes_ as bytes from engine.act_ge_bytearray where deployment_id_ = :id order by name_").param("id", release.deployment())
                .query((row, n) -> ModelFile.of(row.getString("name"), row.getBytes("bytes"))).list();
        int written = 0;
        for (ModelFile file : files) {
            Path to = file.kind() == Kind.DMN ? folder.resolve("decisions").resolve(file.name()) : folder.resolve(file.name());
            if (!Files.exists(to) || !Arrays.equals(Files.readAllBytes(to), file.xml())) {
                Files.createDirectories(to.getParent());
                Files.write(to, file.xml());
                out.println(to);
                written++;
            }
        }
        out.printf("Release %s: %d of %d files written%n", release.tag(), written, files.size());
        return written;
    }
}
