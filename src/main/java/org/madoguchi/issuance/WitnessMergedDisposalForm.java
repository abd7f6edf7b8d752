package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The same for a resident's card, at the bureau. */
@Component
class WitnessMergedDisposalForm extends WitnessDisposalForm {

    WitnessMergedDisposalForm(CaseFiles cases, Custody custody) {
        super(cases, custody);
    }

    @Override
    public String taskKey() {
        return "Task_WitnessMergedDisposal";
    }
}
