package org.madoguchi.linkage;

import org.madoguchi.casefile.CaseFiles;
import org.madoguchi.identity.CurrentUser;
import org.madoguchi.linkage.Correction.Reporter;
import org.madoguchi.partners.CopyHoldersClient;
import org.madoguchi.partners.CopyHoldersClient.CopyConfirmed;
import org.madoguchi.partners.CopyHoldersClient.ErrorReported;
import org.madoguchi.partners.FamilyRegisterClient;
import org.madoguchi.partners.JLisClient;
import org.madoguchi.partners.MunicipalTask;
import org.madoguchi.partners.PartnerEvent;
import org.madoguchi.partners.PartnerEventHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** What partners report about links. */
class CorrectionEvents {

    private CorrectionEvents() {}

    /** Every partner that holds or makes something from a link may say that it is wrong. */
    @Configuration(proxyBeanMethods = false)
    static class Reporters {

        @Bean
        PartnerEventHandler linkErrorByCopyHolders(Corrections corrections, CaseFiles cases) {
            return new Reported(CopyHoldersClient.PARTNER, corrections, cases);
        }

        @Bean
        PartnerEventHandler linkErrorByFamilyRegister(Corrections corrections, CaseFiles cases) {
            return new Reported(FamilyRegisterClient.PARTNER, corrections, cases);
        }

        @Bean
        PartnerEventHandler linkErrorByJLis(Corrections corrections, CaseFiles cases) {
            return new Reported(JLisClient.PARTNER, corrections, cases);
        }

        @Bean
        PartnerEventHandler linkErrorByMunicipality(Corrections corrections, CaseFiles cases) {
            return new Reported(MunicipalTask.PARTNER, corrections, cases);
        }
    }

    private record Reported(String partner, Corrections corrections, CaseFiles cases) implements PartnerEventHandler {

        @Override
        public String type() {
            return "link.error-reported";
        }

        @Override
        public void handle(PartnerEvent event) {
            String number = cases.get(event.caseNumber()).number();
            corrections.report(number, Reporter.PARTNER, event.dataAs(ErrorReported.class).words(), CurrentUser.find().orElseThrow());
        }
    }

    @Component
    static class Confirmed implements PartnerEventHandler {

        private final Corrections corrections;

        Confirmed(Corrections corrections) {
            this.corrections = corrections;
        }

        @Override
        public String partner() {
            return CopyHoldersClient.PARTNER;
        }

        @Override
        public String type() {
            return "copy.confirmed";
        }

        @Override
        public void handle(PartnerEvent event) {
            CopyConfirmed confirmed = event.dataAs(CopyConfirmed.class);
            corrections.confirmByNotice(event.caseNumber(), confirmed.noticeNumber(), confirmed.reference(), CurrentUser.find().orElseThrow());
        }
    }
}
