package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.programme.MissionCapabilities;
import org.springframework.stereotype.Component;

/** The same for a resident's card, at the bureau. */
@Component
class DisposeOfMergedCardForm extends DisposeOfCardForm {

    DisposeOfMergedCardForm(CaseFiles cases, Custody custody, CardStore cards, MissionCapabilities capabilities) {
        super(cases, custody, cards, capabilities);
    }

    @Override
    public String taskKey() {
        return "Task_DisposeOfMergedCard";
    }
}
