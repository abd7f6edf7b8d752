package org.madoguchi.portal;

import java.util.Optional;
import org.madoguchi.eligibility.Assessment;
import org.madoguchi.eligibility.Eligibility;
import org.madoguchi.eligibility.EligibilityRequest;
import org.madoguchi.programme.BaseDecision;
import org.madoguchi.programme.BaseProcedure;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Outcome;
import org.madoguchi.programme.StatusGroup;
import org.springframework.stereotype.Component;

/** What the tables say about a resident's statement: which of both ways is open. */
@Component
class ResidentFacts {

    /** Why the merged card is not open, and what can be done. */
    record Obstacle(String code, String text, String wayOut) {}

    private final Eligibility eligibility;

    ResidentFacts(Eligibility eligibility) {
        this.eligibility = eligibility;
    }

    /** Whether the merged card is open has no part in the filing; facts that cannot be have. @throws Refusal for these */
    void requireOwn(EligibilityRequest facts) {
        eligibility.assess(facts);
    }

    /** As if the procedure were granted, which nobody waits for: what comes of it with this wish. */
    Assessment granted(String statusGroup, String period, Boolean registered, String procedure, String channel, boolean asked) {
        return eligibility.assess(EligibilityRequest.residence(StatusGroup.valueOf(statusGroup), months(period), registered, asked,
                BaseProcedure.valueOf(procedure), BaseDecision.GRANTED, Channel.valueOf(channel), null, null));
    }

    /** Why the merged card could not come of this procedure; empty where it could. */
    Optional<Obstacle> obstacle(ResidentStatement said) {
        return obstacle(granted(said.statusGroup(), said.period(), true, said.baseProcedure(), said.channel(), true));
    }

    static Optional<Obstacle> obstacle(Assessment asked) {
        if (asked.cardOutcome() != null && asked.cardOutcome().outcome().startsWith("SPECIFIED")) {
            return Optional.empty();
        }
        if (asked.outcome() != Outcome.ELIGIBLE || asked.cardOutcome() == null) {
            return asked.reasons().stream().findFirst().map(reason -> new Obstacle(reason.code(), reason.text(), reason.wayOut()));
        }
        var outcome = asked.cardOutcome();
        return Optional.of(new Obstacle(outcome.code(), outcome.text(), outcome.wayOut()));
    }

    private static Integer months(String period) {
        return ResidentRules.blank(period) || period.equals(ResidentRules.INDEFINITE) ? null : Integer.valueOf(period);
    }
}
