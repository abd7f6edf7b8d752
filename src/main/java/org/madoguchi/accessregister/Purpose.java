package org.madoguchi.accessregister;

/** Why somebody reads a case; kept with every reading. */
public enum Purpose {
    /** The holder follows their own case. */
    OWN_CASE,
    /** Somebody does a task of the case. */
    TASK,
    /** Somebody of a responsible office looks a case up. */
    CASE_WORK,
    /** A list of cases or tasks; one row for the whole list. */
    LIST,
    /** Somebody of a responsible office looked for a case by its holder's name; one row for each page of what was found. */
    NAME_SEARCH,
    /** Supervision of deadlines. */
    SUPERVISION,
    /** The contact centre reads with the holder, who is on the phone. */
    CALL,
    /** The My Number of the case is passed on to where the law lets it go. */
    NUMBER,
    /** Somebody asks to see the whole My Number, or decides whether somebody else may. */
    NUMBER_REQUEST,
    /** Somebody sees the whole My Number. */
    NUMBER_SHOWN,
    /** A letter of the case is made or read. */
    LETTER
}
