package org.madoguchi.open;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.madoguchi.accessregister.CardItems;
import org.madoguchi.accessregister.CardItems.Card;
import org.madoguchi.accessregister.CardItems.Grant;
import org.madoguchi.accessregister.CardItems.Item;
import org.madoguchi.accessregister.CardItems.Place;
import org.madoguchi.accessregister.CardItems.Reader;
import org.madoguchi.accessregister.CardItems.Source;
import org.madoguchi.accessregister.CardItems.Standing;
import org.madoguchi.platform.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where each item of a card stands and who may read it, for everybody; one card at a time or all beside one another. */
@Controller
class CardItemsPages {

    /** A card that can be chosen. */
    record Choice(String code, String name, boolean chosen) {}

    /** An item; a cell for each card shown, and who may read it from the one that was chosen. */
    record Row(String name, String note, String tag, List<List<Standing>> cells, List<String> readers, String basis,
            Map<String, Source> sources) {}

    /** What one reader may read; {@code items} is empty for whatever stands there. */
    record Right(String reader, List<String> cards, List<Place> from, List<String> items, String purpose, String basis,
            Map<String, Source> sources, boolean verified) {}

    /** Why this product needs items that no face shows. */
    record Need(List<String> where, List<String> items, List<String> to, String purpose) {}

    /**
     * All cards beside one another, or the one that was chosen.
     *
     * @param issuedUntil of the chosen one, null where it is issued today
     */
    record CardItemsPage(LocalDate asOf, boolean one, LocalDate issuedUntil, List<Choice> choices, List<String> cards, List<Row> rows,
            List<Right> rights, List<Need> needs, Map<String, Source> sources) {}

    private final CardItems list;

    CardItemsPages(CardItems list) {
        this.list = list;
    }

    @GetMapping("/open/card-items")
    String cardItems(@RequestParam(name = "card", defaultValue = "") String chosen, Locale locale, Model model) {
        CardItems.Register register = list.register();
        List<Card> shown = register.cards().stream().filter(card -> chosen.isEmpty() || card.code().equals(chosen)).toList();
        if (shown.isEmpty()) {
            throw Refusal.notFound("CARD_TYPE_UNKNOWN", chosen);
        }
        Names names = new Names(locale, names(register.cards(), Card::code, card -> card.name().in(locale)),
                names(register.items(), Item::code, item -> item.name().in(locale)),
                names(register.readers(), Reader::code, reader -> reader.name().in(locale)));
        Set<String> codes = shown.stream().map(Card::code).collect(Collectors.toSet());
        model.addAttribute("page", new CardItemsPage(register.asOf(), shown.size() == 1,
                shown.size() == 1 ? shown.get(0).issuedUntil() : null,
                register.cards().stream().map(card -> new Choice(card.code(), names.card(card.code()), card.code().equals(chosen))).toList(),
                shown.stream().map(card -> names.card(card.code())).toList(),
                register.items().stream().map(item -> row(item, shown, names)).toList(),
                register.grants().stream().filter(grant -> grant.cards().stream().anyMatch(codes::contains))
                        .map(grant -> right(grant, codes, names)).toList(),
                register.uses().stream().map(use -> new Need(use.where(), use.items().stream().map(names::item).toList(), use.to(),
                        use.purpose().in(locale))).toList(), register.sources()));
        return "open/CardItems";
    }

    private Row row(Item item, List<Card> shown, Names names) {
        // the tags are those of the new chip
        boolean tagged = shown.stream().anyMatch(card -> card.chipType() != null);
        return new Row(names.item(item.code()), item.note() == null ? null : item.note().in(names.locale()), tagged ? item.tag() : null,
                shown.stream().map(card -> item.standing().get(card.code())).toList(),
                list.readersOf(shown.get(0).code(), item).stream().map(Grant::reader).distinct().map(names::reader).toList(),
                item.basis().in(names.locale()), sources(item.sources()));
    }

    private Right right(Grant grant, Set<String> shown, Names names) {
        List<String> items = grant.items() == null ? List.of() : grant.items();
        return new Right(names.reader(grant.reader()), grant.cards().stream().filter(shown::contains).map(names::card).toList(), grant.from(),
                items.stream().map(names::item).toList(), grant.purpose().in(names.locale()), grant.basis().in(names.locale()),
                sources(grant.sources()), grant.verified());
    }

    /** What each code is called in the reader's language. */
    private record Names(Locale locale, Map<String, String> cards, Map<String, String> items, Map<String, String> readers) {

        String card(String code) {
            return cards.get(code);
        }

        String item(String code) {
            return items.get(code);
        }

        String reader(String code) {
            return readers.get(code);
        }
    }

    private static <T> Map<String, String> names(List<T> all, Function<T, String> code, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(code, name));
    }

    private Map<String, Source> sources(List<String> keys) {
        return keys.stream().collect(Collectors.toMap(Function.identity(), list.register().sources()::get, (a, b) -> a,
                LinkedHashMap::new));
    }
}
