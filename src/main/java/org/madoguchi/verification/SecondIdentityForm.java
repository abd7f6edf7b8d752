package org.madoguchi.verification;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.madoguchi.verification.IdentityForm.Face;

/** What the second officer says of a visitor the first one was in doubt about. */
record SecondIdentityForm(@NotNull Face face, @NotNull Decision decision, Reason reason, @Size(max = 1000) String note) {

    enum Decision { VERIFIED, NOT_VERIFIED }
}
