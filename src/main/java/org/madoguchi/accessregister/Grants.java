package org.madoguchi.accessregister;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.madoguchi.accessregister.CardItems.Text;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The access register: which reader may see which facts of a case, for which purpose, on which basis. It is one reviewed file,
 * {@code accessregister/access-register.yaml}; what is published of it is what decides here. A file that does not hold
 * together, or says nothing of a role, stops the start.
 */
@Component
public class Grants {

    /** A fact, and what it comprises. */
    public record Description(Fact code, Text name, Text what) {}

    /** Somebody who may ask; {@code nothing} says why a reader is granted none, and is null for all others. */
    public record Reader(String code, Text name, Text nothing) {}

    /** What one reader may see, and why. {@code verified}: a lawyer has confirmed the basis. */
    public record Grant(String reader, List<String> programmes, List<Fact> facts, Text purpose, Text basis, boolean verified) {}

    /**
     * The register as it is written and published.
     *
     * @param properties which fact the properties of requests to partners are
     * @param neutral properties that say nothing about a person
     */
    public record Register(LocalDate asOf, List<Description> facts, List<Reader> readers, List<Grant> grants,
            Map<Fact, List<String>> properties, List<String> neutral) {}

    private static final String HOLDER = "holder";
    private static final Set<String> PROGRAMMES = Set.of("OVERSEAS", "RESIDENCE");
    private static final Set<Fact> EVERYTHING = EnumSet.allOf(Fact.class);
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private final Register register;
    private final Map<String, Set<Fact>> granted = new HashMap<>();
    private final Map<String, Fact> properties = new HashMap<>();

    @Autowired
    Grants(@Value("${madoguchi.access-register:classpath:/accessregister/access-register.yaml}") Resource file) throws IOException {
        this(file.getInputStream());
    }

    Grants(InputStream yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (yaml) {
            register = STRICT.convertValue(new Yaml(new SafeConstructor(options)).load(yaml), Register.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        holdsTogether();
        for (Grant grant : register.grants()) {
            grant.programmes().forEach(programme -> granted.computeIfAbsent(grant.reader() + ' ' + programme, key -> EnumSet.noneOf(Fact.class))
                    .addAll(grant.facts()));
        }
        register.properties().forEach((fact, names) -> names.forEach(name -> properties.put(name, fact)));
    }

    /** The whole register. */
    public Register register() {
        return register;
    }

    public Text name(Fact fact) {
        return register.facts().get(fact.ordinal()).name();
    }

    /** What this reader may see of a case of this programme. Whether they may open the case at all, {@link AccessRegister} decides. */
    public Set<Fact> of(CurrentUser reader, String programme) {
        return switch (reader.kind()) {
            case SYSTEM -> EVERYTHING;
            case APPLICANT -> granted(HOLDER, programme);
            case STAFF, PARTNER -> reader.posts().stream().map(post -> granted(post.role().id(), programme)).flatMap(Collection::stream)
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fact.class)));
        };
    }

    /**
     * Of these properties of a request, those that this partner may not be sent.
     *
     * @param partner its name in the settings
     */
    public List<String> withheldFrom(String partner, Stream<String> names) {
        Set<Fact> may = PROGRAMMES.stream().map(programme -> granted(partner, programme)).flatMap(Collection::stream).collect(Collectors.toSet());
        return names.filter(name -> !register.neutral().contains(name) && !may.contains(properties.get(name))).toList();
    }

    private Set<Fact> granted(String reader, String programme) {
        return granted.getOrDefault(reader + ' ' + programme, Set.of());
    }

    private void holdsTogether() {
        must(register.facts().stream().map(Description::code).toList().equals(Arrays.asList(Fact.values())), "the facts are not those of the product");
        Set<String> readers = new HashSet<>();
        register.readers().forEach(reader -> must(readers.add(reader.code()), reader.code() + " is there twice"));
        for (Role role : Role.values()) {
            must(readers.contains(role.id()), "nothing is said of " + role.id());
        }
        Set<String> heard = register.grants().stream().map(Grant::reader).collect(Collectors.toSet());
        register.readers().forEach(reader -> must(heard.contains(reader.code()) == (reader.nothing() == null),
                reader.code() + " must either be granted something or say why not"));
        for (Grant grant : register.grants()) {
            must(readers.contains(grant.reader()), "a grant names an unknown reader: " + grant.reader());
            must(!grant.programmes().isEmpty() && PROGRAMMES.containsAll(grant.programmes()), "a grant to " + grant.reader() + " names no programme");
            must(grant.purpose() != null && grant.basis() != null, "a grant to " + grant.reader() + " has no purpose or basis");
        }
        for (String programme : PROGRAMMES) {
            must(register.grants().stream().filter(grant -> grant.reader().equals(HOLDER) && grant.programmes().contains(programme))
                    .flatMap(grant -> grant.facts().stream()).collect(Collectors.toSet()).containsAll(EnumSet.complementOf(EnumSet.of(Fact.NUMBER))),
                    "holders see everything of their own case");
        }
        Set<String> names = new HashSet<>(register.neutral());
        register.properties().values().forEach(all -> all.forEach(name -> must(names.add(name), "the property " + name + " is there twice")));
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("access-register.yaml: " + otherwise);
        }
    }
}
