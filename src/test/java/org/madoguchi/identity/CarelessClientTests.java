package org.madoguchi.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What is refused before a controller is reached, over real HTTP: a 4xx, a code and a sentence in the asker's language. */
@MadoguchiTest
class CarelessClientTests {

    @LocalServerPort
    int port;

    private final HttpClient http = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"ja, ログイン", "en, sign in"})
    void who_is_not_signed_in_is_told_so(String language, String word) throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/tasks").header("Accept-Language", language));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"HTTP_401\"", "\"instance\":\"/api/v1/tasks\"", word);
    }

    @Test
    void the_page_of_errors_itself_is_no_fault() throws Exception {
        assertThat(send(request("/error")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?lang=%", "/apply?x=%zz", "/apply?question=a%00b"})
    void addresses_that_cannot_be_decoded_are_refused(String address) throws Exception {
        assertThat(raw(address)).startsWith("HTTP/1.1 400");
    }

    @Test
    void a_spoilt_language_cookie_is_passed_over() throws Exception {
        assertThat(send(request("/").header("Cookie", "lang=<x>")).statusCode()).isEqualTo(200);
    }

    @Test
    void the_api_speaks_json_only() throws Exception {
        var xml = HttpRequest.BodyPublishers.ofString("<a><programme>overseas</programme></a>");
        assertThat(send(request("/api/v1/eligibility").header("Content-Type", "application/xml").POST(xml)).statusCode()).isEqualTo(415);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "a\0b@example.jp", "<script>@example.jp", "a@example.jp,b@example.jp"})
    void an_address_that_is_none_gets_a_sentence(String email) throws Exception {
        HttpResponse<String> page = send(request("/sign-in"));
        var csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"").matcher(page.body());
        assertThat(csrf.find()).isTrue();
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        String form = "username=" + URLEncoder.encode(email, StandardCharsets.UTF_8) + "&_csrf=" + csrf.group(1);
        HttpResponse<String> answer = send(request("/sign-in/code").header("Cookie", cookie).header("Accept-Language", "en")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)));
        assertThat(answer.statusCode()).isBetween(400, 422);
        assertThat(answer.body()).containsAnyOf("This is not an e-mail address.", "could not be understood");
    }

    @Test
    void a_form_that_was_open_too_long_is_told_from_a_missing_right() throws Exception {
        HttpResponse<String> answer = send(request("/sign-in/code").header("Accept-Language", "en")
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString("username=a@example.jp")));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("FORM_EXPIRED", "reload the page");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Java's client refuses to send these. */
    private String raw(String path) throws IOException {
        try (var socket = new java.net.Socket("localhost", port)) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
