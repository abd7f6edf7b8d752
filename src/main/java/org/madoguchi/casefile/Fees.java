package org.madoguchi.casefile;

/** The fee of a case, set by the step that decides it and asked for by issuance, which keeps it. */
public interface Fees {

    /** Sets the fee a table says; a later one replaces it. */
    void set(String caseNumber, int yen, String reasonCode, int ruleVersion);
}
