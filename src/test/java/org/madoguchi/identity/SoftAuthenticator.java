package org.madoguchi.identity;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A device with one passkey and the browser before it, in as many bytes as WebAuthn asks for. Its parts can lie, which a
 * real browser cannot be made to do.
 */
class SoftAuthenticator {

    private static final int PRESENT = 0x01;
    private static final int VERIFIED = 0x04;
    private static final int NEW_KEY = 0x40;

    private final JsonMapper json = JsonMapper.shared();
    private final KeyPair keys;
    private final byte[] id = new byte[32];
    String origin = "http://localhost:8080";
    boolean verifies = true;
    int uses = 0;
    String userHandle;

    SoftAuthenticator() {
        try {
            KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
            p256.initialize(new ECGenParameterSpec("secp256r1"));
            keys = p256.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        new SecureRandom().nextBytes(id);
    }

    /** Answers what the site asks for when a passkey is to be made. */
    String create(String options, String label) {
        JsonNode asked = json.readTree(options);
        userHandle = asked.at("/user/id").asString();
        byte[] attestation = bytes(new byte[] {(byte) 0xA3, 0x63}, "fmt".getBytes(), new byte[] {0x64}, "none".getBytes(),
                new byte[] {0x67}, "attStmt".getBytes(), new byte[] {(byte) 0xA0, 0x68}, "authData".getBytes(),
                cbor(bytes(about(asked.at("/rp/id").asString(), NEW_KEY), new byte[16], new byte[] {0, (byte) id.length}, id, publicKey())));
        return json.writeValueAsString(Map.of("publicKey", Map.of("label", label, "credential", credential(Map.of(
                "attestationObject", text(attestation), "clientDataJSON", text(collected("webauthn.create", asked)),
                "transports", List.of("internal"))))));
    }

    /** Answers what the site asks for when somebody signs in. */
    String get(String options) throws GeneralSecurityException {
        JsonNode asked = json.readTree(options);
        byte[] about = about(asked.get("rpId").asString(), 0);
        byte[] collected = collected("webauthn.get", asked);
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(bytes(about, sha256(collected)));
        return json.writeValueAsString(credential(Map.of("authenticatorData", text(about), "clientDataJSON", text(collected),
                "signature", text(signature.sign()), "userHandle", userHandle)));
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        return Map.of("id", text(id), "rawId", text(id), "type", "public-key", "response", response,
                "clientExtensionResults", Map.of(), "authenticatorAttachment", "platform");
    }

    private byte[] collected(String type, JsonNode asked) {
        return json.writeValueAsBytes(Map.of("type", type, "challenge", asked.get("challenge").asString(), "origin", origin,
                "crossOrigin", false));
    }

    private byte[] about(String site, int more) {
        int flags = PRESENT | (verifies ? VERIFIED : 0) | more;
        return bytes(sha256(site.getBytes(StandardCharsets.UTF_8)), new byte[] {(byte) flags},
                ByteBuffer.allocate(Integer.BYTES).putInt(uses).array());
    }

    /** The key as COSE writes it: curve P-256, algorithm ES256. */
    private byte[] publicKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        return bytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21}, cbor(coordinate(point.getAffineX())),
                new byte[] {0x22}, cbor(coordinate(point.getAffineY())));
    }

    private static byte[] coordinate(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(signed.length, fixed.length);
        System.arraycopy(signed, signed.length - length, fixed, fixed.length - length, length);
        return fixed;
    }

    private static byte[] cbor(byte[] string) {
        return bytes(new byte[] {0x58, (byte) string.length}, string);
    }

    private static byte[] bytes(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
