package org.madoguchi.demo.partners;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.madoguchi.programme.CardValidity;
import org.madoguchi.programme.Tokyo;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * J-LIS: takes orders, reports each card produced and dispatched after a while, activates, suspends, releases and stops
 * cards, and looks residents up. A case has at most one card in force.
 */
@Component
@Profile("simulators")
public class JLisSimulator extends SimulatedPartner {

    private static final String PRODUCED = "card.produced";
    private static final String REJECTED = "card.rejected";
    private static final String DISPATCHED = "card.dispatched";

    private static final Pattern CARD = Pattern.compile("/cards/([^/]+)/(stop|activation|suspension|release)");

    private final JdbcClient sql;
    private final Clock clock;
    private final Callbacks callbacks;
    private final ResidentRegister residents;
    private volatile Duration producedAfter;
    private volatile Duration dispatchedAfter;

    JLisSimulator(SimulatorStore store, JdbcClient sql, Clock clock, Callbacks callbacks, ResidentRegister residents,
            @Value("${madoguchi.demo.simulators.produced-after:20s}") Duration producedAfter,
            @Value("${madoguchi.demo.simulators.dispatched-after:40s}") Duration dispatchedAfter) {
        super("j-lis", store);
        this.sql = sql;
        this.clock = clock;
        this.callbacks = callbacks;
        this.residents = residents;
        this.producedAfter = producedAfter;
        this.dispatchedAfter = dispatchedAfter;
    }

    /** An order as J-LIS has it; {@code state} as in the table. A merged card is in force when it is sent. */
    public record Order(String orderNumber, String caseNumber, String cardNumber, String state, LocalDate validUntil,
            boolean certificates, String route, String sentTo, boolean merged) {}

    /** The Basic Resident Register, which J-LIS answers for. */
    public ResidentRegister residents() {
        return residents;
    }

    /** How long an order takes from now on; the walking of samples lets it take days, a visitor need not wait so long. */
    public void pace(Duration produced, Duration dispatched) {
        producedAfter = produced;
        dispatchedAfter = dispatched;
    }

    /** Every order of a case, the oldest first. */
    public List<Order> orders(String caseNumber) {
        return sql.sql("SELECT * FROM simulator.card_order WHERE case_number = :caseNumber ORDER BY order_number")
                .param("caseNumber", caseNumber).query(Order.class).list();
    }

    /** Finishes the ordered card of a case now and reports it (or its rejection); whether the report was accepted. */
    public boolean produce(String caseNumber) {
        Instant now = clock.instant();
        store.makeDue(name(), caseNumber, PRODUCED, now);
        store.makeDue(name(), caseNumber, REJECTED, now);
        return callbacks.deliverDue() > 0;
    }

    /** Sends the finished card of a case off now and reports it; whether the report was accepted. */
    public boolean dispatch(String caseNumber) {
        store.makeDue(name(), caseNumber, DISPATCHED, clock.instant());
        return callbacks.deliverDue() > 0;
    }

    /** The holder rings the hotline: the active card of this case is suspended and that is reported; whether it was accepted. */
    public boolean hotline(String caseNumber, String reason) {
        Order active = orders(caseNumber).stream().filter(order -> order.state().equals("ACTIVE")).findFirst().orElseThrow();
        move(active.orderNumber(), "SUSPENDED");
        report("card.suspended", caseNumber, active.orderNumber() + "-hotline", Map.of("cardNumber", active.cardNumber(), "reason", reason),
                clock.instant());
        return callbacks.deliverDue() > 0;
    }

    /** Something that ends the right to a card becomes known; whether the report was accepted. */
    public boolean holderChanged(String caseNumber, String change) {
        report("holder.changed", caseNumber, caseNumber + "-holder", Map.of("change", change), clock.instant());
        return callbacks.deliverDue() > 0;
    }

    /** The resident found for this case has another name; nobody is told. */
    public void rename(String caseNumber, String familyName, String givenName) {
        residents.rename(store.entriesFound(name(), "lookUpResident", caseNumber), (familyName + " " + givenName).strip());
    }

    /** As {@link #rename}, and the register reports it; whether the report was accepted. */
    public boolean nameChanged(String caseNumber, String familyName, String givenName, LocalDate changedOn) {
        rename(caseNumber, familyName, givenName);
        report("holder.changed", caseNumber, caseNumber + "-holder", Map.of("change", "NAME", "name",
                Map.of("familyName", familyName, "givenName", givenName), "changedOn", changedOn.toString()), clock.instant());
        return callbacks.deliverDue() > 0;
    }

