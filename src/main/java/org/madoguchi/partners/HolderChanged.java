package org.madoguchi.partners;

import jakarta.validation.constraints.NotNull;

/**
 * Data of {@code holder.changed}, from the family register or J-LIS: something happened to the holder of a card that ends
 * the right to it. {@code continuedUse} goes with RETURNED: the holder goes on using the card in Japan.
 */
public record HolderChanged(@NotNull Change change, Boolean continuedUse) {

    public static final String TYPE = "holder.changed";

    /** DEATH, then what ends a card issued abroad, then what ends a resident's. */
    public enum Change { DEATH, RETURNED, NATIONALITY_LOST, STATUS_LOST, NATURALISED, DEPARTED }

    public boolean continues() {
        return change == Change.RETURNED && Boolean.TRUE.equals(continuedUse);
    }
}
