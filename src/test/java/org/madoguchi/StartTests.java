package org.madoguchi;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@MadoguchiTest
class StartTests {

    @Autowired
    JdbcClient sql;

    @Autowired
    RepositoryService repository;

    @Test
    void the_models_are_released_as_one_set() {
        assertThat(repository.createDeploymentQuery().count()).isEqualTo(1);
        assertThat(repository.createProcessDefinitionQuery().processDefinitionKey("overseas-card-application").count()).isEqualTo(1);
    }

    @Test
    void the_kept_database_writes_durably() {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            assertThat(sql.sql("show " + setting).query(String.class).single()).as(setting).isEqualTo("on");
        }
    }

    @Test
    void the_engine_has_the_indexes_its_own_tables_lack() {
        assertThat(sql.sql("select indexname from pg_indexes where schemaname = 'engine' and indexname like 'madoguchi_%'")
                .query(String.class).list()).contains("madoguchi_task_parent", "madoguchi_job_due", "madoguchi_job_locked");
    }
}
