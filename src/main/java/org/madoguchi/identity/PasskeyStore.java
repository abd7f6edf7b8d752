package org.madoguchi.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.webauthn.api.AuthenticatorTransport;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutableCredentialRecord;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCose;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialType;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.stereotype.Component;

/** Passkeys in the database, for Spring's ceremonies and for the page of their holder. */
@Component
class PasskeyStore implements UserCredentialRepository {

    /** A passkey as its holder sees it; {@code lastUsedAt} is null until the first sign-in with it. */
    record Passkey(UUID id, String label, Instant createdAt, Instant lastUsedAt) {}

    private static final String OF_ACCOUNT = """
            select id, label, created_at, last_used_at
              from passkey
             where account_id = :account
             order by created_at, id
            """;

    /** Two passkeys added at the same moment are counted one after the other. */
    private static final String HOLD_ACCOUNT = """
            select id
              from applicant_account
             where id = :account
               for no key update
            """;

    private static final String RECORDS = """
            select credential_id, account_id, label, public_key, attestation, transports, uses_counted, created_at, last_used_at
              from passkey
            """;

    /**
     * A passkey that counts its uses has to count on: one that does not was copied. One that is new has never been used.
     */
    private static final String PUT = """
            insert into passkey (id, account_id, credential_id, label, public_key, attestation, transports, uses_counted, created_at)
            values (:id, :account, :credential, :label, :key, :attestation, :transports, :uses, :now)
            on conflict (credential_id) do update set uses_counted = excluded.uses_counted, last_used_at = excluded.created_at
             where passkey.account_id = excluded.account_id
               and (passkey.uses_counted < excluded.uses_counted or excluded.uses_counted = 0 and passkey.uses_counted = 0)
            """;

    private final JdbcClient sql;
    private final Clock clock;

    PasskeyStore(JdbcClient sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    List<Passkey> of(UUID account) {
        return sql.sql(OF_ACCOUNT).param("account", account).query(Passkey.class).list();
    }

    /** How many this account has; they stay as many until the transaction ends. */
    int countHeld(UUID account) {
        sql.sql(HOLD_ACCOUNT).param("account", account).query(UUID.class).single();
        return of(account).size();
    }

    UUID id(Bytes credential) {
        return sql.sql("select id from passkey where credential_id = :credential").param("credential", credential.getBytes())
                .query(UUID.class).single();
    }

    boolean exists(UUID id) {
        return sql.sql("select exists (select 1 from passkey where id = :id)").param("id", id).query(Boolean.class).single();
    }

    /** @return whether this account had such a passkey */
    boolean remove(UUID account, UUID id) {
        return sql.sql("delete from passkey where id = :id and account_id = :account").param("id", id).param("account", account)
                .update() > 0;
    }

    /** A new passkey, or what its use has changed. */
    @Override
    public void save(CredentialRecord passkey) {
        int put = sql.sql(PUT).param("id", UUID.randomUUID())
                .param("account", PasskeyHolders.account(passkey.getUserEntityUserId()))
                .param("credential", passkey.getCredentialId().getBytes()).param("label", passkey.getLabel())
                .param("key", passkey.getPublicKey().getBytes()).param("attestation", passkey.getAttestationObject().getBytes())
                .param("transports", known(passkey.getTransports())).param("uses", passkey.getSignatureCount())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
        if (put == 0) {
            throw new IllegalArgumentException("This passkey was copied");
        }
    }

    private static String[] known(Set<AuthenticatorTransport> transports) {
        return Arrays.stream(AuthenticatorTransport.values()).filter(transports::contains).map(AuthenticatorTransport::getValue)
                .toArray(String[]::new);
    }

    /** Within a transaction the passkey can be neither used a second time nor removed before its end. */
    @Override
    public CredentialRecord findByCredentialId(Bytes credential) {
        return sql.sql(RECORDS + "where credential_id = :credential for update").param("credential", credential.getBytes())
                .query(PasskeyStore::read).optional().orElse(null);
    }

    @Override
    public List<CredentialRecord> findByUserId(Bytes handle) {
        return sql.sql(RECORDS + "where account_id = :account").param("account", PasskeyHolders.account(handle))
                .query(PasskeyStore::read).list();
    }

    private static CredentialRecord read(ResultSet row, int n) throws SQLException {
        Instant created = instant(row, "created_at");
        Instant lastUsed = instant(row, "last_used_at");
        return ImmutableCredentialRecord.builder().credentialType(PublicKeyCredentialType.PUBLIC_KEY)
                .credentialId(new Bytes(row.getBytes("credential_id")))
                .userEntityUserId(PasskeyHolders.handle(row.getObject("account_id", UUID.class))).label(row.getString("label"))
                .publicKey(new ImmutablePublicKeyCose(row.getBytes("public_key")))
                .attestationObject(new Bytes(row.getBytes("attestation")))
                .transports(Stream.of((String[]) row.getArray("transports").getArray()).map(AuthenticatorTransport::valueOf)
                        .collect(Collectors.toUnmodifiableSet()))
                .uvInitialized(true).signatureCount(row.getLong("uses_counted")).created(created)
                .lastUsed(lastUsed == null ? created : lastUsed).build();
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    @Override
    public void delete(Bytes credential) {
        throw new UnsupportedOperationException("Only its holder removes a passkey");
    }
}
