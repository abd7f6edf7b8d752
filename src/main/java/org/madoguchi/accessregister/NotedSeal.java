package org.madoguchi.accessregister;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.madoguchi.platform.KeysetFile;

/**
 * The last seal as {@code number:code}, noted outside the database: nothing inside it could tell that its end was cut off,
 * seals and all. Each node notes what it has sealed itself.
 */
record NotedSeal(Path file) {

    static NotedSeal in(Path home) {
        return new NotedSeal(home.resolve("read-log.seal"));
    }

    /** Null where nothing is noted. */
    String read() {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String head) {
        try {
            KeysetFile.writePrivately(file, head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
