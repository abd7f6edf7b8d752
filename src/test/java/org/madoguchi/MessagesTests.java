package org.madoguchi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All words of the product stand in the messages, in Japanese and in English. */
class MessagesTests {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Set<String> JAPANESE = keys("messages.properties");
    private static final Set<String> ENGLISH = keys("messages_en.properties");

    @Test
    void every_text_is_there_in_both_languages() {
        assertThat(ENGLISH).isEqualTo(JAPANESE);
    }

    @Test
    void no_key_is_given_twice() throws IOException {
        for (String file : List.of("messages.properties", "messages_en.properties")) {
            List<String> keys = Files.readAllLines(RESOURCES.resolve(file)).stream()
                    .filter(line -> line.contains("=") && !line.startsWith("#")).map(line -> line.split("=", 2)[0]).toList();
            assertThat(keys).as(file).doesNotHaveDuplicates();
        }
    }

    /** The same timeline is read by the applicant and by staff; a reason may have a wording of its own for staff. */
    @Test
    void staff_are_not_spoken_to_as_if_they_were_the_applicant() throws IOException {
        Properties english = new Properties();
        try (var file = Files.newBufferedReader(RESOURCES.resolve("messages_en.properties"))) {
            english.load(file);
        }
        Pattern toReader = Pattern.compile("(?i)\\byou(r|rs|rself)?\\b|\\{");
        assertThat(english.stringPropertyNames()).filteredOn(key -> toReader.matcher(english.getProperty(key)).find())
                .noneMatch(key -> key.startsWith("event.") || key.matches("reason\\.\\w+\\.staff"))
                // remedies are for the applicant alone
                .filteredOn(key -> key.matches("reason\\.(?!REMEDY_)\\w+\\.text"))
                .allMatch(key -> english.containsKey(key.replace(".text", ".staff")));
    }

    /** A straight apostrophe is a quote to MessageFormat, but only where the text has arguments: avoid it altogether. */
    @Test
    void no_text_has_a_straight_apostrophe() throws IOException {
        for (String file : List.of("messages.properties", "messages_en.properties")) {
            assertThat(Files.readAllLines(RESOURCES.resolve(file)).stream().filter(line -> !line.startsWith("#") && line.contains("'")))
                    .as(file).isEmpty();
        }
    }

    @Test
    void templates_ask_only_for_texts_that_exist() {
        Pattern text = Pattern.compile("#\\{([a-zA-Z][a-zA-Z0-9_.-]*)[(}]");
        Set<String> missing = new TreeSet<>();
        templates().forEach(file -> {
            var matcher = text.matcher(withoutComments(read(file)));
            while (matcher.find()) {
                if (!JAPANESE.contains(matcher.group(1))) {
                    missing.add(file.getFileName() + ": " + matcher.group(1));
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void templates_hold_no_words_of_their_own() {
        Pattern words = Pattern.compile(">[^<>]*[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsLatin}]{2,}[^<>]*<");
        Set<String> found = templates().flatMap(file -> words.matcher(withoutComments(read(file))).results()
                .map(hit -> file.getFileName() + ": " + hit.group())).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEmpty();
    }

    /** A fragment is put in before a condition on the same element is looked at, so the condition would not count. */
    @Test
    void no_element_has_a_condition_beside_a_fragment() {
        Pattern element = Pattern.compile("<[\\w:]+(?:\\s+[\\w:-]+=\"[^\"]*\")+\\s*/?>");
        Set<String> found = templates().flatMap(file -> element.matcher(withoutComments(read(file))).results()
                .map(hit -> hit.group()).filter(tag -> tag.matches("(?s).*th:(replace|insert)=.*") && tag.matches("(?s).*th:(if|unless|each)=.*"))
                .map(tag -> file.getFileName() + ": " + tag)).collect(Collectors.toCollection(TreeSet::new));
        assertThat(found).isEmpty();
    }

    @Test
    void refusals_in_the_code_have_a_text() throws IOException {
        Pattern refusal = Pattern.compile("(?:badInput|conflict|notFound|forbidden)\\(\\s*\"([A-Z0-9_]+)\"|Kind\\.[A-Z_]+, \"([A-Z0-9_]+)\"");
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> refusal.matcher(read(file)).results().forEach(hit -> {
                String code = hit.group(1) != null ? hit.group(1) : hit.group(2);
                if (!JAPANESE.contains("refusal." + code)) {
                    missing.add(file.getFileName() + ": " + code);
                }
            }));
        }
        assertThat(missing).isEmpty();
    }

    /** Names of keys are the same in every language. */
    private static String withoutComments(String html) {
        return html.replaceAll("(?s)<!--.*?-->", "").replaceAll("<kbd>\\w+</kbd>", "");
    }

    private static Stream<Path> templates() {
        try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> keys(String file) {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(RESOURCES.resolve(file))) {
            texts.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(texts.stringPropertyNames());
    }
}
