package org.madoguchi.demo.partners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnersTest;
import org.madoguchi.partners.PaymentClient.PaymentPage;
import org.madoguchi.partners.PaymentClient.PaymentPaid;
import org.madoguchi.partners.PaymentClient.PaymentRequest;
import org.madoguchi.partners.PaymentClient.RefundRequest;

class PaymentSimulatorTests extends PartnersTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private PaymentPage open() {
        return IdempotencyKey.during(caseNumber, () -> payment.openPage(
                new PaymentRequest(caseNumber, 1000, "ja", URI.create("http://localhost:8080/track/" + caseNumber))));
    }

    private String refund(String key, int yen) {
        String id = simulators.payment().payment(caseNumber).orElseThrow().paymentId();
        return IdempotencyKey.during(key + caseNumber, () -> payment.refund(new RefundRequest(caseNumber, id, yen, "WITHDRAWN"))).refundId();
    }

    private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> press(PaymentPage page, String button) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(page.url() + "/" + button)).POST(HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_page_shows_the_amount_in_two_languages_and_says_that_it_is_a_simulation() throws Exception {
        PaymentPage page = open();

        assertThat(get(page.url().toString()).body()).contains("1,000 円", caseNumber, "模擬画面", "支払う", "やめる", "lang=\"ja\"");
        assertThat(get(page.url() + "?lang=en").body()).contains("1,000 yen", "simulation", ">Pay<", ">Cancel<", "lang=\"en\"");
        assertThat(get(page.url().toString().replaceAll("[0-9a-f]{12}$", "000000000000")).statusCode()).isEqualTo(404);
    }

    @Test
    void paying_tells_the_application_before_the_payer_is_back() throws Exception {
        HttpResponse<String> back = press(open(), "pay");

        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location")).contains("http://localhost:8080/track/" + caseNumber);
        assertThat(handlers.events).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("payment.paid");
            assertThat(event.dataAs(PaymentPaid.class).amountYen()).isEqualTo(1000);
        });
    }

    @Test
    void pressing_twice_pays_once() throws Exception {
        PaymentPage page = open();
        press(page, "pay");
        assertThat(press(page, "pay").statusCode()).isEqualTo(303);

        assertThat(handlers.events).hasSize(1);
        assertThat(get(page.url().toString()).body()).contains("支払い済み").doesNotContain("<button>");
    }

    @Test
    void who_cancels_can_still_pay() {
        open();

        assertThat(simulators.payment().cancel(caseNumber)).isTrue();
        assertThat(simulators.payment().pay(caseNumber)).isTrue();
        assertThat(handlers.events).extracting(PartnerEvent::type).containsExactly("payment.failed", "payment.paid");
    }

    @Test
    void the_same_request_gives_the_same_page() {
        assertThat(open()).isEqualTo(open());
    }

    @Test
    void what_was_paid_can_be_given_back_once() {
        open();
        assertThatThrownBy(() -> refund("early ", 1000)).hasMessage("RefundRefused: NOT_PAID");
        simulators.payment().pay(caseNumber);
        String refund = refund("a ", 1000);

        assertThat(refund("a ", 1000)).isEqualTo(refund);
        assertThatThrownBy(() -> refund("b ", 1)).hasMessage("RefundRefused: AMOUNT_TOO_HIGH");
        assertThat(simulators.payment().payment(caseNumber)).get().returns("REFUNDED", PaymentSimulator.Payment::state);
    }

    @Test
    void another_amount_is_reported_on_command() {
        open();
        simulators.payment().contradictNext(1, Contradiction.OTHER_AMOUNT);
        simulators.payment().pay(caseNumber);

        assertThat(handlers.events).extracting(event -> event.data().path("amountYen").asInt()).containsExactly(1100, 1000);
    }
}
