package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFiles;
import org.springframework.stereotype.Component;

/** The bureau looks for a merged card that did not arrive. */
@Component
class TraceMergedShipmentForm extends TraceShipmentForm {

    TraceMergedShipmentForm(CaseFiles cases, Custody custody) {
        super(cases, custody);
    }

    @Override
    public String taskKey() {
        return "Task_TraceMergedShipment";
    }
}
