package org.madoguchi.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.madoguchi.demo.ResidentPlan;
import org.madoguchi.demo.SampleResident;
import tools.jackson.databind.JsonNode;

/** Residents of the running load: what each files, and what they do on their pages until they have a card, and with it. */
final class RunningResidents {

    static final String EMAIL = "resident@example.com";

    /** What somebody files, and what they want. */
    enum Way {
        ONE_CARD, SEPARATE_CARDS, CHANGES_MIND, MOVES, PAYS_ONLINE, MOVES_WITH_ONE_CARD;

        boolean asks() {
            return this == ONE_CARD || this == CHANGES_MIND || this == MOVES_WITH_ONE_CARD;
        }

        boolean moves() {
            return this == MOVES || this == MOVES_WITH_ONE_CARD;
        }

        boolean online() {
            return this == PAYS_ONLINE;
        }
    }

    /** What becomes of the card; only a merged one has a link that could be wrong. */
    private enum Fate { LOST, LOST_AND_FOUND, LINK_REPORTED }

    /** When somebody changes their mind. */
    private enum Moment { IN_PRODUCTION, WHILE_THE_FEE_IS_DUE, WHEN_ASKED_FOR_THE_RECORD, AT_ONCE }

    private static final Pattern PAYMENT_PAGE = Pattern.compile("http://localhost(:\\d+/payment/pages/[0-9a-f-]{36})\"");

    private final RunningLoad load;
    private final RunningHolder holder;
    private final HttpClient payer = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Map<String, Integer> filed = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final Set<String> paid = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Set<String> found = ConcurrentHashMap.newKeySet();
    private final Set<String> reported = ConcurrentHashMap.newKeySet();
    private final Set<String> settled = ConcurrentHashMap.newKeySet();

    RunningResidents(RunningProduct product, RunningLoad load) {
        this.load = load;
        this.holder = new RunningHolder(product, load, EMAIL);
    }

    private static <T> T turn(T[] values, int seq) {
        return values[seq % values.length];
    }

    private static Way way(int seq) {
        return turn(Way.values(), seq);
    }

    private static int round(int seq) {
        return seq / Way.values().length;
    }

    static SampleResident person(int seq, java.time.LocalDate today) {
        return SampleResident.of(2 * seq, ResidentPlan.HAS_ONE_CARD, today.plusDays(ResidentPlan.HAS_ONE_CARD.days()));
    }

    /** What this person sends. Every second invented resident lives in Chiyoda. */
    static Map<String, Object> application(int seq, java.time.LocalDate today) {
        Way way = way(seq);
        return ApiApplication.of(person(seq, today), way.moves() ? "ADDRESS_CHANGE" : "EXTENSION",
                way.moves() ? "MUNICIPALITY" : way.online() ? "ONLINE" : "COUNTER", way.asks(), seq % 3 == 0, EMAIL);
    }

    /** The product promised to have taken this; with the wish, or without it where that came too late. */
    void accepted(int seq, String number, JsonNode created) {
        if (way(seq).asks() && created.at("/wish/asked").asBoolean()) {
            asked.add(number);
        }
        filed.put(number, seq);
    }

    /** Everybody does what is theirs to do; whether there was anything. */
    boolean act() throws IOException, InterruptedException {
        boolean acted = false;
        for (String number : List.copyOf(filed.keySet())) {
            JsonNode status = settled.contains(number) ? null : load.status(number);
            acted |= status != null && act(number, filed.get(number), status);
        }
        return acted;
    }

    private boolean act(String number, int seq, JsonNode status) throws IOException, InterruptedException {
        if (way(seq) == Way.CHANGES_MIND && status.at("/resident/revocable").asBoolean() && isThe(turn(Moment.values(), round(seq)), status)) {
            return press(revoked, number, "/track/" + number + "/wish/revoke", "/track/" + number + "#cards", Map.of());
        }
        if (status.get("confirmRecord").asBoolean()) {
            return holder.press("/track/" + number + "/record", "/track/" + number, Map.of("mine", "yes"));
        }
        return switch (status.get("state").asString()) {
            case "WAITING_FOR_PAYMENT" -> way(seq).online() && !paid.contains(number) && pay(number);
            case "HANDED_OVER" -> use(number, fate(seq, status.at("/resident/outcome").asString("").startsWith("SPECIFIED")));
            case "COMPLETED" -> settled.add(number);
            default -> false;
        };
    }

