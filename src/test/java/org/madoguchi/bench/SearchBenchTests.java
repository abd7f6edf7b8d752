package org.madoguchi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.madoguchi.search.SearchQuery;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The search beside what one would write without an index of its own, {@code like '%...%'} over the names, on the same cases in
 * the same run, each text asked for by one way right after the other.
 */
@BenchTest
class SearchBenchTests {

    private static final int CASES = Integer.getInteger("madoguchi.bench.cases", 100_000);
    private static final int OFFICES = 200;
    private static final int MEASURED = 100;
    /** The other way takes so long that fewer must do. */
    private static final int MEASURED_LIKE = 5;

    private static final String NOBODY = "a name nobody has";

    /** Ten thousand names: twenty families as often as each other, five hundred given names. */
    private static final String NAMES = """
            create table bench_name as
            select row_number() over () as n, f.kanji as family, g.kanji || chr(19968 + m * 7) as given, f.kana as family_kana,
                   g.kana || chr(12450 + m % 40) as given_kana, f.latin as family_latin, g.latin || chr(97 + m % 26) || chr(97 + m / 26) as given_latin,
                   cast(array[] as text[]) as words
              from unnest(array['佐藤','鈴木','髙橋','田中','伊藤','渡邊','山本','中村','小林','加藤','吉田','山田','佐々木','山口','松本','井上','木村','林','齋藤','清水'],
                          array['サトウ','スズキ','タカハシ','タナカ','イトウ','ワタナベ','ヤマモト','ナカムラ','コバヤシ','カトウ','ヨシダ','ヤマダ','ササキ','ヤマグチ','マツモト',
                                'イノウエ','キムラ','ハヤシ','サイトウ','シミズ'],
                          array['Sato','Suzuki','Takahashi','Tanaka','Ito','Watanabe','Yamamoto','Nakamura','Kobayashi','Kato','Yoshida','Yamada','Sasaki','Yamaguchi',
                                'Matsumoto','Inoue','Kimura','Hayashi','Saito','Shimizu']) f (kanji, kana, latin),
                   unnest(array['花','太','由','直','美'], array['ハナ','タロ','ユミ','ナオ','ミサ'], array['Hana','Taro','Yumi','Nao','Misa']) g (kanji, kana, latin),
                   generate_series(0, 99) m
            """;
    private static final String NAME_WORDS = """
            update bench_name set words = array(select search_name('AN', family, given) union select search_name('AN', family_kana, given_kana)
                                                union select search_name('AN', family_latin, given_latin))
            """;
    private static final String NUMBER = "'A26-' || upper(lpad(to_hex((i * 2654435761) % 4294967296), 8, '0'))";
    private static final String APPLICANTS = """
            insert into case_applicant (case_number, family_name, given_name, family_kana, given_kana, family_latin, given_latin, birth_date, sex, domicile,
                                        certificates_wanted, holder_group, answers)
            select %s, family, given, family_kana, given_kana, family_latin, given_latin, date '1950-01-01' + (i %% 20000)::int, 'FEMALE', '', true, 'ADULT', '{}'
              from generate_series(1, cast(:cases as bigint)) i join bench_name on n = 1 + (hashint8(i) & 2147483647) %% 10000
            """.formatted(NUMBER);
    private static final String ENTRIES = """
            insert into search_entry (case_number, received_at, offices, words)
            select number, timestamptz '2026-01-01' + i * interval '10 s', array['BENCH-' || i %% 200, 'TOWN-' || i %% 1700],
                   words || ('AB' || to_char(date '1950-01-01' + (i %% 20000)::int, 'YYYYMMDD')) || array(select search_number('AS', number))
              from generate_series(1, cast(:cases as bigint)) i cross join lateral (select %s) c (number) join bench_name on n = 1 + (hashint8(i) & 2147483647) %% 10000
            """.formatted(NUMBER);
    private static final String INDEX = "create index search_entry_words on search_entry using gin (search_starts(words), offices) with (fastupdate = off)";

    /** As somebody would write it at first: all names of a person in one text, and the text anywhere in it. */
    private static final String LIKE = """
            select a.case_number from case_applicant a join search_entry e on e.case_number = a.case_number
             where a.family_name || a.given_name || ' ' || a.family_kana || a.given_kana || ' ' || upper(a.family_latin || ' ' || a.given_latin) || ' ' || a.case_number
                   like '%' || upper(:text) || '%'
               and (cast(:offices as text[]) is null or e.offices && cast(:offices as text[]))
             order by e.received_at desc limit 51
            """;

