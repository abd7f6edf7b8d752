package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.casefile.TaskForm;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.platform.Secrets;
import org.madoguchi.programme.FreeText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What people have typed into the forms of tasks and not yet sent. A draft is its writer's alone and does nothing. */
@Component
public class TaskDrafts {

    /** @param fields as they were typed, by their names */
    record Draft(Map<String, String[]> fields, Instant savedAt) {}

    /** As stored. */
    private record Closed(byte[] fields, Instant savedAt) {}

    static final Duration LIFE = Duration.ofDays(7);

    /** More than any form takes. */
    private static final int LONGEST = 20_000;

    private static final TypeReference<Map<String, String[]>> FIELDS = new TypeReference<>() {};

    private static final String KEEP = """
            insert into task_draft (task_id, staff_id, fields, saved_at) values (:task, :staff, :fields, :at)
            on conflict (task_id, staff_id) do update set fields = excluded.fields, saved_at = excluded.saved_at
            """;

    private static final String FIND = "select fields, saved_at from task_draft where task_id = :task and staff_id = :staff and saved_at > :since";

    private static final String EXPIRED = """
            delete from task_draft d
             where d.saved_at <= :since or exists (select from work_item w where w.task_id = d.task_id and w.closed_at is not null)
            """;

    private final JdbcClient sql;
    private final Secrets secrets;
    private final JsonMapper json;
    private final Clock clock;

    TaskDrafts(JdbcClient sql, Secrets secrets, JsonMapper json, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Keeps what was typed into the fields of this form, in place of what was kept before. What looks like a My Number is
     * not kept, and neither is what the form says never to keep.
     *
     * @throws Refusal TEXT_TOO_LONG
     */
    Instant keep(String taskId, TaskForm<?> form, Map<String, String[]> typed, CurrentUser person) {
        Set<String> names = Stream.of(form.form().getRecordComponents()).map(component -> component.getName())
                .filter(name -> !form.neverKept().contains(name)).collect(Collectors.toSet());
        Map<String, String[]> fields = new LinkedHashMap<>();
        typed.forEach((name, values) -> {
            if (names.contains(name.replaceAll("[.\\[].*", "")) && Stream.of(values).allMatch(TaskDrafts::harmless)) {
                fields.put(name, values);
            }
        });
        if (fields.values().stream().flatMap(Arrays::stream).mapToInt(String::length).sum() > LONGEST) {
            throw Refusal.badInput("TEXT_TOO_LONG", "draft", LONGEST);
        }
        Instant now = clock.instant();
        sql.sql(KEEP).param("task", taskId).param("staff", person.id()).param("at", now.atOffset(ZoneOffset.UTC))
                .param("fields", secrets.encrypt(json.writeValueAsBytes(fields), context(taskId, person))).update();
        return now;
    }

    private static boolean harmless(String value) {
        try {
            FreeText.check(value, "draft", LONGEST);
            return value.indexOf(0) < 0;
        } catch (Refusal no) {
            return no.code().equals("TEXT_TOO_LONG");
        }
    }

    /** What this person typed into the form of this task within the last days. */
    Optional<Draft> of(String taskId, CurrentUser person) {
        return sql.sql(FIND).param("task", taskId).param("staff", person.id()).param("since", clock.instant().minus(LIFE).atOffset(ZoneOffset.UTC))
                .query(Closed.class).optional()
                .map(closed -> new Draft(json.readValue(secrets.decrypt(closed.fields(), context(taskId, person)), FIELDS), closed.savedAt()));
    }

    void discard(String taskId, CurrentUser person) {
        sql.sql("delete from task_draft where task_id = :task and staff_id = :staff").param("task", taskId).param("staff", person.id()).update();
    }

    /** The task is done: nobody's draft of it serves any more. */
    void discardAll(String taskId) {
        sql.sql("delete from task_draft where task_id = :task").param("task", taskId).update();
    }

    /** Those that nobody came back to, and those of tasks that ended without their forms. */
    public int removeExpired() {
        return sql.sql(EXPIRED).param("since", clock.instant().minus(LIFE).atOffset(ZoneOffset.UTC)).update();
    }

    private static String context(String taskId, CurrentUser person) {
        return "task-draft|" + taskId + '|' + person.id();
    }
}
