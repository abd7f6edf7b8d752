package org.madoguchi.portal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.madoguchi.portal.Draft.Programme;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL of the portal: drafts, and the keys under which applications were submitted. */
@Component
class PortalStore {

    /** An application that was submitted under a key. */
    record Keyed(String bodyDigest, String caseNumber) {}

    private static final String DRAFT = """
            select id, account_id, answers::text as answers, statement::text as statement, number_ref,
                   photo is not null as has_photo, version, saved_at, expires_at
              from draft
             where account_id = :account and programme = :programme and expires_at > :now
            """;

    private static final String INSERT = """
            insert into draft (id, account_id, programme, answers, statement, saved_at, expires_at)
            values (:id, :account, :programme, :answers::jsonb, :statement::jsonb, :at, :expires)
            """;

    private static final String SAVE = """
            update draft
               set answers = :answers::jsonb, statement = :statement::jsonb, number_ref = :numberRef,
                   version = version + 1, saved_at = :at, expires_at = :expires
             where id = :id
            """;

    private static final String SAVE_PHOTO = """
            update draft set photo = :photo, version = version + 1, saved_at = :at, expires_at = :expires where id = :id
            """;

    private static final String REMOVE_EXPIRED = "delete from draft where expires_at <= :now returning number_ref";

    private static final String KEEP_KEY = """
            insert into application_key (key, body_digest, case_number, created_at) values (:key, :digest, :number, :at)
            """;

    private final JdbcClient sql;
    private final JsonMapper json;

    PortalStore(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    Optional<Draft> draft(UUID account, Programme programme, Instant now) {
        return sql.sql(DRAFT).param("account", account).param("programme", programme.name()).param("now", now.atOffset(ZoneOffset.UTC)).query(this::draft).optional();
    }

    /** The draft, held against a second submission until the end of the transaction. */
    Optional<Draft> lockDraft(UUID account, Programme programme, Instant now) {
        return sql.sql(DRAFT + " for update").param("account", account).param("programme", programme.name()).param("now", now.atOffset(ZoneOffset.UTC))
                .query(this::draft).optional();
    }

    private Draft draft(ResultSet row, int n) throws SQLException {
        var fields = new TypeReference<Map<String, String>>() {};
        return new Draft(row.getObject("id", UUID.class), row.getObject("account_id", UUID.class),
                new Answers(json.readValue(row.getString("answers"), fields)),
                Statement.of(json.readValue(row.getString("statement"), fields)), row.getObject("number_ref", UUID.class),
                row.getBoolean("has_photo"), row.getInt("version"), row.getTimestamp("saved_at").toInstant(),
                row.getTimestamp("expires_at").toInstant());
    }

    void insert(UUID id, UUID account, Programme programme, Answers answers, Statement known, Instant at, Instant expires) {
        sql.sql(INSERT).param("id", id).param("account", account).param("programme", programme.name()).param("answers", json.writeValueAsString(answers.given()))
                .param("statement", json.writeValueAsString(known.withoutNumber()))
                .param("at", at.atOffset(ZoneOffset.UTC)).param("expires", expires.atOffset(ZoneOffset.UTC)).update();
    }

    void save(UUID id, Answers answers, Statement statement, UUID numberRef, Instant at, Instant expires) {
        sql.sql(SAVE).param("id", id).param("answers", json.writeValueAsString(answers.given()))
                .param("statement", json.writeValueAsString(statement.withoutNumber())).param("numberRef", numberRef)
                .param("at", at.atOffset(ZoneOffset.UTC)).param("expires", expires.atOffset(ZoneOffset.UTC)).update();
    }

    void savePhoto(UUID id, byte[] photo, Instant at, Instant expires) {
        sql.sql(SAVE_PHOTO).param("id", id).param("photo", photo).param("at", at.atOffset(ZoneOffset.UTC))
                .param("expires", expires.atOffset(ZoneOffset.UTC)).update();
    }

    Optional<byte[]> photo(UUID id) {
        return sql.sql("select photo from draft where id = :id and photo is not null").param("id", id)
                .query((row, n) -> row.getBytes(1)).optional();
    }

    void remove(UUID id) {
        sql.sql("delete from draft where id = :id").param("id", id).update();
    }

    /** The vault ids of the drafts removed, null for those without a number. */
    List<UUID> removeExpired(Instant now) {
        return sql.sql(REMOVE_EXPIRED).param("now", now.atOffset(ZoneOffset.UTC))
                .query((row, n) -> row.getObject(1, UUID.class)).list();
    }

    /** Until the end of the transaction, others with this key wait; so two at once become one after the other. */
    void lockKey(String key) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))").param("key", key).query((row, n) -> 0).single();
    }

    Optional<Keyed> underKey(String key) {
        return sql.sql("select body_digest, case_number from application_key where key = :key").param("key", key)
                .query(Keyed.class).optional();
    }

    void keepKey(String key, String digest, String caseNumber, Instant at) {
        sql.sql(KEEP_KEY).param("key", key).param("digest", digest).param("number", caseNumber)
                .param("at", at.atOffset(ZoneOffset.UTC)).update();
    }
}
