package org.madoguchi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the product talks to its database. */
class StatementTests {

    /** Outside a transaction the stream of an answer keeps its connection until somebody closes it: ten pages later none is left. */
    @Test
    void an_answer_is_read_to_its_end_and_gives_its_connection_back() throws IOException {
        Pattern open = Pattern.compile("\\.query\\((?:[^()]|\\([^()]*\\))*\\)\\s*\\.stream\\(\\)");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                assertThat(open.matcher(Files.readString(file)).results().map(found -> found.group()).toList()).as(file.toString()).isEmpty();
            }
        }
    }
}
