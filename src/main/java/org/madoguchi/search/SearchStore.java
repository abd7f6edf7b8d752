package org.madoguchi.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.madoguchi.search.SearchWord.Beginning;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
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

    /** The index knows the first characters of a word, the entry itself the rest. */
    private static final String KEY = "search_starts(words) && :keys%1$d::text[]";
    private static final String BEGINS = """
            exists (select from unnest(words) word, unnest(:%2$s%1$d::text[]) typed where starts_with(word, typed))""";
    private static final String OFFICES = "offices && :offices::text[]";

    /** Whole names before beginnings, then the newest. */
    private static final String FIND = """
            select case_number, not (%s) as other_name
              from (select case_number, received_at, words, words && :whole::text[] as whole
                      from search_entry
                     where %s
                     order by whole desc, received_at desc, case_number desc
                     limit :rows) found
             order by whole desc, received_at desc, case_number desc
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
        return asked("", words, whole, offices, rows).query(Entry.class).list();
    }

    /** @param before what stands before the query: nothing, or {@code explain} */
    StatementSpec asked(String before, List<List<Beginning>> words, List<Beginning> whole, Set<String> offices, int rows) {
        List<String> where = new ArrayList<>();
        List<String> now = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            where.add(KEY.formatted(i));
            if (!words.get(i).stream().allMatch(Beginning::inKey)) {
                where.add(BEGINS.formatted(i, "texts"));
            }
            now.add(BEGINS.formatted(i, "now"));
        }
        if (offices != null) {
            where.add(OFFICES);
        }
        StatementSpec query = sql.sql(before + FIND.formatted(String.join(" and ", now), String.join(" and ", where))).param("whole", array(whole)).param("rows", rows);
        for (int i = 0; i < words.size(); i++) {
            List<Beginning> word = words.get(i);
            query = query.param("keys" + i, word.stream().map(Beginning::key).distinct().toArray(String[]::new)).param("texts" + i, array(word))
                    .param("now" + i, array(word.stream().filter(Beginning::ofNow).toList()));
        }
        return offices == null ? query : query.param("offices", offices.toArray(String[]::new));
    }

    private static String[] array(List<Beginning> beginnings) {
        return beginnings.stream().map(Beginning::text).toArray(String[]::new);
    }
}
