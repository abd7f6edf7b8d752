package org.madoguchi.platform;

import java.util.Locale;

/** The languages the pages and letters speak. */
public final class Languages {

    private Languages() {}

    /** Japanese for Japanese, English for everybody else. */
    public static Locale nearest(Locale wanted) {
        return "ja".equals(wanted.getLanguage()) ? Locale.JAPANESE : Locale.ENGLISH;
    }
}
