package org.madoguchi.demo.partners;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.madoguchi.partners.PartnerSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * All simulated partners behind one port on loopback: {@code /j-lis}, {@code /family-register}, {@code /payment},
 * {@code /copy-holders} and, for commands, {@code /control}. The same commands are methods of the partners here.
 */
@Component
@Profile("simulators")
public class Simulators {

    private static final Logger log = LoggerFactory.getLogger(Simulators.class);

    private static final int BODY_LIMIT = 8 << 20;

    private final ConfigurableEnvironment environment;
    private final SimulatorStore store;
    private final Callbacks callbacks;
    private final Wiretap wiretap;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final JLisSimulator jLis;
    private final FamilyRegisterSimulator familyRegister;
    private final PaymentSimulator payment;
    private final MunicipalitySimulator municipality;
    private final CopyHoldersSimulator copyHolders;
    private final ExecutorService threads = Executors.newFixedThreadPool(8, Simulators::daemon);
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2, Simulators::daemon);
    private int port;
    private HttpServer server;

    Simulators(ConfigurableEnvironment environment, SimulatorStore store, Callbacks callbacks, Wiretap wiretap,
            TransactionTemplate transaction, Clock clock, JLisSimulator jLis, FamilyRegisterSimulator familyRegister,
            PaymentSimulator payment, MunicipalitySimulator municipality, CopyHoldersSimulator copyHolders) {
        this.environment = environment;
        this.store = store;
        this.callbacks = callbacks;
        this.wiretap = wiretap;
        this.transaction = transaction;
        this.clock = clock;
        this.jLis = jLis;
        this.familyRegister = familyRegister;
        this.payment = payment;
        this.municipality = municipality;
        this.copyHolders = copyHolders;
        this.port = environment.getProperty("madoguchi.demo.simulators.port", Integer.class, 0);
    }

    public JLisSimulator jLis() {
        return jLis;
    }

    public FamilyRegisterSimulator familyRegister() {
        return familyRegister;
    }

    public PaymentSimulator payment() {
        return payment;
    }

    public MunicipalitySimulator municipality() {
        return municipality;
    }

    public CopyHoldersSimulator copyHolders() {
        return copyHolders;
    }

    /** A partner finds that a link is wrong, and says so as soon as events go out. */
    public void reportWrongLink(SimulatedPartner partner, String caseNumber, String words) {
        partner.report("link.error-reported", caseNumber, caseNumber, Map.of("words", words), clock.instant());
    }

    /** A register finds another municipality in charge, and says so as soon as events go out. */
    public void reportMove(SimulatedPartner register, String caseNumber, String municipalityCode) {
        register.report("holder.moved", caseNumber, caseNumber + "-moved", Map.of("municipalityCode", municipalityCode), clock.instant());
    }

    /** Sends every event that is due by the clock; how many the application accepted. */
    public int advance() {
        return callbacks.deliverDue();
    }

    /** Events not accepted yet, due or not. */
    public int waiting() {
        return store.waiting();
    }

    /** Every partner behaves again. */
    public void behave() {
        partners().forEach(SimulatedPartner::behave);
    }

    /** Opens the port; the partners' addresses in the configuration refer to {@code madoguchi.demo.simulators.url}. */
    @PostConstruct
    public synchronized void start() {
        if (server != null) {
            return;
        }
        String host = environment.getProperty("madoguchi.demo.simulators.host", "127.0.0.1");
        try {
            server = bind(host);
        } catch (IOException e) {
            throw new IllegalStateException("The simulated partners cannot listen on " + host + ":" + port, e);
        }
        port = server.getAddress().getPort();
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
        environment.getPropertySources().addFirst(new MapPropertySource("simulators",
                Map.of("madoguchi.demo.simulators.url", "http://127.0.0.1:" + port)));
    }

    private HttpServer bind(String host) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), 50);
        } catch (BindException taken) {
            log.warn("Port {} is taken; the simulated partners take another", port);
            return HttpServer.create(new InetSocketAddress(host, 0), 50);
        }
    }

    /** Closes the port: every connection is refused until {@link #start()}. */
    @PreDestroy
    public synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** In a running demonstration events go out by themselves; tests and the walking of samples say when. */
    @EventListener(ApplicationReadyEvent.class)
    void deliverByThemselves() {
        if (environment.getProperty("madoguchi.demo.simulators.deliver", Boolean.class, false)) {
            later.scheduleWithFixedDelay(() -> {
                try {
                    callbacks.deliverPatiently();
                } catch (RuntimeException e) {
                    log.warn("Events of simulated partners could not be sent: {}", e.getClass().getSimpleName());
                }
            }, 1, 1, TimeUnit.SECONDS);
        }
    }

    @PreDestroy
    void end() {
        later.shutdownNow();
        threads.shutdownNow();
    }

    private List<SimulatedPartner> partners() {
        return List.of(jLis, familyRegister, payment, municipality, copyHolders);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        byte[] body = exchange.getRequestBody().readNBytes(BODY_LIMIT);
        if (path.equals("/control")) {
            send(exchange, control(exchange, body));
            return;
        }
        Optional<SimulatedPartner> partner = partners().stream().filter(each -> path.startsWith("/" + each.name() + "/")).findFirst();
        if (partner.isEmpty()) {
            send(exchange, Reply.refused(404, "NOT_FOUND"));
            return;
        }
        String inside = path.substring(partner.get().name().length() + 1);
        try {
            serve(exchange, partner.get(), inside, body);
        } catch (RuntimeException e) {
            log.warn("The simulated {} failed: {}", partner.get().name(), e.toString());
            send(exchange, Reply.refused(500, "FAULT"));
        }
    }

    private void serve(HttpExchange exchange, SimulatedPartner partner, String path, byte[] body) throws IOException {
        Behaviour behaviour = store.behaviour(partner.name());
        if (behaviour.down() != null) {
            if (Down.valueOf(behaviour.down()) == Down.UNAVAILABLE) {
                send(exchange, Reply.refused(503, "UNAVAILABLE"));
            } else {
                exchange.close();
            }
            return;
        }
        Optional<String> operation = partner.operation(path);
        if (operation.isEmpty()) {
            send(exchange, partner.browse(exchange.getRequestMethod(), path, exchange.getRequestURI().getQuery())
                    .orElseGet(() -> Reply.refused(404, "NOT_FOUND")));
            return;
        }
        Reply reply = answer(exchange, partner, operation.get(), path, body);
        if (reply.accepted() && store.countDown(partner.name(), "lose_answers_next", "partner").isPresent()) {
            exchange.close();
            return;
        }
        wiretap.heard(partner.name(), operation.get(), body, reply.status(), reply.body().getBytes(StandardCharsets.UTF_8));
        if (behaviour.delayMillis() == 0) {
            send(exchange, reply);
        } else {
            later.schedule(() -> sendQuietly(exchange, reply), behaviour.delayMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Reply answer(HttpExchange exchange, SimulatedPartner partner, String operation, String path, byte[] body) {
        if (!exchange.getRequestMethod().equals("POST")) {
            return Reply.refused(405, "METHOD_NOT_ALLOWED");
        }
        String secret = environment.getRequiredProperty("madoguchi.partners." + partner.name() + ".secret");
        if (PartnerSignature.parse(exchange.getRequestHeaders().getFirst(PartnerSignature.HEADER))
                .filter(signature -> signature.isOf(body, secret)).isEmpty()) {
            return Reply.refused(401, "SIGNATURE_INVALID");
        }
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        JsonNode question = Json.read(body);
        if (key == null || key.isBlank() || Json.lacks(question, "caseNumber")) {
            return Reply.refused(400, "MALFORMED");
        }
        return transaction.execute(status -> once(partner, key, operation, path, question, digest(path, body)));
    }

    private Reply once(SimulatedPartner partner, String key, String operation, String path, JsonNode question, String digest) {
        store.oneAtATime("key " + partner.name() + " " + key);
        Optional<SimulatorStore.Remembered> before = store.request(partner.name(), key);
        if (before.isPresent()) {
            store.countRepeat(partner.name(), key);
            return before.get().bodyDigest().equals(digest)
                    ? new Reply(before.get().status(), "application/json", before.get().answer(), null)
                    : Reply.refused(409, "KEY_REUSED");
        }
        Optional<String> rejection = store.countDown(partner.name(), "reject_next", "reject_reason");
        if (rejection.isPresent()) {
            return Reply.refused(422, rejection.get());
        }
        Reply reply = partner.answer(operation, path, question);
        if (reply.accepted()) {
            store.remember(partner.name(), key, operation, Json.text(question, "caseNumber"), digest, reply, clock.instant());
        }
        return reply;
    }

    private static String digest(String path, byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(path.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Commands by HTTP. The content type is insisted on, so that no web page can send one from a visitor's browser. */
    private Reply control(HttpExchange exchange, byte[] body) {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!exchange.getRequestMethod().equals("POST") || type == null || !type.startsWith("application/json")) {
            return Reply.refused(415, "POST_JSON");
        }
        JsonNode command = Json.read(body);
        Optional<SimulatedPartner> partner = partners().stream().filter(each -> each.name().equals(Json.text(command, "partner"))).findFirst();
        try {
            return Control.obey(this, partner, command);
        } catch (IllegalArgumentException e) {
            return Reply.refused(422, "COMMAND_UNKNOWN");
        }
    }

    private static void sendQuietly(HttpExchange exchange, Reply reply) {
        try {
            send(exchange, reply);
        } catch (IOException e) {
            log.debug("Nobody waited for the answer any more");
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        if (reply.location() != null) {
            exchange.getResponseHeaders().set("Location", reply.location());
        }
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "simulated-partner");
        thread.setDaemon(true);
        return thread;
    }
}