    @Override
    Optional<String> operation(String path) {
        var card = CARD.matcher(path);
        if (card.matches()) {
            return Optional.of(switch (card.group(2)) {
                case "stop" -> "stopCard";
                case "suspension" -> "suspendCard";
                case "release" -> "releaseCard";
                default -> "activateCard";
            });
        }
        return switch (path) {
            case "/card-orders" -> Optional.of("orderCard");
            case "/card-orders/cancellation" -> Optional.of("cancelOrder");
            case "/resident-look-ups" -> Optional.of("lookUpResident");
            default -> Optional.empty();
        };
    }

    @Override
    Reply answer(String operation, String path, JsonNode question) {
        if (operation.equals("lookUpResident")) {
            return residents.answer(question, contradiction());
        }
        store.oneAtATime("order " + Json.text(question, "caseNumber"));
        return switch (operation) {
            case "orderCard" -> order(question);
            case "cancelOrder" -> cancel(question);
            case "stopCard" -> stop(question);
            case "suspendCard" -> turn(question, "ACTIVE", "SUSPENDED", "suspendedAt");
            case "releaseCard" -> turn(question, "SUSPENDED", "ACTIVE", "releasedAt");
            default -> activate(question);
        };
    }

    private Reply order(JsonNode question) {
        if (Json.lacks(question, "caseNumber", "registerEntry", "givenName", "birthDate", "validUntil",
                "certificates", "route", "municipalityCode", "destination", "product")) {
            return Reply.refused(422, "DATA_INCOMPLETE");
        }
        String caseNumber = Json.text(question, "caseNumber");
        List<Order> inForce = orders(caseNumber).stream().filter(JLisSimulator::inForce).toList();
        String replaces = Json.text(question, "replaces");
        if (inForce.stream().anyMatch(order -> !order.orderNumber().equals(replaces))) {
            return Reply.refused(409, "ORDER_OPEN");
        }
        inForce.forEach(this::takeBack);

        Instant now = clock.instant();
        long number = sql.sql("SELECT nextval('simulator.card_order_number')").query(Long.class).single();
        boolean direct = question.path("route").asString("").equals("DIRECT");
        Order order = new Order("JL-%08d".formatted(number), caseNumber, "MNC%010d".formatted(number), "ORDERED",
                LocalDate.parse(Json.text(question, "validUntil")), question.path("certificates").asBoolean(false),
                Json.text(question, "route"), Json.text(question, direct ? "destination" : "municipalityCode"),
                !Json.text(question, "product").equals("MY_NUMBER_CARD"));
        sql.sql("""
                INSERT INTO simulator.card_order (order_number, case_number, card_number, state, valid_until, certificates,
                                                  route, sent_to, merged)
                VALUES (:orderNumber, :caseNumber, :cardNumber, :state, :validUntil, :certificates, :route, :sentTo, :merged)
                """).paramSource(order).update();
        scheduleReports(order, LocalDate.parse(Json.text(question, "birthDate")), now);
        return Reply.created(Map.of("orderNumber", order.orderNumber(), "orderedAt", now.toString()));
    }

    private void scheduleReports(Order order, LocalDate birthDate, Instant now) {
        Optional<String> rejection = rejectedLater();
        if (rejection.isPresent()) {
            report(REJECTED, order.caseNumber(), order.orderNumber(),
                    Map.of("orderNumber", order.orderNumber(), "reason", rejection.get()), now.plus(producedAfter));
            return;
        }
        Map<String, Object> produced = new LinkedHashMap<>();
        produced.put("orderNumber", order.orderNumber());
        produced.put("cardNumber", order.cardNumber());
        produced.put("validUntil", order.validUntil().toString());
        if (order.certificates()) {
            LocalDate fifthBirthday = CardValidity.birthdayAfter(Tokyo.today(clock), birthDate, 5);
            produced.put("certificatesValidUntil",
                    (fifthBirthday.isBefore(order.validUntil()) ? fifthBirthday : order.validUntil()).toString());
        }
        report(PRODUCED, order.caseNumber(), order.orderNumber(), produced, now.plus(producedAfter));
        report(DISPATCHED, order.caseNumber(), order.orderNumber(),
                Map.of("orderNumber", order.orderNumber(), "cardNumber", order.cardNumber(), "route", order.route(),
                        "sentTo", order.sentTo(), "trackingNumber", "POUCH-" + order.orderNumber().substring(3)),
                now.plus(dispatchedAfter));
    }