    @Autowired
    JdbcClient sql;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    ApplicationContext product;

    @Test
    void the_search_beside_like() throws Exception {
        long begun = System.nanoTime();
        // the cases themselves are not asked for
        transaction.executeWithoutResult(status -> {
            sql.sql("set local session_replication_role = replica").update();
            sql.sql("set local maintenance_work_mem = '1GB'").update();
            sql.sql(NAMES).update();
            sql.sql(NAME_WORDS).update();
            sql.sql(APPLICANTS).param("cases", CASES).update();
            sql.sql("drop index search_entry_words").update();
            sql.sql(ENTRIES).param("cases", CASES).update();
            sql.sql(INDEX).update();
        });
        sql.sql("vacuum analyze search_entry").update();
        sql.sql("analyze case_applicant").update();
        System.out.printf("%n%,d cases of %d offices, entered within %d s; table %s, index %s%n", CASES, OFFICES, (System.nanoTime() - begun) / 1_000_000_000,
                size("pg_table_size"), size("pg_relation_size", "search_entry_words"));

        String number = sql.sql("select case_number from search_entry where offices && array['BENCH-7'] limit 1").query(String.class).single();
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("a family name of two kanji", "佐藤");
        texts.put("a family name of one kanji", "林");
        texts.put("written with a variant", "高橋");
        texts.put("a variant of the family name, and the given name", "渡辺 花");
        texts.put("hiragana", "わたなべ");
        texts.put("romaji, written otherwise than stated", "satou hana");
        texts.put("four characters of a number", number.substring(7, 11));
        texts.put("the whole number", number);
        texts.put(NOBODY, "小鳥遊");
        var query = new SearchQuery(product);
        var desk = Set.of("BENCH-7");
        List<String> rows = new ArrayList<>();
        for (var text : texts.entrySet()) {
            Timings atOneOffice = time(MEASURED, text.getKey() + ", at one office", () -> query.find(text.getValue(), desk));
            Timings everywhere = time(MEASURED, text.getKey() + ", in all of them", () -> query.find(text.getValue(), null));
            Timings likeAtOneOffice = time(MEASURED_LIKE, text.getKey() + ", at one office, by `like`", () -> like(text.getValue(), desk));
            Timings likeEverywhere = time(MEASURED_LIKE, text.getKey() + ", in all of them, by `like`", () -> like(text.getValue(), null));
            int hits = query.find(text.getValue(), desk);
            assertThat(hits > 0).as(text.getKey()).isNotEqualTo(text.getKey().equals(NOBODY));
            rows.add("| %s | %d | %.2f | %.2f | %.2f | %.2f |".formatted(text.getKey(), hits, atOneOffice.millis(0.5), likeAtOneOffice.millis(0.5),
                    everywhere.millis(0.5), likeEverywhere.millis(0.5)));
            assertThat(everywhere.millis(0.5)).isLessThan(likeEverywhere.millis(0.5));
        }
        System.out.printf("| What | Found at one office, at most 51 | There | by `like` | In all offices | by `like` |%n|---|---|---|---|---|---|%n");
        rows.forEach(System.out::println);
        List<String> plan = query.explain("explain (analyze, buffers, costs off)", "佐藤", desk);
        plan.forEach(System.out::println);
        assertThat(String.join("\n", plan)).contains("search_entry_words").doesNotContain("Seq Scan");
    }

    private List<String> like(String text, Set<String> offices) {
        return sql.sql(LIKE).param("text", text).param("offices", offices == null ? null : offices.toArray(String[]::new)).query(String.class).list();
    }

    private static Timings time(int times, String name, Timings.Doing doing) throws Exception {
        doing.once();
        doing.once();
        var timings = new Timings(name);
        for (int n = 0; n < times; n++) {
            timings.time(doing);
        }
        return timings;
    }

    private String size(String function) {
        return size(function, "search_entry");
    }

    private String size(String function, String relation) {
        return sql.sql("select pg_size_pretty(" + function + "('" + relation + "'::regclass))").query(String.class).single();
    }
}
