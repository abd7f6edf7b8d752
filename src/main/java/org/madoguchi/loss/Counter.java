package org.madoguchi.loss;

import org.madoguchi.casefile.CaseFile;

/** Where the holder of a card goes with it. */
enum Counter {
    MISSION,
    MUNICIPALITY,
    BUREAU;

    static Counter of(CaseFile file) {
        return file.overseas() ? MISSION : file.channel().equals("MUNICIPALITY") ? MUNICIPALITY : BUREAU;
    }
}
