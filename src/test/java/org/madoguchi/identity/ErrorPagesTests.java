package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.madoguchi.MadoguchiTest;
import org.madoguchi.identity.CurrentUser.Post;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A page that says no still says where one is, who one is, where one can go, and all of it in the other language. */
@MadoguchiTest
class ErrorPagesTests {

    private static final CurrentUser OFFICER = new CurrentUser("error-officer", CurrentUser.Kind.STAFF, "担当", "Officer",
            Set.of(new Post(Role.MUNICIPAL_OFFICER, "131016")));

    @Autowired
    private MockMvcTester pages;

    @LocalServerPort
    private int port;

    @BeforeEach
    void hired(@Autowired Staff staff) {
        staff.put(OFFICER);
    }

    @ParameterizedTest
    @CsvSource({
        "/tasks/unknown, /tasks, Back to “Tasks”, /tasks/unknown?lang=ja",
        "/cases/A26-XXXXXXXX?x=1, /cases, Back to “Cases”, /cases/A26-XXXXXXXX?x=1&amp;lang=ja",
        "/models/unknown, /models, Back to “Models and tables”, /models/unknown?lang=ja"})
    void an_officer_is_led_back_to_the_list(String address, String list, String words, String inJapanese) throws Exception {
        String page = text(pages.get().uri(address).header("Accept-Language", "en").with(user(OFFICER)).exchange());
        assertThat(page).contains("class=\"nav-link\" href=\"" + list + "\"", "Officer", words)
                .contains("class=\"button\" href=\"" + list + "\"").contains("href=\"" + inJapanese + "\"");
    }

    @Test
    void a_form_that_cannot_be_sent_again_leads_to_the_list_in_the_other_language() throws Exception {
        String page = text(pages.post().uri("/tasks/unknown/claim").header("Accept-Language", "ja").with(csrf()).with(user(OFFICER)).exchange());
        assertThat(page).contains("「仕事の一覧」へ戻る", "href=\"/tasks?lang=en\"").doesNotContain("claim?lang");
    }

    @ParameterizedTest
    @CsvSource({"/track/A26-XXXXXXXX", "/book/A26-XXXXXXXX", "/apply/unknown"})
    void an_applicant_is_led_back_to_their_cases(String address) throws Exception {
        String page = text(pages.get().uri(address).header("Accept-Language", "en")
                .with(user(CurrentUser.applicant("5b0a3c1e-0000-4000-8000-000000000001"))).exchange());
        assertThat(page).contains("class=\"button\" href=\"/track\"", "Back to “My applications”");
    }

    @ParameterizedTest
    @CsvSource({"/nowhere, 404", "/cases-of-nobody/1, 404", "/api/v1/nowhere, 404", "/corrections, 403"})
    void who_is_signed_in_hears_that_nothing_is_there(String address, int status) {
        assertThat(pages.get().uri(address).with(user(OFFICER)).exchange()).hasStatus(status);
    }

    /** Over real HTTP, where the server turns to its page of errors by itself. */
    @ParameterizedTest
    @CsvSource({
        "GET, /sign-in/nowhere?x=1, 404, /sign-in/nowhere?x=1&amp;lang=ja",
        "GET, //elsewhere.example/x, 400, /?lang=ja",
        "POST, /sign-in/code, 403, /?lang=ja"})
    void what_is_refused_before_any_controller_has_the_frame_too(String method, String address, int status, String inJapanese)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + address)).header("Accept-Language", "en")
                .method(method, BodyPublishers.noBody());
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("href=\"/apply\"", "href=\"/track\"", "class=\"language\" href=\"" + inJapanese + "\"");
    }

    private static String text(MvcTestResult answer) throws Exception {
        assertThat(answer).hasStatus4xxClientError();
        return answer.getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