    private Reply cancel(JsonNode question) {
        if (Json.lacks(question, "caseNumber", "reason")) {
            return Reply.refused(422, "DATA_INCOMPLETE");
        }
        String only = Json.text(question, "orderNumber");
        List<Order> orders = orders(Json.text(question, "caseNumber")).stream().filter(JLisSimulator::inForce)
                .filter(order -> only == null || order.orderNumber().equals(only)).toList();
        orders.forEach(this::takeBack);
        boolean made = orders.stream().anyMatch(order -> !order.state().equals("ORDERED"));
        return Reply.ok(Map.of("outcome", orders.isEmpty() ? "NOTHING" : made ? "STOPPED" : "CANCELLED"));
    }

    private Reply stop(JsonNode question) {
        Optional<Order> order = card(question);
        if (order.isEmpty()) {
            return Reply.refused(422, "CARD_UNKNOWN");
        }
        if (inForce(order.get())) {
            takeBack(order.get());
        }
        return Reply.ok(Map.of("cardNumber", order.get().cardNumber(), "stoppedAt", clock.instant().toString()));
    }

    private Reply activate(JsonNode question) {
        Optional<Order> order = card(question);
        if (order.isEmpty()) {
            return Reply.refused(422, "CARD_UNKNOWN");
        }
        return switch (order.get().state()) {
            case "DISPATCHED", "ACTIVE" -> {
                move(order.get().orderNumber(), "ACTIVE");
                yield Reply.ok(Map.of("cardNumber", order.get().cardNumber(), "activatedAt", clock.instant().toString()));
            }
            case "ORDERED", "PRODUCED" -> Reply.refused(422, "CARD_NOT_DISPATCHED");
            default -> Reply.refused(422, "CARD_STOPPED");
        };
    }

    /** A card in force is suspended or released; one that is so already stays so. */
    private Reply turn(JsonNode question, String from, String to, String when) {
        Optional<Order> order = card(question);
        if (order.isEmpty()) {
            return Reply.refused(422, "CARD_UNKNOWN");
        }
        if (!List.of(from, to).contains(order.get().state())) {
            return Reply.refused(422, order.get().state().equals("STOPPED") ? "CARD_STOPPED" : "CARD_NOT_ACTIVE");
        }
        move(order.get().orderNumber(), to);
        return Reply.ok(Map.of("cardNumber", order.get().cardNumber(), when, clock.instant().toString()));
    }

    private Optional<Order> card(JsonNode question) {
        return orders(Json.text(question, "caseNumber")).stream()
                .filter(order -> order.cardNumber().equals(Json.text(question, "cardNumber"))).findFirst();
    }

    private static boolean inForce(Order order) {
        return List.of("ORDERED", "PRODUCED", "DISPATCHED", "ACTIVE", "SUSPENDED").contains(order.state());
    }

    private void takeBack(Order order) {
        move(order.orderNumber(), order.state().equals("ORDERED") ? "CANCELLED" : "STOPPED");
        store.drop(name(), order.orderNumber());
    }

    private void move(String orderNumber, String state) {
        sql.sql("UPDATE simulator.card_order SET state = :state WHERE order_number = :orderNumber")
                .param("state", state).param("orderNumber", orderNumber).update();
    }

    /** A card is made before it is reported: the application may order again in the very moment it hears of a rejection. */
    @Override
    void sending(String type, String subject) {
        if (!List.of(PRODUCED, REJECTED, DISPATCHED).contains(type)) {
            return;
        }
        String before = type.equals(DISPATCHED) ? "PRODUCED" : "ORDERED";
        String after = type.substring("card.".length()).toUpperCase(Locale.ROOT);
        sql.sql("""
                UPDATE simulator.card_order SET state = CASE WHEN merged AND :after = 'DISPATCHED' THEN 'ACTIVE' ELSE :after END
                 WHERE order_number = :orderNumber AND state = :before
                """).param("after", after).param("before", before).param("orderNumber", subject).update();
    }

    @Override
    Map<String, Object> contradicted(String type, JsonNode data) {
        return contradiction().<Map<String, Object>>map(how -> {
            Map<String, Object> other = new LinkedHashMap<>();
            data.properties().forEach(field -> other.put(field.getKey(), field.getValue()));
            other.put("orderNumber", "JL-99999999");
            return other;
        }).orElse(Map.of());
    }
}
