package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The bureau has the card, and the holder dealt with a municipality. */
@Component
class ForwardToMunicipalityForm extends ForwardCardForm {

    ForwardToMunicipalityForm(CaseFiles cases, Custody custody) {
        super(cases, custody);
    }

    @Override
    public String taskKey() {
        return "Task_ForwardToMunicipality";
    }
}
