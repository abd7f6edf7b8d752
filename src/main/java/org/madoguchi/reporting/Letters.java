package org.madoguchi.reporting;

import java.util.Locale;
import java.util.Map;
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
        return press.print("receipt-of-application", letter, locale, Map::of);
    }

    /** Notice of issuance (交付通知書), with the QR code for booking the visit. */
    public byte[] noticeOfIssuance(NoticeOfIssuance letter, Locale locale) {
        return press.print("notice-of-issuance", letter, locale,
                () -> Map.of("bookingCode", QrCode.of(letter.bookingAddress())));
    }
}
