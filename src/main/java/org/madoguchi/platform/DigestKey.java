package org.madoguchi.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The one secret for keyed digests. What was made with it is stored, so it never changes. */
public final class DigestKey {

    private final byte[] key;

    DigestKey(byte[] key) {
        this.key = key;
    }

    /** The same key that a running product has. @param secret as set, or empty where it was made at the first start */
    public static DigestKey of(String secret, Path home) throws IOException {
        return new DigestKey(secret.isBlank() ? HexFormat.of().parseHex(Files.readString(file(home)).strip())
                : secret.getBytes(StandardCharsets.UTF_8));
    }

    static Path file(Path home) {
        return home.resolve("digest.key");
    }

    /** A keyed digest in hex: the same text gives the same digest, which tells nothing to those without the key. */
    public String digest(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((purpose + '\0').getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
