package org.madoguchi.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Statement;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.springframework.stereotype.Component;

/**
 * Creates the engine's tables from the statements in the engine's own jar, in a schema of their own, so that Flyway
 * alone decides about the database. The next engine version gets a migration that runs its upgrade statements.
 */
@Component
class EngineTables implements JavaMigration {

    private static final List<String> PARTS =
            List.of("engine", "history", "identity", "case.engine", "case.history", "decision.engine", "decision.history");

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("001");
    }

    @Override
    public String getDescription() {
        return "engine tables 7.24";
    }

    /** The statements come with the engine's version, which the description names. */
    @Override
    public Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws Exception {
        try (Statement sql = context.getConnection().createStatement()) {
            sql.execute("set local search_path to engine");
            for (String part : PARTS) {
                sql.execute(statements(part));
            }
            // What the stock tables lack at national scale: see src/docs/performance.md.
            sql.execute("create index madoguchi_task_parent on act_ru_task (parent_task_id_)");
            sql.execute("create index madoguchi_job_due on act_ru_job (duedate_) "
                    + "where retries_ > 0 and suspension_state_ = 1 and lock_exp_time_ is null");
            sql.execute("create index madoguchi_job_locked on act_ru_job (lock_exp_time_) where lock_exp_time_ is not null");
            sql.execute("set local search_path to madoguchi, engine");
        }
    }

    private static String statements(String part) throws IOException {
        String name = "/org/camunda/bpm/engine/db/create/activiti.postgres.create." + part + ".sql";
        try (InputStream in = ProcessEngine.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
