package org.madoguchi.demo.partners;

/** How a simulated partner behaves at the moment; changed by the commands of {@link SimulatedPartner}. */
record Behaviour(String partner, int delayMillis, int rejectNext, int rejectLaterNext, int loseAnswersNext, int repeatCallbacks,
        String contradiction, int contradictNext, String down, boolean holdCallbacks) {}
