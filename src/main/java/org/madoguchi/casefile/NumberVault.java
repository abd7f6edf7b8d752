package org.madoguchi.casefile;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.UUID;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.platform.Secrets;
import org.madoguchi.programme.MyNumber;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where My Numbers are, encrypted with keys that are not in the database. Everybody else holds a random id, and sees
 * the last four digits. Each reveal is recorded with its purpose (Number Act, purpose limit; guideline 4-2).
 */
@Component
public class NumberVault {

    private final JdbcClient sql;
    private final Secrets secrets;
    private final Clock clock;

    NumberVault(JdbcClient sql, Secrets secrets, Clock clock) {
        this.sql = sql;
        this.secrets = secrets;
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
    public void forget(UUID ref) {
        sql.sql("delete from number_vault where ref = :ref").param("ref", ref).update();
    }

    /** The last four digits. */
    public String lastFour(UUID ref) {
        return sql.sql("select last_four from number_vault where ref = :ref").param("ref", ref).query(String.class).single();
    }

    /** The whole number, for a purpose the law names; recorded. */
    public MyNumber reveal(UUID ref, CurrentUser reader, String purpose) {
        sql.sql("insert into number_reveal (ref, at, reader_id, purpose) values (:ref, :at, :reader, :purpose)")
                .param("ref", ref).param("at", clock.instant().atOffset(ZoneOffset.UTC)).param("reader", reader.id())
                .param("purpose", purpose).update();
        byte[] cipher = sql.sql("select ciphertext from number_vault where ref = :ref").param("ref", ref).query(byte[].class).single();
        return MyNumber.of(new String(secrets.decrypt(cipher, ref.toString()), StandardCharsets.US_ASCII));
    }
}
