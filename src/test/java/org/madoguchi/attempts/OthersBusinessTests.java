package org.madoguchi.attempts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.demo.SamplePerson;
import org.madoguchi.demo.SamplePlan;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.identity.Role;
import org.madoguchi.journeys.ApiApplication;
import org.madoguchi.journeys.World;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.json.JsonMapper;

/** Whoever is signed in, and reaches for what belongs to others. */
class OthersBusinessTests extends AttemptTest {

    private static final String[] KEPT = {"case_file", "case_applicant", "case_document", "timeline", "work_item", "read_log"};

    @Autowired
    JsonMapper json;

    @Test
    void a_case_of_another_office_is_as_good_as_none() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        String number = world.walk(person, SamplePlan.EXAMINING);
        Set<String> told = new TreeSet<>();
        for (CurrentUser stranger : List.of(staff(Role.CONSULAR_OFFICER, "FR-PAR"), staff(Role.CONSULAR_SUPERVISOR, "FR-PAR"),
                staff(Role.MUNICIPAL_OFFICER, "131041"), staff(Role.MUNICIPAL_SUPERVISOR, "131041"), staff(Role.ISA_EXAMINER, World.BUREAU))) {
            String before = contents(KEPT);
            operations().filter(operation -> operation.pattern().matches("/cases/\\{.*")).forEach(operation -> {
                MvcTestResult foreign = filled(operation, number, stranger);
                MvcTestResult none = filled(operation, UNHEARD, stranger);
                if (foreign.getResponse().getStatus() != none.getResponse().getStatus() || !seen(foreign, number).equals(seen(none, UNHEARD))
                        || foreign.getResponse().getStatus() < 400 && !seen(foreign, number).isEmpty()) {
                    told.add(stranger.posts() + " " + operation.method() + " " + operation.pattern() + " " + foreign.getResponse().getStatus()
                            + " and " + none.getResponse().getStatus() + difference(seen(none, UNHEARD), seen(foreign, number)));
                }
            });
            assertThat(contents(KEPT)).as("nothing changed, and no reading").isEqualTo(before);
        }
        assertThat(told).isEmpty();
        recorded("GET /cases/{number} 404 CASE_UNKNOWN", "POST /cases/{caseNumber}/hold 404 CASE_UNKNOWN");
        assertThat(String.join(" ", recorded())).doesNotContain(number);
    }

    @Test
    void an_application_of_somebody_else_is_as_good_as_none() {
        String number = world.walk(world.somebody(SamplePlan.HANDED_OVER), SamplePlan.HANDED_OVER);
        CurrentUser stranger = CurrentUser.applicant(UUID.randomUUID().toString());
        Set<String> told = new TreeSet<>();
        String before = contents(KEPT);
        operations().filter(operation -> operation.pattern().matches("/(track|book)/.*\\{(number|caseNumber)}.*")).forEach(operation -> {
            MvcTestResult foreign = filled(operation, number, stranger);
            MvcTestResult none = filled(operation, UNHEARD, stranger);
            if (foreign.getResponse().getStatus() != none.getResponse().getStatus() || foreign.getResponse().getStatus() < 400) {
                told.add(operation.method() + " " + operation.pattern() + " " + foreign.getResponse().getStatus() + " and "
                        + none.getResponse().getStatus());
            }
        });
        assertThat(told).isEmpty();
        assertThat(contents(KEPT)).isEqualTo(before);
        recorded("GET /track/{number} 404 CASE_UNKNOWN");
    }

    @Test
    void ids_of_other_things_are_no_help_under_a_case_of_ones_own() {
        String mine = world.walk(world.somebody(SamplePlan.EXAMINING), SamplePlan.EXAMINING);
        SamplePerson other = world.somebody(SamplePlan.EXAMINING);
        String theirs = world.walk(other, SamplePlan.EXAMINING);
        CurrentUser officer = world.officer(Role.MUNICIPAL_OFFICER, "a");
        UUID photo = cases.latestDocument(theirs, "PHOTO").orElseThrow().id();
        assertThat(send("GET", "/cases/" + mine + "/documents/" + photo, officer)).hasStatus(404);
        String task = world.openTask(theirs).taskId();
        CurrentUser elsewhere = staff(Role.MUNICIPAL_OFFICER, "131041");
        for (String verb : List.of("claim", "release", "assign", "complete")) {
            assertThat(send("POST", "/tasks/" + task + "/" + verb + "?assignee=x", elsewhere)).as(verb).hasStatus(404);
            assertThat(request("POST", "/api/v1/tasks/" + task + "/" + verb).with(user(elsewhere)).contentType("application/json")
                    .content("{\"assignee\":\"x\"}").exchange()).as(verb).hasStatus(404);
        }
        assertThat(send("GET", "/tasks/" + task, elsewhere)).hasStatus(404);
        CurrentUser holder = CurrentUser.applicant(cases.get(mine).accountId().toString());
        send("GET", "/cases/" + theirs, officer);
        long reading = sql.sql("select max(id) from read_log where case_number = :case").param("case", theirs).query(Long.class).single();
        assertThat(send("GET", "/track/" + mine + "/access/" + reading + "/question", holder)).hasStatus(404);
        recorded("GET /cases/{number}/documents/{id} 404 DOCUMENT_UNKNOWN", "POST /tasks/{id}/claim 404 TASK_UNKNOWN",
                "POST /api/v1/tasks/{id}/complete 404 TASK_UNKNOWN");
    }

    @Test
    void fields_that_are_not_asked_for_are_not_taken() {
        SamplePerson person = world.somebody(SamplePlan.EXAMINING);
        Map<String, Object> sent = new LinkedHashMap<>(ApiApplication.of(person, "one@example.com", false));
        for (String field : List.of("state", "accountId", "numberRef", "class", "caseNumber")) {
            Map<String, Object> more = new LinkedHashMap<>(sent);
            more.put(field, "HANDED_OVER");
            assertThat(file(more)).as(field).hasStatus(422).bodyText().contains("FIELD_UNKNOWN", field);
        }
        Map<String, Object> nested = new LinkedHashMap<>(sent);
        nested.put("person", with(sent.get("person"), "numberRef", UUID.randomUUID().toString()));
        assertThat(file(nested)).hasStatus(422).bodyText().contains("FIELD_UNKNOWN");
        recorded("POST /api/v1/applications 422 FIELD_UNKNOWN");

        String number = world.walk(person, SamplePlan.EXAMINING);
        String task = world.openTask(number).taskId();
        assertThat(request("POST", "/api/v1/tasks/" + task + "/complete").with(user(world.officer(Role.MUNICIPAL_OFFICER, "a")))
                .contentType("application/json").content("{\"examination\":\"ISSUE\",\"completedBy\":\"somebody-else\"}").exchange())
                .hasStatus(422).bodyText().contains("FIELD_UNKNOWN");
        CaseFile before = cases.get(number);
        request("POST", "/track/" + number + "/change").with(user(CurrentUser.applicant(before.accountId().toString())))
                .param("missionCode", before.missionCode()).param("phone", "+1 555 0199").param("state", "HANDED_OVER")
                .param("accountId", UUID.randomUUID().toString()).param("class.module.classLoader.resources.context", "x")
                .param("applicant.birthDate", "1950-01-01").exchange();
        CaseFile after = cases.get(number);
        assertThat(after.applicant().phone()).isEqualTo("+1 555 0199");
        assertThat(List.of(after.state(), after.accountId(), after.applicant().birthDate()))
                .isEqualTo(List.of(before.state(), before.accountId(), before.applicant().birthDate()));
    }

    @Test
    void no_form_is_taken_that_was_not_opened_here() throws Exception {
        Set<String> taken = new TreeSet<>();
        String before = contents(KEPT);
        for (CurrentUser somebody : List.of(world.officer(Role.MUNICIPAL_OFFICER, "a"), world.officer(Role.ADMINISTRATOR, "a"),
                CurrentUser.applicant(UUID.randomUUID().toString()))) {
            operations().filter(operation -> !operation.method().equals("GET") && !operation.pattern().startsWith("/api/")).forEach(operation -> {
                var bare = http.method(org.springframework.http.HttpMethod.valueOf(operation.method())).uri(operation.of(UNHEARD));
                for (MvcTestResult answer : List.of(bare.with(user(somebody)).exchange(), bare.param("_csrf", "guessed").exchange())) {
                    if (answer.getResponse().getStatus() != 403 || answer.getMvcResult().getHandler() instanceof org.springframework.web.method.HandlerMethod) {
                        taken.add(operation.method() + " " + operation.pattern() + " " + answer.getResponse().getStatus());
                    }
                }
            });
        }
        assertThat(taken).isEmpty();
        assertThat(contents(KEPT)).isEqualTo(before);
        HttpResponse<Void> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/tasks/x/claim"))
                .POST(BodyPublishers.ofString("_csrf=guessed")).build(), BodyHandlers.discarding());
        assertThat(answer.statusCode()).isEqualTo(403);
        recorded("POST /tasks/{id}/claim 403 FORM_EXPIRED");
    }

    private static Map<String, Object> with(Object group, String field, String value) {
        Map<String, Object> more = new LinkedHashMap<>();
        ((Map<?, ?>) group).forEach((name, one) -> more.put((String) name, one));
        more.put(field, value);
        return more;
    }

    private MvcTestResult file(Map<String, Object> application) {
        return http.post().uri("/api/v1/applications").header("Idempotency-Key", UUID.randomUUID().toString()).header("Accept-Language", "en")
                .contentType("application/json").content(json.writeValueAsString(application)).exchange();
    }

    /** With something plausible in every parameter that the operation asks for: what is missing must not answer first. */
    private MvcTestResult filled(Operation operation, String number, CurrentUser as) {
        var request = request(operation.method(), operation.of(number)).with(user(as));
        Stream.of(operation.handler().getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(org.springframework.web.bind.annotation.RequestParam.class))
                .forEach(parameter -> {
                    var asked = parameter.getParameterAnnotation(org.springframework.web.bind.annotation.RequestParam.class);
                    String name = asked.name().isEmpty() ? parameter.getParameter().getName() : asked.name();
                    request.param(name, plausible(parameter.getParameterType()));
                });
        return request.exchange();
    }

    private static String plausible(Class<?> type) {
        return type.isEnum() ? ((Enum<?>) type.getEnumConstants()[0]).name()
                : type == java.time.LocalDate.class ? "2026-06-03"
                : type == UUID.class ? "00000000-0000-4000-8000-000000000000"
                : type == Boolean.class || type == boolean.class ? "true"
                : type == int.class || type == Integer.class || type == long.class ? "1" : "x";
    }

    private static String difference(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return ": " + one.substring(at, Math.min(one.length(), at + 80)) + " | " + other.substring(at, Math.min(other.length(), at + 80));
    }

    /** The answer without what differs in any two answers. */
    private static String seen(MvcTestResult answer, String number) {
        return text(answer).replace(number, "CASE").replaceAll("_csrf\"[^>]*", "").replaceAll("content=\"[^\"]*\"", "");
    }
}
