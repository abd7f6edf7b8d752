package org.madoguchi.demo.partners;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** The payment service: a small page with the amount and two buttons, which moves no money and says so. */
@Component
@Profile("simulators")
public class PaymentSimulator extends SimulatedPartner {

    private static final Pattern REFUNDS = Pattern.compile("/payments/([^/]+)/refunds");
    private static final Pattern PAGE = Pattern.compile("/pages/([0-9a-f-]{36})(/pay|/cancel)?");

    private static final String HTML = """
            <!doctype html>
            <html lang="%1$s">
            <head>
            <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>%2$s</title>
            <style>
            body { font-family: sans-serif; margin: 0; color: #1a1a1a; background: #f8f8fb; }
            main { max-width: 30rem; margin: 2rem auto; padding: 1.5rem 2rem; background: #fff; border: 1px solid #ccc; }
            .simulation { background: #fff3c4; border: 2px solid #8a5a00; padding: .75rem; }
            dt { font-weight: bold; margin-top: 1rem; } dd { margin: 0; font-size: 1.25rem; }
            button { font-size: 1.1rem; padding: .75rem 1.5rem; margin: 1rem .5rem 0 0; }
            form { display: inline; }
            </style>
            </head>
            <body><main>
            <p class="simulation">%3$s</p>
            <h1>%2$s</h1>
            <dl><dt>%4$s</dt><dd>%5$s</dd><dt>%6$s</dt><dd>%7$,d %8$s</dd></dl>
            %9$s
            <p><a href="?lang=%10$s" lang="%10$s" hreflang="%10$s">%11$s</a></p>
            </main></body>
            </html>
            """;

    private final JdbcClient sql;
    private final Clock clock;
    private final Callbacks callbacks;
    private final TransactionTemplate transaction;
    private final Environment environment;

    PaymentSimulator(SimulatorStore store, JdbcClient sql, Clock clock, Callbacks callbacks, TransactionTemplate transaction,
            Environment environment) {
        super("payment", store);
        this.sql = sql;
        this.clock = clock;
        this.callbacks = callbacks;
        this.transaction = transaction;
        this.environment = environment;
    }

    /** {@code state}: OPEN, PAID or REFUNDED. */
    public record Payment(String paymentId, String caseNumber, int amountYen, int refundedYen, String language,
            String returnUrl, String state) {}

    /** The latest payment of a case. */
    public Optional<Payment> payment(String caseNumber) {
        return sql.sql("""
                SELECT p.* FROM simulator.payment p JOIN simulator.request r
                    ON r.partner = 'payment' AND r.operation = 'openPage' AND r.answer LIKE '%' || p.payment_id || '%'
                 WHERE p.case_number = :caseNumber ORDER BY r.at DESC LIMIT 1
                """).param("caseNumber", caseNumber).query(Payment.class).optional();
    }

    /** Presses "pay" on the page of a case; whether the application took note. */
    public boolean pay(String caseNumber) {
        return payment(caseNumber).map(payment -> press(payment, "/pay")).orElse(false);
    }

    /** Presses "cancel" on the page of a case; whether the application took note. */
    public boolean cancel(String caseNumber) {
        return payment(caseNumber).map(payment -> press(payment, "/cancel")).orElse(false);
    }

    @Override
    Optional<String> operation(String path) {
        return path.equals("/payment-pages") ? Optional.of("openPage")
                : REFUNDS.matcher(path).matches() ? Optional.of("refund") : Optional.empty();
    }

    @Override
    Reply answer(String operation, String path, JsonNode question) {
        return operation.equals("openPage") ? open(question) : refund(question);
    }

    private Reply open(JsonNode question) {
        if (Json.lacks(question, "caseNumber", "amountYen", "language", "returnUrl")
                || !Json.text(question, "returnUrl").matches("https?://.+")) {
            return Reply.refused(422, "DATA_INCOMPLETE");
        }
        String paymentId = UUID.randomUUID().toString();
        sql.sql("""
                INSERT INTO simulator.payment (payment_id, case_number, amount_yen, language, return_url, state)
                VALUES (:paymentId, :caseNumber, :amountYen, :language, :returnUrl, 'OPEN')
                """).paramSource(new Payment(paymentId, Json.text(question, "caseNumber"), question.path("amountYen").asInt(),
                        0, Json.text(question, "language"), Json.text(question, "returnUrl"), "OPEN")).update();
        return Reply.created(Map.of("paymentId", paymentId,
                "url", environment.getProperty("madoguchi.demo.simulators.public-url",
                        environment.getProperty("madoguchi.demo.simulators.url", "").replace("127.0.0.1", "localhost")) + "/payment/pages/" + paymentId));
    }

