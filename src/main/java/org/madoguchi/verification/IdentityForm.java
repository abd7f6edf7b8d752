package org.madoguchi.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Arrays;

/**
 * What the officer at the counter enters. The machine-readable lines are compared and thrown away.
 *
 * @param nameExplanation why the name in the passport differs from the case and is still the holder's; likewise for the
 *     birth date
 */
record IdentityForm(
        @NotNull Attendance attendance,
        @Size(max = 120) String mrzLine1,
        @Size(max = 120) String mrzLine2,
        @Size(max = 500) String nameExplanation,
        @Size(max = 500) String birthDateExplanation,
        Face face,
        OldCard oldCard,
        Presence representative,
        @Size(max = 120) String representativeMrzLine1,
        @Size(max = 120) String representativeMrzLine2,
        Proof proof,
        @NotNull Decision decision,
        Reason reason,
        @Size(max = 1000) String note) {

    enum Attendance { CAME, DID_NOT_COME }

    /** {@code NO_PHOTO}: the card of an infant bears none. */
    enum Face {
        SAME, IN_DOUBT, DIFFERENT, NO_PHOTO;

        static String[] names(boolean photo) {
            return Arrays.stream(values()).filter(face -> !photo || face != NO_PHOTO).map(Face::name).toArray(String[]::new);
        }
    }

    enum OldCard { PRESENTED, NOT_PRESENTED, NONE_EXPECTED }

    enum Presence { PRESENT, ABSENT }

    enum Proof { SHOWN, HELD_BY_MUNICIPALITY, MISSING }

    enum Decision { VERIFIED, DOUBT, NOT_VERIFIED, NO_SHOW }

    /** Shows no person in a log. */
    @Override
    public String toString() {
        return "IdentityForm[" + decision + "]";
    }
}
