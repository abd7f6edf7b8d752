package org.madoguchi.casefile;

import java.util.UUID;

/**
 * What it takes to open a case.
 *
 * @param kind computed by the tables, or null while they could not tell
 * @param renewsCard the card in force that this application renews, or null
 * @param missionCode null for a resident
 * @param bureauCode null for an applicant abroad
 * @param photo a checked JPEG, or null for an infant
 * @param residence null for an applicant abroad
 */
public record NewCase(String programme, String purpose, String kind, String channel, UUID accountId, String language,
        String municipalityCode, String missionCode, String bureauCode, UUID renewsCard, CaseFile.Applicant applicant, byte[] photo,
        CaseFile.Residence residence) {

    /** The office that serves the applicant. */
    String counterCode() {
        return residence == null ? missionCode : channel.equals("MUNICIPALITY") ? municipalityCode : bureauCode;
    }

    /** An application from abroad. */
    public static NewCase overseas(String purpose, String kind, String channel, UUID accountId, String language,
            String municipalityCode, String missionCode, UUID renewsCard, CaseFile.Applicant applicant, byte[] photo) {
        return new NewCase("OVERSEAS", purpose, kind, channel, accountId, language, municipalityCode, missionCode, null, renewsCard,
                applicant, photo, null);
    }

    /** A resident's base procedure; its kind is the card that comes of it, so unknown at first. */
    public static NewCase residence(String channel, UUID accountId, String language, String municipalityCode, String bureauCode,
            UUID renewsCard, CaseFile.Applicant applicant, byte[] photo, CaseFile.Residence residence) {
        return new NewCase("RESIDENCE", residence.baseProcedure(), null, channel, accountId, language, municipalityCode, null,
                bureauCode, renewsCard, applicant, photo, residence);
    }
}
