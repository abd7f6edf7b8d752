package org.madoguchi.reporting;

import java.util.List;
import net.sf.jasperreports.engine.JRPrintElement;
import net.sf.jasperreports.engine.JRPrintFrame;
import net.sf.jasperreports.engine.JRPrintText;
import net.sf.jasperreports.engine.JasperPrint;

/**
 * The full-width space (U+3000) between two parts of a name may fall on the end of a line, and so may several spaces.
 * The measurer lets them hang over the margin, the PDF library does not: it breaks the line once more and drops the
 * last one. At the end of a line nobody sees which spaces stand there; one ordinary space takes their place, which
 * both let hang and which keeps the words apart for a screen reader.
 */
class LineEnds {

    private LineEnds() {
    }

    static void tidy(JasperPrint pages) {
        pages.getPages().forEach(page -> tidy(page.getElements()));
    }

    private static void tidy(List<JRPrintElement> elements) {
        for (JRPrintElement element : elements) {
            if (element instanceof JRPrintFrame frame) {
                tidy(frame.getElements());
            } else if (element instanceof JRPrintText text && text.getLineBreakOffsets() != null) {
                tidy(text);
            }
        }
    }

    private static void tidy(JRPrintText text) {
        String all = text.getOriginalText();
        short[] lengths = text.getLineBreakOffsets().clone();
        StringBuilder tidied = new StringBuilder(all.length());
        int start = 0;
        for (int i = 0; i < lengths.length; i++) {
            String line = tidyEnd(all.substring(start, start + lengths[i]));
            start += lengths[i];
            lengths[i] = (short) line.length();
            tidied.append(line);
        }
        text.setText(tidied.append(tidyEnd(all.substring(start))).toString());
        text.setLineBreakOffsets(lengths);
    }

    private static String tidyEnd(String line) {
        return line.replaceAll("[ \u3000]+(?=\n|$)", " ");
    }
}
