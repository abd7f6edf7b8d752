package org.madoguchi.casefile;

import java.time.Instant;

/**
 * A case was received or has another state; published in the transaction that says so.
 *
 * @param counterCode the office that serves the applicant
 * @param before null for a case that was just received
 */
public record CaseMoved(String number, String programme, String missionCode, String municipalityCode, String bureauCode, String counterCode,
        Instant receivedAt, CaseState before, CaseState state) {

    static CaseMoved to(CaseState state, CaseFile file) {
        return new CaseMoved(file.number(), file.programme(), file.missionCode(), file.municipalityCode(), file.bureauCode(), file.counterCode(),
                file.receivedAt(), file.state(), state);
    }
}