    private static boolean isThe(Moment moment, JsonNode status) {
        return switch (moment) {
            case AT_ONCE -> true;
            case WHILE_THE_FEE_IS_DUE -> status.get("state").asString().equals("WAITING_FOR_PAYMENT");
            case WHEN_ASKED_FOR_THE_RECORD -> status.get("confirmRecord").asBoolean();
            case IN_PRODUCTION -> status.get("state").asString().equals("IN_PRODUCTION");
        };
    }

    private static Fate fate(int seq, boolean merged) {
        Fate fate = turn(Fate.values(), round(seq));
        return fate == Fate.LINK_REPORTED && !merged ? Fate.LOST : fate;
    }

    private boolean pay(String number) throws IOException, InterruptedException {
        var link = PAYMENT_PAGE.matcher(holder.page("/track/" + number).orElse(""));
        if (!link.find()) {
            return false;
        }
        var answer = load.change(payer, HttpRequest.newBuilder(URI.create("http://127.0.0.1" + link.group(1) + "/pay"))
                .timeout(RunningLoad.ONE_REQUEST).POST(HttpRequest.BodyPublishers.noBody()).build());
        if (answer.statusCode() != 303) {
            load.complain("payment of " + number, answer);
            return false;
        }
        return paid.add(number);
    }

    private boolean use(String number, Fate fate) throws IOException, InterruptedException {
        String card = "/track/cards/" + number;
        if (fate == Fate.LINK_REPORTED) {
            return press(reported, number, "/track/" + number + "/report", "/track/" + number, Map.of("words", "This is not my record."))
                    && settled.add(number);
        }
        if (!lost.contains(number)) {
            return press(lost, number, card + "/loss", card, Map.of("what", "LOST"));
        }
        return (fate == Fate.LOST || finds(number, card)) && settled.add(number);
    }

    /** Without an answer the page tells whether it was heard. */
    private boolean finds(String number, String card) throws IOException, InterruptedException {
        var page = holder.page(card);
        return page.isPresent() && (!page.get().contains(card + "/found\"") && found.add(number)
                || press(found, number, card + "/found", card, Map.of()));
    }

    private boolean press(Set<String> done, String number, String path, String next, Map<String, String> fields)
            throws IOException, InterruptedException {
        return holder.press(path, next, fields) && done.add(number);
    }

    /** The cases of everybody who filed. */
    Set<String> filed() {
        return filed.keySet();
    }

    Way wayOf(String number) {
        return way(filed.get(number));
    }

    /** The examination of this case is done by nobody. */
    boolean leftAlone(String number) {
        return !wayOf(number).moves() && RunningLoad.leftAlone(number);
    }

    /** Where a case stands when everybody has done their part. */
    String endsAs(String number) {
        return leftAlone(number) ? "ACCEPTED" : wayOf(number) == Way.MOVES || wayOf(number).moves() && !asked.contains(number) ? "COMPLETED"
                : "HANDED_OVER";
    }

    /** Who moves keeps the stay they have, so that their merged card soon runs out and is to be renewed. */
    List<String> withCardsThatRunOut() {
        return filed.keySet().stream().filter(number -> wayOf(number).moves() && endsAs(number).equals("HANDED_OVER")).toList();
    }

    boolean haveDoneEverything() {
        return filed.keySet().stream().allMatch(number -> leftAlone(number) || settled.contains(number));
    }

    /** Cases with a wish that the product promised to have taken. */
    Set<String> asked() {
        return asked;
    }

    /** Cases whose wish the product promised to have taken back. */
    Set<String> revoked() {
        return revoked;
    }

    /** Cards reported lost, those found again with them. */
    Set<String> lost() {
        return lost;
    }

    Set<String> found() {
        return found;
    }

    /** Cases whose link was reported as wrong. */
    Set<String> reported() {
        return reported;
    }
}
