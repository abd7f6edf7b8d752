package org.madoguchi.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;

/** The real tables on a plain engine in memory, without Spring. */
public final class TablesOnPlainEngine implements AutoCloseable {

    private static final Path FOLDER = Path.of("processes/decisions");

    final ProcessEngine engine;
    private final DecisionTables tables;

    public TablesOnPlainEngine() {
        var matched = new MatchedRules();
        var configuration = new StandaloneInMemProcessEngineConfiguration();
        String name = "tables-" + UUID.randomUUID();
        configuration.setProcessEngineName(name);
        configuration.setJdbcUrl("jdbc:h2:mem:" + name);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY);
        configuration.setJobExecutorActivate(false);
        configuration.getProcessEnginePlugins().add(matched);
        engine = configuration.buildProcessEngine();
        tables = new DecisionTables(engine.getDecisionService(), engine.getRepositoryService(), matched);
    }

    /** Releases the tables of these names from {@code processes/decisions}. */
    public TablesOnPlainEngine with(String... names) {
        var deployment = engine.getRepositoryService().createDeployment();
        for (String name : names) {
            deployment.addString(name + ".dmn", source(name));
        }
        deployment.deploy();
        return this;
    }

    static String source(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".dmn"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DecisionTables tables() {
        return tables;
    }

    @Override
    public void close() {
        engine.close();
    }
}
