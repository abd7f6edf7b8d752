package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.CurrentUser.Post;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.ApiApplication;
import org.madoguchi.journeys.World;
import org.madoguchi.worklist.Worklist;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;

/** Text that means more to a browser, a database, a spreadsheet or a header than to its reader. */
class HostileTextTests extends AttemptTest {

    private static final String SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>[[${7*191}]]__${7*191}__#{7*191}";

    /** What must not stand in a page: the script as it was sent, or the outcome of a sum that was sent. */
    private static final String[] RUN = {"<script>alert", "<img src=x", "1337"};

    /** Somebody whom every door opens to, so that every filter is reached. */
    private static final CurrentUser EVERYBODY = new CurrentUser("tries-everything", CurrentUser.Kind.STAFF, "担当", "Officer",
            Stream.of(Role.values()).map(role -> new Post(role, switch (role.officeKind()) {
                case MISSION -> World.MISSION;
                case MUNICIPALITY -> World.MUNICIPALITY;
                case BUREAU -> World.BUREAU;
                case HEADQUARTERS -> "HQ";
            })).collect(Collectors.toSet()));

    @Autowired
    Worklist worklist;

    @Autowired
    JsonMapper json;

    @Test
    void a_script_in_any_field_of_an_application_is_refused_or_stays_text() {
        List<List<String>> fields = new ArrayList<>();
        texts(ApiApplication.of(world.somebody(SamplePlan.EXAMINING), "one@example.com", true), new ArrayList<>(), fields);
        assertThat(fields).hasSizeGreaterThan(15);
        Set<String> kept = new TreeSet<>();
        for (List<String> field : fields) {
            SamplePerson person = world.somebody(SamplePlan.EXAMINING);
            Map<String, Object> application = ApiApplication.of(person, UUID.randomUUID() + "@example.com", false);
            MvcTestResult answer = file(put(application, field, SCRIPT));
            assertThat(answer.getResponse().getStatus()).as(field.toString()).isIn(201, 400, 422);
            assertThat(answer.getResponse().getContentType()).as("no browser takes it for a page").matches("application/(problem\\+)?json.*");
            if (answer.getResponse().getStatus() == 201) {
                kept.add(field.get(field.size() - 1));
                String number = json.readTree(text(answer)).get("caseNumber").asString();
                world.settle();
                noPageRunsIt(number);
            }
        }
        assertThat(kept).as("where anything may be written").contains("domicile");
    }

    @Test
    void a_script_that_officer_and_holder_write_to_each_other_stays_text() {
        String number = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        worklist.complete(world.openTask(number).taskId(), json.valueToTree(Map.of("examination", "ASK", "wanted", "STATEMENT_WANTED",
                "question", SCRIPT)), officer);
        world.settle();
        CurrentUser holder = CurrentUser.applicant(cases.get(number).accountId().toString());
        assertThat(text(send("GET", "/track/" + number, holder))).contains("&lt;script&gt;").doesNotContain(RUN);
        assertThat(request("POST", "/track/" + number + "/answer").with(user(holder)).param("answer", SCRIPT).exchange()).hasStatus3xxRedirection();
        world.settle();
        noPageRunsIt(number);

        CurrentUser linkage = world.officer(Role.LINKAGE_OFFICER, "a");
        assertThat(request("POST", "/report-link").param("words", SCRIPT).param("report", SCRIPT).param("caseNumber", SCRIPT).param("email", SCRIPT)
                .exchange().getResponse().getStatus()).isLessThan(500);
        assertThat(request("POST", "/track/" + number + "/report").with(user(holder)).param("words", SCRIPT).param("what", SCRIPT).exchange()
                .getResponse().getStatus()).isLessThan(500);
        world.settle();
        assertThat(text(send("GET", "/corrections", linkage))).doesNotContain(RUN);
        noPageRunsIt(number);
    }

    private void noPageRunsIt(String number) {
        CurrentUser holder = CurrentUser.applicant(cases.get(number).accountId().toString());
        for (String language : List.of("ja", "en")) {
            for (Role role : List.of(Role.MUNICIPAL_OFFICER, Role.CONSULAR_OFFICER, Role.LINKAGE_OFFICER)) {
                CurrentUser officer = world.officer(role, "a");
                assertThat(text(send("GET", "/cases/" + number + "?lang=" + language, officer))).as(number).doesNotContain(RUN);
                assertThat(text(send("GET", "/tasks?view=ALL&lang=" + language, officer))).doesNotContain(RUN);
                world.openTasks(number).stream().findAny().ifPresent(task -> assertThat(text(send("GET", "/tasks/"
                        + world.openTask(number).taskId() + "?lang=" + language, officer))).doesNotContain(RUN));
            }
            for (String path : List.of("/track", "/track/" + number, "/track/" + number + "/access", "/track/" + number + "/change")) {
                assertThat(text(send("GET", path + "?lang=" + language, holder))).as(path).doesNotContain(RUN);
            }
        }
    }

    @Test
    void no_page_writes_a_text_as_it_came_and_none_holds_a_script() throws IOException {
        Pattern raw = Pattern.compile("th:utext|\\[\\(|th:inline|<script>|<script(?![^>]*src=)|<style|\\son[a-z]+=|javascript:|th:on|\\{\\{");
        try (Stream<Path> pages = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(pages.filter(page -> page.toString().endsWith(".html")).filter(page -> raw.matcher(read(page)).find())).isEmpty();
        }
    }

