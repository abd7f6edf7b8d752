package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.madoguchi.casefile.Mentioned;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.sla.LateWork;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What staff should hear of, and whether they have. A notice names a case, never a person it is about. */
@Component
public class StaffNotices {

    /** @param times how many things it stands for; {@code taskId} is that of the last, or null; {@code readAt} is null for a new one */
    record Notice(long id, String kind, UUID occasion, Instant at, String byId, String caseNumber, String taskId, int times, Instant readAt) {

        /** Where the reader sees what it is about. */
        String href() {
            return kind.startsWith("LATE_") && times > 1 ? "/supervision" : times > 1 ? "/tasks?view=MINE" : taskId == null ? "/cases/" + caseNumber : "/tasks/" + taskId;
        }
    }

    static final int ROWS = 50;

    private static final String TELL = """
            insert into staff_notice (staff_id, kind, occasion, at, by_id, case_number, task_id)
            values (:staff, :kind, :occasion, :at, :by, :case, :task)
            on conflict (staff_id, kind, occasion) do update set times = staff_notice.times + 1, task_id = excluded.task_id,
                   case_number = excluded.case_number
            """;

    /** Whoever has read of something taken back is not made to wonder where it went: only what is unread goes. */
    private static final String TAKE_BACK = """
            update staff_notice set times = times - 1
             where staff_id = :staff and occasion = :occasion and read_at is null and times > 0
            """;

    private static final String OF = """
            select id, kind, occasion, at, by_id, case_number, task_id, times, read_at
              from staff_notice
             where staff_id = :staff and times > 0
             order by id desc
             limit :rows
            """;

    private static final String UNREAD = """
            select (select count(*) from staff_notice where staff_id = :staff and read_at is null and times > 0)
                 + (select count(*) from work_question q join work_item w on w.task_id = q.task_id and w.closed_at is null
                     where q.asked_id = :staff and q.answered_at is null and q.withdrawn_at is null)
            """;

    private final JdbcClient sql;
    private final Clock clock;

    StaffNotices(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void tell(String staffId, String kind, UUID occasion, CurrentUser by, WorkItem item) {
        tell(staffId, kind, occasion, by.id(), item.caseNumber(), item.taskId());
    }

    void tell(String staffId, String kind, UUID occasion, String by, WorkItem item) {
        tell(staffId, kind, occasion, by, item.caseNumber(), item.taskId());
    }

    @EventListener
    void mentioned(Mentioned colleague) {
        tell(colleague.staffId(), "MENTIONED", colleague.occasion(), colleague.byId(), colleague.caseNumber(), null);
    }

    @EventListener
    void late(LateWork work) {
        work.staffIds().forEach(one -> tell(one, "LATE_" + work.told(), work.occasion(), CurrentUser.SYSTEM.id(), work.caseNumber(), work.taskId()));
    }

    /** @param taskId null where the task is done */
    void answered(String staffId, CurrentUser by, String caseNumber, String taskId) {
        tell(staffId, "ANSWERED", UUID.randomUUID(), by.id(), caseNumber, taskId);
    }

    private void tell(String staffId, String kind, UUID occasion, String by, String caseNumber, String taskId) {
        sql.sql(TELL).param("staff", staffId).param("kind", kind).param("occasion", occasion).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("by", by).param("case", caseNumber).param("task", taskId, java.sql.Types.VARCHAR).update();
    }

    void takeBack(String staffId, UUID occasion) {
        sql.sql(TAKE_BACK).param("staff", staffId).param("occasion", occasion).update();
    }

    /** How many this person has not read, or not answered. */
    public long unread(CurrentUser person) {
        return sql.sql(UNREAD).param("staff", person.id()).query(Long.class).single();
    }

    /** The latest first. */
    List<Notice> of(CurrentUser person) {
        return sql.sql(OF).param("staff", person.id()).param("rows", ROWS).query(Notice.class).list();
    }

    /** All up to this one have been read. */
    void read(CurrentUser person, long upTo) {
        sql.sql("update staff_notice set read_at = :now where staff_id = :staff and id <= :upTo and read_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).param("staff", person.id()).param("upTo", upTo).update();
    }
}
