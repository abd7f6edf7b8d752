package org.madoguchi.search;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.madoguchi.search.SearchWord.Beginning;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the search. */
@Component
class SearchStore {

    /** {@code otherName}: without the names the person has now it would not have been found. */
    record Entry(String caseNumber, boolean otherName) {}

    private static final String WORDS = """
            select word, search_sound(word) as sound
              from unnest(string_to_array(search_fold(:text), ' ')) with ordinality as typed (word, n)
             where word <> ''
             order by n
            """;

    /** One of these for each word: the index knows the first characters, the entry itself the rest. */
    private static final String BEGINS = """
            search_starts(words) && :keys%1$d::text[]
                   and exists (select from unnest(words) word, unnest(:texts%1$d::text[]) typed where starts_with(word, typed))""";

    private static final String OF_NOW = """
            exists (select from unnest(words) word, unnest(:now%1$d::text[]) typed where starts_with(word, typed))""";

    private static final String OFFICES = "offices && :offices::text[]";

    /** Whole names before beginnings, names of now before others, then the newest. */
    private static final String FIND = """
            select case_number, other_name
              from (select case_number, received_at, not (%s) as other_name,
                           (select count(*) from unnest(:whole::text[]) typed where typed = any (words)) as whole
                      from search_entry
                     where %s) found
             order by whole desc, other_name, received_at desc, case_number desc
             limit :rows
            """;

    private final JdbcClient sql;

    SearchStore(JdbcClient sql) {
        this.sql = sql;
    }

    List<SearchWord> words(String text) {
        return sql.sql(WORDS).param("text", text).query(SearchWord.class).list();
    }

    /**
     * The cases of which each word is a beginning.
     *
     * @param whole what, written whole, comes first
     * @param offices whose cases, or null for those of all
     */
    List<Entry> find(List<List<Beginning>> words, List<Beginning> whole, Set<String> offices, int rows) {
        Stream<String> begins = IntStream.range(0, words.size()).mapToObj(BEGINS::formatted);
        String where = Stream.concat(begins, Stream.of(OFFICES).filter(any -> offices != null)).collect(Collectors.joining(" and "));
        String now = IntStream.range(0, words.size()).mapToObj(OF_NOW::formatted).collect(Collectors.joining(" and "));
        var query = sql.sql(FIND.formatted(now, where)).param("whole", array(whole)).param("rows", rows);
        for (int i = 0; i < words.size(); i++) {
            List<Beginning> word = words.get(i);
            query = query.param("keys" + i, word.stream().map(Beginning::key).distinct().toArray(String[]::new)).param("texts" + i, array(word))
                    .param("now" + i, array(word.stream().filter(Beginning::ofNow).toList()));
        }
        return (offices == null ? query : query.param("offices", offices.toArray(String[]::new))).query(Entry.class).list();
    }

    private static String[] array(List<Beginning> beginnings) {
        return beginnings.stream().map(Beginning::text).toArray(String[]::new);
    }
}
