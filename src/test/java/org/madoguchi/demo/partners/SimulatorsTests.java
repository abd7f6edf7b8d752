package org.madoguchi.demo.partners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.MunicipalTask;
import org.madoguchi.partners.PartnersTest;
import org.madoguchi.partners.Samples;
import org.madoguchi.platform.Refusal;
import org.springframework.beans.factory.annotation.Value;

class SimulatorsTests extends PartnersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Value("${madoguchi.demo.simulators.url}")
    private String url;

    private HttpResponse<String> post(String path, String contentType, String body) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String command(String json) throws IOException, InterruptedException {
        HttpResponse<String> answer = post("/control", "application/json", json);
        return answer.statusCode() + " " + answer.body();
    }

    private String order() {
        try {
            return IdempotencyKey.during(caseNumber, () -> jLis.orderCard(Samples.order(caseNumber, null))).orderNumber();
        } catch (RuntimeException e) {
            return e.getMessage();
        }
    }

    @Test
    void a_partner_goes_down_and_comes_back_by_http_command() throws Exception {
        command("{\"partner\": \"j-lis\", \"command\": \"down\"}");
        assertThat(order()).isEqualTo("j-lis: answered 503");
        command("{\"partner\": \"j-lis\", \"command\": \"down\", \"how\": \"HANGS_UP\"}");
        assertThat(order()).isEqualTo("j-lis: the connection broke");
        command("{\"partner\": \"j-lis\", \"command\": \"up\"}");
        assertThat(order()).startsWith("JL-");
    }

    @Test
    void every_command_is_obeyed_by_http() throws Exception {
        assertThat(command("{\"partner\": \"j-lis\", \"command\": \"reject\", \"next\": 2, \"reason\": \"BUSY\"}")).startsWith("200");
        assertThat(order()).isEqualTo("CardOrderRefused: BUSY");
        assertThat(order()).isEqualTo("CardOrderRefused: BUSY");
        command("{\"partner\": \"j-lis\", \"command\": \"delay\", \"millis\": 3000}");
        assertThat(order()).isEqualTo("j-lis: did not answer in time");
        command("{\"partner\": \"j-lis\", \"command\": \"delay\", \"millis\": 0}");
        command("{\"partner\": \"j-lis\", \"command\": \"lose-answers\", \"next\": 1}");
        assertThat(order()).isEqualTo("j-lis: the connection broke");
        assertThat(order()).startsWith("JL-");

        command("{\"partner\": \"j-lis\", \"command\": \"hold-callbacks\"}");
        clock.tick(Duration.ofMinutes(1));
        assertThat(command("{\"command\": \"advance\"}")).contains("\"accepted\":0");
        command("{\"partner\": \"j-lis\", \"command\": \"release-callbacks\"}");
        command("{\"partner\": \"j-lis\", \"command\": \"repeat-callbacks\", \"times\": 1}");
        command("{\"partner\": \"j-lis\", \"command\": \"contradict\", \"how\": \"OTHER_ORDER\"}");
        assertThat(command("{\"command\": \"advance\"}")).contains("\"accepted\":2", "\"waiting\":0");
        assertThat(handlers.events).hasSize(3);

        assertThat(command("{\"partner\": \"j-lis\", \"command\": \"requests\", \"operation\": \"orderCard\"}")).contains("\"requests\":");
        assertThat(command("{\"partner\": \"j-lis\", \"command\": \"reject-later\", \"reason\": \"PHOTO_UNSUITABLE\"}")).startsWith("200");
        assertThat(command("{\"partner\": \"j-lis\", \"command\": \"behave\"}")).startsWith("200");
        assertThat(command("{\"command\": \"behave\"}")).startsWith("200");
    }

    @Test
    void a_command_nobody_knows_or_a_web_page_sends_is_refused() throws Exception {
        assertThat(command("{\"partner\": \"j-lis\", \"command\": \"explode\"}")).startsWith("422");
        assertThat(command("{\"partner\": \"j-lis\", \"command\": \"contradict\", \"how\": \"GRAVITY\"}")).startsWith("422");
        assertThat(command("not json")).startsWith("422");
        assertThat(post("/control", "text/plain", "{\"partner\": \"j-lis\", \"command\": \"down\"}").statusCode()).isEqualTo(415);
    }

    @Test
    void a_request_without_signature_or_key_is_not_done() throws Exception {
        assertThat(post("/j-lis/card-orders", "application/json", "{\"caseNumber\": \"X\"}").statusCode()).isEqualTo(401);
        assertThat(post("/j-lis/nothing", "application/json", "{}").statusCode()).isEqualTo(404);
        assertThat(post("/nobody/card-orders", "application/json", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void a_port_on_which_nobody_listens_refuses() {
        simulators.stop();
        assertThat(order()).isEqualTo("j-lis: cannot be reached");
        simulators.start();
        assertThat(order()).startsWith("JL-");
    }

    @Test
    void a_municipality_does_a_task_by_event_and_hears_why_not() {
        assertThat(simulators.municipality().complete(caseNumber, "Task_ExamineApplication", "131016", "officer-7",
                Map.of("examination", "ISSUE"))).isEqualTo("204");
        assertThat(handlers.events).singleElement().satisfies(event -> {
            MunicipalTask task = event.dataAs(MunicipalTask.class);
            assertThat(task.officer()).isEqualTo("officer-7");
            assertThat(task.form().path("examination").asString("")).isEqualTo("ISSUE");
        });

        handlers.handling = event -> {
            throw Refusal.conflict("TASK_DONE");
        };
        assertThat(simulators.municipality().complete(caseNumber, "Task_ExamineApplication", "131016", "officer-7", Map.of()))
                .isEqualTo("409 TASK_DONE");
        assertThat(simulators.municipality().reports(caseNumber)).extracting("state").containsExactly("ACCEPTED", "DROPPED");
    }

    @Test
    void a_payment_service_that_is_down_shows_no_page() throws Exception {
        simulators.payment().goDown(Down.UNAVAILABLE);
        assertThat(HTTP.send(HttpRequest.newBuilder(URI.create(url + "/payment/pages/x")).build(),
                HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(503);
    }
}
