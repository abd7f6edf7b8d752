package org.madoguchi.platform;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;

/**
 * The keys that are never in the database: one keyset to encrypt My Numbers, one secret for keyed digests. Outside
 * production both are made at the first start and kept beside the data; production must name its own keyset file.
 */
@Component
public class Secrets {

    private final Aead aead;
    private final byte[] digestKey;

    Secrets(@Value("${madoguchi.data-directory:data}") Path home, @Value("${madoguchi.keyset-file:}") String keysetFile,
            @Value("${madoguchi.digest-secret:}") String digestSecret, Environment environment)
            throws GeneralSecurityException, IOException {
        boolean production = environment.acceptsProfiles(Profiles.of("production"));
        if (production && (keysetFile.isBlank() || digestSecret.length() < 32)) {
            throw new IllegalStateException("Production needs madoguchi.keyset-file (a Tink AEAD keyset outside the database) "
                    + "and madoguchi.digest-secret (32 characters or more).");
        }
        AeadConfig.register();
        Path keyset = keysetFile.isBlank() ? home.resolve("keyset.json") : Path.of(keysetFile);
        if (!Files.exists(keyset) && !production) {
            var made = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
            writePrivately(keyset, TinkJsonProtoKeysetFormat.serializeKeyset(made, InsecureSecretKeyAccess.get()));
        }
        aead = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(keyset), InsecureSecretKeyAccess.get())
                .getPrimitive(RegistryConfiguration.get(), Aead.class);
        digestKey = production ? digestSecret.getBytes(StandardCharsets.UTF_8)
                : MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(keyset));
    }

    /** Authenticated encryption; {@code context} must be the same to decrypt. */
    public byte[] encrypt(byte[] plain, String context) {
        try {
            return aead.encrypt(plain, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public byte[] decrypt(byte[] cipher, String context) {
        try {
            return aead.decrypt(cipher, context.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The keyset does not open this entry", e);
        }
    }

    /** A keyed digest in hex: the same text gives the same digest, which tells nothing to those without the key. */
    public String digest(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(digestKey, "HmacSHA256"));
            mac.update((purpose + '\0').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All or nothing: half a keyset, left by a killed start, would keep the product from ever starting again. */
    private static void writePrivately(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(folder, "keyset", ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
