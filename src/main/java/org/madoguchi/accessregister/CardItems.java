package org.madoguchi.accessregister;

import static com.fasterxml.jackson.annotation.JsonProperty.Access.WRITE_ONLY;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.madoguchi.identity.Role;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reviewed list of what stands on the face or in the chip of each card, who outside may read it, and where this
 * product touches what stands on no face: {@code accessregister/card-items.yaml}. A list that does not hold together
 * stops the start.
 */
@Component
public class CardItems {

    /** Who handles an item here when no person sees it. */
    public static final String SYSTEM = "system";
    private static final String HOLDER = "holder";

    /** Where an item can stand on a card. */
    public enum Place {
        FACE, BACK, CHIP,
        /** This kind of card does not have the item. */
        NOWHERE,
        /** No source was found. */
        UNKNOWN;

        boolean onTheCard() {
            return this == FACE || this == BACK || this == CHIP;
        }
    }

    /** The same words in both languages. */
    public record Text(String ja, String en) {

        public String in(Locale locale) {
            return locale.getLanguage().equals("ja") ? ja : en;
        }
    }

    /**
     * A kind of card.
     *
     * @param chipType what its chip calls itself, null where no source says so
     * @param issuedUntil null where it is issued today; others stay valid until they expire
     */
    public record Card(String code, Text name, String chipType, LocalDate issuedUntil) {

        boolean ofToday() {
            return issuedUntil == null;
        }
    }

    /** One place of an item on a card; unverified where only a secondary source says so. */
    public record Standing(Place place, boolean verified) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Standing of(String written) {
            boolean doubtful = written.endsWith("*");
            String place = doubtful ? written.substring(0, written.length() - 1) : written;
            return new Standing(Place.valueOf(place.toUpperCase(Locale.ROOT)), !doubtful);
        }
    }

    /**
     * An item of the cards.
     *
     * @param words other words that name it in our texts
     * @param otherThan words that contain its name and mean something else
     * @param tag its tags in the chip
     * @param standing by the code of the card
     * @param sources keys of {@link Register#sources}
     */
    public record Item(String code, Text name, @JsonProperty(access = WRITE_ONLY) List<String> words,
            @JsonProperty(access = WRITE_ONLY) List<String> otherThan, String tag, Text note,
            Map<String, List<Standing>> standing, Text basis, List<String> sources) {

        public Item {
            words = words == null ? List.of() : words;
            otherThan = otherThan == null ? List.of() : otherThan;
        }

        boolean standsIn(String card, Place place) {
            return standing.get(card).stream().anyMatch(one -> one.place() == place);
        }
    }

    /** Somebody outside who may read a card that is shown to them. */
    public record Reader(String code, Text name) {}

    /**
     * What a reader may read, from which side of which cards, and why.
     *
     * @param items absent for whatever stands there
     */
    public record Grant(String reader, List<String> cards, List<Place> from, List<String> items, Text purpose, Text basis,
            List<String> sources, boolean verified) {

        boolean covers(String card, Item item) {
            return cards.contains(card) && (items == null || items.contains(item.code()))
                    && from.stream().anyMatch(place -> item.standsIn(card, place));
        }
    }

    /** Where a statement comes from; {@code url} is null where there is no public address. */
    public record Source(String title, String url) {}

    /** A fact of this product and the item that it is, or null where no card has it. */
    public record Field(String name, String item) {

        /** The name alone, without its record. */
        String accessor() {
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    /**
     * Places of this product that need items off the face.
     *
     * @param where a file, a text as {@code messages:<key>}, or, for the system only, a folder with a slash at its end
     * @param to ids of roles, "holder", or "system" where nobody sees it
     */
    public record Use(List<String> where, List<String> items, List<String> to, Text purpose) {}

    /** The list as it is written and published. */
    public record Register(LocalDate asOf, List<Card> cards, List<Item> items, List<Reader> readers, List<Grant> grants,
            Map<String, Source> sources, List<Field> fields, List<Use> uses) {}

    private static final JsonMapper STRICT = JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private final Register register;

    CardItems() {
        this(CardItems.class.getResourceAsStream("/accessregister/card-items.yaml"));
    }

    CardItems(InputStream yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try (yaml) {
            register = STRICT.convertValue(new Yaml(new SafeConstructor(options)).load(yaml), Register.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        holdsTogether();
    }

    /** The whole list. */
    public Register register() {
        return register;
    }

    /** Items that stand on no face or back of a card issued today: whoever shows one here must have declared the need. */
    public List<Item> offTheFace() {
        return register.items().stream().filter(item -> register.cards().stream().filter(Card::ofToday)
                .noneMatch(card -> item.standsIn(card.code(), Place.FACE) || item.standsIn(card.code(), Place.BACK))).toList();
    }

    /** Who may read this item from this card. */
    public List<Grant> readersOf(String card, Item item) {
        return register.grants().stream().filter(grant -> grant.covers(card, item)).toList();
    }

    private void holdsTogether() {
        Set<String> cards = codes("card", register.cards(), Card::code);
        Set<String> items = codes("item", register.items(), Item::code);
        Set<String> readers = codes("reader", register.readers(), Reader::code);
        codes("field", register.fields(), Field::name);
        for (Item item : register.items()) {
            must(item.standing().keySet().equals(cards), item.code() + " does not say where it stands on each card");
            item.standing().forEach((card, places) -> must(!places.isEmpty()
                    && (places.size() == 1 || places.stream().allMatch(one -> one.place().onTheCard())),
                    item.code() + " stands both somewhere and nowhere on " + card));
            known("source", register.sources().keySet(), item.sources(), item.code());
        }
        for (Grant grant : register.grants()) {
            known("reader", readers, List.of(grant.reader()), "a grant");
            known("card", cards, grant.cards(), "a grant to " + grant.reader());
            known("source", register.sources().keySet(), grant.sources(), "a grant to " + grant.reader());
            must(grant.from().stream().allMatch(Place::onTheCard), grant.reader() + " reads from nowhere");
            if (grant.items() != null) {
                known("item", items, grant.items(), "a grant to " + grant.reader());
                register.items().stream().filter(item -> grant.items().contains(item.code())).forEach(item -> must(
                        grant.cards().stream().anyMatch(card -> grant.covers(card, item)),
                        grant.reader() + " is granted " + item.code() + ", which does not stand there"));
            }
        }
        known("item", items, register.fields().stream().map(Field::item).filter(item -> item != null).toList(), "a field");
        for (Use use : register.uses()) {
            known("item", items, use.items(), "the use in " + use.where());
            must(use.to().stream().allMatch(who -> who.equals(HOLDER) || who.equals(SYSTEM) || Role.ofId(who).isPresent()),
                    "nobody knows who " + use.to() + " are, to whom " + use.where() + " shows something");
            must(use.to().equals(List.of(SYSTEM)) || use.where().stream().noneMatch(where -> where.endsWith("/")),
                    "what people see is declared file by file, not as " + use.where());
        }
    }

    private static <T> Set<String> codes(String what, List<T> all, Function<T, String> code) {
        Set<String> codes = new HashSet<>();
        all.forEach(one -> must(codes.add(code.apply(one)), "the " + what + " " + code.apply(one) + " is there twice"));
        return codes;
    }

    private static void known(String what, Set<String> known, List<String> named, String by) {
        named.forEach(one -> must(known.contains(one), by + " names an unknown " + what + ": " + one));
    }

    private static void must(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException("card-items.yaml: " + otherwise);
        }
    }
}
