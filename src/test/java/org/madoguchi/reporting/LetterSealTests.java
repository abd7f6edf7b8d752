package org.madoguchi.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterSealTests {

    private static final byte[] LETTER = "a letter".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void whoever_has_the_public_key_can_tell_that_a_letter_is_ours_and_unchanged() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("EC").generateKeyPair();

        LetterSeal.Sealed sealed = new LetterSeal(pem(pair).toString(), "").seal(LETTER).orElseThrow();

        assertThat(verifies(pair, sealed, LETTER)).isTrue();
        assertThat(verifies(pair, sealed, "a Letter".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(verifies(KeyPairGenerator.getInstance("EC").generateKeyPair(), sealed, LETTER)).isFalse();
        assertThat(sealed.keyName()).isEqualTo("letters.pem");
    }

    @Test
    void without_a_key_nothing_is_signed() {
        assertThat(new LetterSeal("", "").seal(LETTER)).isEmpty();
    }

    @Test
    void a_key_that_cannot_be_read_stops_the_start() throws IOException {
        Path broken = Files.writeString(directory.resolve("broken.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> new LetterSeal(broken.toString(), ""));
    }

    private Path pem(KeyPair pair) throws IOException {
        return Files.writeString(directory.resolve("letters.pem"), "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n");
    }

    private static boolean verifies(KeyPair pair, LetterSeal.Sealed sealed, byte[] letter) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(pair.getPublic());
        signature.update(letter);
        return signature.verify(sealed.signature());
    }
}
