package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.MadoguchiTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** What every answer carries, and what no answer says. Over real HTTP, where the server has its own pages of errors. */
@MadoguchiTest
@TestPropertySource(properties = {"madoguchi.rate-limits.readings=100000", "madoguchi.rate-limits.sendings=100000",
        "madoguchi.rate-limits.sign-ins=100000"})
class AnswersTellNothingTests {

    /** What a stack trace, a framework or a server would say of itself. */
    private static final String[] TALK = {"Exception", "at org.", "at java.", "Tomcat", "Whitelabel", "springframework", "thymeleaf", "org.madoguchi",
        "postgres", "SQL"};

    @LocalServerPort
    int port;

    @Autowired
    Collection<RequestMappingInfoHandlerMapping> mappings;

    private final HttpClient http = HttpClient.newHttpClient();

    /** Faults of several kinds, in front of everything else that answers. */
    @TestConfiguration
    static class Faults {

        @Bean
        org.springframework.boot.web.servlet.FilterRegistrationBean<jakarta.servlet.Filter> faults() {
            var filter = new org.springframework.boot.web.servlet.FilterRegistrationBean<jakarta.servlet.Filter>((request, response, chain) -> {
                throw new IllegalStateException("secret of 山田花子 in org.madoguchi");
            });
            filter.addUrlPatterns("/open/card-items", "/api/v1/open/card-items");
            filter.setOrder(Ordered.LOWEST_PRECEDENCE);
            return filter;
        }
    }

    @Test
    void the_policy_of_content_stands_on_every_answer_of_every_operation() throws Exception {
        Set<String> bare = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (var info : mapping.getHandlerMethods().keySet()) {
                for (String pattern : info.getPatternValues()) {
                    String path = pattern.replaceAll("\\{\\w+:(\\w+)\\|[^}]*}", "$1").replaceAll("\\{[^}]*}", "A26-00000000").replace("/**", "");
                    for (RequestMethod method : info.getMethodsCondition().getMethods().isEmpty() ? Set.of(RequestMethod.GET)
                            : info.getMethodsCondition().getMethods()) {
                        HttpResponse<String> answer = send(method.name(), path.isEmpty() ? "/" : path, "text/html");
                        if (!guarded(answer)) {
                            bare.add(method + " " + pattern + " " + answer.statusCode());
                        }
                    }
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/madoguchi.js", "/assets/madoguchi.css", "/webjars/htmx.org/dist/htmx.min.js", "/nowhere", "/actuator/env", "/error",
        "/favicon.ico", "/api/v1/nowhere"})
    void the_policy_of_content_stands_on_everything_else_too(String path) throws Exception {
        assertThat(guarded(send("GET", path, "*/*"))).as(path).isTrue();
    }

    private static boolean guarded(HttpResponse<String> answer) {
        String policy = answer.headers().firstValue("Content-Security-Policy").orElse("");
        return policy.startsWith("default-src 'self'") && !policy.contains("script-src") && policy.contains("frame-ancestors 'none'")
                && policy.contains("object-src 'none'") && !policy.contains("style-src 'self' 'unsafe-inline'")
                && answer.headers().allValues("Content-Security-Policy").size() == 1
                && answer.headers().firstValue("X-Content-Type-Options").orElse("").equals("nosniff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "POST|/api/v1/eligibility|application/json|{|400",
        "GET|/api/v1/tasks|||401",
        "POST|/sign-in/code|||403",
        "GET|/sign-in/nowhere|||404",
        "DELETE|/apply|||403",
        "PUT|/api/v1/eligibility|application/json|{}|401",
        "POST|/api/v1/slots|application/json|{}|401",
        "POST|/api/v1/eligibility|text/plain|x|415",
        "GET|/open/card-items|||500",
        "GET|/api/v1/open/card-items|||500"})
    void no_error_shows_a_trace_or_a_page_of_the_framework(String method, String path, String type, String body, int status) throws Exception {
        for (String accept : new String[] {"text/html", "application/json", "application/xml", "image/png"}) {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept", accept)
                    .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            if (type != null) {
                request.header("Content-Type", type);
            }
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(accept).isIn(status, 406);
            assertThat(answer.body()).as(accept).doesNotContain(TALK).doesNotContain("山田花子").doesNotContain("<style");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
        }
    }

    @Test
    void a_method_that_is_none_and_a_type_that_nobody_has_are_answered_plainly(@Autowired MockMvcTester pages) throws Exception {
        for (String[] asked : new String[][] {{"POST", "/open", "405"}, {"GET", "/apply/check", "405"}}) {
            var answer = pages.method(org.springframework.http.HttpMethod.valueOf(asked[0])).uri(asked[1]).with(csrf()).exchange().getResponse();
            assertThat(answer.getStatus()).as(asked[1]).isIn(302, 404, 405);
            assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).doesNotContain(TALK);
        }
        HttpResponse<String> picture = send("GET", "/api/v1/open/access", "image/png");
        assertThat(picture.statusCode()).isEqualTo(406);
        assertThat(picture.body()).doesNotContain(TALK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /?lang=% HTTP/1.1", "GET /a|b HTTP/1.1", "G@T / HTTP/1.1", "GET / HTTP/9.9", "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        "GET /..%2f..%2fapplication.yml HTTP/1.1", "GET /assets/..%5c..%5capplication.yml HTTP/1.1", "GET /assets/%252e%252e/application.yml HTTP/1.1",
        "GET //elsewhere.example HTTP/1.1", "GET /;jsessionid=x/..;/actuator/env HTTP/1.1", "TRACE / HTTP/1.1"})
    void what_the_server_cannot_read_is_answered_without_a_page_of_the_server(String line) throws IOException {
        String answer = raw(line);
        assertThat(answer).containsPattern("^HTTP/1\\.1 (4\\d\\d|50[15])").doesNotContain(TALK).doesNotContain("<style", "HTTP Status");
        assertThat(answer.toLowerCase()).contains("content-security-policy").doesNotContain("\r\nserver:");
    }

    @Test
    void session_and_language_are_kept_in_cookies_that_no_script_reads_and_no_plain_line_carries() throws Exception {
        HttpResponse<String> answer = send("GET", "/sign-in?lang=en", "text/html");
        assertThat(answer.headers().allValues("Set-Cookie")).hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "Secure", "SameSite=Lax"));
    }

    private HttpResponse<String> send(String method, String path, String accept) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Accept", accept)
                .method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private String raw(String line) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
