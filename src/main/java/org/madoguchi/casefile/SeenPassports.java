package org.madoguchi.casefile;

import java.time.Instant;
import java.util.Optional;

/** What is left of a passport after it was looked at: how it compared, never what it says. Kept by verification. */
public interface SeenPassports {

    /** The passport shown at the latest visit; empty where none was. */
    Optional<SeenPassport> of(String caseNumber);

    /**
     * @param issuer the issuing state; {@code tail}: the last characters of its number
     * @param explanation why what differs is still the holder's, or null
     */
    record SeenPassport(Instant at, String by, String officeCode, String issuer, String tail, boolean nameAgrees, boolean birthDateAgrees,
            String explanation) {}
}
