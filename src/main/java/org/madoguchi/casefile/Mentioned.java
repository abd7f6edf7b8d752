package org.madoguchi.casefile;

import java.util.UUID;

/** A colleague was named in a note on a case. {@code occasion} is that of the note: several listeners, one notice. */
public record Mentioned(String staffId, String caseNumber, String byId, UUID occasion) {}
