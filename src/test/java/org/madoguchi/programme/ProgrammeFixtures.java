package org.madoguchi.programme;

import org.madoguchi.platform.DecisionTables;

/** Beans of this package for tests of others. */
public final class ProgrammeFixtures {

    private ProgrammeFixtures() {}

    public static CardValidity cardValidity(DecisionTables tables) {
        return new CardValidity(tables);
    }
}
