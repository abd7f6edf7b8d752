package org.madoguchi.eligibility;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.madoguchi.programme.BaseDecision;
import org.madoguchi.programme.BaseProcedure;
import org.madoguchi.programme.CardState;
import org.madoguchi.programme.Channel;
import org.madoguchi.programme.Purpose;
import org.madoguchi.programme.StatusGroup;

/**
 * The facts a person states. What is absent is unknown, where nothing else is said. Each programme has facts of its own; a
 * fact of the other one is refused.
 *
 * @param programme {@code overseas} or {@code residence}
 * @param registeredDomicileKnown down to the ward, in cities that have wards
 * @param departedOn the day of moving out of Japan
 * @param asOf the day to judge by, for a resident also that of acceptance; today in Tokyo where absent
 * @param periodOfStayMonths absent for an indefinite one; 90 days are 3; once granted, the period granted
 * @param cardRequested absent is not requested
 * @param baseDecision absent is PENDING
 */
public record EligibilityRequest(
        @Schema(allowableValues = {"overseas", "residence"}, requiredMode = Schema.RequiredMode.REQUIRED) String programme,
        @Schema(description = "overseas") Purpose purpose,
        @Schema(description = "overseas") Boolean japaneseNational,
        Boolean residentRecordInJapan,
        @Schema(description = "overseas") Boolean everRegistered,
        @Schema(description = "overseas: a resident record on or after 2015-10-05") Boolean residentRecordSinceNumbering,
        @Schema(description = "overseas: down to the ward") Boolean registeredDomicileKnown,
        @Schema(description = "overseas") Boolean certificatesWanted,
        LocalDate dateOfBirth,
        @Schema(description = "overseas: the day of moving out of Japan") LocalDate departedOn,
        @Schema(description = "The day to judge by; for residence also the day of acceptance. Today in Tokyo where absent") LocalDate asOf,
        @Schema(description = "overseas: ONLINE, MISSION, MUNICIPALITY, MAIL; residence: COUNTER, MUNICIPALITY, ONLINE") Channel channel,
        @Schema(description = "overseas") Card card,
        @Schema(description = "residence", example = "MID_TO_LONG_TERM") StatusGroup statusGroup,
        @Schema(description = "residence: absent = indefinite; 90 days = 3; once granted, the period granted", example = "36") Integer periodOfStayMonths,
        @Schema(description = "residence: whether the merged card is asked for; absent = not requested") Boolean cardRequested,
        @Schema(description = "residence", example = "EXTENSION") BaseProcedure baseProcedure,
        @Schema(description = "residence: PENDING where absent") BaseDecision baseDecision) {

    /**
     * A card the person holds or held.
     *
     * @param held false where there never was one
     * @param holderAtFault whether loss or damage was the holder's fault
     */
    public record Card(Boolean held, CardState state, LocalDate expiresOn, Boolean detailsChanged, Boolean holderAtFault) {

        static final Card UNKNOWN = new Card(null, null, null, null, null);
    }

    /** What an applicant abroad states. */
    public static EligibilityRequest overseas(Purpose purpose, Boolean japaneseNational, Boolean residentRecordInJapan,
            Boolean everRegistered, Boolean residentRecordSinceNumbering, Boolean registeredDomicileKnown,
            Boolean certificatesWanted, LocalDate dateOfBirth, LocalDate departedOn, LocalDate asOf, Channel channel, Card card) {
        return new EligibilityRequest("overseas", purpose, japaneseNational, residentRecordInJapan, everRegistered,
                residentRecordSinceNumbering, registeredDomicileKnown, certificatesWanted, dateOfBirth, departedOn, asOf, channel,
                card, null, null, null, null, null);
    }

    /** What a resident states. */
    public static EligibilityRequest residence(StatusGroup statusGroup, Integer periodOfStayMonths, Boolean residentRecordInJapan,
            Boolean cardRequested, BaseProcedure baseProcedure, BaseDecision baseDecision, Channel channel, LocalDate dateOfBirth,
            LocalDate asOf) {
        return new EligibilityRequest("residence", null, null, residentRecordInJapan, null, null, null, null, dateOfBirth, null,
                asOf, channel, null, statusGroup, periodOfStayMonths, cardRequested, baseProcedure, baseDecision);
    }
}
