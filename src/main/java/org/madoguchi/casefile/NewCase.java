package org.madoguchi.casefile;

import java.util.UUID;

/**
 * What it takes to open a case.
 *
 * @param kind computed by the tables, or null while they could not tell
 * @param renewsCard the card in force that this application renews, or null
 * @param photo a checked JPEG, or null for an infant
 */
public record NewCase(String programme, String purpose, String kind, String channel, UUID accountId, String language,
        String municipalityCode, String missionCode, UUID renewsCard, CaseFile.Applicant applicant, byte[] photo) {}
