package org.madoguchi.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The keys that are never in the database: a keyset to encrypt My Numbers, which may change while the product runs, and one
 * secret for keyed digests, which may not. Outside production both are made at the first start and kept beside the data;
 * production must name its own.
 */
@Component
public class Secrets {

    private static final Logger log = LoggerFactory.getLogger(Secrets.class);

    private final KeysetFile file;
    private final DigestKey digests;
    private volatile KeysetFile.Keys keys;
    /** What was found wrong is said once. */
    private String refused;

    Secrets(@Value("${madoguchi.data-directory:data}") Path home, @Value("${madoguchi.keyset-file:}") String keysetFile,
            @Value("${madoguchi.digest-secret:}") String digestSecret, Environment environment)
            throws GeneralSecurityException, IOException {
        boolean production = environment.acceptsProfiles(Profiles.of("production"));
        if (production && (keysetFile.isBlank() || digestSecret.length() < 32)) {
            throw new IllegalStateException("Production needs madoguchi.keyset-file (a Tink AEAD keyset outside the database) "
                    + "and madoguchi.digest-secret (32 characters or more).");
        }
        Path path = keysetFile.isBlank() ? home.resolve("keyset.json") : Path.of(keysetFile);
        file = new KeysetFile(path);
        if (!Files.exists(path) && !production) {
            file.create();
        }
        keys = file.read();
        if (digestSecret.isBlank() && !Files.exists(DigestKey.file(home))) {
            // the digests of earlier versions were made with this one
            byte[] first = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path));
            KeysetFile.writePrivately(DigestKey.file(home), HexFormat.of().formatHex(first));
        }
        digests = DigestKey.of(digestSecret, home);
    }

    /** Authenticated encryption; {@code context} must be the same to decrypt. */
    public byte[] encrypt(byte[] plain, String context) {
        try {
            return keys.aead().encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] decrypt(byte[] cipher, String context) {
        if (!keys.enabled().contains(keyOf(cipher))) {
            // another node has the new file already
            reload(() -> keys.enabled());
        }
        try {
            return keys.aead().decrypt(cipher, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset does not open this entry", e);
        }
    }

    /** The id of the key with which everything is closed now. */
    public long primaryKey() {
        return keys.primary();
    }

    /** The ids of the keys that open something. */
    public Set<Long> openingKeys() {
        return keys.enabled();
    }

    /** The key that closed this: it wrote its id after the first byte. */
    static long keyOf(byte[] cipher) {
        return cipher.length < 5 ? -1 : Integer.toUnsignedLong(java.nio.ByteBuffer.wrap(cipher, 1, 4).getInt());
    }

    /**
     * Takes the keyset file if it has changed. One that cannot be read, or that lacks a key which is still needed, is not
     * taken, and the product goes on with the keys it has.
     */
    public synchronized void reload(Supplier<Set<Long>> needed) {
        try {
            KeysetFile.Keys found = file.read();
            if (found.text().equals(keys.text())) {
                return;
            }
            Set<Long> missing = new TreeSet<>(needed.get());
            missing.removeAll(found.enabled());
            if (missing.isEmpty()) {
                keys = found;
                refused = null;
                log.info("Keyset taken: key {} in use, {} open", found.primary(), found.enabled());
            } else {
                refuse("it lacks keys that are needed: " + missing);
            }
        } catch (IOException | GeneralSecurityException e) {
            refuse(e.getMessage());
        }
    }

    private void refuse(String why) {
        if (!why.equals(refused)) {
            log.error("The keyset file is not taken: {}", why);
            refused = why;
        }
    }

    /** See {@link DigestKey#digest}. */
    public String digest(String purpose, String text) {
        return digests.digest(purpose, text);
    }

    public DigestKey digests() {
        return digests;
    }
}
