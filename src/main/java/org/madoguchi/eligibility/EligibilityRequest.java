package org.madoguchi.eligibility;

import java.time.LocalDate;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Purpose;

/**
 * The facts a person states. What is absent is unknown.
 *
 * @param programme {@code overseas}
 * @param registeredDomicileKnown down to the ward, in cities that have wards
 * @param departedOn the day of moving out of Japan
 * @param asOf the day to judge by; today in Tokyo where absent
 */
public record EligibilityRequest(String programme, Purpose purpose, Boolean japaneseNational, Boolean residentRecordInJapan,
        Boolean everRegistered, Boolean residentRecordSinceNumbering, Boolean registeredDomicileKnown,
        Boolean certificatesWanted, LocalDate dateOfBirth, LocalDate departedOn, LocalDate asOf, Channel channel,
        Card card) {

    /**
     * A card the person holds or held.
     *
     * @param held false where there never was one
     * @param holderAtFault whether loss or damage was the holder's fault
     */
    public record Card(Boolean held, CardState state, LocalDate expiresOn, Boolean detailsChanged, Boolean holderAtFault) {

        static final Card UNKNOWN = new Card(null, null, null, null, null);
    }
}