    @Test
    void no_filter_is_read_as_sql() {
        world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        List<String> tables = sql.sql("select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"
                + " and table_name not in ('read_log', 'refused_attempt', 'rate_bucket', 'spring_session') order by 1").query(String.class).list();
        String before = contents(tables.toArray(String[]::new));
        Set<String> fooled = new TreeSet<>();
        int filters = 0;
        for (Operation operation : operations().filter(one -> one.method().equals("GET") || one.pattern().matches("/search|/cases/call|/apply/check")).toList()) {
            for (MethodParameter parameter : operation.handler().getMethodParameters()) {
                if (!parameter.hasParameterAnnotation(RequestParam.class)) {
                    continue;
                }
                String name = nameOf(parameter);
                filters++;
                int nonsense = found(operation, name, "zzzzzz");
                for (String injected : List.of("' or '1'='1", "x' union select null,null,null--", "1; drop table case_file", "%", "\\", "')) or 1=1 --",
                        "${jndi:ldap://x}", "1e999999999", "-1", "\u0000")) {
                    MvcTestResult answer = with(operation, name, injected);
                    if (answer.getResponse().getStatus() >= 500 || cases(answer) > Math.max(nonsense, found(operation, name, ""))) {
                        fooled.add(operation.method() + " " + operation.pattern() + " " + name + "=" + injected + " " + answer.getResponse().getStatus());
                    }
                }
            }
            for (String injected : List.of("'%20or%20'1'='1", "x';drop%20table%20case_file--", "%25")) {
                if (operation.pattern().contains("{") && http.method(HttpMethod.valueOf(operation.method())).uri(URI.create(operation.of(injected)))
                        .with(csrf()).with(user(EVERYBODY)).exchange().getResponse().getStatus() >= 500) {
                    fooled.add(operation.method() + " " + operation.of(injected));
                }
            }
        }
        assertThat(fooled).isEmpty();
        assertThat(filters).isGreaterThan(15);
        assertThat(contents(tables.toArray(String[]::new))).isEqualTo(before);
    }

    @Test
    void no_parameter_becomes_a_header_or_an_address_elsewhere() {
        Set<String> led = new TreeSet<>();
        for (Operation operation : operations().filter(one -> one.method().equals("GET")).toList()) {
            for (String name : Stream.concat(Stream.of("lang", "continue", "back", "next"), Stream.of(operation.handler().getMethodParameters())
                    .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class)).map(HostileTextTests::nameOf)).distinct().toList()) {
                for (String injected : List.of("x\r\nX-Injected: 1", "//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example")) {
                    var answer = with(operation, name, injected).getResponse();
                    String location = String.valueOf(answer.getHeader("Location"));
                    if (answer.getHeader("X-Injected") != null || location.contains("elsewhere") || location.contains("\n") || answer.getStatus() >= 500) {
                        led.add(operation.pattern() + " " + name + "=" + injected + " " + answer.getStatus());
                    }
                }
            }
        }
        assertThat(led).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /?lang=en%0d%0aX-Injected:%201 HTTP/1.1", "GET /%0d%0aX-Injected:%201 HTTP/1.1", "GET /tasks%0aX-Injected:1 HTTP/1.1",
        "GET /sign-in?x=%0d%0a%0d%0a<script> HTTP/1.1"})
    void a_line_break_in_an_address_is_no_line_break_in_the_answer(String line) throws IOException {
        String answer = raw(line, "localhost");
        assertThat(answer.substring(0, answer.indexOf("\r\n\r\n"))).doesNotContainIgnoringCase("x-injected");
        assertThat(answer).doesNotContain("<script>\"");
    }

    @Test
    void the_name_of_another_host_leads_nowhere() throws IOException {
        for (String path : List.of("/tasks", "/track", "/apply/form", "/sign-in/code", "/access")) {
            assertThat(raw("GET " + path + " HTTP/1.1", "elsewhere.example")).startsWith("HTTP/1.1 302").doesNotContain("elsewhere.example");
        }
    }

    private String raw(String line, String host) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String nameOf(MethodParameter parameter) {
        String name = parameter.getParameterAnnotation(RequestParam.class).name();
        return name.isEmpty() ? parameter.getParameter().getName() : name;
    }

    private MvcTestResult with(Operation operation, String name, String value) {
        return request(operation.method(), operation.of(UNHEARD)).with(user(EVERYBODY)).param(name, value).exchange();
    }

    private int found(Operation operation, String name, String value) {
        return cases(with(operation, name, value));
    }

    /** How many cases and people an answer names. */
    private static int cases(MvcTestResult answer) {
        return (int) Pattern.compile("[AB]26-(?!00000000)[0-9A-Z]{8}|/admin/staff/").matcher(text(answer)).results().count();
    }

    private MvcTestResult file(Object application) {
        return http.post().uri("/api/v1/applications").header("Idempotency-Key", UUID.randomUUID().toString()).contentType("application/json")
                .content(json.writeValueAsString(application)).exchange();
    }

    /** The ways to all texts in it. */
    private static void texts(Object node, List<String> way, List<List<String>> found) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                List<String> further = new ArrayList<>(way);
                further.add((String) name);
                texts(value, further, found);
            });
        } else if (node instanceof String) {
            found.add(way);
        }
    }

    private static Map<String, Object> put(Map<?, ?> node, List<String> way, String value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        node.forEach((name, one) -> copy.put((String) name, one));
        copy.put(way.get(0), way.size() == 1 ? value : put((Map<?, ?>) node.get(way.get(0)), way.subList(1, way.size()), value));
        return copy;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
