package org.madoguchi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A table is written only by the feature whose migration created it. */
class TableOwnershipTests {

    private static final Pattern CREATE = Pattern.compile("(?i)create table (?:if not exists )?((?:simulator\\.)?[a-z_]+)");
    private static final Pattern WRITE = Pattern.compile("(?i)(?:insert into|update|delete from)\\s+((?:simulator\\.)?[a-z_]+)");
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration");
    private static final Path CODE = Path.of("src/main/java/org/madoguchi");

    @Test
    void only_the_owner_writes_a_table() throws IOException {
        Map<String, String> owners = owners();
        var strangers = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(CODE)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".java")).toList()) {
                String feature = CODE.relativize(file).getName(0).toString();
                Matcher write = WRITE.matcher(Files.readString(file));
                while (write.find()) {
                    String owner = owners.get(write.group(1).toLowerCase());
                    if (owner != null && !owner.equals(feature)) {
                        strangers.add(file.getFileName() + " writes " + write.group(1) + " of " + owner);
                    }
                }
            }
        }
        assertThat(strangers).isEmpty();
    }

    /** The feature stands in the file name: V020__casefile.sql; simulators belong to the demonstration. */
    private static Map<String, String> owners() throws IOException {
        Map<String, String> owners = new TreeMap<>();
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            for (Path file : files.toList()) {
                String feature = file.getFileName().toString().replaceAll("^V\\d+__|\\.sql$", "");
                Matcher create = CREATE.matcher(Files.readString(file));
                while (create.find()) {
                    owners.put(create.group(1), feature.equals("simulators") ? "demo" : feature);
                }
            }
        }
        return owners;
    }
}
