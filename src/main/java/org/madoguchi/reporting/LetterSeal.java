package org.madoguchi.reporting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Signs letters as they go out, beside the file and not in it: whoever has the public key can tell with any tool that the
 * bytes are ours ({@code openssl dgst -sha256 -verify}). Elliptic-curve key, PKCS #8 in PEM; without one nothing is signed.
 */
@Component
class LetterSeal {

    /** @param keyName which key it was, so that it can be found when keys have changed */
    record Sealed(byte[] signature, String keyName) {}

    private static final String ALGORITHM = "SHA256withECDSA";

    private final @Nullable PrivateKey key;
    private final String keyName;

    /** @throws IllegalStateException where the key that is configured cannot be read: better no start than unsigned letters */
    LetterSeal(@Value("${madoguchi.letters.signing-key:}") String keyFile, @Value("${madoguchi.letters.signing-key-name:}") String keyName) {
        this.key = keyFile.isBlank() ? null : read(Path.of(keyFile));
        this.keyName = keyName.isBlank() && key != null ? Path.of(keyFile).getFileName().toString() : keyName;
    }

    private static PrivateKey read(Path file) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException e) {
            throw new UncheckedIOException("The key for letters cannot be read", e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("The key for letters is not an elliptic-curve key in PKCS #8", e);
        }
    }

    /** Empty where no key is configured. */
    Optional<Sealed> seal(byte[] bytes) {
        if (key == null) {
            return Optional.empty();
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(bytes);
            return Optional.of(new Sealed(signature.sign(), keyName));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The letter could not be signed", e);
        }
    }
}
