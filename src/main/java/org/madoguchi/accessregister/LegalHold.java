package org.madoguchi.accessregister;

/** Whoever has something open about a case says so: what is kept of that case is not deleted meanwhile. */
public interface LegalHold {

    boolean holds(String caseNumber);
}
