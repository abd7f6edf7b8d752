package org.madoguchi.reporting;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/**
 * What the notice of issuance (交付通知書) says.
 *
 * @param place              where the card lies; the same place signs the notice and answers questions
 * @param withRepresentative whether a legal representative must come together with the holder
 * @param toBring            the documents the decision table asks for, in its order
 * @param bookingAddress     printed in letters and as a QR code
 */
public record NoticeOfIssuance(
        String caseNumber,
        Addressee holder,
        Place place,
        LocalDate writtenOn,
        LocalDate collectBy,
        boolean withRepresentative,
        List<Bilingual> toBring,
        URI bookingAddress) {
}
