package org.madoguchi.demo.partners;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What every simulated partner remembers: how it behaves, what it was asked and what it has yet to report. */
@Repository
@Profile("simulators")
class SimulatorStore {

    /** Enough for an hour of a partner's patience. */
    private static final int ATTEMPTS = 60;

    private static final String NEXT_CALLBACKS = """
            SELECT DISTINCT ON (c.partner, c.case_number)
                   c.id, c.partner, c.event_id, c.type, c.case_number, c.subject, c.data, c.due_at, c.attempts
              FROM simulator.callback c
              LEFT JOIN simulator.behaviour b ON b.partner = c.partner
             WHERE c.state = 'WAITING' AND NOT coalesce(b.hold_callbacks, false)
             ORDER BY c.partner, c.case_number, c.id
            """;

    private final JdbcClient sql;

    SimulatorStore(JdbcClient sql) {
        this.sql = sql;
    }

    Behaviour behaviour(String partner) {
        return sql.sql("SELECT * FROM simulator.behaviour WHERE partner = :partner").param("partner", partner)
                .query(Behaviour.class).optional()
                .orElseGet(() -> new Behaviour(partner, 0, 0, 0, 0, 0, null, 0, null, false));
    }

    /** {@code setting} is one of our own constants, such as {@code delay_millis = :value}. */
    void behave(String partner, String setting, Object value, Object reason) {
        sql.sql("INSERT INTO simulator.behaviour (partner) VALUES (:partner) ON CONFLICT DO NOTHING")
                .param("partner", partner).update();
        sql.sql("UPDATE simulator.behaviour SET " + setting + " WHERE partner = :partner")
                .param("partner", partner).param("value", value).param("reason", reason).update();
    }

    void behaveWell(String partner) {
        sql.sql("DELETE FROM simulator.behaviour WHERE partner = :partner").param("partner", partner).update();
    }

    /** Uses up one of a countdown and returns its reason, or empty if it is at nought. */
    Optional<String> countDown(String partner, String countdown, String reason) {
        return sql.sql("UPDATE simulator.behaviour SET %1$s = %1$s - 1 WHERE partner = :partner AND %1$s > 0 RETURNING %2$s"
                .formatted(countdown, reason)).param("partner", partner).query(String.class).optional();
    }

    /** Lets requests with the same words in one after the other, until the end of the transaction. */
    void oneAtATime(String words) {
        sql.sql("SELECT pg_advisory_xact_lock(hashtextextended(:words, 0))").param("words", "simulator " + words)
                .query((row, n) -> true).single();
    }

    record Remembered(String bodyDigest, int status, String answer) {}

    Optional<Remembered> request(String partner, String key) {
        return sql.sql("SELECT body_digest, status, answer FROM simulator.request WHERE partner = :partner AND idempotency_key = :key")
                .param("partner", partner).param("key", key).query(Remembered.class).optional();
    }

    void countRepeat(String partner, String key) {
        sql.sql("UPDATE simulator.request SET repeats = repeats + 1 WHERE partner = :partner AND idempotency_key = :key")
                .param("partner", partner).param("key", key).update();
    }

    void remember(String partner, String key, String operation, String caseNumber, String bodyDigest, Reply reply, Instant at) {
        sql.sql("""
                INSERT INTO simulator.request (partner, idempotency_key, operation, case_number, body_digest, status, answer, at)
                VALUES (:partner, :key, :operation, :caseNumber, :digest, :status, :answer, :at)
                """)
                .param("partner", partner).param("key", key).param("operation", operation).param("caseNumber", caseNumber)
                .param("digest", bodyDigest).param("status", reply.status()).param("answer", reply.body())
                .param("at", at.atOffset(ZoneOffset.UTC)).update();
    }

    int requests(String partner, String operation) {
        return sql.sql("SELECT count(*) FROM simulator.request WHERE partner = :partner AND operation = :operation")
                .param("partner", partner).param("operation", operation).query(Integer.class).single();
    }

    int requests(String partner, String operation, String caseNumber) {
        return sql.sql("""
                SELECT count(*) FROM simulator.request
                 WHERE partner = :partner AND operation = :operation AND case_number = :caseNumber
                """)
                .param("partner", partner).param("operation", operation).param("caseNumber", caseNumber)
                .query(Integer.class).single();
    }

