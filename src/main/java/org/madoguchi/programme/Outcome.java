package org.madoguchi.programme;

/** The one vocabulary of answers to "may this person have this?". */
public enum Outcome {
    ELIGIBLE, NOT_ELIGIBLE, MORE_INFORMATION,
    /** A person looks. */
    REFER
}
