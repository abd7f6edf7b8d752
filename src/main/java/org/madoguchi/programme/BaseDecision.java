package org.madoguchi.programme;

/** How the base procedure ended. */
public enum BaseDecision { PENDING, GRANTED, REFUSED }
