package org.madoguchi.accessregister;

/** Which cases have a link under correction: to these a privacy officer has access, and to no other. Linkage knows. */
public interface OpenCorrections extends LegalHold {

    boolean openOn(String caseNumber);

    @Override
    default boolean holds(String caseNumber) {
        return openOn(caseNumber);
    }
}
