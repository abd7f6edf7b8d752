package org.madoguchi.identity;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.madoguchi.identity.ApplicantAccounts.Account;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.stereotype.Component;

/**
 * Applicants as the holders of passkeys. The handle, which an authenticator gives to anybody, is the id of the account:
 * random, and without meaning elsewhere. The address is what the holder sees when choosing among passkeys.
 */
@Component
class PasskeyHolders implements PublicKeyCredentialUserEntityRepository {

    private final ApplicantAccounts accounts;

    PasskeyHolders(ApplicantAccounts accounts) {
        this.accounts = accounts;
    }

    static Bytes handle(UUID account) {
        return new Bytes(ByteBuffer.allocate(Long.BYTES * 2).putLong(account.getMostSignificantBits())
                .putLong(account.getLeastSignificantBits()).array());
    }

    static UUID account(Bytes handle) {
        ByteBuffer bytes = ByteBuffer.wrap(handle.getBytes());
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    @Override
    public PublicKeyCredentialUserEntity findById(Bytes handle) {
        return holder(account(handle));
    }

    /** @param id of the principal, which is that of the account */
    @Override
    public PublicKeyCredentialUserEntity findByUsername(String id) {
        return holder(UUID.fromString(id));
    }

    private PublicKeyCredentialUserEntity holder(UUID id) {
        Account account = accounts.get(id);
        return ImmutablePublicKeyCredentialUserEntity.builder().id(handle(account.id())).name(account.email())
                .displayName(account.email()).build();
    }

    @Override
    public void save(PublicKeyCredentialUserEntity holder) {
        throw new UnsupportedOperationException("An account is made by its first one-time code");
    }

    @Override
    public void delete(Bytes handle) {
        throw new UnsupportedOperationException("An account outlives its passkeys");
    }
}
