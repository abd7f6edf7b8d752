package org.madoguchi.worklist;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.accessregister.Purpose;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.CaseNotes;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Refusal;
import org.madoguchi.programme.FreeText;
import org.madoguchi.worklist.WorkAction.HoldReason;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What officers ask each other about a task. The answer ends the wait; question and answer stand on the timeline. */
@Component
public class WorkQuestions {

    /** @param answer null until it is answered, like {@code answeredAt} */
    record Question(long id, String taskId, String caseNumber, String byId, String askedId, String question, Instant askedAt, String answer,
            Instant answeredAt) {}

    private static final String ASK = """
            insert into work_question (occasion, task_id, case_number, by_id, asked_id, question, asked_at)
            values (:occasion, :task, :case, :by, :asked, :question, :at)
            """;

    private static final String QUESTION = """
            select q.id, q.task_id, q.case_number, q.by_id, q.asked_id, q.question, q.asked_at, q.answer, q.answered_at
              from work_question q
             where q.withdrawn_at is null and
            """;

    /** A task that is done wants no answer any more. */
    private static final String UNANSWERED = """
             q.asked_id = :staff and q.answered_at is null
               and exists (select 1 from work_item w where w.task_id = q.task_id and w.closed_at is null)
             order by q.id
            """;

    private final JdbcClient sql;
    private final CaseFiles cases;
    private final CaseNotes notes;
    private final StaffNotices notices;
    private final WorkStore tasks;
    private final WorkActionStore states;
    private final Clock clock;

    WorkQuestions(JdbcClient sql, CaseFiles cases, CaseNotes notes, StaffNotices notices, WorkStore tasks, WorkActionStore states,
            Clock clock) {
        this.sql = sql;
        this.cases = cases;
        this.notes = notes;
        this.notices = notices;
        this.tasks = tasks;
        this.states = states;
        this.clock = clock;
    }

    /** Colleagues who may open the case and write on it, whatever their role. */
    List<CurrentUser> askable(CaseFile file, CurrentUser person) {
        return notes.colleagues(file, person);
    }

    void requireMayBeAsked(String staffId, WorkItem item, CurrentUser person) {
        if (askable(cases.get(item.caseNumber()), person).stream().noneMatch(one -> one.id().equals(staffId))) {
            throw Refusal.badInput("STAFF_UNKNOWN", "assignee", staffId);
        }
    }

    void ask(WorkItem item, String staffId, String question, CurrentUser by, UUID occasion) {
        sql.sql(ASK).param("occasion", occasion).param("task", item.taskId()).param("case", item.caseNumber()).param("by", by.id())
                .param("asked", staffId).param("question", question).param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Whoever asked has taken it back; what was answered stays. */
    void withdraw(String taskId, UUID occasion) {
        sql.sql("update work_question set withdrawn_at = :at where task_id = :task and occasion = :occasion and answered_at is null")
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("task", taskId).param("occasion", occasion).update();
    }

    /** All that was asked about a task, the latest first. */
    List<Question> of(String taskId) {
        return sql.sql(QUESTION + " q.task_id = :task order by q.id desc").param("task", taskId).query(Question.class).list();
    }

    /** What waits for this person's answer, the oldest first. */
    List<Question> unansweredBy(CurrentUser person) {
        return sql.sql(QUESTION + UNANSWERED).param("staff", person.id()).query(Question.class).list();
    }

    /** @throws Refusal COLLEAGUE_QUESTION_UNKNOWN, also where somebody else was asked */
    Question askedOf(long id, CurrentUser person) {
        return sql.sql(QUESTION + " q.id = :id and q.asked_id = :staff").param("id", id).param("staff", person.id())
                .query(Question.class).optional().orElseThrow(() -> Refusal.notFound("COLLEAGUE_QUESTION_UNKNOWN"));
    }

    /**
     * Answers; whoever asked is told, and their task waits no longer unless another question does. The same answer again
     * changes nothing.
     *
     * @throws Refusal COLLEAGUE_QUESTION_UNKNOWN, COLLEAGUE_QUESTION_ANSWERED, FIELD_EMPTY, TEXT_TOO_LONG, NUMBER_IN_TEXT, CASE_UNKNOWN where the case may no longer be opened
     */
    @Transactional
    public void answer(long id, String text, CurrentUser person) {
        Optional<WorkItem> task = tasks.lock(askedOf(id, person).taskId()).filter(WorkItem::open);
        Question asked = askedOf(id, person);
        CaseFile file = cases.open(asked.caseNumber(), person, Purpose.CASE_WORK);
        String answer = FreeText.require(text, "answer", WorkActions.LONGEST_NOTE);
        if (answer.equals(asked.answer())) {
            return;
        }
        if (asked.answer() != null) {
            throw Refusal.conflict("COLLEAGUE_QUESTION_ANSWERED");
        }
        sql.sql("update work_question set answer = :answer, answered_at = :at where id = :id")
                .param("answer", answer).param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("id", id).update();
        cases.record(file.number(), Event.internal("TASK_COLLEAGUE_ANSWERED", person).at(notes.officeOf(file, person)).noting(answer));
        task.ifPresent(this::waitNoLonger);
        notices.answered(asked.byId(), person, file.number(), task.map(WorkItem::taskId).orElse(null));
    }

    private void waitNoLonger(WorkItem item) {
        WorkState now = WorkState.of(item);
        if (now.heldFor() == HoldReason.COLLEAGUE && of(item.taskId()).stream().allMatch(one -> one.answer() != null)) {
            states.write(item.taskId(), now.held(null, null));
        }
    }
}
