package org.madoguchi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.casefile.CaseFile.Name;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.casefile.Event;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.ResidentCards;
import org.madoguchi.journeys.World;
import org.madoguchi.platform.Refusal;
import org.madoguchi.search.CaseSearch.Hit;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@MadoguchiTest
@Transactional
class CaseSearchTests {

    private static final CurrentUser OFFICER = staff(Role.CONSULAR_OFFICER, "FI-HEL");
    private static final CurrentUser EVERYWHERE = staff(Role.LINKAGE_OFFICER, "HQ");

    @Autowired
    CaseSearch search;
    @Autowired
    CaseFiles cases;
    @Autowired
    JdbcClient sql;

    private SearchQuery query;
    private AWaitingCard cards;
    private String number;

    @BeforeEach
    void a_case_at_helsinki(@Autowired ApplicationContext product) {
        query = new SearchQuery(product);
        cards = new AWaitingCard(product);
        number = aCaseOf("渡邊", "花子", "わたなべ", "ハナコ", "Watanabe", "Hana-ko");
    }

    private String aCaseOf(String family, String given, String familyKana, String givenKana, String familyLatin, String givenLatin) {
        String one = cards.inTransit("ADULT", LocalDate.of(1980, 4, 1), "NEW", "FI-HEL", null);
        sql.sql("update case_applicant set family_name = ?, given_name = ?, family_kana = ?, given_kana = ?, family_latin = ?, given_latin = ? where case_number = ?")
                .params(family, given, familyKana, givenKana, familyLatin, givenLatin, one).update();
        return one;
    }

    @ParameterizedTest
    @ValueSource(strings = {"渡邊", "渡邊　花", "渡邊花子", "花子", "渡", "辺花", "ワタナベ", "わたなべ はなこ", "ﾜﾀﾅﾍﾞ", "わた", "はなこ", "watanabe", "WATANABE HANAKO",
            "Hanako Watanabe", "ｗａｔａ", "hana", "HANAKOWATANABE", "花子 watanabe", "渡邊 1980", "19800401", "渡邊 1980-04-01", "ワタナベ・ハナコ", "Watanabe, Hanako"})
    void a_case_is_found_by_the_beginning_of_any_part_of_a_name_in_any_script(String text) {
        assertThat(found(OFFICER, text)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"渡辺", "渡邉", "渡邊\uDB40\uDD00", "渡邉\uDB40\uDD01花子"})
    void variants_of_a_kanji_are_one(String text) {
        assertThat(found(OFFICER, text)).contains(number);
    }

    @ParameterizedTest
    @CsvSource({"髙橋, 高橋", "高橋, 髙橋", "山﨑, 山崎", "川邉, 川邊", "齋藤, 斉藤", "斎藤, 齊藤", "澤田, 沢田", "𠮷野, 吉野", "濵口, 浜口", "佐々木, 佐佐木", "國分, 国分", "嶋田, 島田",
            "櫻井, 桜井", "廣瀨, 広瀬", "眞田, 真田", "桒原, 桑原", "神田, 神田", "栁川, 柳川"})
    void a_name_written_one_way_is_found_written_the_other(String stated, String typed) {
        String one = aCaseOf(stated, "一", "", "", "", "");
        assertThat(found(OFFICER, typed)).contains(one).doesNotContain(number);
    }

    @ParameterizedTest
    @CsvSource({"Sato, satou", "Sato, Satō", "Sato, satoh", "Satoh, sato", "Ohno, ono", "Ono, oono", "Shinji, sinji", "Junichi, jun'ichi", "Tsuchiya, tutiya",
            "Homma, honma", "Namba, nam", "Namba, nanba", "Fujii, huzii", "Yuki, yuuki", "Hatchobori, hacchobori", "José, jose", "Müller, muller", "Øre, ore"})
    void a_name_in_latin_letters_is_found_as_it_sounds(String stated, String typed) {
        String one = aCaseOf("", "", "", "", stated, "Q");
        assertThat(found(OFFICER, typed)).contains(one).doesNotContain(number);
    }

    @ParameterizedTest
    @CsvSource({"シユンイチ, しゅんいち", "ミヤヂ, みやじ", "シズカ, ｼｽﾞｶ", "ヴァン, ゔぁん"})
    void kana_are_alike_small_and_large(String stated, String typed) {
        String one = aCaseOf("某", "某", stated, "", "", "");
        assertThat(found(OFFICER, typed)).contains(one);
    }

