package org.madoguchi.demo.partners;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A municipality that does its tasks from its own system, by events. */
@Component
@Profile("simulators")
public class MunicipalitySimulator extends SimulatedPartner {

    private final Clock clock;
    private final Callbacks callbacks;

    MunicipalitySimulator(SimulatorStore store, Clock clock, Callbacks callbacks) {
        super("municipality", store);
        this.clock = clock;
        this.callbacks = callbacks;
    }

    /** Does a task of a case by event; tells what the application answered, for instance {@code 204} or {@code 409 NOT_WAITING}. */
    public String complete(String caseNumber, String taskKey, String municipalityCode, String officer, Map<String, Object> form) {
        report("task.completed", caseNumber, taskKey,
                Map.of("taskKey", taskKey, "municipalityCode", municipalityCode, "officer", officer, "form", form), clock.instant());
        callbacks.deliverDue();
        List<Report> reports = reports(caseNumber);
        return reports.get(reports.size() - 1).lastAnswer();
    }

    @Override
    Optional<String> operation(String path) {
        return Optional.empty();
    }

    @Override
    Reply answer(String operation, String path, JsonNode question) {
        return Reply.refused(404, "NOT_FOUND");
    }

    /** A person reads the refusal and sends another event. */
    @Override
    boolean worthRepeating(int status) {
        return status >= 500 || status == 429;
    }
}
