package org.madoguchi.eligibility;

import java.time.Clock;
import org.madoguchi.platform.DecisionTables;
import org.madoguchi.programme.ProgrammeFixtures;
import org.springframework.context.support.ResourceBundleMessageSource;

/** The check on plain tables, with the words of the product. */
final class EligibilityFixtures {

    private EligibilityFixtures() {}

    static Eligibility eligibility(DecisionTables tables, Clock clock) {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return new Eligibility(new OverseasEligibility(tables, ProgrammeFixtures.cardValidity(tables), messages),
                new ResidenceEligibility(ProgrammeFixtures.residenceOutcome(tables), ProgrammeFixtures.residenceFee(tables),
                        ProgrammeFixtures.residenceValidity(tables), messages), clock);
    }
}
