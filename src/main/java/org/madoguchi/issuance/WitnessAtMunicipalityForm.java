package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The second person, where the card is at the municipality. */
@Component
class WitnessAtMunicipalityForm extends WitnessDisposalForm {

    WitnessAtMunicipalityForm(CaseFiles cases, Custody custody) {
        super(cases, custody);
    }

    @Override
    public String taskKey() {
        return "Task_WitnessAtMunicipality";
    }
}
