package org.madoguchi.bench;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.junit.jupiter.api.Test;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.identity.Staff;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

/**
 * A storm after an outage: many timers are due at once while many more wait. Our engine and one as it comes, each with tables
 * of its own in the same database, one after the other; a timer leads over a step that does nothing to an end. The clock of the measurement
 * stops when all are done or the time is up; pages are looked at meanwhile.
 */
@BenchTest
class TimersBenchTests {

    private static final int WAITING = Integer.getInteger("madoguchi.bench.waiting", 1_000_000);
    private static final int DUE = Integer.getInteger("madoguchi.bench.due", 100_000);
    private static final Duration AT_MOST = Duration.ofSeconds(Integer.getInteger("madoguchi.bench.seconds", 120));
    private static final String MODEL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D" targetNamespace="urn:bench">
              <process id="timer-bench" isExecutable="true" camunda:historyTimeToLive="30">
                <startEvent id="Start"/>
                <sequenceFlow id="F1" sourceRef="Start" targetRef="Task"/>
                <receiveTask id="Task"/>
                <boundaryEvent id="Timer" attachedToRef="Task" cancelActivity="false"><timerEventDefinition><timeDate>2030-01-01T00:00:00Z</timeDate></timerEventDefinition></boundaryEvent>
                <sequenceFlow id="F2" sourceRef="Timer" targetRef="Step"/>
                <serviceTask id="Step" camunda:expression="${true}"/>
                <sequenceFlow id="F3" sourceRef="Step" targetRef="End"/>
                <endEvent id="End"/>
              </process>
            </definitions>
            """;

    @Autowired
    ProcessEngine ours;

    @Autowired
    JdbcClient sql;

    @Autowired
    DataSource database;

    @Autowired
    MockMvcTester pages;

    @Autowired
    Staff staff;

    @Test
    void storm() throws Exception {
        CurrentUser officer = new CurrentUser("bench-officer", CurrentUser.Kind.STAFF, "測定", "Bench", Set.of(new Post(Role.CONSULAR_OFFICER, "TH-BKK")));
        staff.put(officer);
        Timings idle = pages("page while nothing is due", officer, Duration.ofSeconds(10));
        sql.sql("create schema stock").update();
        ProcessEngine stock = stock();
        System.out.printf("%n| Engine | Timers done | Seconds | A second | Page, median | Page, 95th percentile |%n|---|---|---|---|---|---|%n");
        System.out.printf("| (none) | | | | %.2f | %.2f |%n", idle.millis(0.5), idle.millis(0.95));
        measure("stock", "stock", stock, officer);
        measure("ours", "engine", ours, officer);
        stock.close();
    }

    private ProcessEngine stock() throws Exception {
        String url;
        try (var connection = database.getConnection()) {
            url = connection.getMetaData().getURL();
        }
        var own = new PGSimpleDataSource();
        own.setUrl(url);
        own.setUser("postgres");
        own.setCurrentSchema("stock");
        var configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName("stock");
        configuration.setDataSource(own);
        configuration.setDatabaseSchema("stock");
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_ACTIVITY);
        configuration.setJobExecutorActivate(false);
        return configuration.buildProcessEngine();
    }

    private void measure(String name, String schema, ProcessEngine engine, CurrentUser officer) throws Exception {
        engine.getRepositoryService().createDeployment().addString("timer-bench.bpmn", MODEL).deploy();
        String like = engine.getRuntimeService().startProcessInstanceByKey("timer-bench").getId();
        fill(schema, like);
        JobExecutor jobs = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
        long begun = System.nanoTime();
        jobs.start();
        long left = DUE;
        Timings meanwhile = new Timings(name);
        while (left > 0 && System.nanoTime() - begun < AT_MOST.toNanos()) {
            pages(name, officer, Duration.ofSeconds(5), meanwhile);
            left = left(schema);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        jobs.shutdown();
        left = left(schema);
        System.out.printf("| %s | %d | %.0f | %.0f | %.2f | %.2f |%n", name, DUE - left, seconds, (DUE - left) / seconds, meanwhile.millis(0.5), meanwhile.millis(0.95));
    }

    private long left(String schema) {
        return sql.sql("select count(*) from " + schema + ".act_ru_job where duedate_ <= now() and handler_type_ = 'timer-transition'").query(Long.class).single();
    }

    private Timings pages(String name, CurrentUser officer, Duration time) throws Exception {
        return pages(name, officer, time, new Timings(name));
    }

    /** Somebody looks at the task list again and again, with a moment in between. */
    private Timings pages(String name, CurrentUser officer, Duration time, Timings timings) throws Exception {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            timings.time(() -> pages.get().uri("/tasks?view=ALL").with(user(officer)).exchange());
            Thread.sleep(50);
        }
        return timings;
    }

    /** One instance, many times over: those that are due with all that belongs to them, those that wait with their timers alone. */
    private void fill(String schema, String like) {
        copy(schema, "act_ru_execution", Set.of("id_", "parent_id_", "proc_inst_id_", "root_proc_inst_id_", "act_inst_id_"), like, DUE, "d");
        copy(schema, "act_ru_job", Set.of("id_", "execution_id_", "process_instance_id_", "root_proc_inst_id_"), like, DUE, "d");
        copy(schema, "act_hi_procinst", Set.of("id_", "proc_inst_id_", "root_proc_inst_id_"), like, DUE, "d");
        copy(schema, "act_hi_actinst", Set.of("id_", "proc_inst_id_", "execution_id_", "parent_act_inst_id_", "root_proc_inst_id_"), like, DUE, "d");
        copy(schema, "act_ru_job", Set.of("id_", "execution_id_", "process_instance_id_", "root_proc_inst_id_"), like, WAITING, "w");
        sql.sql("update " + schema + ".act_ru_job set duedate_ = now() - interval '1 hour' where id_ like 'd%'").update();
        sql.sql("vacuum analyze " + schema + ".act_ru_job").update();
        sql.sql("vacuum analyze " + schema + ".act_ru_execution").update();
    }

    private void copy(String schema, String table, Set<String> ids, String like, int times, String prefix) {
        String key = table.equals("act_ru_job") ? "process_instance_id_" : "proc_inst_id_";
        var columns = sql.sql("select column_name from information_schema.columns where table_schema = :schema and table_name = :table order by ordinal_position")
                .param("schema", schema).param("table", table).query(String.class).list();
        String values = columns.stream().map(column -> ids.contains(column) ? "'" + prefix + "' || n || '-' || left(t." + column + ", 36)" : "t." + column)
                .collect(Collectors.joining(", "));
        sql.sql("insert into %1$s.%2$s (%3$s) select %4$s from %1$s.%2$s t cross join generate_series(1, %5$d) as g (n) where t.%6$s = :like"
                .formatted(schema, table, String.join(", ", columns), values, times, key)).param("like", like).update();
    }
}
