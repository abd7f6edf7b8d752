package org.madoguchi.demo.partners;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.madoguchi.partners.CopyHoldersClient.CopyNotice;
import org.madoguchi.partners.CopyHoldersClient.CopyOutcome;
import org.madoguchi.partners.IdempotencyKey;
import org.madoguchi.partners.JLisClient.CardActivation;
import org.madoguchi.partners.JLisClient.CardCancellation;
import org.madoguchi.partners.JLisClient.CardRelease;
import org.madoguchi.partners.JLisClient.CardStop;
import org.madoguchi.partners.JLisClient.CardSuspension;
import org.madoguchi.partners.JLisClient.ResidentQuery;
import org.madoguchi.partners.PartnersTest;
import org.madoguchi.partners.PaymentClient.PaymentRequest;
import org.madoguchi.partners.PaymentClient.RefundRequest;
import org.madoguchi.partners.Samples;
import org.springframework.beans.factory.annotation.Autowired;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What really goes over the wire, both ways, is what the contracts say. */
class ContractTests extends PartnersTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private Wiretap wiretap;

    private final Map<String, JsonNode> contracts = Map.of("family-register", contract("family-register"), "j-lis", contract("j-lis"),
            "payment", contract("payment"), "municipality", contract("municipality"), "copy-holders",
            contract("copy-holders"));

    private static JsonNode contract(String partner) {
        try (InputStream in = ContractTests.class.getResourceAsStream("/partners/" + partner + ".yaml")) {
            return JSON.valueToTree(new Yaml(new SafeConstructor(new LoaderOptions())).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_call_and_event_of_a_case_fits_its_contract() {
        wiretap.switchOn();
        everything();
        List<Wiretap.Exchange> heard = wiretap.switchOff();

        assertThat(heard).isNotEmpty().allSatisfy(this::fits);
        Set<String> operations = new TreeSet<>();
        contracts.values().forEach(contract -> contract.findValues("operationId").forEach(id -> operations.add(id.asString())));
        assertThat(heard.stream().map(Wiretap.Exchange::operation)).containsAll(operations);
    }

    @Test
    void a_body_that_does_not_fit_is_noticed() {
        JsonNode order = JSON.createObjectNode().put("$ref", "#/components/schemas/CardOrder");
        byte[] body = "{\"caseNumber\": \"T-1\", \"birthDate\": \"1990-02-30\", \"petName\": \"x\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(String.join("\n", faults(contracts.get("j-lis"), order, body))).contains("registerEntry", "birthDate", "petName");
    }

    private void everything() {
        asking("unknown", () -> familyRegister.lookUp(Samples.query(caseNumber, "不在", null)));
        simulators.familyRegister().register(new FamilyRegisterSimulator.Person("契約", "花子", "ケイヤク", "ハナコ",
                LocalDate.of(1990, 4, 1), "FEMALE", "東京都千代田区一丁目1番", "131016", LocalDate.of(2020, 3, 31), "123456789018"));
        asking("known", () -> familyRegister.lookUp(Samples.query(caseNumber, "契約", "123456789018")));
        simulators.jLis().residents().register(new ResidentRegister.Resident("KEIYAKU HANAKO", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区一丁目1番", "131016", "123456789018"));
        asking("resident", () -> jLis.lookUpResident(new ResidentQuery(caseNumber, "KEIYAKU HANAKO", LocalDate.of(1990, 4, 1), "FEMALE",
                "東京都千代田区一丁目1番", "131016", "123456789018")));
        asking("page", () -> payment.openPage(new PaymentRequest(caseNumber, 800, "en", URI.create("http://localhost/track"))));
        simulators.payment().cancel(caseNumber);
        simulators.payment().pay(caseNumber);
        String paymentId = simulators.payment().payment(caseNumber).orElseThrow().paymentId();
        asking("refund", () -> payment.refund(new RefundRequest(caseNumber, paymentId, 800, "WITHDRAWN")));

        simulators.jLis().rejectLaterNext(1, "NAME_NOT_PRINTABLE");
        asking("order 1", () -> jLis.orderCard(Samples.order(caseNumber, null)));
        simulators.jLis().produce(caseNumber);
        asking("order 2", () -> jLis.orderCard(Samples.order(caseNumber, null)));
        clock.tick(Duration.ofDays(20));
        simulators.advance();
        String card = simulators.jLis().orders(caseNumber).get(1).cardNumber();
        asking("activation", () -> jLis.activateCard(new CardActivation(caseNumber, card, "US-NYC")));
        asking("suspension", () -> jLis.suspendCard(new CardSuspension(caseNumber, card, "STOLEN")));
        asking("release", () -> jLis.releaseCard(new CardRelease(caseNumber, card, "US-NYC")));
        simulators.jLis().hotline(caseNumber, "LOST");
        simulators.jLis().holderChanged(caseNumber, "DEATH");
        simulators.familyRegister().holderChanged(caseNumber, Map.of("change", "RETURNED", "continuedUse", true));
        simulators.reportMove(simulators.jLis(), caseNumber, "131041");
        simulators.reportMove(simulators.familyRegister(), caseNumber, "131041");
        simulators.jLis().nameChanged(caseNumber, "", "SURYANI", LocalDate.of(2026, 4, 1));
        simulators.familyRegister().nameChanged(caseNumber, "佐藤", "花子", "サトウ", "ハナコ", LocalDate.of(2026, 4, 1));
        asking("stop", () -> jLis.stopCard(new CardStop(caseNumber, card, "LOST")));
        asking("cancellation", () -> jLis.cancelOrder(new CardCancellation(caseNumber, null, "WITHDRAWN")));
        asking("notice", () -> copyHolders.tell(new CopyNotice(caseNumber, "J_LIS", "JL-1", LocalDate.of(2026, 4, 1))));
        asking("outcome", () -> copyHolders.tell(new CopyOutcome(caseNumber, "HEALTH_INSURANCE", null, "UNLINK")));
        clock.tick(Duration.ofDays(3));
        for (SimulatedPartner partner : List.of(simulators.copyHolders(), simulators.familyRegister(), simulators.jLis(), simulators.municipality())) {
            simulators.reportWrongLink(partner, caseNumber, "The link is wrong.");
        }
        simulators.advance();
        simulators.municipality().complete(caseNumber, "Task_ExamineApplication", "131016", "officer-7", Map.of("examination", "ISSUE"));
    }

    private void asking(String key, Supplier<?> call) {
        IdempotencyKey.during(caseNumber + " " + key, call);
    }

    private void fits(Wiretap.Exchange exchange) {
        JsonNode contract = contracts.get(exchange.partner());
        JsonNode operation = operation(contract, exchange.operation());
        JsonNode asked = operation.at("/requestBody/content/application~1json/schema");
        assertThat(faults(contract, asked, exchange.question())).as("%s of %s", exchange.operation(), exchange.partner()).isEmpty();
        JsonNode promised = operation.at("/responses/" + exchange.status());
        assertThat(promised.isMissingNode()).as("%s answers %d", exchange.operation(), exchange.status()).isFalse();
        JsonNode answer = promised.at("/content/application~1json/schema");
        if (!answer.isMissingNode()) {
            assertThat(faults(contract, answer, exchange.answer())).as("answer of " + exchange.operation()).isEmpty();
        }
    }

    private static JsonNode operation(JsonNode contract, String id) {
        for (JsonNode parent : contract.findParents("operationId")) {
            if (parent.path("operationId").asString("").equals(id)) {
                return parent;
            }
        }
        throw new AssertionError("No contract has an operation " + id);
    }

    private static Set<String> faults(JsonNode contract, JsonNode reference, byte[] body) {
        var root = JSON.createObjectNode();
        root.put("$ref", reference.path("$ref").asString());
        root.set("components", contract.path("components"));
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
        Set<String> faults = new HashSet<>();
        schema.validate(JSON.readTree(new String(body, StandardCharsets.UTF_8)),
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .forEach(fault -> faults.add(fault.toString()));
        return faults;
    }
}
