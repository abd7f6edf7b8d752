package org.madoguchi.accessregister;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.madoguchi.platform.DigestKey;

/**
 * A seal on some rows of the read log: their digests, the code of the seal before, and a code over both that only the holder
 * of the key can make. {@code officeCode} is empty for readers without one.
 */
record Seal(long number, String officeCode, LocalDate day, List<Long> rowIds, byte[] rowDigests, Instant sealedAt, String previous,
        String code) {

    /** What the first seal follows. */
    static final String NOTHING = "-";

    static final String SELECT = """
            select number, office_code, day, row_ids::text as ids, row_digests, sealed_at, previous, code
              from read_seal
            """;

    static Seal of(ResultSet row, int n) throws SQLException {
        return new Seal(row.getLong("number"), row.getString("office_code"), row.getObject("day", LocalDate.class),
                ids(row.getString("ids")), row.getBytes("row_digests"),
                row.getTimestamp("sealed_at").toInstant(), row.getString("previous"), row.getString("code"));
    }

    /** Anything but a plain list of numbers is not what was sealed, and must not stop the verification: no ids then. */
    private static List<Long> ids(String array) {
        try {
            return Arrays.stream(array.substring(1, array.length() - 1).split(",")).map(Long::valueOf).toList();
        } catch (NumberFormatException e) {
            return List.of();
        }
    }

    /** The code this seal should have. */
    String codeBy(DigestKey key) {
        ByteBuffer rows = ByteBuffer.allocate(rowIds.size() * Long.BYTES + rowDigests.length);
        rowIds.forEach(rows::putLong);
        rows.put(rowDigests);
        return key.digest("read-log-seal", number + "|" + officeCode + '|' + day + '|' + sealedAt + '|' + previous + '|' + rowIds.size() + '|'
                + HexFormat.of().formatHex(SealedRow.sha256(rows.array())));
    }

    Seal coded(DigestKey key) {
        return new Seal(number, officeCode, day, rowIds, rowDigests, sealedAt, previous, codeBy(key));
    }

    /** Whether the row at this place of the seal is what was sealed. */
    boolean holds(int place, SealedRow row) {
        int from = place * SealedRow.DIGEST_LENGTH;
        return row.seal() != null && row.seal() == number && from + SealedRow.DIGEST_LENGTH <= rowDigests.length
                && Arrays.equals(rowDigests, from, from + SealedRow.DIGEST_LENGTH, row.digest(), 0, SealedRow.DIGEST_LENGTH);
    }
}
