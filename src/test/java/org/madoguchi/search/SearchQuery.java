package org.madoguchi.search;

import java.util.List;
import java.util.Set;
import org.madoguchi.search.SearchWord.Beginning;
import org.springframework.context.ApplicationContext;

/** The bare query behind the search, for a reader who is granted everything and without the reading that is recorded with it. */
public final class SearchQuery {

    private static final int ROWS = 51;

    private final SearchStore store;

    public SearchQuery(ApplicationContext product) {
        this.store = product.getBean(SearchStore.class);
    }

    /** How many cases are found, at most 51. */
    public int find(String text, Set<String> offices) {
        return store.find(beginnings(text), List.of(), offices, ROWS).size();
    }

    /** The plan of the query, asked for in this way. */
    public List<String> explain(String how, String text, Set<String> offices) {
        return store.asked(how + " ", beginnings(text), List.of(), offices, ROWS).query(String.class).list();
    }

    private List<List<Beginning>> beginnings(String text) {
        return store.words(text).stream().map(word -> word.beginnings((programme, fact) -> true)).toList();
    }
}
