package org.madoguchi.open;

/**
 * How one resident's base procedure went, without the resident.
 *
 * @param office the code of the counter's office
 * @param merged whether the merged card was asked for, and not taken back, when the procedure was decided
 * @param decisionDays days from the acceptance to the decision, in Tokyo
 * @param cardDays days from the acceptance to the card in the hand; null where no card came of it
 * @param steps human steps the case took
 * @param visits days on which the resident stood at a counter
 * @param feeYen null where no fee was set
 */
record Walk(String office, String counter, boolean merged, boolean refused, int decisionDays, Integer cardDays, int steps,
        int visits, Integer feeYen) {}
