package org.madoguchi.demo.partners;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** What all simulated partners have in common: they misbehave on command and can be asked what they were asked. */
public abstract class SimulatedPartner {

    final SimulatorStore store;
    private final String name;

    SimulatedPartner(String name, SimulatorStore store) {
        this.name = name;
        this.store = store;
    }

    public final String name() {
        return name;
    }

    /** Every answer comes so many milliseconds late. */
    public final void delay(int millis) {
        store.behave(name, "delay_millis = :value", millis, null);
    }

    /** The next requests are refused with this reason code. */
    public final void rejectNext(int requests, String reason) {
        store.behave(name, "reject_next = :value, reject_reason = :reason", requests, reason);
    }

    /** The next requests are accepted, and reported as impossible later. */
    public final void rejectLaterNext(int requests, String reason) {
        store.behave(name, "reject_later_next = :value, reject_later_reason = :reason", requests, reason);
    }

    /** The next requests are done, but the connection breaks before the answer. */
    public final void loseAnswersNext(int requests) {
        store.behave(name, "lose_answers_next = :value", requests, null);
    }

    /** Every event that was accepted is sent so many times more. */
    public final void repeatCallbacks(int times) {
        store.behave(name, "repeat_callbacks = :value", times, null);
    }

    public final void contradictNext(int requests, Contradiction how) {
        store.behave(name, "contradict_next = :value, contradiction = :reason", requests, how.name());
    }

    public final void goDown(Down how) {
        store.behave(name, "down = :value", how.name(), null);
    }

    public final void comeBack() {
        store.behave(name, "down = :value", null, null);
    }

    /** Events wait until they are released. */
    public final void holdCallbacks() {
        store.behave(name, "hold_callbacks = :value", true, null);
    }

    public final void releaseCallbacks() {
        store.behave(name, "hold_callbacks = :value", false, null);
    }

    /** Forgets all commands. */
    public final void behave() {
        store.behaveWell(name);
    }

    /** How many requests were accepted, each counted once per idempotency key. */
    public final int requests(String operation) {
        return store.requests(name, operation);
    }

    public final int requests(String operation, String caseNumber) {
        return store.requests(name, operation, caseNumber);
    }

    /** How many requests came again under a key that was known. */
    public final int repeats(String operation) {
        return store.repeats(name, operation);
    }

    /** An event of this partner: WAITING, ACCEPTED or DROPPED, and what the application answered last. */
    public record Report(String type, String eventId, String state, int attempts, String lastAnswer) {}

    public final List<Report> reports(String caseNumber) {
        return store.reports(name, caseNumber);
    }

    /** The operation of the contract that a path stands for, or empty. */
    abstract Optional<String> operation(String path);

    /** Does what is asked; runs in a transaction, once per idempotency key. */
    abstract Reply answer(String operation, String path, JsonNode question);

    /** What comes to pass with an event, before it is reported. */
    void sending(String type, String subject) {}

    /** Something untrue to be reported before this event, or nothing. */
    Map<String, Object> contradicted(String type, JsonNode data) {
        return Map.of();
    }

    /** Whether the same event may be accepted later, after this answer. */
    boolean worthRepeating(int status) {
        return status != 422 && status != 413;
    }

    /** A page or form for a browser; not part of the contract. */
    Optional<Reply> browse(String method, String path, String query) {
        return Optional.empty();
    }

    final Optional<Contradiction> contradiction() {
        return store.countDown(name, "contradict_next", "contradiction").map(Contradiction::valueOf);
    }

    final Optional<String> rejectedLater() {
        return store.countDown(name, "reject_later_next", "reject_later_reason");
    }

    final void report(String type, String caseNumber, String subject, Map<String, Object> data, Instant dueAt) {
        store.schedule(name, UUID.randomUUID().toString(), type, caseNumber, subject, Json.write(data), dueAt);
    }
}
