package org.madoguchi.accessregister;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.madoguchi.platform.DigestKey;
import org.madoguchi.platform.RunningDatabase;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The command {@code verify-read-log [NUMBER:CODE]}: verifies the whole read log beside a running product, or without one on a
 * copy of its database. Reads the product's own settings from the environment.
 */
public final class VerifyReadLog {

    private VerifyReadLog() {}

    /**
     * @param head a seal as it was noted, or null for the one that the product noted beside its data
     * @return whether everything is as it was sealed
     */
    public static boolean run(Map<String, String> settings, String head, PrintStream out) throws IOException, SQLException {
        Path home = RunningDatabase.home(settings);
        String noted = head != null ? head : NotedSeal.in(home).read();
        DigestKey key = DigestKey.of(settings.getOrDefault("MADOGUCHI_DIGEST_SECRET", ""), home);
        try (Connection connection = RunningDatabase.read(settings)) {
            Duration late = DurationStyle.detectAndParse(settings.getOrDefault("MADOGUCHI_READ_LOG_LATE_AFTER", "1h"));
            var result = new ReadLogCheck(JdbcClient.create(new SingleConnectionDataSource(connection, true)), key, late).verify(1, noted);
            out.printf("%d rows under seals %d to %d%n", result.rows(), result.fromSeal(), result.untilSeal());
            result.findings().forEach(finding -> out.printf("%s: seal %s, office %s, day %s, row %s%n", finding.kind(), finding.seal(),
                    finding.officeCode(), finding.day(), finding.rowId()));
            out.println(result.findings().isEmpty() ? "Everything is as it was sealed." : "NOT as it was sealed.");
            return result.findings().isEmpty();
        }
    }
}
