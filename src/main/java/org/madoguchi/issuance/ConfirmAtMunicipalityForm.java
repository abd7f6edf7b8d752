package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The municipality has the card that the bureau sent. */
@Component
class ConfirmAtMunicipalityForm extends ConfirmForwardedCardForm {

    ConfirmAtMunicipalityForm(CaseFiles cases, Custody custody, Issuance issuance) {
        super(cases, custody, issuance);
    }

    @Override
    public String taskKey() {
        return "Task_ConfirmAtMunicipality";
    }
}