    @Test
    void a_double_name_is_found_by_each_of_its_parts() {
        String one = aCaseOf("", "", "", "", "García Márquez", "Jean-Pierre");
        for (String text : List.of("marquez", "pierre", "jeanpierre", "jean-pierre garcia", "Garcia Marquez Jean")) {
            assertThat(found(OFFICER, text)).as(text).contains(one);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"花渡", "邊子", "tanabe", "wata%ko", "____", "渡邊 太郎", "渡邊 1981", "子花子"})
    void what_is_not_the_beginning_of_a_part_finds_nothing(String text) {
        try {
            assertThat(found(OFFICER, text)).doesNotContain(number);
        } catch (Refusal no) {
            assertThat(no.code()).isEqualTo("SEARCH_TOO_SHORT");
        }
    }

    @Test
    void a_number_is_found_by_any_four_characters_as_somebody_reads_them_out() {
        String bare = number.replace("-", "");
        for (String text : List.of(number, bare, number.toLowerCase(), bare.substring(7), bare.substring(4, 9), number.substring(0, 3) + " " + number.substring(4),
                number.substring(0, 8) + " " + number.substring(8), number.replace('0', 'O').replace('1', 'l'),
                number.chars().mapToObj(c -> Character.toString(c == '-' ? '－' : c + 0xfee0)).reduce("", String::concat))) {
            assertThat(found(OFFICER, text)).as(text).contains(number);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "・", "a", "ワ", "%", "1", "渡邊 a"})
    void what_is_too_short_to_mean_anybody_is_refused(String text) {
        assertThatThrownBy(() -> found(OFFICER, text)).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo("SEARCH_TOO_SHORT"));
    }

    @Test
    void what_is_too_long_is_refused() {
        for (String text : List.of("x".repeat(61), "aa bb cc dd ee ff", "A26" + "1".repeat(1_000_000) + "!")) {
            assertThatThrownBy(() -> found(OFFICER, text)).isInstanceOfSatisfying(Refusal.class, no -> assertThat(no.code()).isEqualTo("SEARCH_TOO_LONG"));
        }
    }

    @Test
    void only_cases_one_may_open_are_found() {
        assertThat(found(staff(Role.CONSULAR_OFFICER, "FR-PAR"), "渡邊")).isEmpty();
        assertThat(found(EVERYWHERE, number)).containsExactly(number);
        assertThat(found(staff(Role.MUNICIPAL_OFFICER, "131016"), number)).containsExactly(number);
        cases.moveCollection(number, "FR-PAR", CurrentUser.SYSTEM);
        assertThat(found(staff(Role.CONSULAR_OFFICER, "FR-PAR"), "渡邊")).containsExactly(number);
    }

    @Test
    void the_number_of_a_residence_card_leads_only_whom_it_is_granted_to_the_case(@Autowired ApplicationContext product) {
        String resident = product.getAutowireCapableBeanFactory().createBean(ResidentCards.class).handedOver(UUID.randomUUID() + "@example.org", "COUNTER");
        for (String text : List.of("AB12345678CD", "ab 12345678 cd", "678CD", "345678")) {
            assertThat(found(staff(Role.MUNICIPAL_OFFICER, "131016"), text.replace(" ", ""))).as(text).contains(resident);
            assertThat(found(staff(Role.MUNICIPAL_SUPERVISOR, "131016"), text.replace(" ", ""))).as(text).isEmpty();
        }
        assertThat(found(staff(Role.MUNICIPAL_SUPERVISOR, "131016"), "rivera maria")).contains(resident);
    }

    @Test
    void who_is_granted_nothing_of_a_programme_finds_none_of_its_people(@Autowired ApplicationContext product) {
        String resident = product.getAutowireCapableBeanFactory().createBean(ResidentCards.class).handedOver(UUID.randomUUID() + "@example.org", "COUNTER");
        assertThat(found(staff(Role.ISA_EXAMINER, World.BUREAU), "rivera")).contains(resident);
        assertThat(found(staff(Role.CONSULAR_OFFICER, World.BUREAU), "rivera")).isEmpty();
        assertThat(found(staff(Role.ISA_EXAMINER, "FI-HEL"), "渡邊")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"渡邊", "佐々木 花子", "wata", "watanabe hanako", "0123", "19800401"})
    void every_search_goes_by_the_index_however_many_cases_there_are(String text) {
        // with as few cases as here PostgreSQL would rather read them all
        sql.sql("set local enable_seqscan = off").update();
        for (Set<String> offices : Arrays.asList(Set.of("FI-HEL"), null)) {
            assertThat(String.join("\n", query.explain("explain", text, offices))).contains("Bitmap Index Scan on search_entry_words").doesNotContain("Seq Scan on search_entry");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"' or '1'='1", "x' union select null--", "渡邊'; drop table search_entry--", "%%%%", "AN渡邊", "\\\\", "\u0000\u0000", "🦊🦊"})
    void no_text_is_read_as_anything_but_a_text(String text) {
        try {
            assertThat(found(EVERYWHERE, text)).doesNotContain(number);
        } catch (Refusal no) {
            assertThat(no.code()).isEqualTo("SEARCH_TOO_SHORT");
        }
        assertThat(found(OFFICER, "渡邊")).contains(number);
    }

    @Test
    void a_search_is_one_reading_without_what_was_looked_for() {
        long before = readings();
        found(OFFICER, "渡邊");
        assertThat(readings()).isEqualTo(before + 1);
        assertThat(sql.sql("select case_number is null and row_count > 0 from read_log where purpose = 'NAME_SEARCH' order by id desc limit 1")
                .query(Boolean.class).single()).isTrue();
    }

    @Test
    void after_a_change_of_name_both_names_lead_to_the_case() {
        sql.sql("""
                insert into name_change (id, case_number, stated_at, stated_by, by_kind, ground, changed_on, family_name, given_name, family_kana, given_kana, family_latin,
                                         given_latin, before_family_name, before_given_name, before_family_kana, before_given_kana, before_family_latin, before_given_latin)
                values (?, ?, now(), 'x', 'STAFF', 'HOLDER', '2026-01-01', '小鳥遊', '花子', 'タカナシ', 'ハナコ', 'Takanashi', 'Hanako', '渡邊', '花子', 'ワタナベ', 'ハナコ', 'Watanabe', 'Hanako')
                """).params(UUID.randomUUID(), number).update();
        assertThat(hits("小鳥遊")).containsExactly(number + " by another name");
        cases.rename(number, new Name("小鳥遊", "花子", "タカナシ", "ハナコ", "Takanashi", "Hanako"), Event.internal("TEST", CurrentUser.SYSTEM));
        assertThat(hits("小鳥遊")).containsExactly(number);
        assertThat(hits("渡辺")).contains(number + " by another name");
    }

    @Test
    void who_is_named_so_comes_before_whose_name_begins_so() {
        String longer = aCaseOf("渡邊", "花子太郎", "", "", "", "");
        assertThat(found(OFFICER, "渡邊 花子")).containsSubsequence(number, longer);
    }

    @Test
    void of_many_the_best_are_shown_and_it_is_said_that_there_are_more() {
        aCaseOf("頁", "一", "", "", "", "");
        aCaseOf("頁", "二", "", "", "", "");
        assertThat(search.find(OFFICER, "頁", 1)).satisfies(answer -> {
            assertThat(answer.hits()).hasSize(1);
            assertThat(answer.more()).isTrue();
        });
        assertThat(search.find(OFFICER, "頁", 2).more()).isFalse();
    }

    private long readings() {
        return sql.sql("select count(*) from read_log where purpose = 'NAME_SEARCH'").query(Long.class).single();
    }

    private List<String> hits(String text) {
        return search.find(OFFICER, text, 50).hits().stream().map(hit -> hit.file().number() + (hit.otherName() ? " by another name" : "")).toList();
    }

    private List<String> found(CurrentUser reader, String text) {
        return search.find(reader, text, 50).hits().stream().map(Hit::file).map(file -> file.number()).toList();
    }

    private static CurrentUser staff(Role role, String office) {
        return new CurrentUser("search-" + role.id(), CurrentUser.Kind.STAFF, "窓口", "Desk", Set.of(new Post(role, office)));
    }
}
