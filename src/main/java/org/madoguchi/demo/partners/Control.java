package org.madoguchi.demo.partners;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The words of {@code POST /control}, for instance {@code {"partner": "j-lis", "command": "reject", "next": 2, "reason": "BUSY"}}:
 * {@code delay} (millis), {@code reject} and {@code reject-later} (next, reason), {@code lose-answers} (next),
 * {@code repeat-callbacks} (times), {@code contradict} (next, how), {@code down} (how) and {@code up},
 * {@code hold-callbacks} and {@code release-callbacks}, {@code behave}, {@code requests} (operation),
 * {@code report-wrong-link} (caseNumber, words), {@code report-move} (caseNumber, municipalityCode), {@code change-name} of the
 * family register or J-LIS (caseNumber, familyName, givenName, changedOn; for the family register also familyKana and
 * givenKana). Without a partner:
 * {@code advance} sends what is due, {@code behave} is for all.
 */
final class Control {

    private Control() {}

    static Reply obey(Simulators simulators, Optional<SimulatedPartner> named, JsonNode command) {
        String word = command.path("command").asString("");
        if (named.isEmpty()) {
            return obeyAll(simulators, word);
        }
        SimulatedPartner partner = named.get();
        int next = command.path("next").asInt(1);
        String reason = command.path("reason").asString("SIMULATED");
        switch (word) {
            case "delay" -> partner.delay(command.path("millis").asInt(0));
            case "reject" -> partner.rejectNext(next, reason);
            case "reject-later" -> partner.rejectLaterNext(next, reason);
            case "lose-answers" -> partner.loseAnswersNext(next);
            case "repeat-callbacks" -> partner.repeatCallbacks(command.path("times").asInt(1));
            case "contradict" -> partner.contradictNext(next, one(command, "how", Contradiction::valueOf));
            case "down" -> partner.goDown(command.has("how") ? one(command, "how", Down::valueOf) : Down.UNAVAILABLE);
            case "up" -> partner.comeBack();
            case "hold-callbacks" -> partner.holdCallbacks();
            case "release-callbacks" -> partner.releaseCallbacks();
            case "behave" -> partner.behave();
            case "report-wrong-link" -> simulators.reportWrongLink(partner, command.path("caseNumber").asString(""),
                    command.path("words").asString("SIMULATED"));
            case "report-move" -> simulators.reportMove(partner, command.path("caseNumber").asString(""),
                    command.path("municipalityCode").asString(""));
            case "change-name" -> changeName(simulators, partner, command);
            case "requests" -> {
                String operation = command.path("operation").asString("");
                return Reply.ok(Map.of("requests", partner.requests(operation), "repeats", partner.repeats(operation)));
            }
            default -> throw new IllegalArgumentException(word);
        }
        return Reply.ok(Map.of("done", word));
    }

    private static void changeName(Simulators simulators, SimulatedPartner partner, JsonNode command) {
        String caseNumber = command.path("caseNumber").asString("");
        String family = command.path("familyName").asString("");
        String given = command.path("givenName").asString("");
        LocalDate changedOn = one(command, "changedOn", Control::day);
        if (partner == simulators.familyRegister()) {
            simulators.familyRegister().nameChanged(caseNumber, family, given, Json.text(command, "familyKana"),
                    Json.text(command, "givenKana"), changedOn);
        } else if (partner == simulators.jLis()) {
            simulators.jLis().nameChanged(caseNumber, family, given, changedOn);
        } else {
            throw new IllegalArgumentException("change-name");
        }
    }

    private static Reply obeyAll(Simulators simulators, String word) {
        return switch (word) {
            case "advance" -> Reply.ok(Map.of("accepted", simulators.advance(), "waiting", simulators.waiting()));
            case "behave" -> {
                simulators.behave();
                yield Reply.ok(Map.of("done", word));
            }
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static <T> T one(JsonNode command, String field, Function<String, T> valueOf) {
        return valueOf.apply(command.path(field).asString(""));
    }
}
