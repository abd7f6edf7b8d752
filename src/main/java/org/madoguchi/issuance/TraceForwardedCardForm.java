package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The mission looks for a card that another mission sent it. */
@Component
class TraceForwardedCardForm extends TraceShipmentForm {

    TraceForwardedCardForm(CaseFiles cases, Custody custody) {
        super(cases, custody);
    }

    @Override
    public String taskKey() {
        return "Task_TraceForwardedCard";
    }
}
