package org.madoguchi.worklist;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.madoguchi.worklist.WorkAction.Kind;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How tasks stand between people, and what was done to make them stand so. */
@Component
class WorkActionStore {

    /** What somebody did with a task; {@code before} is how it stood, {@code version} the one it got. */
    record Done(long id, String taskId, Kind kind, String byId, Instant at, UUID occasion, int version, WorkState before) {}

    private static final String WRITE = """
            update work_item
               set assigned_by = :givenBy, previous_assignee = :previous, follow_up_on = :followUp, held_until = :heldUntil,
                   held_reason = :heldFor, version = version + 1
             where task_id = :task
            returning version
            """;

    private static final String APPEND = """
            insert into work_action (task_id, kind, by_id, at, occasion, version, was_assignee, was_given_by, was_previous, was_follow_up,
                                     was_held_until, was_held_for)
            values (:task, :kind, :by, :at, :occasion, :version, :assignee, :givenBy, :previous, :followUp, :heldUntil, :heldFor)
            """;

    private static final String DONE = """
            select id, task_id, kind, by_id, at, occasion, version, was_assignee as assignee, was_given_by as given_by,
                   was_previous as previous, was_follow_up as follow_up_on, was_held_until as held_until, was_held_for as held_for
              from work_action
             where undone_at is null and
            """;

    private final JdbcClient sql;

    WorkActionStore(JdbcClient sql) {
        this.sql = sql;
    }

    /** All but the assignee, whom the engine sets. @return the version the task has now */
    int write(String taskId, WorkState state) {
        return of(state, sql.sql(WRITE)).param("task", taskId).query(Integer.class).single();
    }

    void append(String taskId, Kind kind, String by, Instant at, UUID occasion, int version, WorkState before) {
        of(before, sql.sql(APPEND)).param("assignee", before.assignee(), Types.VARCHAR).param("task", taskId).param("kind", kind.name())
                .param("by", by).param("at", at.atOffset(ZoneOffset.UTC)).param("occasion", occasion).param("version", version).update();
    }

    private static JdbcClient.StatementSpec of(WorkState state, JdbcClient.StatementSpec statement) {
        return statement.param("givenBy", state.givenBy(), Types.VARCHAR).param("previous", state.previous(), Types.VARCHAR)
                .param("followUp", state.followUpOn(), Types.DATE).param("heldUntil", state.heldUntil(), Types.DATE)
                .param("heldFor", state.heldFor() == null ? null : state.heldFor().name(), Types.VARCHAR);
    }

    /** The latest thing done with this task that was not taken back. */
    Optional<Done> latest(String taskId) {
        return sql.sql(DONE + " task_id = :task order by id desc limit 1").param("task", taskId).query(WorkActionStore::done).optional();
    }

    List<Done> ofOccasion(UUID occasion) {
        return sql.sql(DONE + " occasion = :occasion order by id").param("occasion", occasion).query(WorkActionStore::done).list();
    }

    /** @return false where somebody else was first */
    boolean undo(long id, Instant at) {
        return sql.sql("update work_action set undone_at = :at where id = :id and undone_at is null").param("id", id)
                .param("at", at.atOffset(ZoneOffset.UTC)).update() == 1;
    }

    private static Done done(ResultSet row, int n) throws SQLException {
        return new Done(row.getLong("id"), row.getString("task_id"), Kind.valueOf(row.getString("kind")), row.getString("by_id"),
                row.getTimestamp("at").toInstant(), row.getObject("occasion", UUID.class), row.getInt("version"), state(row, n));
    }

    private static WorkState state(ResultSet row, int n) throws SQLException {
        String heldFor = row.getString("held_for");
        return new WorkState(row.getString("assignee"), row.getString("given_by"), row.getString("previous"),
                row.getObject("follow_up_on", java.time.LocalDate.class), row.getObject("held_until", java.time.LocalDate.class),
                heldFor == null ? null : HoldReason.valueOf(heldFor), row.getInt("version"));
    }
}
