package org.madoguchi.programme;

import org.madoguchi.platform.DecisionTables;

/** Beans of this package for tests of others. */
public final class ProgrammeFixtures {

    private ProgrammeFixtures() {}

    public static CardValidity cardValidity(DecisionTables tables) {
        return new CardValidity(tables);
    }

    public static ResidenceOutcome residenceOutcome(DecisionTables tables) {
        return new ResidenceOutcome(tables);
    }

    public static ResidenceFee residenceFee(DecisionTables tables) {
        return new ResidenceFee(tables);
    }

    public static ResidenceValidity residenceValidity(DecisionTables tables) {
        return new ResidenceValidity(tables);
    }
}
