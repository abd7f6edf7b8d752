package org.madoguchi.casefile;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.madoguchi.accessregister.AccessRegister.CaseConcern;
import org.madoguchi.accessregister.Fact;

/**
 * A case as it stands, with what its applicant stated.
 *
 * @param purpose what the applicant wants; for a residence card the base procedure
 * @param municipalityCode of the registered domicile, or of the address of a resident
 * @param missionCode null for a resident
 * @param bureauCode the immigration bureau in charge, null for an applicant abroad
 * @param residence null for an applicant abroad
 * @param shown what the reader for whom it was opened may see; what is not among it is not in here either
 */
public record CaseFile(String number, String programme, String kind, String purpose, String channel, CaseState state,
        UUID accountId, String language, String municipalityCode, String missionCode, String bureauCode, String cardOfficeCode,
        UUID renewsCard, Instant receivedAt, Instant closedAt, String closingReason, int version, Applicant applicant,
        Residence residence, Set<Fact> shown) {

    /** Stands for a name that the reader may not see. */
    private static final String WITHHELD = "＊＊＊";

    /** A name in every way it is written; in Latin letters alone that of a resident. */
    public record Name(String familyName, String givenName, String familyKana, String givenKana, String familyLatin,
            String givenLatin) {

        public String full() {
            return (familyName + " " + givenName).strip();
        }

        public String kana() {
            return (familyKana + " " + givenKana).strip();
        }

        public String latin() {
            return (givenLatin + " " + familyLatin).strip();
        }

        /** Written alike in the register; only the kana or the Latin letters may differ. */
        public boolean registeredAs(Name other) {
            return familyName.equals(other.familyName) && givenName.equals(other.givenName);
        }
    }

    /**
     * The applicant's statement, as stated; names are never normalised. A resident's name stands in Latin letters, as on
     * the residence card.
     *
     * @param domicile where the register knows the person: the registered domicile, for a resident the address
     * @param departedOn the move-out date (Tokyo), null where not stated
     * @param answers answers for the eligibility tables, by their names
     */
    public record Applicant(String familyName, String givenName, String familyKana, String givenKana, String familyLatin,
            String givenLatin, LocalDate birthDate, String sex, String domicile, LocalDate departedOn, String phone,
            boolean certificatesWanted, String holderGroup, String representativeName, String representativeKind,
            UUID numberRef, Map<String, Object> answers) {

        public Name fullName() {
            return new Name(familyName, givenName, familyKana, givenKana, familyLatin, givenLatin);
        }

        public String name() {
            return fullName().full();
        }

        public String kana() {
            return fullName().kana();
        }

        public String latin() {
            return fullName().latin();
        }

        /** The same statement under another name. */
        public Applicant named(Name name) {
            return new Applicant(name.familyName(), name.givenName(), name.familyKana(), name.givenKana(), name.familyLatin(),
                    name.givenLatin(), birthDate, sex, domicile, departedOn, phone, certificatesWanted, holderGroup,
                    representativeName, representativeKind, numberRef, answers);
        }

        private Applicant seenWith(Set<Fact> facts) {
            boolean who = facts.contains(Fact.IDENTITY);
            boolean helper = facts.contains(Fact.REPRESENTATIVE);
            boolean statement = facts.contains(Fact.STATEMENT);
            return new Applicant(who ? familyName : WITHHELD, who ? givenName : "", who ? familyKana : "", who ? givenKana : "",
                    who ? familyLatin : "", who ? givenLatin : "", who ? birthDate : null, who ? sex : null,
                    facts.contains(Fact.PLACE) ? domicile : "", statement ? departedOn : null, facts.contains(Fact.CONTACT) ? phone : null,
                    certificatesWanted, holderGroup, helper ? representativeName : null, helper ? representativeKind : null,
                    facts.contains(Fact.LAST_FOUR) ? numberRef : null, statement ? answers : Map.of());
        }

        /** Families share an account: who is who is told by the date of birth and, for twins, the given name. */
        public boolean samePersonAs(Applicant other) {
            return birthDate.equals(other.birthDate) && givenName.equals(other.givenName);
        }

        public boolean represented() {
            return representativeName != null;
        }
    }

    /**
     * A resident's stay, as stated and as decided; what is absent is unknown or does not apply.
     *
     * @param statusGroup as the table {@code residence-eligibility} names it
     * @param periodMonths the period of stay, null for an indefinite one
     * @param periodUntil the last day of the period of stay, in Tokyo
     * @param heldCard NONE, SEPARATE or MERGED
     * @param acceptedOn the day it was taken at the counter, in Tokyo
     * @param baseDecision PENDING, GRANTED or REFUSED
     * @param cardOutcome as the table {@code residence-card-outcome} names it, null until it is decided
     */
    public record Residence(String baseProcedure, String statusGroup, String status, Integer periodMonths, LocalDate periodUntil,
            String nationality, String kanjiName, String heldCard, String residenceCardNumber, LocalDate cardUntil,
            LocalDate myNumberCardUntil, boolean hardship, LocalDate acceptedOn, String baseDecision, LocalDate grantedOn,
            Integer grantedMonths, LocalDate grantedUntil, String cardOutcome) {

        /** The procedure of whoever has lost the card, or had it stolen. */
        public static final String REISSUE_LOSS = "REISSUE_LOSS";

        /** As stated, before anybody has looked at it. */
        public static Residence stated(String baseProcedure, String statusGroup, String status, Integer periodMonths,
                LocalDate periodUntil, String nationality, String kanjiName, String heldCard, String residenceCardNumber,
                LocalDate cardUntil, LocalDate myNumberCardUntil, boolean hardship) {
            return new Residence(baseProcedure, statusGroup, status, periodMonths, periodUntil, nationality, kanjiName, heldCard,
                    residenceCardNumber, cardUntil, myNumberCardUntil, hardship, null, "PENDING", null, null, null, null);
        }

        private Residence seenWith(Set<Fact> facts) {
            boolean stay = facts.contains(Fact.STAY);
            boolean card = facts.contains(Fact.HELD_CARD);
            return new Residence(baseProcedure, stay ? statusGroup : null, stay ? status : null, stay ? periodMonths : null,
                    stay ? periodUntil : null, stay ? nationality : null, stay ? kanjiName : null, heldCard, card ? residenceCardNumber : null,
                    card ? cardUntil : null, card ? myNumberCardUntil : null, stay && hardship, acceptedOn, baseDecision,
                    stay ? grantedOn : null, stay ? grantedMonths : null, stay ? grantedUntil : null, cardOutcome);
        }

        /** The same with another present card. */
        public Residence holding(String card, LocalDate until) {
            return new Residence(baseProcedure, statusGroup, status, periodMonths, periodUntil, nationality, kanjiName, card,
                    residenceCardNumber, until, myNumberCardUntil, hardship, acceptedOn, baseDecision, grantedOn, grantedMonths,
                    grantedUntil, cardOutcome);
        }

        /** The present card is gone: nothing of it can be handed in, and its functions ended with its suspension. */
        public boolean lost() {
            return baseProcedure.equals(REISSUE_LOSS);
        }

        /** The last day of the stay, as granted or else as stated; null for one without end. */
        public LocalDate endsOn() {
            boolean permanent = granted() && baseProcedure.equals("PERMANENT_RESIDENCE");
            return permanent ? null : grantedUntil != null ? grantedUntil : periodUntil;
        }

        public boolean granted() {
            return baseDecision.equals("GRANTED");
        }

        /** The day on which the My Number function ends unless it is extended, null where there is none, or it was lost with the card. */
        public LocalDate functionEnds() {
            boolean gone = heldCard.equals("MERGED") && lost();
            return gone ? null : myNumberCardUntil != null ? myNumberCardUntil : heldCard.equals("MERGED") ? cardUntil : null;
        }

        public boolean merged() {
            return "SPECIFIED_RESIDENCE_CARD".equals(cardOutcome) || "SPECIFIED_SPR_CERTIFICATE".equals(cardOutcome);
        }
    }

    /** As a reader sees it who is granted only this. */
    CaseFile seenWith(Set<Fact> facts) {
        return new CaseFile(number, programme, kind, purpose, channel, state, accountId, language, municipalityCode, missionCode, bureauCode,
                cardOfficeCode, renewsCard, receivedAt, closedAt, closingReason, version, applicant.seenWith(facts),
                residence == null ? null : residence.seenWith(facts), facts);
    }

    /** Whether the reader for whom it was opened may see this. */
    public boolean shows(Fact fact) {
        return shown.contains(fact);
    }

    public boolean overseas() {
        return programme.equals("OVERSEAS");
    }

    /** The office that the holder deals with in person: the mission, or the counter that takes a resident's application. */
    public String counterCode() {
        return overseas() ? missionCode : channel.equals("MUNICIPALITY") ? municipalityCode : bureauCode;
    }

    public boolean open() {
        return closedAt == null;
    }

    CaseConcern concern() {
        return new CaseConcern(number, accountId.toString(), missionCode, bureauCode, municipalityCode, cardOfficeCode);
    }
}
