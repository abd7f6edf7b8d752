package org.madoguchi.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
class CasesPagesTests {

    private static final CurrentUser OFFICER = at("FI-HEL");

    @Autowired
    MockMvcTester http;
    @Autowired
    JdbcClient sql;

    private AWaitingCard aWaitingCard;
    private String number;

    @BeforeEach
    void a_case_at_helsinki(@Autowired ApplicationContext product) {
        aWaitingCard = new AWaitingCard(product);
        number = aWaitingCard.at("FI-HEL");
        named(number, "渡邊", "花子", "わたなべ", "ハナコ", "Watanabe", "Hana-ko");
    }

    private void named(String number, String family, String given, String familyKana, String givenKana, String familyLatin, String givenLatin) {
        sql.sql("update case_applicant set family_name = ?, given_name = ?, family_kana = ?, given_kana = ?, family_latin = ?, given_latin = ? where case_number = ?")
                .params(family, given, familyKana, givenKana, familyLatin, givenLatin, number).update();
    }

    @ParameterizedTest
    @ValueSource(strings = {"渡邊", "渡邊　花", "ワタナベ", "わたなべ はなこ", "ﾜﾀﾅﾍﾞ", "watanabe", "WATANABE HANAKO", "Hanako Watanabe"})
    void an_officer_finds_a_case_by_the_beginning_of_its_holders_name_in_any_script(String name) {
        assertThat(find(OFFICER, name)).contains(number, "渡邊 花子", "Apr 1980").doesNotContain("??");
    }

    @ParameterizedTest
    @ValueSource(strings = {"花子渡", "邊", "tanabe", "渡辺", "wata%ko", "_______"})
    void what_is_not_the_beginning_of_the_name_finds_nothing(String name) {
        assertThat(body(post(OFFICER, name))).doesNotContain(number);
    }

    @Test
    void only_cases_one_may_open_are_found_and_a_search_is_one_reading_without_the_name() {
        assertThat(find(at("FR-PAR"), "渡邊")).doesNotContain(number).contains("Nothing was found");
        long before = searches();
        find(OFFICER, "渡邊");
        assertThat(searches()).isEqualTo(before + 1);
        assertThat(sql.sql("select case_number is null and row_count > 0 from read_log where purpose = 'NAME_SEARCH' order by at desc, row_count desc limit 1")
                .query(Boolean.class).single()).isTrue();
    }

    @Test
    void what_was_found_comes_in_pages_and_the_name_is_in_no_address() {
        for (int i = 0; i < 26; i++) {
            named(aWaitingCard.inTransit("ADULT", java.time.LocalDate.of(1980, 4, 1), "NEW", "FI-HEL", null), "頁", "一", "ペイジ", "イチ", "Page", "One");
        }
        String first = find(OFFICER, "頁");
        assertThat(first.split("<tr data-row").length - 1).isEqualTo(25);
        assertThat(first).doesNotContain("?name=", "&amp;name=");
        String rest = body(http.post().uri("/cases/find").with(user(OFFICER)).with(csrf()).header("Accept-Language", "en").param("name", "頁")
                .param("before", hidden(first, "before")).param("after", hidden(first, "after")).exchange());
        assertThat(rest.split("<tr data-row").length - 1).isPositive();
        assertThat(rest).doesNotContain("name=\"before\"");
        assertThat(http.get().uri("/cases/find").with(user(OFFICER))).hasRedirectedUrl("/cases");
    }

    @Test
    void a_name_without_a_letter_is_told_at_its_field() {
        for (String name : new String[] {"", " ", "・", "x".repeat(61)}) {
            MvcTestResult answer = post(OFFICER, name);
            assertThat(answer).hasStatus(422);
            assertThat(body(answer)).contains("Please enter a name", "name-error").doesNotContain("??");
        }
    }

    private static String hidden(String page, String name) {
        var found = java.util.regex.Pattern.compile("name=\"" + name + "\" value=\"([^\"]+)\"").matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private long searches() {
        return sql.sql("select count(*) from read_log where purpose = 'NAME_SEARCH'").query(Long.class).single();
    }

    private String find(CurrentUser reader, String name) {
        MvcTestResult answer = post(reader, name);
        assertThat(answer).hasStatusOk();
        return body(answer);
    }

    private MvcTestResult post(CurrentUser reader, String name) {
        return http.post().uri("/cases/find").with(user(reader)).with(csrf()).header("Accept-Language", "en").param("name", name).exchange();
    }

    private static String body(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CurrentUser at(String mission) {
        return new CurrentUser("officer-" + mission, CurrentUser.Kind.STAFF, "窓口", "Desk", Set.of(new Post(Role.CONSULAR_OFFICER, mission)));
    }
}
