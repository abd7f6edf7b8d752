package org.madoguchi.accessregister;

/** Which cases have a link under correction: to these a privacy officer has access, and to no other. Linkage knows. */
public interface OpenCorrections {

    boolean openOn(String caseNumber);
}
