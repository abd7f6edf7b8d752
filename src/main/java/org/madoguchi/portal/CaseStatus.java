package org.madoguchi.portal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.madoguchi.casefile.CaseState;
import org.madoguchi.casefile.CaseFiles.InformationRequest;
import org.madoguchi.portal.ResidentTracking.Resident;

/**
 * Where a case stands, in words for its holder; page and API say the same.
 *
 * @param holder who has to act now: YOU, MUNICIPALITY, MISSION, BUREAU, PRODUCER or NOBODY
 * @param since since when
 * @param question what is asked of the holder, or null
 * @param confirmRecord whether the holder is to say that the record found is theirs
 * @param remedies what can be done where the case was decided against the holder
 */
record CaseStatus(String caseNumber, CaseState state, String stateText, String next, Holder holder, String holderName,
        Instant since, Instant receivedAt, Instant closedAt, List<Step> steps, Question question, boolean confirmRecord,
        Reason reason, List<Remedy> remedies, @JsonInclude(JsonInclude.Include.NON_NULL) Resident resident) {

    enum Holder { YOU, MUNICIPALITY, MISSION, BUREAU, PRODUCER, NOBODY }

    /** {@code state}: done, current, todo or problem. */
    record Step(String label, String state, String note) {}

    /** {@code answerBy}: the last day to answer, in Japan. */
    record Question(String code, String text, String wayOut, String note, Instant askedAt, LocalDate answerBy) {

        static Question of(InformationRequest request, String text, String wayOut, LocalDate answerBy) {
            return new Question(request.reasonCode(), text, wayOut, request.note(), request.askedAt(), answerBy);
        }
    }

    record Reason(String code, String text, String wayOut, String legalBasis) {}

    record Remedy(String remedy, String text, String wayOut, String within, String authority, String legalBasis) {}
}
