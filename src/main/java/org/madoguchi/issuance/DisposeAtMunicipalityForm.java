package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.programme.MissionCapabilities;
import org.madoguchi.programme.MissionCapabilities.Disposal;
import org.springframework.stereotype.Component;

/** The card has not left the municipality that was to pass it on. */
@Component
class DisposeAtMunicipalityForm extends DisposeOfCardForm {

    DisposeAtMunicipalityForm(CaseFiles cases, Custody custody, CardStore cards, MissionCapabilities capabilities) {
        super(cases, custody, cards, capabilities);
    }

    @Override
    public String taskKey() {
        return "Task_DisposeAtMunicipality";
    }

    /** Municipalities destroy cards that nobody collects; each publishes so. */
    @Override
    Disposal usual(CaseFile file) {
        return Disposal.DESTROY;
    }
}
