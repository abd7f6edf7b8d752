package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list that people read is the list that is tried. */
class AttemptListTests {

    private static final Path LIST = Path.of("src/docs/attempts.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| .* \\| `(\\w+\\.\\w+)` \\|$");
    private static final Pattern TEST = Pattern.compile("@(?:Test|ParameterizedTest)\\b[\\s\\S]*?\\bvoid (\\w+)\\(");

    @Test
    void every_attempt_has_its_test_and_every_test_its_line() throws IOException {
        List<String> listed = ROW.matcher(Files.readString(LIST)).results().map(row -> row.group(1)).sorted().toList();
        assertThat(listed).doesNotHaveDuplicates().isEqualTo(tests());
    }

    private static List<String> tests() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/java/org/madoguchi/attempts"))) {
            return files.filter(file -> !file.endsWith("AttemptListTests.java")).sorted().flatMap(AttemptListTests::testsOf).sorted().toList();
        }
    }

    private static Stream<String> testsOf(Path file) {
        String type = file.getFileName().toString().replace(".java", "");
        try {
            return TEST.matcher(Files.readString(file)).results().map((MatchResult test) -> type + "." + test.group(1)).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
