package org.madoguchi.accessregister;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.notifications.Notifications;
import org.madoguchi.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What holders ask about who has read their case, and what the privacy officer answers. */
@Component
public class ReadingQuestions implements LegalHold {

    public enum Reason { NOT_EXPECTED, OTHER_OFFICE, TOO_OFTEN, LEAK_FEARED, OTHER }

    public enum Finding { IN_ORDER, NOT_IN_ORDER }

    /** The reading asked about stands beside the question; {@code answeredAt} is null while it is open. */
    public record Question(UUID id, String caseNumber, UUID accountId, String language, String reason, String words, Instant askedAt,
            String finding, String answer, Instant answeredAt, String answeredBy, long readingId, Instant readAt, String readerKind,
            String readerId, String officeCode, String purpose) {

        public boolean open() {
            return answeredAt == null;
        }
    }

    private static final int WORDS = 1000;
    /** Of one case at a time: more than that is no question any more. */
    private static final int OPEN = 10;

    private static final String ASK = """
            insert into reading_question (id, case_number, account_id, language, reading_id, reason, words, asked_at)
            select :id, :case, :account, :language, id, :reason, :words, :at
              from read_log
             where id = :reading and case_number = :case
            on conflict (case_number, reading_id) do nothing
            """;

    private static final String COLUMNS = """
            select q.id, q.case_number, q.account_id, q.language, q.reason, q.words, q.asked_at, q.finding, q.answer, q.answered_at,
                   q.answered_by, q.reading_id, r.at as read_at, r.reader_kind, r.reader_id, r.office_code, r.purpose
              from reading_question q
              join read_log r on r.id = q.reading_id
            """;

    private final JdbcClient sql;
    private final Notifications notifications;
    private final Clock clock;

    ReadingQuestions(JdbcClient sql, Notifications notifications, Clock clock) {
        this.sql = sql;
        this.notifications = notifications;
        this.clock = clock;
    }

    /**
     * Asks about a reading of this case; the same reading again changes nothing.
     *
     * @param words may be empty
     * @throws Refusal TOO_MANY_QUESTIONS, READING_UNKNOWN for one of another case
     */
    @Transactional
    public void ask(String caseNumber, UUID account, String language, long reading, Reason reason, String words) {
        if (words != null && words.length() > WORDS) {
            throw Refusal.badInput("TEXT_TOO_LONG", "words", WORDS);
        }
        if (sql.sql("select count(*) from reading_question where case_number = :case and answered_at is null").param("case", caseNumber)
                .query(Integer.class).single() >= OPEN) {
            throw Refusal.conflict("TOO_MANY_QUESTIONS", OPEN);
        }
        require(caseNumber, reading);
        sql.sql(ASK).param("id", UUID.randomUUID()).param("case", caseNumber).param("account", account).param("language", language)
                .param("reading", reading).param("reason", reason.name()).param("words", words == null || words.isBlank() ? null : words.strip())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** @throws Refusal READING_UNKNOWN where this is no reading of this case */
    public void require(String caseNumber, long reading) {
        if (sql.sql("select 1 from read_log where id = :reading and case_number = :case").param("reading", reading).param("case", caseNumber)
                .query(Integer.class).optional().isEmpty()) {
            throw Refusal.notFound("READING_UNKNOWN", caseNumber);
        }
    }

    /** Answers it, once; the holder is told that there is an answer. @throws Refusal QUESTION_ANSWERED */
    @Transactional
    public void answer(UUID id, Finding finding, String answer, CurrentUser officer) {
        if (answer == null || answer.isBlank()) {
            throw Refusal.badInput("FIELD_EMPTY", "answer");
        }
        if (answer.length() > WORDS) {
            throw Refusal.badInput("TEXT_TOO_LONG", "answer", WORDS);
        }
        Question question = get(id);
        int answered = sql.sql("update reading_question set finding = :finding, answer = :answer, answered_at = :at, answered_by = :by "
                        + "where id = :id and answered_at is null").param("id", id).param("finding", finding.name()).param("answer", answer.strip())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("by", officer.id()).update();
        if (answered == 0) {
            throw Refusal.conflict("QUESTION_ANSWERED", question.caseNumber());
        }
        notifications.send(question.accountId(), question.language(), question.caseNumber(), "reading-answered", id.toString());
    }

    /** @throws Refusal QUESTION_UNKNOWN */
    public Question get(UUID id) {
        return sql.sql(COLUMNS + " where q.id = :id").param("id", id).query(Question.class).optional()
                .orElseThrow(() -> Refusal.notFound("QUESTION_UNKNOWN", id.toString()));
    }

    /** Those that wait for an answer, oldest first, at most 200. */
    public List<Question> waiting() {
        return sql.sql(COLUMNS + " where q.answered_at is null order by q.asked_at limit 200").query(Question.class).list();
    }

    /** Of a case, the latest first. */
    public List<Question> ofCase(String caseNumber) {
        return sql.sql(COLUMNS + " where q.case_number = :case order by q.asked_at desc").param("case", caseNumber).query(Question.class).list();
    }

    @Override
    public boolean holds(String caseNumber) {
        return sql.sql("select exists (select 1 from reading_question where case_number = :case and answered_at is null)")
                .param("case", caseNumber).query(Boolean.class).single();
    }
}
