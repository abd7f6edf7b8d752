package org.madoguchi.partners;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;

/**
 * Data of {@code holder.changed}, from the family register or J-LIS: something happened to the holder of a card or of a
 * case. Most of it ends the right to the card; NAME, which comes with {@code name} and {@code changedOn}, does not.
 * {@code continuedUse} goes with RETURNED: the holder goes on using the card in Japan.
 */
public record HolderChanged(@NotNull Change change, Boolean continuedUse, @Valid Name name, LocalDate changedOn) {

    public static final String TYPE = "holder.changed";

    /** DEATH, then what ends a card issued abroad, then what ends a resident's, then what ends nothing. */
    public enum Change { DEATH, RETURNED, NATIONALITY_LOST, STATUS_LOST, NATURALISED, DEPARTED, NAME }

    /** The name as registered; kana and Latin letters null where the register has none, the family name empty where there is none. */
    public record Name(@NotNull @Size(max = 60) String familyName, @NotBlank @Size(max = 60) String givenName, @Size(max = 60) String familyKana,
            @Size(max = 60) String givenKana, @Size(max = 60) String familyLatin, @Size(max = 60) String givenLatin) {}

    public HolderChanged(Change change, Boolean continuedUse) {
        this(change, continuedUse, null, null);
    }

    public boolean continues() {
        return change == Change.RETURNED && Boolean.TRUE.equals(continuedUse);
    }
}
