package org.madoguchi.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** The database for the commands that work beside a running product: found by the product's own settings in the environment. */
public final class RunningDatabase {

    private RunningDatabase() {}

    /** The data directory of these settings. */
    public static Path home(Map<String, String> settings) {
        return Path.of(settings.getOrDefault("MADOGUCHI_DATA_DIRECTORY", "data"));
    }

    /** Opens it to read one consistent state of it. @throws IOException where none is named and none runs */
    public static Connection read(Map<String, String> settings) throws IOException, SQLException {
        String url = settings.containsKey("SPRING_DATASOURCE_URL") ? settings.get("SPRING_DATASOURCE_URL") : embedded(home(settings));
        Connection connection = DriverManager.getConnection(url, settings.getOrDefault("SPRING_DATASOURCE_USERNAME", "postgres"), settings.getOrDefault("SPRING_DATASOURCE_PASSWORD", ""));
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setAutoCommit(false);
        return connection;
    }

    /** The product's own server, which writes its port into a file while it runs. */
    private static String embedded(Path home) throws IOException {
        Path running = home.resolve("postgres/postmaster.pid");
        if (!Files.exists(running)) {
            throw new IOException("No database runs in " + home + ": start the product, or give SPRING_DATASOURCE_URL");
        }
        List<String> lines = Files.readAllLines(running);
        return "jdbc:postgresql://localhost:" + lines.get(3).strip() + "/postgres?currentSchema=madoguchi,engine";
    }
}
