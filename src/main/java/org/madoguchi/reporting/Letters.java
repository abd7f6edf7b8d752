package org.madoguchi.reporting;

import java.util.Locale;
import org.springframework.stereotype.Component;

/**
 * The letters of the two programmes as PDF, one verb each. Any locale but Japanese gets the English letter; a text
 * that cannot be shown ends in {@link UnprintableText}. The first letter of a kind takes a second or two, while its
 * template is compiled.
 */
@Component
public class Letters {

    private final Press press = new Press();

    /** Receipt of an application (交付申請受付票). */
    public byte[] receiptOfApplication(ReceiptOfApplication letter, Locale locale) {
        return press.print("receipt-of-application", letter, locale);
    }

    /** Notice of issuance (交付通知書), with the QR code for booking the visit. */
    public byte[] noticeOfIssuance(NoticeOfIssuance letter, Locale locale) {
        return press.print("notice-of-issuance", letter, locale);
    }

    /** Request for missing information (補正・資料提出の依頼). */
    public byte[] requestForInformation(RequestForInformation letter, Locale locale) {
        return press.print("request-for-information", letter, locale);
    }

    /** Decision of refusal, with reasons, legal basis and remedies (不交付・不許可の通知書). */
    public byte[] decisionOfRefusal(DecisionOfRefusal letter, Locale locale) {
        return press.print("decision-of-refusal", letter, locale);
    }

    /** Fee notice (手数料の納付のお願い). */
    public byte[] feeNotice(FeeNotice letter, Locale locale) {
        return press.print("fee-notice", letter, locale);
    }

    /** Visit slip, with what to bring (来庁票). */
    public byte[] visitSlip(VisitSlip letter, Locale locale) {
        return press.print("visit-slip", letter, locale);
    }

    /** Record of the hand-over, to be signed (カード受領書). */
    public byte[] handOverRecord(HandOverRecord letter, Locale locale) {
        return press.print("hand-over-record", letter, locale);
    }

    /** Record of a return or destruction, to be signed by two (返納・廃棄記録). */
    public byte[] recordOfDisposal(RecordOfDisposal letter, Locale locale) {
        return press.print("record-of-disposal", letter, locale);
    }

    /** Receipt of a loss report (紛失届受理票). */
    public byte[] lossReceipt(LossReceipt letter, Locale locale) {
        return press.print("loss-receipt", letter, locale);
    }

    /** What became of a wrong link (紐付けの訂正のお知らせ). */
    public byte[] linkageCorrectionLetter(LinkageCorrectionLetter letter, Locale locale) {
        return press.print("linkage-correction", letter, locale);
    }

    /** Explanation of both ways and the wish for a merged card (特定在留カード等の説明と希望の記録). */
    public byte[] recordOfWish(RecordOfWish letter, Locale locale) {
        return press.print("record-of-wish", letter, locale);
    }

    /** Disclosure of who read the data of a case (閲覧記録の開示). */
    public byte[] disclosureOfReadings(DisclosureOfReadings letter, Locale locale) {
        return press.print("disclosure-of-readings", letter, locale);
    }

    byte[] print(LetterKind kind, Letter letter, Locale locale) {
        return press.print(kind.report(), (Record) letter, locale);
    }
}
