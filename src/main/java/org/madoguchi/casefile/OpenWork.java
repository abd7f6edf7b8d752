package org.madoguchi.casefile;

/** The open human tasks of a case, for steps that change who is in charge. Kept by the task list. */
public interface OpenWork {

    /**
     * Another office is in charge: what is open at the one before lies with the new one from now on, with its clock as it
     * runs, and with nobody. What is done stays as it was done.
     */
    void handOver(String caseNumber, String fromOffice, String toOffice);
}
