package org.madoguchi.accessregister;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.accessregister.CardItems.Item;
import org.madoguchi.accessregister.CardItems.Use;

/**
 * Finds where the product touches an item that stands on no face of a card: by the name of a fact (also as a column), by a
 * label or a chip tag on a page, in a letter or in code, and by a text that names the item and is given a value.
 */
class ShownItems {

    /** One place and one item. */
    record Shown(String where, String item) implements Comparable<Shown> {

        @Override
        public int compareTo(Shown other) {
            return Comparator.comparing(Shown::where).thenComparing(Shown::item).compare(this, other);
        }

        /** As the list would have it, so that declaring is copying and giving the reason. */
        @Override
        public String toString() {
            return "- where: [%s]\n  items: [%s]".formatted(where, item);
        }
    }

    private static final List<String> SEARCHED = List.of("src/main/java", "src/main/resources/templates", "src/main/resources/partners",
            "src/frontend/src", "reports");
    private static final List<String> TEXTS = List.of("messages.properties", "messages_en.properties");
    private static final Pattern VALUE = Pattern.compile("\\{\\d");
    private static final Pattern COMPOSED_KEY = Pattern.compile("\\{\\|([\\w.-]+)\\$\\{");
    /** Longer texts, and those with a full stop, explain; shorter ones stand beside a value. */
    private static final int LABEL = 40;

    private final Path root;
    private final CardItems list;
    private final Set<Shown> shown = new TreeSet<>();

    ShownItems(Path root, CardItems list) {
        this.root = root;
        this.list = list;
        List<Trace> traces = list.offTheFace().stream().map(item -> new Trace(item.code(), facts(item), readTexts(item))).toList();
        files().forEach(file -> {
            String content = read(file);
            traces.stream().filter(trace -> trace.isIn(content))
                    .forEach(trace -> shown.add(new Shown(root.relativize(file).toString(), trace.item())));
        });
    }

    /** By what an item is recognised in a file: the names of its facts, and the keys of the texts that label it. */
    private record Trace(String item, Pattern facts, Set<String> labels) {

        boolean isIn(String content) {
            return facts.matcher(content).find()
                    || labels.stream().anyMatch(key -> Pattern.compile("[{\"']" + Pattern.quote(key) + "[}\"'(]").matcher(content).find())
                    || COMPOSED_KEY.matcher(content).results().anyMatch(hit -> labels.stream().anyMatch(key -> key.startsWith(hit.group(1))));
        }
    }

    /** What is touched without a declared need. */
    Set<Shown> undeclared() {
        var found = new TreeSet<>(shown);
        found.removeIf(one -> list.register().uses().stream()
                .anyMatch(use -> use.items().contains(one.item()) && use.where().stream().anyMatch(where -> covers(where, one))));
        return found;
    }

    /** Needs that were declared for what is no longer touched. */
    List<String> idle() {
        List<String> idle = new ArrayList<>();
        for (Use use : list.register().uses()) {
            use.where().stream().filter(where -> shown.stream().noneMatch(one -> covers(where, one) && use.items().contains(one.item())))
                    .forEach(where -> idle.add(where + " touches none of " + use.items()));
            use.items().stream().filter(item -> shown.stream().noneMatch(one -> one.item().equals(item)
                    && use.where().stream().anyMatch(where -> covers(where, one)))).forEach(item -> idle.add(item + " is not in " + use.where()));
        }
        return idle;
    }

    private static boolean covers(String where, Shown one) {
        return where.endsWith("/") ? one.where().startsWith(where) : one.where().equals(where);
    }

    /** Adds the texts that show the item themselves, and returns the keys of those that label it. */
    private Set<String> readTexts(Item item) {
        Set<String> labels = new HashSet<>();
        for (String file : TEXTS) {
            for (Map.Entry<Object, Object> text : properties(root.resolve("src/main/resources").resolve(file)).entrySet()) {
                String words = text.getValue().toString();
                if (!names(words, item)) {
                    continue;
                }
                if (VALUE.matcher(words).find()) {
                    shown.add(new Shown("messages:" + text.getKey(), item.code()));
                } else if (words.length() <= LABEL && !words.matches(".*[。.?!？！]$")) {
                    labels.add(text.getKey().toString());
                }
            }
        }
        return labels;
    }

    /** Whether the text names the item, and not another whose name contains it. */
    private boolean names(String text, Item item) {
        List<String> own = Stream.concat(Stream.of(item.name().ja(), item.name().en()), item.words().stream()).toList();
        String rest = text.toLowerCase();
        for (String other : Stream.concat(list.register().items().stream().filter(one -> one != item)
                .flatMap(one -> Stream.of(one.name().ja(), one.name().en())), item.otherThan().stream()).toList()) {
            boolean longer = own.stream().anyMatch(name -> other.toLowerCase().contains(name.toLowerCase()));
            rest = longer ? rest.replace(other.toLowerCase(), "") : rest;
        }
        String left = rest;
        return own.stream().anyMatch(name -> left.contains(name.toLowerCase()));
    }

    /** The names of the item's facts, as in Java or in SQL, with anything before or after; and its tags in quotes. */
    private Pattern facts(Item item) {
        Stream<String> names = list.register().fields().stream().filter(field -> item.code().equals(field.item()))
                .map(field -> "(?i:" + field.accessor().replaceAll("(?=[A-Z])", "[_-]?") + ")");
        Stream<String> tags = item.tag() == null ? Stream.of() : Stream.of(item.tag().split(", ")).map(tag -> "[\"']" + tag + "[\"']");
        return Pattern.compile(Stream.of(names, tags, Stream.of("(?!)")).flatMap(all -> all).collect(Collectors.joining("|")));
    }

    private Stream<Path> files() {
        return SEARCHED.stream().map(root::resolve).filter(Files::isDirectory).flatMap(folder -> {
            try (Stream<Path> files = Files.walk(folder)) {
                return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("sample.json") && !file.endsWith("expected.txt"))
                        .toList().stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Properties properties(Path file) {
        var texts = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                texts.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
