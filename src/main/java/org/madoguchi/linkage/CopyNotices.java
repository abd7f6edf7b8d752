package org.madoguchi.linkage;

import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.madoguchi.linkage.Correction.Copy;
import org.madoguchi.partners.CopyHoldersClient;
import org.madoguchi.partners.CopyHoldersClient.CopyNotice;
import org.madoguchi.partners.CopyHoldersClient.CopyOutcome;
import org.madoguchi.partners.CopyHoldersClient.NoticeTaken;
import org.madoguchi.partners.PartnerCall;
import org.madoguchi.partners.PartnerRefused;
import org.madoguchi.programme.Tokyo;
import org.springframework.stereotype.Component;

/** Tells the holders of copies, one at each visit of the model: first to stop, in the end what was decided. */
class CopyNotices {

    private CopyNotices() {}

    @Component
    static class Notice implements PartnerCall<Notice.Request, NoticeTaken> {

        record Request(Correction correction, UUID copy, CopyNotice notice) {}

        private final Corrections corrections;
        private final CopyHoldersClient holders;

        Notice(Corrections corrections, CopyHoldersClient holders) {
            this.corrections = corrections;
            this.holders = holders;
        }

        @Override
        public String topic() {
            return "copy-notice";
        }

        @Override
        public Request prepare(String caseNumber) {
            Correction correction = corrections.current(caseNumber);
            Copy copy = corrections.nextToTell(correction).orElseThrow();
            return new Request(correction, copy.id(), new CopyNotice(caseNumber, copy.holder().name(), copy.detail(),
                    LocalDate.ofInstant(correction.linkedSince(), Tokyo.ZONE)));
        }

        @Override
        public NoticeTaken call(Request request) {
            return holders.tell(request.notice());
        }

        @Override
        public Map<String, Object> record(String caseNumber, Request request, NoticeTaken answer) {
            corrections.told(request.correction(), request.copy(), answer.noticeNumber());
            return Map.of();
        }

        /** An officer must reach this holder by other means; the page of the case says so. */
        @Override
        public void refused(String caseNumber, Request request, PartnerRefused refusal) {
            corrections.refused(request.copy(), false, refusal.reason());
        }
    }

    @Component
    static class Outcome implements PartnerCall<Outcome.Request, NoticeTaken> {

        record Request(UUID copy, CopyOutcome outcome) {}

        private final Corrections corrections;
        private final CopyHoldersClient holders;

        Outcome(Corrections corrections, CopyHoldersClient holders) {
            this.corrections = corrections;
            this.holders = holders;
        }

        @Override
        public String topic() {
            return "copy-outcome";
        }

        @Override
        public Request prepare(String caseNumber) {
            Correction correction = corrections.current(caseNumber);
            Copy copy = corrections.nextToTell(correction).orElseThrow();
            return new Request(copy.id(), new CopyOutcome(caseNumber, copy.holder().name(), copy.detail(), correction.proposal().name()));
        }

        @Override
        public NoticeTaken call(Request request) {
            return holders.tell(request.outcome());
        }

        @Override
        public Map<String, Object> record(String caseNumber, Request request, NoticeTaken answer) {
            corrections.outcomeTold(request.copy());
            return Map.of();
        }

        @Override
        public void refused(String caseNumber, Request request, PartnerRefused refusal) {
            corrections.refused(request.copy(), true, refusal.reason());
        }
    }
}
