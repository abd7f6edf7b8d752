package org.madoguchi.casefile;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.madoguchi.accessregister.AccessRegister;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Secrets;
import org.madoguchi.programme.MyNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where My Numbers are, encrypted with keys that are not in the database. Everybody else holds a random id, and sees
 * the last four digits. Each reveal is recorded with its purpose, each deletion with its proof (Number Act, purpose limit;
 * guideline 4-2). {@link VaultKeys} changes the keys, {@link NumberRetention} says when a number has to go.
 */
@Component
public class NumberVault {

    private static final String KEEP_PROOF = """
            insert into number_deletion (ref, case_number, document_class, rule, rule_version, deleted_at, proof)
            values (:ref, :case, :class, :rule, :version, :at, :proof)
            """;

    private static final String DELETIONS = """
            select ref, case_number, rule, rule_version, deleted_at, proof
              from number_deletion
             order by deleted_at desc, ref
             limit :rows offset :skip
            """;

    /** @param caseNumber null for a number that was typed and never sent in; {@code proved}: nobody has changed the entry */
    public record Deletion(Instant deletedAt, String caseNumber, String rule, int ruleVersion, boolean proved) {}

    private final JdbcClient sql;
    private final Secrets secrets;
    private final AccessRegister access;
    private final RetentionRules retention;
    private final Clock clock;

    NumberVault(JdbcClient sql, Secrets secrets, AccessRegister access, RetentionRules retention, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
        this.access = access;
        this.retention = retention;
        this.clock = clock;
    }

    /** Stores a number and returns the id that stands for it. */
    public UUID store(MyNumber number) {
        UUID ref = UUID.randomUUID();
        byte[] cipher = secrets.encrypt(number.digits().getBytes(StandardCharsets.US_ASCII), ref.toString());
        sql.sql("insert into number_vault (ref, ciphertext, last_four, stored_at) values (:ref, :cipher, :four, :at)")
                .param("ref", ref).param("cipher", cipher).param("four", number.digits().substring(8))
                .param("at", clock.instant().atOffset(ZoneOffset.UTC)).update();
        return ref;
    }

    /** Deletes a number that was typed and then not used: what is not needed is not kept. */
    @Transactional
    public void forget(UUID ref) {
        delete(ref, null, retention.after(RetentionRules.NOT_SUBMITTED));
    }

    /** Deletes a number whose time is over by this rule, and keeps the proof. @return false where it was gone already */
    boolean delete(UUID ref, String caseNumber, RetentionRules.Rule rule) {
        if (sql.sql("delete from number_vault where ref = :ref").param("ref", ref).update() == 0) {
            return false;
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        sql.sql(KEEP_PROOF).param("ref", ref).param("case", caseNumber).param("class", RetentionRules.MY_NUMBER)
                .param("rule", rule.id()).param("version", rule.version()).param("at", at.atOffset(ZoneOffset.UTC))
                .param("proof", proof(ref, caseNumber, rule.id(), rule.version(), at)).update();
        return true;
    }

    private String proof(UUID ref, String caseNumber, String rule, int version, Instant at) {
        return secrets.digest("number-deletion", ref + "|" + caseNumber + '|' + RetentionRules.MY_NUMBER + '|' + rule + '|' + version + '|' + at);
    }

    /** Whether there is a proof that this number was deleted, and nobody has changed it. */
    public boolean provesDeletion(UUID ref) {
        return sql.sql("select ref, case_number, rule, rule_version, deleted_at, proof from number_deletion where ref = :ref").param("ref", ref)
                .query(this::deletion).optional().map(Deletion::proved).orElse(false);
    }

    /** What was deleted, the latest first. */
    public List<Deletion> deletions(int skip, int rows) {
        return sql.sql(DELETIONS).param("skip", skip).param("rows", rows).query(this::deletion).list();
    }

    private Deletion deletion(ResultSet row, int n) throws SQLException {
        Instant at = row.getTimestamp("deleted_at").toInstant();
        String expected = proof(row.getObject("ref", UUID.class), row.getString("case_number"), row.getString("rule"), row.getInt("rule_version"), at);
        return new Deletion(at, row.getString("case_number"), row.getString("rule"), row.getInt("rule_version"), expected.equals(row.getString("proof")));
    }

    /** The last four digits. */
    public String lastFour(UUID ref) {
        return sql.sql("select last_four from number_vault where ref = :ref").param("ref", ref).query(String.class).single();
    }

    /** The whole number of a case, for a purpose the law names; recorded, also for its holder to see. */
    @Transactional
    public MyNumber reveal(UUID ref, CaseFile file, CurrentUser reader, NumberPurpose purpose) {
        access.open(reader, file.concern(), purpose.reading());
        sql.sql("insert into number_reveal (ref, case_number, at, reader_id, purpose) values (:ref, :case, :at, :reader, :purpose)")
                .param("ref", ref).param("case", file.number()).param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("reader", reader.id()).param("purpose", purpose.name()).update();
        byte[] cipher = sql.sql("select ciphertext from number_vault where ref = :ref").param("ref", ref).query(byte[].class).single();
        return MyNumber.of(new String(secrets.decrypt(cipher, ref.toString()), StandardCharsets.US_ASCII));
    }
}
