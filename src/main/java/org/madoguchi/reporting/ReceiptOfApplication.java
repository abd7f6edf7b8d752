package org.madoguchi.reporting;

import java.net.URI;
import java.time.LocalDate;

/**
 * What the receipt of an application says.
 *
 * @param decidedBy       the municipality of the registered domicile
 * @param trackingAddress where the applicant follows the case
 */
public record ReceiptOfApplication(
        Heading heading,
        LocalDate receivedOn,
        Kind kind,
        Bilingual decidedBy,
        Bilingual collectionPlace,
        URI trackingAddress) implements Letter {

    /** The kinds of application, named as the decision table that finds them names them. */
    public enum Kind { NEW, RENEWAL, REISSUE_LOST, REISSUE_DAMAGED, CHANGE_BY_NEW_CARD, CHANGE_BY_REWRITE }
}
