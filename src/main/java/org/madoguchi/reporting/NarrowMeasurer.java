package org.madoguchi.reporting;

import net.sf.jasperreports.engine.JRCommonText;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.fill.JRTextMeasurer;
import net.sf.jasperreports.engine.fill.TextMeasurer;
import net.sf.jasperreports.engine.fonts.FontUtil;
import net.sf.jasperreports.engine.util.AbstractTextMeasurerFactory;
import net.sf.jasperreports.engine.util.JRStyledText;

/**
 * Measures lines two points narrower than they are printed. The measurer (Java 2D) and the PDF library round the
 * widths of Latin letters differently; a line that fits for the one by a hair is broken again by the other, which
 * then drops the last line. Named in {@code jasperreports.properties}.
 */
public class NarrowMeasurer extends AbstractTextMeasurerFactory {

    private static final int RESERVE = 2;

    @Override
    public JRTextMeasurer createMeasurer(JasperReportsContext context, JRCommonText text) {
        return createMeasurer(FontUtil.getInstance(context), text);
    }

    @Override
    public JRTextMeasurer createMeasurer(FontUtil fonts, JRCommonText text) {
        return new TextMeasurer(fonts, text) {
            @Override
            protected void initialize(JRStyledText styledText, int start, int stretch, boolean indent, boolean overflow) {
                super.initialize(styledText, start, stretch, indent, overflow);
                rightPadding += RESERVE;
            }
        };
    }
}
