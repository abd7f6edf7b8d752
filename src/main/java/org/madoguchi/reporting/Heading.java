package org.madoguchi.reporting;

import java.time.LocalDate;

/**
 * What stands at the top of every letter.
 *
 * @param from      signs the letter and answers questions about it
 * @param writtenOn the day at the office that signs
 */
public record Heading(Programme programme, String caseNumber, Addressee to, Place from, LocalDate writtenOn) {

    /** Named as a case names them. */
    public enum Programme { OVERSEAS, RESIDENCE }
}
