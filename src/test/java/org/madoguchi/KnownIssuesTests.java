package org.madoguchi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of known issues speaks of what is really on the class path. */
class KnownIssuesTests {

    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\| (\\S+) \\|", Pattern.MULTILINE);

    @Test
    void each_version_in_the_list_is_the_one_in_use() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(Path.of("src/docs/known-issues.md"))).results().toList();
        assertThat(rows).isNotEmpty();
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> archives = Stream.of(classPath.split(System.getProperty("path.separator")))
                .map(path -> Path.of(path).getFileName().toString()).toList();
        assertThat(archives).containsAll(rows.stream().map(row -> row.group(1) + "-" + row.group(2) + ".jar").toList());
    }
}
