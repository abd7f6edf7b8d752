package org.madoguchi.reporting;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.Map;

/** An address as a picture for a telephone's camera. */
class QrCode {

    private static final int PIXELS = 600;
    /** A quarter of the code may be folded or stained; the margin of four modules is part of the picture. */
    private static final Map<EncodeHintType, Object> HINTS =
            Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.Q, EncodeHintType.MARGIN, 4);

    private QrCode() {
    }

    static BufferedImage of(URI address) {
        try {
            return MatrixToImageWriter.toBufferedImage(new QRCodeWriter()
                    .encode(address.toASCIIString(), BarcodeFormat.QR_CODE, PIXELS, PIXELS, HINTS));
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("An address this long does not fit a QR code", tooLong);
        }
    }
}
