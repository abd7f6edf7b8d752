package org.madoguchi.casefile;

/** Whether it is too late to give up the card of a case. Kept by issuance. */
public interface MadeCards {

    /** The latest card of the case is made; until the end of the transaction that does not change. */
    boolean made(String caseNumber);
}
