package org.madoguchi.demo.partners;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The systems that hold copies of linked data. They confirm a notice after a while. */
@Component
@Profile("simulators")
public class CopyHoldersSimulator extends SimulatedPartner {

    private final Clock clock;
    private final Duration confirmedAfter;

    CopyHoldersSimulator(SimulatorStore store, Clock clock,
            @Value("${madoguchi.demo.simulators.confirmed-after:P2D}") Duration confirmedAfter) {
        super("copy-holders", store);
        this.clock = clock;
        this.confirmedAfter = confirmedAfter;
    }

    @Override
    Optional<String> operation(String path) {
        return switch (path) {
            case "/copy-notices" -> Optional.of("tellNotice");
            case "/copy-outcomes" -> Optional.of("tellOutcome");
            default -> Optional.empty();
        };
    }

    @Override
    Reply answer(String operation, String path, JsonNode question) {
        if (Json.lacks(question, "caseNumber", "holder", operation.equals("tellNotice") ? "linkedSince" : "outcome")) {
            return Reply.refused(422, "DATA_INCOMPLETE");
        }
        String notice = "CN-" + UUID.randomUUID();
        if (operation.equals("tellNotice")) {
            report("copy.confirmed", Json.text(question, "caseNumber"), notice,
                    Map.of("noticeNumber", notice, "reference", "STOPPED-" + Json.text(question, "holder")),
                    clock.instant().plus(confirmedAfter));
        }
        return Reply.created(Map.of("noticeNumber", notice, "takenAt", clock.instant().toString()));
    }
}
