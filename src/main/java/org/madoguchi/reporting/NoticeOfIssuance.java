package org.madoguchi.reporting;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/**
 * What the notice of issuance (交付通知書) says. The card lies with the office that signs the notice.
 *
 * @param withRepresentative whether a legal representative must come together with the holder
 * @param toBring            the documents the decision table asks for, in its order
 * @param bookingAddress     printed in letters and as a QR code
 */
public record NoticeOfIssuance(
        Heading heading,
        LocalDate collectBy,
        boolean withRepresentative,
        List<Bilingual> toBring,
        URI bookingAddress) implements Letter {
}