    /** The entries that were answered to the latest look-up of a case. */
    List<String> entriesFound(String partner, String operation, String caseNumber) {
        return sql.sql("""
                SELECT entry ->> 'entryId'
                  FROM (SELECT answer FROM simulator.request
                         WHERE partner = :partner AND operation = :operation AND case_number = :caseNumber AND status = 200
                         ORDER BY at DESC LIMIT 1) latest, jsonb_array_elements(latest.answer::jsonb -> 'entries') entry
                """)
                .param("partner", partner).param("operation", operation).param("caseNumber", caseNumber).query(String.class).list();
    }

    int repeats(String partner, String operation) {
        return sql.sql("SELECT coalesce(sum(repeats), 0) FROM simulator.request WHERE partner = :partner AND operation = :operation")
                .param("partner", partner).param("operation", operation).query(Integer.class).single();
    }

    void schedule(String partner, String eventId, String type, String caseNumber, String subject, String data, Instant dueAt) {
        sql.sql("""
                INSERT INTO simulator.callback (partner, event_id, type, case_number, subject, data, due_at, next_try_at)
                VALUES (:partner, :eventId, :type, :caseNumber, :subject, :data, :dueAt, :dueAt)
                """)
                .param("partner", partner).param("eventId", eventId).param("type", type).param("caseNumber", caseNumber)
                .param("subject", subject).param("data", data).param("dueAt", dueAt.atOffset(ZoneOffset.UTC)).update();
    }

    /** The first waiting event of each partner and case that is due and, if wanted, whose pause after a failure is over. */
    List<Callback> due(Instant now, boolean patiently) {
        return sql.sql("SELECT * FROM (" + NEXT_CALLBACKS + ") next WHERE due_at <= :now AND (NOT :patiently OR id IN "
                        + "(SELECT id FROM simulator.callback WHERE next_try_at <= :now)) ORDER BY due_at, id")
                .param("now", now.atOffset(ZoneOffset.UTC)).param("patiently", patiently).query(Callback.class).list();
    }

    record Callback(long id, String partner, String eventId, String type, String caseNumber, String subject, String data,
            Instant dueAt, int attempts) {}

    void makeDue(String partner, String caseNumber, String type, Instant now) {
        sql.sql("""
                UPDATE simulator.callback SET due_at = least(due_at, :now), next_try_at = :now
                 WHERE partner = :partner AND case_number = :caseNumber AND type = :type AND state = 'WAITING' AND attempts = 0
                """)
                .param("partner", partner).param("caseNumber", caseNumber).param("type", type)
                .param("now", now.atOffset(ZoneOffset.UTC)).update();
    }

    void tried(long id, String answer, boolean accepted, boolean worthRepeating, Instant nextTry) {
        sql.sql("""
                UPDATE simulator.callback
                   SET attempts = attempts + 1, last_answer = :answer, next_try_at = :nextTry,
                       state = CASE WHEN :accepted THEN 'ACCEPTED'
                                    WHEN NOT :repeat OR attempts + 1 >= :limit THEN 'DROPPED' ELSE state END
                 WHERE id = :id
                """)
                .param("id", id).param("answer", answer).param("accepted", accepted).param("repeat", worthRepeating)
                .param("limit", ATTEMPTS).param("nextTry", nextTry.atOffset(ZoneOffset.UTC)).update();
    }

    void drop(String partner, String subject) {
        sql.sql("UPDATE simulator.callback SET state = 'DROPPED' WHERE partner = :partner AND subject = :subject AND state = 'WAITING'")
                .param("partner", partner).param("subject", subject).update();
    }

    /** The state and last answer of each event of a case, in the order they came to be. */
    List<SimulatedPartner.Report> reports(String partner, String caseNumber) {
        return sql.sql("""
                SELECT type, event_id, state, attempts, last_answer FROM simulator.callback
                 WHERE partner = :partner AND case_number = :caseNumber ORDER BY id
                """)
                .param("partner", partner).param("caseNumber", caseNumber).query(SimulatedPartner.Report.class).list();
    }

    int waiting() {
        return sql.sql("SELECT count(*) FROM simulator.callback WHERE state = 'WAITING'").query(Integer.class).single();
    }
}
