package org.madoguchi.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.appointments.AWaitingCard;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@MadoguchiTest
class SearchPagesTests {

    private static final CurrentUser OFFICER = new CurrentUser("officer-stockholm", CurrentUser.Kind.STAFF, "窓口", "Desk",
            Set.of(new Post(Role.CONSULAR_OFFICER, "SE-STO")));

    @Autowired
    MockMvcTester http;

    private final MockHttpSession session = new MockHttpSession();
    private String number;

    @BeforeEach
    void a_case_at_stockholm(@Autowired ApplicationContext product) {
        number = new AWaitingCard(product).at("SE-STO");
    }

    @Test
    void what_was_found_has_an_address_without_a_name_and_is_there_again_on_the_way_back() {
        assertThat(page()).contains("name=\"text\"").doesNotContain("found-count");
        assertThat(http.post().uri("/search").with(user(OFFICER)).with(csrf()).session(session).param("text", "外務 花子"))
                .hasRedirectedUrl("/search");
        for (int i = 0; i < 2; i++) {
            assertThat(page()).contains("/cases/" + number, "外務 花子", "ガイム ハナコ", "Hanako Gaimu", "Apr 1980").doesNotContain("??", "＊");
        }
    }

    @Test
    void while_one_types_only_what_was_found_comes() {
        MvcTestResult answer = whileTyping("gaimu");
        assertThat(answer).hasStatusOk();
        assertThat(body(answer)).contains("/cases/" + number).doesNotContain("<html", "??");
        assertThat(session.getAttributeNames().hasMoreElements()).isFalse();
    }

    @Test
    void what_is_too_short_is_told_at_the_field_and_while_one_types() {
        http.post().uri("/search").with(user(OFFICER)).with(csrf()).session(session).param("text", "a").exchange();
        assertThat(page(422)).contains("text-error", "at least one kanji");
        MvcTestResult answer = whileTyping("a");
        assertThat(answer).hasStatus(422);
        assertThat(body(answer)).contains("at least one kanji");
    }

    @Test
    void nothing_found_is_said() {
        assertThat(body(whileTyping("小鳥遊"))).contains("Nothing found", "Nothing was found");
    }

    private MvcTestResult whileTyping(String text) {
        return http.post().uri("/search").with(user(OFFICER)).with(csrf()).header("HX-Request", "true").header("Accept-Language", "en").param("text", text).exchange();
    }

    private String page() {
        return page(200);
    }

    private String page(int status) {
        MvcTestResult answer = http.get().uri("/search").with(user(OFFICER)).session(session).header("Accept-Language", "en").exchange();
        assertThat(answer).hasStatus(status);
        return body(answer);
    }

    private static String body(MvcTestResult answer) {
        return new String(answer.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
