package org.madoguchi.linkage;

import java.util.Map;
import org.madoguchi.linkage.RegisterLookUp.Question;
import org.madoguchi.partners.FamilyRegisterClient.RegisterAnswer;
import org.madoguchi.partners.PartnerCall;
import org.springframework.stereotype.Component;

/** Asks the register again on behalf of a correction: the one look-up that a freeze does not stop. */
@Component
class CorrectionLookUp implements PartnerCall<Question, RegisterAnswer> {

    private final RegisterLookUp lookUp;

    CorrectionLookUp(RegisterLookUp lookUp) {
        this.lookUp = lookUp;
    }

    @Override
    public String topic() {
        return "correction-lookup";
    }

    @Override
    public Question prepare(String caseNumber) {
        return lookUp.prepare(caseNumber);
    }

    @Override
    public RegisterAnswer call(Question query) {
        return lookUp.call(query);
    }

    @Override
    public Map<String, Object> record(String caseNumber, Question query, RegisterAnswer answer) {
        return lookUp.record(caseNumber, query, answer);
    }
}
