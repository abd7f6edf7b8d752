package org.madoguchi.programme;

/** The state of a card somebody holds or held. */
public enum CardState {
    VALID,
    EXPIRED,
    /** A domestic card without the note of departure: it ended when its holder moved abroad. */
    LAPSED_ON_DEPARTURE,
    LOST,
    STOLEN,
    DAMAGED
}
