package org.madoguchi.eligibility;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.madoguchi.casefile.CaseFile;
import org.madoguchi.programme.Kind;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The facts of a case as the tables ask for them: its stated answers, under their own names. */
@Component
class CaseEligibility {

    private final Eligibility eligibility;
    private final JsonMapper json;

    CaseEligibility(Eligibility eligibility, JsonMapper json) {
        this.eligibility = eligibility;
        this.json = json;
    }

    Assessment of(CaseFile file) {
        return assess(file.applicant().answers());
    }

    /** The kind of application once a person has found the applicant eligible in spite of contradicting statements. */
    Optional<Kind> kindOnceEligible(CaseFile file) {
        Map<String, Object> answers = new HashMap<>(file.applicant().answers());
        answers.put("everRegistered", true);
        return Optional.ofNullable(assess(answers).kind());
    }

    private Assessment assess(Map<String, Object> answers) {
        return eligibility.assess(json.convertValue(answers, EligibilityRequest.class));
    }
}
