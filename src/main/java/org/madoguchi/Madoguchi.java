package org.madoguchi;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Arrays;
import org.madoguchi.accessregister.VerifyReadLog;
import org.madoguchi.modeler.WriteModels;
import org.madoguchi.platform.KeysetFile;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The counter: one application that runs both card programmes as cases on a workflow engine. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Madoguchi {

    /** Starts the product; {@code keys …}, {@code verify-read-log} and {@code write-models} are done beside a running one. */
    public static void main(String[] args) throws IOException, GeneralSecurityException, SQLException {
        switch (args.length == 0 ? "" : args[0]) {
            case "keys" -> KeysetFile.command(keyset(), Arrays.copyOfRange(args, 1, args.length), System.out);
            case "verify-read-log" -> System.exit(VerifyReadLog.run(System.getenv(), args.length > 1 ? args[1] : null, System.out) ? 0 : 1);
            case "write-models" -> WriteModels.run(System.getenv(), Path.of(args.length > 1 ? args[1] : "processes"), args.length > 2 ? args[2] : null, System.out);
            default -> SpringApplication.run(Madoguchi.class, args);
        }
    }

    private static Path keyset() {
        String own = System.getenv("MADOGUCHI_KEYSET_FILE");
        return own != null ? Path.of(own) : Path.of(System.getenv().getOrDefault("MADOGUCHI_DATA_DIRECTORY", "data"), "keyset.json");
    }
}
