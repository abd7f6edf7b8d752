package org.madoguchi.issuance;

import org.madoguchi.casefile.CaseFile;
import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.issuance.Issuance.Change;
import org.madoguchi.partners.FamilyRegisterClient;
import org.madoguchi.partners.HolderMoved;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.springframework.stereotype.Component;

/**
 * A register reports that another municipality is in charge. While a card is with the present one that is refused, and the
 * register says it again; what is over, or was so already, needs nothing.
 */
abstract class MoveEvents implements PartnerEventHandler {

    private final Issuance issuance;
    private final CaseFiles cases;

    MoveEvents(Issuance issuance, CaseFiles cases) {
        this.issuance = issuance;
        this.cases = cases;
    }

    /** Each register speaks of its own people: a resident may have a registered domicile too. */
    abstract boolean concerns(CaseFile file);

    @Override
    public String type() {
        return HolderMoved.TYPE;
    }

    @Override
    public void handle(PartnerEvent event) {
        CaseFile file = cases.get(event.caseNumber());
        String municipality = event.dataAs(HolderMoved.class).municipalityCode();
        if (file.open() && concerns(file) && !municipality.equals(file.municipalityCode())) {
            issuance.requestChange(file.number(), Change.MUNICIPALITY, municipality, CurrentUser.find().orElse(CurrentUser.SYSTEM));
        }
    }

    @Component
    static class OfDomicile extends MoveEvents {

        OfDomicile(Issuance issuance, CaseFiles cases) {
            super(issuance, cases);
        }

        @Override
        public String partner() {
            return FamilyRegisterClient.PARTNER;
        }

        @Override
        boolean concerns(CaseFile file) {
            return file.overseas();
        }
    }

    @Component
    static class OfAddress extends MoveEvents {

        OfAddress(Issuance issuance, CaseFiles cases) {
            super(issuance, cases);
        }

        @Override
        public String partner() {
            return JLisClient.PARTNER;
        }

        @Override
        boolean concerns(CaseFile file) {
            return !file.overseas();
        }
    }
}
