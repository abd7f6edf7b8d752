package org.madoguchi.partners;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code t=<unix seconds>,v1=<hex hmac-sha256 of "t.body">}: proof that a message comes from whoever shares the secret,
 * and when. The time is part of what is signed, so that an old message cannot be dressed up as a new one.
 */
public record PartnerSignature(Instant at, String hex) {

    public static final String HEADER = "X-Madoguchi-Signature";

    private static final Pattern FORM = Pattern.compile("t=(\\d{1,11}),v1=([0-9a-f]{64})");

    public static PartnerSignature of(byte[] body, String secret, Instant at) {
        return new PartnerSignature(at, HexFormat.of().formatHex(mac(at.getEpochSecond(), body, secret)));
    }

    /** What a header says, or empty where it is missing or has another form. */
    public static Optional<PartnerSignature> parse(String header) {
        var parts = FORM.matcher(header == null ? "" : header);
        return parts.matches()
                ? Optional.of(new PartnerSignature(Instant.ofEpochSecond(Long.parseLong(parts.group(1))), parts.group(2)))
                : Optional.empty();
    }

    public String header() {
        return "t=" + at.getEpochSecond() + ",v1=" + hex;
    }

    /** Compared in constant time: how long the answer takes must not tell how much of a guess was right. */
    public boolean isOf(byte[] body, String secret) {
        return MessageDigest.isEqual(HexFormat.of().parseHex(hex), mac(at.getEpochSecond(), body, secret));
    }

    private static byte[] mac(long seconds, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
