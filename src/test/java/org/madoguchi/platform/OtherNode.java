package org.madoguchi.platform;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.springframework.mock.env.MockEnvironment;

/** Another node of the product, which has just read the keyset file. */
public class OtherNode {

    private final Secrets secrets;

    public OtherNode(Path directory) throws GeneralSecurityException, IOException {
        secrets = new Secrets(directory, "", "", new MockEnvironment());
    }

    public Secrets secrets() {
        return secrets;
    }

    public byte[] closeAnew(byte[] cipher, String context) {
        return secrets.encrypt(secrets.decrypt(cipher, context), context);
    }
}