    private Reply refund(JsonNode question) {
        Optional<Payment> payment = find(Json.text(question, "paymentId"));
        int amount = question.path("amountYen").asInt(0);
        if (payment.isEmpty() || payment.get().state().equals("OPEN")) {
            return Reply.refused(422, "NOT_PAID");
        }
        if (amount < 1 || payment.get().refundedYen() + amount > payment.get().amountYen()) {
            return Reply.refused(422, "AMOUNT_TOO_HIGH");
        }
        sql.sql("UPDATE simulator.payment SET state = 'REFUNDED', refunded_yen = refunded_yen + :amount WHERE payment_id = :id")
                .param("amount", amount).param("id", payment.get().paymentId()).update();
        return Reply.created(Map.of("refundId", UUID.randomUUID().toString(), "refundedAt", clock.instant().toString()));
    }

    private Optional<Payment> find(String paymentId) {
        return sql.sql("SELECT * FROM simulator.payment WHERE payment_id = :id").param("id", paymentId).query(Payment.class).optional();
    }

    @Override
    Optional<Reply> browse(String method, String path, String query) {
        var page = PAGE.matcher(path);
        if (!page.matches()) {
            return Optional.empty();
        }
        Optional<Payment> payment = find(page.group(1));
        if (payment.isEmpty()) {
            return Optional.of(Reply.refused(404, "PAYMENT_UNKNOWN"));
        }
        if (page.group(2) == null) {
            String language = query != null && query.matches("lang=(ja|en)") ? query.substring(5) : payment.get().language();
            return Optional.of(page(payment.get(), language));
        }
        if (!method.equals("POST")) {
            return Optional.of(Reply.refused(405, "METHOD_NOT_ALLOWED"));
        }
        press(payment.get(), page.group(2));
        return Optional.of(Reply.seeOther(payment.get().returnUrl()));
    }

    private boolean press(Payment payment, String button) {
        transaction.executeWithoutResult(status -> {
            if (button.equals("/cancel")) {
                report("payment.failed", payment.caseNumber(), payment.paymentId(),
                        Map.of("paymentId", payment.paymentId(), "reason", "CANCELLED_BY_PAYER"), clock.instant());
            } else if (sql.sql("UPDATE simulator.payment SET state = 'PAID' WHERE payment_id = :id AND state = 'OPEN'")
                    .param("id", payment.paymentId()).update() == 1) {
                report("payment.paid", payment.caseNumber(), payment.paymentId(),
                        Map.of("paymentId", payment.paymentId(), "amountYen", payment.amountYen(), "method", "CREDIT_CARD"),
                        clock.instant());
            }
        });
        return callbacks.deliverDue() > 0;
    }

    private static Reply page(Payment payment, String language) {
        boolean ja = language.equals("ja");
        String button = "<form method=\"post\" action=\"/payment/pages/%s/%s\"><button>%s</button></form>";
        String buttons = switch (payment.state()) {
            case "OPEN" -> button.formatted(payment.paymentId(), "pay", ja ? "支払う" : "Pay")
                    + button.formatted(payment.paymentId(), "cancel", ja ? "やめる" : "Cancel");
            case "PAID" -> ja ? "<p>支払い済みです。</p>" : "<p>This fee has been paid.</p>";
            default -> ja ? "<p>返金しました。</p>" : "<p>This fee has been refunded.</p>";
        };
        return Reply.page(HTML.formatted(ja ? "ja" : "en", ja ? "手数料のお支払い" : "Payment of the fee",
                ja ? "これは決済サービスの模擬画面です。実際の支払いは行われません。"
                        : "This is a simulation of a payment service. No money is moved.",
                ja ? "申請番号" : "Case number", HtmlUtils.htmlEscape(payment.caseNumber()), ja ? "金額" : "Amount",
                payment.amountYen(), ja ? "円" : "yen", buttons, ja ? "en" : "ja", ja ? "English" : "日本語"));
    }

    @Override
    Map<String, Object> contradicted(String type, JsonNode data) {
        if (!type.equals("payment.paid")) {
            return Map.of();
        }
        return contradiction().<Map<String, Object>>map(how -> {
            Map<String, Object> other = new LinkedHashMap<>();
            data.properties().forEach(field -> other.put(field.getKey(), field.getValue()));
            other.put("amountYen", data.path("amountYen").asInt() + 100);
            return other;
        }).orElse(Map.of());
    }
}
