package org.madoguchi.accessregister;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/** A row of the read log, as it is sealed. {@code seal} is null before. */
record SealedRow(long id, Instant at, String readerKind, String readerId, String officeCode, String caseNumber, String purpose,
        int rowCount, Long seal) {

    static final String SELECT = """
            select id, at, reader_kind, reader_id, office_code, case_number, purpose, row_count, seal
              from read_log
            """;

    static final int DIGEST_LENGTH = 32;

    /** SHA-256 over all that was written, each text with its length, so that nothing can move from one field to the next. */
    byte[] digest() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(id);
            out.writeLong(at.getEpochSecond());
            out.writeInt(at.getNano());
            for (String text : new String[] {readerKind, readerId, officeCode, caseNumber, purpose}) {
                byte[] utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(text == null ? -1 : utf8.length);
                out.write(utf8);
            }
            out.writeInt(rowCount);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sha256(bytes.toByteArray());
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
