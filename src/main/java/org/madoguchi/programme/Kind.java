package org.madoguchi.programme;

/** The kinds of application of the overseas programme (table {@code overseas-application-kind}). */
public enum Kind {
    NEW, RENEWAL, REISSUE_LOST, REISSUE_DAMAGED, CHANGE_BY_NEW_CARD,
    /** The municipality adds a note to the same card. */
    CHANGE_BY_REWRITE
}
